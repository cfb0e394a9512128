import { Controller } from "@hotwired/stimulus";

// A list is put in order: by its handles with pointer or finger, and with the arrow keys on a handle. The page's order is what is sent.
export default class Drag extends Controller<HTMLElement> {
  static targets = ["list", "item", "handle", "said"];
  static values = { said: String };
  declare readonly itemTargets: HTMLElement[];
  declare readonly saidTarget: HTMLElement;
  declare readonly hasSaidTarget: boolean;
  declare readonly saidValue: string;

  grab(event: PointerEvent): void {
    if (event.button !== 0) return;
    const handle = event.currentTarget as HTMLElement;
    const item = this.item(handle);
    if (!item) return;
    event.preventDefault();
    handle.focus();
    item.classList.add("dragged");
    const before = this.itemTargets.indexOf(item);
    const move = (moved: PointerEvent) => this.follow(item, moved.clientY);
    const end = () => {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", end);
      window.removeEventListener("pointercancel", end);
      item.classList.remove("dragged");
      if (this.itemTargets.indexOf(item) !== before) this.moved(item);
    };
    // On the window: what moves within the page loses the pointer.
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", end);
    window.addEventListener("pointercancel", end);
  }

  key(event: KeyboardEvent): void {
    const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    const handle = event.currentTarget as HTMLElement;
    const item = this.item(handle);
    if (step === 0 || !item) return;
    event.preventDefault();
    event.stopPropagation();
    const all = this.siblings(item);
    const other = all[all.indexOf(item) + step];
    if (!other) return;
    if (step < 0) other.before(item);
    else other.after(item);
    handle.focus();
    this.moved(item);
  }

  // Over the middle of a neighbour, the two change places.
  private follow(item: HTMLElement, y: number): void {
    for (const other of this.siblings(item)) {
      if (other === item) continue;
      const { top, height } = other.getBoundingClientRect();
      if (y < top || y > top + height) continue;
      const above = Boolean(item.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_PRECEDING);
      if (above && y < top + height / 2) other.before(item);
      else if (!above && y > top + height / 2) other.after(item);
      return;
    }
  }

  private moved(item: HTMLElement): void {
    const all = this.siblings(item);
    if (this.hasSaidTarget) this.saidTarget.textContent = this.saidValue.replace("{place}", String(all.indexOf(item) + 1)).replace("{of}", String(all.length));
    this.dispatch("moved", { target: item });
    item.dispatchEvent(new Event("input", { bubbles: true }));
  }

  private siblings(item: HTMLElement): HTMLElement[] {
    return this.itemTargets.filter((one) => one.parentElement === item.parentElement);
  }

  private item(handle: HTMLElement): HTMLElement | null {
    return handle.closest<HTMLElement>("[data-drag-target~=item]");
  }
}
