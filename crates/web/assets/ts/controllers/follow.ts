import { Controller } from "@hotwired/stimulus";

// Questions that depend on an answer are there as soon as it is given. What is not asked is disabled, so it is neither sent nor missed; the
// server, which wrote each with the answers it waits for, judges anew.
export default class Follow extends Controller<HTMLFormElement> {
  static targets = ["item", "said"];
  declare readonly itemTargets: HTMLFieldSetElement[];
  declare readonly saidTarget: HTMLElement;

  connect(): void {
    this.look();
  }

  look(event?: Event): void {
    if (this.itemTargets.length === 0) return;
    const given = new FormData(this.element);
    const appeared: string[] = [];
    for (const item of this.itemTargets) {
      const asked = this.isAsked(item, given);
      if (asked !== item.disabled) continue;
      item.disabled = !asked;
      item.hidden = !asked;
      if (asked) appeared.push(item.dataset.label ?? "");
    }
    // Whoever does not see the page hears of it; not of what was there from the beginning.
    if (event && appeared.length > 0) this.saidTarget.textContent = `${this.saidTarget.dataset.words} ${appeared.join(", ")}`;
  }

  private isAsked(item: HTMLFieldSetElement, given: FormData): boolean {
    const any = (item.dataset.any ?? "").split(" ");
    const values = given.getAll(item.dataset.source ?? "").map(String).filter(Boolean);
    return values.length > 0 ? values.some((value) => any.includes(value)) : any.includes("no");
  }
}
