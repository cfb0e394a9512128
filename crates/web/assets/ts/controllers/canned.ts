import { Controller } from "@hotwired/stimulus";

interface Canned {
  name: string;
  category: string;
  text: string;
}

const SHOWN = 8;

// At the start of a line, / or ? and a few letters offer the canned responses; they are fetched when they are first wanted.
export default class CannedPicker extends Controller<HTMLElement> {
  static targets = ["text", "list"];
  static values = { url: String };
  declare readonly textTarget: HTMLTextAreaElement;
  declare readonly listTarget: HTMLElement;
  declare readonly hasListTarget: boolean;
  declare readonly urlValue: string;
  private all?: Promise<Canned[]>;
  private shown: Canned[] = [];
  private at = 0;

  async look(): Promise<void> {
    const wanted = this.wanted();
    if (wanted === undefined || !this.hasListTarget || !this.urlValue) {
      this.hide();
      return;
    }
    this.all ??= fetch(this.urlValue, { headers: { accept: "application/json" } }).then((answer) => (answer.ok ? answer.json() : []));
    const all = await this.all;
    if (this.wanted() !== wanted) return;
    const word = wanted.toLowerCase();
    const starts = all.filter((one) => one.name.toLowerCase().startsWith(word));
    const holds = all.filter((one) => !starts.includes(one) && `${one.category} ${one.name} ${one.text}`.toLowerCase().includes(word));
    this.shown = [...starts, ...holds].slice(0, SHOWN);
    this.at = 0;
    if (this.shown.length === 0) this.hide();
    else this.draw();
  }

  key(event: KeyboardEvent): void {
    if (!this.hasListTarget || this.listTarget.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.at = (this.at + (event.key === "ArrowDown" ? 1 : -1) + this.shown.length) % this.shown.length;
      this.draw();
    } else if (event.key === "Enter" || event.key === "Tab") {
      event.preventDefault();
      this.take(this.shown[this.at]);
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopImmediatePropagation();
      this.hide();
    }
  }

  leave(): void {
    window.setTimeout(() => this.hide(), 150);
  }

  // What was typed after the mark, or nothing.
  private wanted(): string | undefined {
    const before = this.textTarget.value.slice(0, this.textTarget.selectionStart);
    return /(?:^|\n)[/?]([\p{L}\p{N}_-]{0,40})$/u.exec(before)?.[1];
  }

  private take(one: Canned | undefined): void {
    const wanted = this.wanted();
    if (!one || wanted === undefined) return;
    const end = this.textTarget.selectionStart;
    this.textTarget.setRangeText(one.text, end - wanted.length - 1, end, "end");
    this.textTarget.dispatchEvent(new Event("input", { bubbles: true }));
    this.hide();
    this.textTarget.focus();
  }

  private draw(): void {
    const list = this.listTarget;
    list.hidden = false;
    list.replaceChildren(
      ...this.shown.map((one, index) => {
        const item = document.createElement("li");
        item.role = "option";
        item.id = `${list.id}-${index}`;
        item.className = "canned";
        item.ariaSelected = String(index === this.at);
        const name = document.createElement("strong");
        name.textContent = one.name;
        const more = document.createElement("span");
        more.textContent = one.text.replaceAll("\n", " ").slice(0, 90);
        const category = document.createElement("span");
        category.className = "canned-category";
        category.textContent = one.category;
        item.append(name, more, category);
        item.addEventListener("pointerdown", (event) => {
          event.preventDefault();
          this.take(one);
        });
        return item;
      }),
    );
    this.textTarget.setAttribute("aria-controls", list.id);
    this.textTarget.setAttribute("aria-activedescendant", `${list.id}-${this.at}`);
  }

  private hide(): void {
    if (!this.hasListTarget) return;
    this.listTarget.hidden = true;
    this.textTarget.removeAttribute("aria-activedescendant");
    this.textTarget.removeAttribute("aria-controls");
  }
}
