import { Controller } from "@hotwired/stimulus";

// A list is put in order: by its handles with pointer or finger, and with the arrow keys or the number of a place on a handle. The page's order is what is sent.
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
    const handle = event.currentTarget as HTMLElement;
    const item = this.item(handle);
    if (!item || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = this.siblings(item);
    const from = all.indexOf(item);
    // A digit is a place: 0 the last one.
    const places: Record<string, number> = { ArrowUp: from - 1, ArrowDown: from + 1, Home: 0, End: all.length - 1, 0: all.length - 1 };
    const to = places[event.key] ?? (/^[1-9]$/.test(event.key) ? Math.min(Number(event.key), all.length) - 1 : undefined);
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const other = all[to];
    if (!other || to === from) return;
    if (to < from) other.before(item);
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
