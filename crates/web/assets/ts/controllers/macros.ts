import { Controller } from "@hotwired/stimulus";
import { visit } from "@hotwired/turbo";

// Macros: chosen by a few letters, shown with all that they do, then run. The frame in the dialog is fetched when it is opened.
export default class Macros extends Controller<HTMLElement> {
  static targets = ["box", "frame", "find", "list", "one"];
  static values = { url: String };
  declare readonly boxTarget: HTMLDialogElement;
  declare readonly frameTarget: HTMLElement & { src: string };
  declare readonly findTarget: HTMLInputElement;
  declare readonly hasFindTarget: boolean;
  declare readonly oneTargets: HTMLElement[];
  declare readonly urlValue: string;
  private at = 0;

  open(event: Event): void {
    event.preventDefault();
    this.show(this.urlValue);
  }

  take(event: Event): void {
    this.show((event.currentTarget as HTMLElement).dataset.href ?? this.urlValue);
  }

  loaded(): void {
    this.at = 0;
    this.mark();
    this.boxTarget.querySelector<HTMLElement>("[autofocus]")?.focus();
  }

  look(): void {
    const words = this.findTarget.value.toLowerCase().split(/\s+/).filter(Boolean);
    this.oneTargets.forEach((one) => (one.hidden = !words.every((word) => (one.textContent ?? "").toLowerCase().includes(word))));
    this.at = 0;
    this.mark();
  }

  key(event: KeyboardEvent): void {
    const seen = this.seen();
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && seen.length > 0) {
      event.preventDefault();
      this.at = (this.at + step + seen.length) % seen.length;
      this.mark();
    } else if (event.key === "Enter") {
      event.preventDefault();
      seen[this.at]?.click();
    }
  }

  // What was done shows on the page; what was not stays in the dialog with the reason.
  ran(event: CustomEvent<{ success: boolean; fetchResponse?: { response: Response } }>): void {
    if (!event.detail.success) return;
    this.boxTarget.close();
    const to = event.detail.fetchResponse?.response.url;
    if (to) visit(to, { action: "replace" });
  }

  // A page without the frame is where the macro has led to.
  missing(event: Event): void {
    event.preventDefault();
  }

  close(): void {
    this.boxTarget.close();
  }

  backdrop(event: MouseEvent): void {
    if (event.target === this.boxTarget) this.boxTarget.close();
  }

  private show(url: string): void {
    if (!this.boxTarget.open) this.boxTarget.showModal();
    this.frameTarget.src = "";
    this.frameTarget.src = url;
  }

  private seen(): HTMLElement[] {
    return this.oneTargets.filter((one) => !one.hidden);
  }

  private mark(): void {
    const seen = this.seen();
    this.oneTargets.forEach((one) => (one.ariaSelected = String(one === seen[this.at])));
    if (!this.hasFindTarget) return;
    if (seen[this.at]) this.findTarget.setAttribute("aria-activedescendant", seen[this.at].id);
    else this.findTarget.removeAttribute("aria-activedescendant");
    seen[this.at]?.scrollIntoView({ block: "nearest" });
  }
}
