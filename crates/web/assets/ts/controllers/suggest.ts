import { Controller } from "@hotwired/stimulus";

// Puts a suggested answer into the composer, where it is read and changed before anybody sends it. Without this the link shows it on a page.
export default class Suggest extends Controller<HTMLAnchorElement> {
  static values = { none: String };
  declare readonly noneValue: string;

  async fetch(event: Event): Promise<void> {
    const box = this.element.closest("form")?.querySelector<HTMLTextAreaElement>("textarea[name=text]");
    if (!box) return;
    event.preventDefault();
    const words = this.element.textContent;
    this.element.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(this.element.href, { headers: { accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const draft = page.querySelector<HTMLTextAreaElement>("[data-draft-text]")?.value ?? "";
      if (!draft) {
        this.element.textContent = this.noneValue;
        setTimeout(() => (this.element.textContent = words), 4000);
        return;
      }
      const from = this.element.closest("form")?.querySelector<HTMLElement>("[data-suggest-from]");
      // What it rests on stands under it until the box is empty again.
      if (from) from.textContent = (page.querySelector("[data-draft-from]")?.textContent ?? "").replace(/\s+/g, " ").trim();
      box.value = box.value.trim() ? `${box.value.trimEnd()}\n\n${draft}` : draft;
      box.dispatchEvent(new Event("input", { bubbles: true }));
      box.focus();
    } finally {
      this.element.removeAttribute("aria-busy");
    }
  }
}
