import { Controller } from "@hotwired/stimulus";

// Keeps where a pane was scrolled to, from page to page.
export default class Keep extends Controller<HTMLElement> {
  static values = { name: String };
  declare readonly nameValue: string;

  connect(): void {
    const at = Number(sessionStorage.getItem(`scroll-${this.nameValue}`) ?? 0);
    if (at > 0) this.element.scrollTop = at;
    this.element.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }

  note(): void {
    sessionStorage.setItem(`scroll-${this.nameValue}`, String(this.element.scrollTop));
  }
}
