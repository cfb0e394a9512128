import { Controller } from "@hotwired/stimulus";

// Toasts that were shown: a page that is fetched again brings them along for a while.
const shown = new Set<string>();
const REMEMBERED = 15_000;
const SETTLED = 60;

// A page brings what was just done; it is put where it outlives the page.
export default class Toasting extends Controller<HTMLTemplateElement> {
  static values = { token: String };
  declare readonly tokenValue: string;

  tokenValueChanged(token: string): void {
    if (!token || shown.has(token)) return;
    shown.add(token);
    window.setTimeout(() => shown.delete(token), REMEMBERED);
    // While a page is being put in place, what outlives it is a copy: after that.
    const toast = this.element.content.cloneNode(true);
    window.setTimeout(() => document.getElementById("toasts")?.replaceChildren(toast), SETTLED);
  }
}
