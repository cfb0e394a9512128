import { Controller } from "@hotwired/stimulus";

// Single keys press what carries data-key="c", unless someone is typing or a dialog is open. Of several, the first that is seen.
export default class Keys extends Controller<HTMLElement> {
  press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target as HTMLElement;
    if (target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]")) return;
    if (document.querySelector("dialog[open]")) return;
    if (!/^([a-z/?\\]|Escape)$/.test(event.key)) return;
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
