import { Controller } from "@hotwired/stimulus";
import { meant } from "../keymap";

// Milliseconds after g in which the next key names a place.
const GO = 1_500;
// When g was pressed: a page that comes meanwhile does not forget it.
let went = 0;

// Single keys press what carries data-key="c", unless someone is typing or a dialog is open. Of several, the first that is seen.
// After g the next one names a place: data-go="m".
export default class Keys extends Controller<HTMLElement> {
  press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target as HTMLElement;
    const field = target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
    // What was focused in a dialog stays so until the page is drawn again, though it cannot be seen any more (HTML, "focus fixup").
    if (field?.checkVisibility()) return;
    if (document.querySelector("dialog[open]")) return;
    const key = meant(event.key);
    // A letter after g names a place as it stands there.
    const goes = went > 0 && event.timeStamp - went < GO;
    if (!/^([a-z/?!\\]|Escape)$/.test((goes ? event.key : key) ?? "")) return;
    went = key === "g" && !goes ? event.timeStamp : 0;
    if (goes) {
      const link = this.element.querySelector<HTMLElement>(`[data-go="${CSS.escape(event.key)}"]`);
      if (link) {
        event.preventDefault();
        link.click();
        return;
      }
    }
    if (key === undefined) return;
    const open = document.querySelector<HTMLDetailsElement>("details.menu[open]");
    if (key === "Escape" && open) {
      open.open = false;
      open.querySelector("summary")?.focus();
      return;
    }
    const all = [...this.element.querySelectorAll<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)];
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
