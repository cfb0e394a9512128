import { Controller } from "@hotwired/stimulus";

const SHOWN = 4;

// Says what is not saved yet, by the names of the fields; leaving with unsaved changes asks first.
export default class Savebar extends Controller<HTMLFormElement> {
  static targets = ["bar", "count", "list"];
  declare readonly barTarget: HTMLElement;
  declare readonly countTarget: HTMLElement;
  declare readonly listTarget: HTMLElement;
  private first = "";
  private submitting = false;
  private readonly leaving = (event: Event) => {
    if (!this.dirty || this.submitting) return;
    if (event.type === "beforeunload") event.preventDefault();
    else if (!window.confirm(this.countTarget.textContent ?? "")) event.preventDefault();
  };
  private readonly sent = () => (this.submitting = true);

  connect(): void {
    this.first = this.state();
    this.element.addEventListener("submit", this.sent);
    window.addEventListener("beforeunload", this.leaving);
    document.addEventListener("turbo:before-visit", this.leaving);
    this.look();
  }

  disconnect(): void {
    this.element.removeEventListener("submit", this.sent);
    window.removeEventListener("beforeunload", this.leaving);
    document.removeEventListener("turbo:before-visit", this.leaving);
  }

  look(): void {
    this.barTarget.classList.toggle("savebar-dirty", this.dirty);
    const names = this.changed();
    const words = this.countTarget.dataset.words ?? "";
    this.countTarget.textContent = this.dirty ? words : "";
    this.listTarget.textContent = names.slice(0, SHOWN).join(", ") + (names.length > SHOWN ? " …" : "");
  }

  reset(): void {
    window.setTimeout(() => {
      this.element.dispatchEvent(new CustomEvent("savebar:reset"));
      this.look();
    }, 0);
  }

  private get dirty(): boolean {
    return this.first !== this.state();
  }

  private state(): string {
    return JSON.stringify([...new FormData(this.element)].filter(([name]) => name !== "csrf").map(([name, value]) => [name, String(value)]));
  }

  // The words of a label, without the hint under them.
  private words(label: Element): string {
    const copy = label.cloneNode(true) as Element;
    copy.querySelectorAll(".hint, input, select, textarea").forEach((one) => one.remove());
    return copy.textContent?.replace(/\s+/g, " ").trim() ?? "";
  }

  private changed(): string[] {
    const found: string[] = [];
    for (const one of this.element.elements) {
      const field = one as HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
      let differs = false;
      if (field instanceof HTMLSelectElement) differs = field.selectedIndex !== Math.max(0, [...field.options].findIndex((option) => option.defaultSelected));
      else if (field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio")) differs = field.checked !== field.defaultChecked;
      else if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) differs = field.type !== "hidden" && field.value !== field.defaultValue;
      if (!differs) continue;
      const label = field.closest("fieldset")?.querySelector("legend") ?? field.labels?.[0];
      const name = (label && this.words(label)) || field.getAttribute("aria-label") || "";
      if (name && !found.includes(name)) found.push(name);
    }
    return found;
  }
}
