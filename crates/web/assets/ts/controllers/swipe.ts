import { Controller } from "@hotwired/stimulus";

// Pixels from which a movement is meant as one, and from which it does something.
const BEGINS = 16;
const DOES = 96;

// On a phone a row is drawn to the left to be snoozed until tomorrow, and to the right to be closed; a toast takes it back. Both can be
// done in the ticket as well.
export default class Swipe extends Controller<HTMLElement> {
  static targets = ["form"];
  declare readonly formTarget: HTMLFormElement;
  private row?: HTMLElement;
  private from = { x: 0, y: 0 };
  private far = 0;
  private taken = false;

  begin(event: TouchEvent): void {
    const row = (event.target as HTMLElement).closest<HTMLElement>(".row-item");
    if (event.touches.length !== 1 || !row || row.querySelector(".item-closed") || this.element.closest(".selecting")) return;
    this.row = row;
    this.from = { x: event.touches[0].clientX, y: event.touches[0].clientY };
    this.far = 0;
    this.taken = false;
  }

  move(event: TouchEvent): void {
    if (!this.row) return;
    const [x, y] = [event.touches[0].clientX - this.from.x, event.touches[0].clientY - this.from.y];
    if (!this.taken && Math.abs(y) > BEGINS && Math.abs(y) > Math.abs(x)) return this.rest();
    if (!this.taken && Math.abs(x) < BEGINS) return;
    this.taken = true;
    if (event.cancelable) event.preventDefault();
    this.far = x;
    this.row.classList.add("swiped");
    this.row.classList.toggle("swiped-left", x < 0);
    this.row.classList.toggle("swiped-does", Math.abs(x) >= DOES);
    this.row.dataset.does = (x < 0 ? this.element.dataset.snooze : this.element.dataset.close) ?? "";
    this.row.querySelector<HTMLElement>(".item")!.style.translate = `${x}px`;
  }

  end(event: TouchEvent): void {
    const link = this.row?.querySelector<HTMLAnchorElement>(".item");
    const far = this.far;
    // A movement is no press.
    if (this.taken && event.cancelable) event.preventDefault();
    this.rest();
    if (!link || Math.abs(far) < DOES) return;
    this.formTarget.action = `${new URL(link.href).pathname}/${far < 0 ? "snooze" : "close"}?stay=list`;
    this.formTarget.requestSubmit();
  }

  rest(): void {
    if (!this.row) return;
    this.row.classList.remove("swiped", "swiped-left", "swiped-does");
    this.row.querySelector<HTMLElement>(".item")!.style.translate = "";
    delete this.row.dataset.does;
    this.row = undefined;
    this.taken = false;
  }
}
