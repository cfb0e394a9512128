import { Controller } from "@hotwired/stimulus";

interface Suggestion {
  text: string;
  hint: string;
}

const PAUSE = 90;

// A search field: while someone types, what the word could become is offered below. Nothing is taken unless chosen, so Enter still searches.
export default class Filters extends Controller<HTMLInputElement> {
  static values = { url: String, label: String };
  declare readonly urlValue: string;
  declare readonly labelValue: string;
  private box!: HTMLUListElement;
  private shown: Suggestion[] = [];
  private at = -1;
  private timer?: number;

  connect(): void {
    const field = this.element;
    this.box = document.createElement("ul");
    this.box.className = "suggestions";
    this.box.id = `suggestions-${Math.floor(performance.now() * 1000).toString(36)}`;
    this.box.role = "listbox";
    this.box.ariaLabel = this.labelValue;
    this.box.hidden = true;
    field.after(this.box);
    field.role = "combobox";
    field.ariaAutoComplete = "list";
    field.ariaExpanded = "false";
    field.setAttribute("aria-controls", this.box.id);
    field.addEventListener("input", this.look);
    field.addEventListener("keydown", this.key);
    field.addEventListener("blur", this.leave);
  }

  disconnect(): void {
    window.clearTimeout(this.timer);
    this.element.removeEventListener("input", this.look);
    this.element.removeEventListener("keydown", this.key);
    this.element.removeEventListener("blur", this.leave);
    this.box.remove();
  }

  private look = (): void => {
    window.clearTimeout(this.timer);
    const part = this.part();
    if (!part || !/^-?[a-z]+(:.*)?$/i.test(part)) {
      this.draw([]);
      return;
    }
    this.timer = window.setTimeout(() => void this.ask(part), PAUSE);
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
    window.setTimeout(() => this.draw([]), 150);
  };

  // What is being typed: up to the caret, from the last space outside quotation marks.
  private part(): string {
    const before = this.element.value.slice(0, this.element.selectionStart ?? undefined);
    return /(?:[^\s"]|"[^"]*"?)*$/.exec(before)?.[0] ?? "";
  }

  private async ask(part: string): Promise<void> {
    const answer = await fetch(`${this.urlValue}?q=${encodeURIComponent(part)}`, { headers: { accept: "application/json" } });
    if (!answer.ok || this.part() !== part || document.activeElement !== this.element) return;
    const all = (await answer.json()) as Suggestion[];
    this.draw(all.filter((one) => one.text.toLowerCase() !== part.toLowerCase()));
  }

  private take(chosen: Suggestion): void {
    const field = this.element;
    const caret = field.selectionStart ?? field.value.length;
    const start = caret - this.part().length;
    const more = chosen.text.endsWith(":");
    const text = more ? chosen.text : `${chosen.text} `;
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
