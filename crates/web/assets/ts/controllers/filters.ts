import { Controller } from "@hotwired/stimulus";
import { ours } from "../morph";

interface Suggestion {
  text: string;
  hint: string;
}

const PAUSE = 90;
// Milliseconds after the field was left, in which a press on what is offered still counts.
const LEFT = 150;

// A search field: while someone types, what the word could become is offered below. Nothing is taken unless chosen, so Enter still searches.
// What is offered always fits what stands there: what no longer does goes at once, and an answer counts only until the next letter.
export default class Filters extends Controller<HTMLInputElement> {
  static values = { url: String, label: String };
  declare readonly urlValue: string;
  declare readonly labelValue: string;
  private box!: HTMLUListElement;
  private shown: Suggestion[] = [];
  private at = -1;
  private timer?: number;
  private leaving?: number;
  // The question that has no answer yet.
  private asked?: AbortController;

  connect(): void {
    const field = this.element;
    this.box = document.createElement("ul");
    this.box.className = "suggestions";
    this.box.id = `suggestions-${Math.floor(performance.now() * 1000).toString(36)}`;
    this.box.role = "listbox";
    this.box.ariaLabel = this.labelValue;
    this.box.hidden = true;
    ours(this.box);
    field.after(this.box);
    field.role = "combobox";
    field.ariaAutoComplete = "list";
    field.ariaExpanded = "false";
    field.setAttribute("aria-controls", this.box.id);
    field.addEventListener("input", this.look);
    field.addEventListener("keydown", this.key);
    field.addEventListener("focus", this.stay);
    field.addEventListener("blur", this.leave);
  }

  disconnect(): void {
    this.forget();
    this.stay();
    this.element.removeEventListener("input", this.look);
    this.element.removeEventListener("keydown", this.key);
    this.element.removeEventListener("focus", this.stay);
    this.element.removeEventListener("blur", this.leave);
    this.box.remove();
  }

  private look = (): void => {
    this.forget();
    const part = this.part();
    const asks = /^-?[a-z]+(:.*)?$/i.test(part);
    this.offer(asks ? this.shown.filter((one) => plain(one.text).startsWith(plain(part))) : [], part);
    if (asks) this.timer = window.setTimeout(() => void this.ask(part), PAUSE);
  };

  private key = (event: KeyboardEvent): void => {
    if (this.box.hidden) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      const count = this.shown.length;
      this.at = this.at < 0 && step < 0 ? count - 1 : (this.at + step + count) % count;
      this.mark();
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.draw([]);
    } else if ((event.key === "Enter" || event.key === "Tab") && this.at >= 0) {
      event.preventDefault();
      this.take(this.shown[this.at]);
    }
  };

  private leave = (): void => {
    this.forget();
    this.leaving = window.setTimeout(() => this.draw([]), LEFT);
  };

  private stay = (): void => window.clearTimeout(this.leaving);

  // What was asked, or was to be, no longer matters.
  private forget(): void {
    window.clearTimeout(this.timer);
    this.asked?.abort();
    this.asked = undefined;
  }

  // What is being typed: up to the caret, from the last space outside quotation marks.
  private part(): string {
    const before = this.element.value.slice(0, this.element.selectionStart ?? undefined);
    return /(?:[^\s"]|"[^"]*"?)*$/.exec(before)?.[0] ?? "";
  }

  private async ask(part: string): Promise<void> {
    const asked = new AbortController();
    this.asked = asked;
    let found: Suggestion[] = [];
    try {
      const answer = await fetch(`${this.urlValue}?q=${encodeURIComponent(part)}`, { headers: { accept: "application/json" }, signal: asked.signal });
      if (answer.ok) found = (await answer.json()) as Suggestion[];
    } catch {
      // No answer offers nothing; who searches does not need it.
    }
    if (!asked.signal.aborted) this.offer(found, part);
  }

  // What fits, without what stands there already; drawn only if it is something else, so that a choice stays.
  private offer(all: Suggestion[], part: string): void {
    const better = all.filter((one) => one.text.toLowerCase() !== part.toLowerCase());
    const same = better.length === this.shown.length && better.every((one, index) => one.text === this.shown[index].text);
    if (!same) this.draw(better);
  }

  private take(chosen: Suggestion): void {
    const field = this.element;
    const caret = field.selectionStart ?? field.value.length;
    const start = caret - this.part().length;
    const more = chosen.text.endsWith(":");
    const text = more ? chosen.text : `${chosen.text} `;
    this.forget();
    field.setRangeText(text, start, caret, "end");
    field.focus();
    this.draw([]);
    if (more) this.look();
  }

  private draw(all: Suggestion[]): void {
    this.shown = all;
    this.at = -1;
    this.box.hidden = all.length === 0;
    this.element.ariaExpanded = String(all.length > 0);
    this.box.replaceChildren(
      ...all.map((one, index) => {
        const item = document.createElement("li");
        item.role = "option";
        item.id = `${this.box.id}-${index}`;
        item.className = "suggestion";
        const text = document.createElement("bdi");
        text.textContent = one.text;
        const hint = document.createElement("span");
        hint.className = "quiet small";
        hint.textContent = one.hint;
        item.append(text, hint);
        item.addEventListener("mousedown", (event) => event.preventDefault());
        item.addEventListener("click", () => this.take(one));
        return item;
      }),
    );
    this.mark();
  }

  private mark(): void {
    [...this.box.children].forEach((item, index) => {
      item.ariaSelected = String(index === this.at);
      if (index === this.at) item.scrollIntoView({ block: "nearest" });
    });
    if (this.at >= 0) this.element.setAttribute("aria-activedescendant", `${this.box.id}-${this.at}`);
    else this.element.removeAttribute("aria-activedescendant");
  }
}

// Quotation marks stand around some values, and need not be typed.
function plain(text: string): string {
  return text.replaceAll('"', "").toLowerCase();
}
