import { Controller } from "@hotwired/stimulus";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

// Counts a response time down while the page stands open. When it is over, the chip looks so at once; the server says the rest.
export default class Due extends Controller<HTMLElement> {
  static values = { at: String, units: Array };
  declare readonly atValue: string;
  declare readonly unitsValue: string[];
  private timer?: number;

  connect(): void {
    this.tick();
    this.timer = window.setInterval(() => this.tick(), 15_000);
  }

  disconnect(): void {
    window.clearInterval(this.timer);
  }

  private tick(): void {
    const [, minutes, hours, days] = this.unitsValue;
    const left = Date.parse(this.atValue) - Date.now();
    if (!Number.isFinite(left) || days === undefined) return;
    const size = Math.abs(left);
    const [words, unit] = size < HOUR ? [minutes, MINUTE] : size < 2 * DAY ? [hours, HOUR] : [days, DAY];
    const text = (left < 0 ? "−" : "") + words.replace("0", String(Math.floor(size / unit)));
    if (this.element.textContent !== text) this.element.textContent = text;
    if (left < 0) this.element.parentElement?.classList.replace("sla-pending", "sla-over");
    if (left < 0) this.element.parentElement?.classList.replace("sla-warned", "sla-over");
  }
}
