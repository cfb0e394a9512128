import { Controller } from "@hotwired/stimulus";

// Single keys press what carries data-key="c", unless someone is typing or a dialog is open.
export default class Keys extends Controller<HTMLElement> {
  press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target as HTMLElement;
    if (target.closest("input, textarea, select, [contenteditable]") || document.querySelector("dialog[open]")) return;
    if (!/^[a-z/?]$/.test(event.key)) return;
    const found = this.element.querySelector<HTMLElement>(`[data-key="${event.key}"]`);
    if (!found) return;
    event.preventDefault();
    found.click();
  }
}
