import { Controller } from "@hotwired/stimulus";
import { meant } from "../keymap";

// j and k move through the rows. The focus is the selection, so there is one and only one.
export default class List extends Controller<HTMLElement> {
  static targets = ["row"];
  declare readonly rowTargets: HTMLElement[];

  move(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if ((event.target as HTMLElement).closest("input, textarea, select")) return;
    // Enter opens the first of them, where nothing else is meant.
    const idle = document.activeElement === document.body || document.activeElement === null;
    if (event.key === "Enter" && idle && !event.shiftKey && !document.querySelector("dialog[open]") && !this.rowTargets.some((row) => row.hasAttribute("aria-current"))) {
      event.preventDefault();
      this.rowTargets[0]?.click();
      return;
    }
    const key = meant(event.key);
    if (key === "o" && this.rowTargets.length > 0 && !document.querySelector("dialog[open]")) {
      const row = this.rowTargets.find((one) => one === document.activeElement) ?? this.rowTargets.find((one) => !one.hasAttribute("aria-current"));
      event.preventDefault();
      row?.click();
      return;
    }
    const step = key === "j" || event.key === "ArrowDown" ? 1 : key === "k" || event.key === "ArrowUp" ? -1 : 0;
    if (step === 0 || this.rowTargets.length === 0) return;
    const focused = this.rowTargets.indexOf(document.activeElement as HTMLElement);
    const at = focused >= 0 ? focused : this.rowTargets.findIndex((row) => row.hasAttribute("aria-current"));
    // Arrows scroll the page until a row has the focus.
    if (focused < 0 && event.key.startsWith("Arrow")) return;
    event.preventDefault();
    // Where the list goes on beyond what is on the page, whoever fetches it moves the focus there.
    const detail = { row: this.rowTargets[at], step };
    if (at >= 0 && !this.element.dispatchEvent(new CustomEvent("list:step", { detail, cancelable: true }))) return;
    const next = at < 0 ? 0 : Math.min(Math.max(at + step, 0), this.rowTargets.length - 1);
    this.rowTargets[next].focus();
    this.rowTargets[next].scrollIntoView({ block: "nearest" });
  }
}
