import { Controller } from "@hotwired/stimulus";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

// Keeps "5m" true while the page stands open. The server wrote the first text and the words to use; after a week it wrote a date,
// and that stays.
export default class When extends Controller<HTMLTimeElement> {
  static values = { units: Array };
  declare readonly unitsValue: string[];
  private timer?: number;

  connect(): void {
    this.tick();
    this.timer = window.setInterval(() => this.tick(), 30_000);
  }

  disconnect(): void {
    window.clearInterval(this.timer);
  }

  private tick(): void {
    const [now, minutes, hours, days] = this.unitsValue;
    const passed = Date.now() - Date.parse(this.element.dateTime);
    if (!Number.isFinite(passed) || passed >= 7 * DAY || days === undefined) return;
    const fill = (words: string, size: number) => words.replace("0", String(Math.floor(passed / size)));
    const text =
      passed < MINUTE ? now : passed < HOUR ? fill(minutes, MINUTE) : passed < DAY ? fill(hours, HOUR) : fill(days, DAY);
    if (this.element.textContent !== text) this.element.textContent = text;
  }
}
