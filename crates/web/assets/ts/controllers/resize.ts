import { Controller } from "@hotwired/stimulus";
import { recall, remember } from "../cookie";

const COOKIE = "guildhall_panes";
const STEP = 16;
const REM = 16;

// The edge of a pane: dragged, or moved with the arrow keys; Home and a double press give it its usual width back. The width is kept in a
// cookie, so that the next page has it from the start.
export default class Resize extends Controller<HTMLElement> {
  static values = { name: String, least: Number, most: Number, usual: Number };
  declare readonly nameValue: "queue" | "props";
  declare readonly leastValue: number;
  declare readonly mostValue: number;
  declare readonly usualValue: number;

  // What it was given last: with less movement asked for, the page shows a width only in the next frame.
  private given?: number;

  connect(): void {
    this.told(this.width());
  }

  grab(event: PointerEvent): void {
    if (event.button !== 0) return;
    event.preventDefault();
    this.element.focus();
    const [from, width] = [event.clientX, this.width()];
    const move = (moved: PointerEvent) => this.put(width + this.sign() * (moved.clientX - from), false);
    const end = (last: PointerEvent) => {
      if (last.type === "pointerup") move(last);
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", end);
      window.removeEventListener("pointercancel", end);
      document.body.classList.remove("resizing");
      this.put(this.width(), true);
    };
    document.body.classList.add("resizing");
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", end);
    window.addEventListener("pointercancel", end);
  }

  key(event: KeyboardEvent): void {
    const step = event.key === "ArrowRight" ? STEP : event.key === "ArrowLeft" ? -STEP : 0;
    if (step !== 0) this.put(this.width() + this.sign() * step, true);
    else if (event.key === "Home") this.usual();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  usual(): void {
    document.documentElement.style.removeProperty(`--pane-${this.nameValue}`);
    this.given = undefined;
    this.keep(0);
    this.told(this.usualValue);
  }

  // The pane on the right grows to the left.
  private sign(): number {
    return this.nameValue === "props" ? -1 : 1;
  }

  private width(): number {
    if (this.given !== undefined) return this.given;
    const pane = document.querySelector(this.nameValue === "props" ? ".props" : ".queue");
    return Math.round(pane?.getBoundingClientRect().width ?? this.usualValue);
  }

  private put(wanted: number, keep: boolean): void {
    const width = Math.round(Math.min(Math.max(wanted, this.leastValue), this.mostValue));
    document.documentElement.style.setProperty(`--pane-${this.nameValue}`, `${width / REM}rem`);
    this.given = width;
    this.told(width);
    if (keep) this.keep(width);
  }

  private told(width: number): void {
    this.element.ariaValueNow = String(width);
  }

  private keep(width: number): void {
    const [queue = "0", props = "0"] = (recall(COOKIE) ?? "").split("-");
    remember(COOKIE, this.nameValue === "queue" ? `${width}-${props}` : `${queue}-${width}`);
  }
}
