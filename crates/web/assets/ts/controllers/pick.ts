import { Controller } from "@hotwired/stimulus";

// A menu of choices: it opens with the focus on the first, or on a field that does not come later, arrows move, Escape and a press elsewhere close it. One is open at a time.
export default class Pick extends Controller<HTMLDetailsElement> {
  private readonly elsewhere = (event: Event) => {
    if (!this.element.contains(event.target as Node)) this.element.open = false;
  };

  // What was chosen is done: nothing is left to choose.
  private readonly chosen = () => {
    this.element.open = false;
  };

  connect(): void {
    this.element.addEventListener("turbo:submit-start", this.chosen);
  }

  disconnect(): void {
    this.element.removeEventListener("turbo:submit-start", this.chosen);
    document.removeEventListener("pointerdown", this.elsewhere);
  }

  toggled(): void {
    if (!this.element.open) {
      document.removeEventListener("pointerdown", this.elsewhere);
      return;
    }
    document.addEventListener("pointerdown", this.elsewhere);
    document.querySelectorAll<HTMLDetailsElement>("details.menu[open]").forEach((one) => {
      if (one !== this.element && !one.contains(this.element)) one.open = false;
    });
    this.first();
    this.element.querySelector("turbo-frame")?.addEventListener("turbo:frame-load", () => this.first(), { once: true });
  }

  key(event: KeyboardEvent): void {
    if (!this.element.open) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.element.open = false;
      this.element.querySelector("summary")?.focus();
      return;
    }
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const all = this.choices();
    if (step === 0 || all.length === 0) return;
    event.preventDefault();
    const at = all.indexOf(document.activeElement as HTMLElement);
    all[(at + step + all.length) % all.length].focus();
  }

  private first(): void {
    (this.element.querySelector<HTMLElement>(".menu-box input:not([type=hidden], [data-later])") ?? this.choices()[0])?.focus();
  }

  private choices(): HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>(".menu-box :is(button, a):not([disabled])")];
  }
}
