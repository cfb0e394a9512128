import { Controller } from "@hotwired/stimulus";

// Milliseconds after g in which the next key names a place.
const GO = 1_500;

// Single keys press what carries data-key="c", unless someone is typing or a dialog is open. Of several, the first that is seen.
// After g the next one names a place: data-go="m".
export default class Keys extends Controller<HTMLElement> {
  // When g was pressed.
  private went = 0;

  press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target as HTMLElement;
    if (target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]")) return;
    if (document.querySelector("dialog[open]")) return;
    if (!/^([a-z/?!\\]|Escape)$/.test(event.key)) return;
    const goes = this.went > 0 && event.timeStamp - this.went < GO;
    this.went = event.key === "g" && !goes ? event.timeStamp : 0;
    if (goes) {
      const place = this.element.querySelector<HTMLElement>(`[data-go="${CSS.escape(event.key)}"]`);
      if (place) {
        event.preventDefault();
        place.click();
        return;
      }
    }
    const open = document.querySelector<HTMLDetailsElement>("details.menu[open]");
    if (event.key === "Escape" && open) {
      open.open = false;
      open.querySelector("summary")?.focus();
      return;
    }
    const all = [...this.element.querySelectorAll<HTMLElement>(`[data-key="${CSS.escape(event.key)}"]`)];
    const found = all.find((one) => one.checkVisibility() || one.hasAttribute("data-key-hidden"));
    if (!found) return;
    event.preventDefault();
    if (found.matches("input:not([type=radio], [type=checkbox]), textarea, select")) {
      found.focus();
      if (found instanceof HTMLInputElement) found.select();
    } else {
      found.click();
    }
  }
}
