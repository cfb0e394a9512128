import { Controller } from "@hotwired/stimulus";
import { note } from "../history";

const REMEMBERED = 15_000;
const SHOWN = 10_000;
// Toasts that were shown: a page that is fetched again brings them along for a while.
const shown = new Set<string>();
let current: { content: Node; until: number } | undefined;

// While a page is being put in place, what outlives it is a copy, and a toast put into that is lost: after each render it is looked after.
function put(): void {
  const place = document.getElementById("toasts");
  if (!current || !place) return;
  if (performance.now() > current.until) current = undefined;
  else if (!place.firstElementChild) place.append(current.content.cloneNode(true));
}
document.addEventListener("turbo:render", put);
document.addEventListener("turbo:load", put);

/** It was closed, or its time is over. */
export function dismissed(): void {
  current = undefined;
}

// A page brings what was just done; it is put where it outlives the page.
export default class Toasting extends Controller<HTMLTemplateElement> {
  static values = { token: String };
  declare readonly tokenValue: string;

  tokenValueChanged(token: string): void {
    if (!token || shown.has(token)) return;
    shown.add(token);
    const content = this.element.content;
    note(content.querySelector(".toast > span")?.textContent ?? "", content.querySelector<HTMLInputElement>("input[name=acts]")?.value ?? "");
    window.setTimeout(() => shown.delete(token), REMEMBERED);
    current = { content: this.element.content.cloneNode(true), until: performance.now() + SHOWN };
    window.setTimeout(() => {
      document.getElementById("toasts")?.replaceChildren();
      put();
    }, 0);
  }
}
