import { Controller } from "@hotwired/stimulus";
import { emoji } from "../emoji";

interface Person {
  id: string;
  name: string;
}

interface Choice {
  show: string;
  sign: string;
  text: string;
}

const SHOWN = 8;
const BEGINS = 2;

// @ and a few letters offer people, : and two letters emoji; the button beside the field offers all emoji.
export default class Insert extends Controller<HTMLElement> {
  static targets = ["text", "list", "board"];
  static values = { people: String };
  declare readonly textTarget: HTMLTextAreaElement;
  declare readonly listTarget: HTMLElement;
  declare readonly hasListTarget: boolean;
  declare readonly boardTarget: HTMLElement;
  declare readonly peopleValue: string;
  private people?: Promise<Person[]>;
  private shown: Choice[] = [];
  private at = 0;

  async look(): Promise<void> {
    const wanted = this.wanted();
    if (!wanted || !this.hasListTarget) return this.hide();
    const found = wanted.mark === "@" ? await this.persons(wanted.word) : this.signs(wanted.word);
    if (this.wanted()?.word !== wanted.word) return;
    this.shown = found.slice(0, SHOWN);
    this.at = 0;
    if (this.shown.length === 0) this.hide();
    else this.draw();
  }

  key(event: KeyboardEvent): void {
    if (event.defaultPrevented || !this.hasListTarget || this.listTarget.hidden) return;
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

  // The board is filled when it is first opened.
  board(): void {
    if (this.boardTarget.childElementCount > 0) return;
    this.boardTarget.replaceChildren(
      ...emoji.map(({ sign, name }) => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "icon-button";
        button.textContent = sign;
        button.title = `:${name}:`;
        button.setAttribute("aria-label", name.replaceAll("_", " "));
        button.addEventListener("click", () => {
          this.put(sign, this.textTarget.selectionStart, this.textTarget.selectionEnd);
          button.closest("details")!.open = false;
        });
        return button;
      }),
    );
  }

  private wanted(): { mark: string; word: string } | undefined {
    const before = this.textTarget.value.slice(0, this.textTarget.selectionStart);
    const found = /(?:^|[\s(])([@:])([\p{L}\p{N}_+.-]{0,32})$/u.exec(before);
    if (!found || (found[1] === ":" && found[2].length < BEGINS) || (found[1] === "@" && !this.peopleValue)) return undefined;
    return { mark: found[1], word: found[2] };
  }

  private async persons(word: string): Promise<Choice[]> {
    this.people ??= fetch(this.peopleValue, { headers: { accept: "application/json" } }).then((answer) => (answer.ok ? answer.json() : []));
    const fits = (one: Person) => one.name.toLowerCase().split(/\s+/).some((part) => part.startsWith(word.toLowerCase()));
    return (await this.people).filter(fits).map((one) => ({ show: one.name, sign: "@", text: `<@${one.id}> ` }));
  }

  private signs(word: string): Choice[] {
    const small = word.toLowerCase();
    const starts = emoji.filter((one) => one.name.startsWith(small));
    const holds = emoji.filter((one) => !starts.includes(one) && one.name.includes(small));
    return [...starts, ...holds].map((one) => ({ show: `:${one.name}:`, sign: one.sign, text: `${one.sign} ` }));
  }

  private take(one: Choice | undefined): void {
    const wanted = this.wanted();
    if (!one || !wanted) return;
    const end = this.textTarget.selectionStart;
    this.put(one.text, end - wanted.word.length - 1, end);
    this.hide();
  }

  private put(text: string, from: number, to: number): void {
    this.textTarget.setRangeText(text, from, to, "end");
    this.textTarget.dispatchEvent(new Event("input", { bubbles: true }));
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
        const sign = document.createElement("strong");
        sign.textContent = one.sign;
        const name = document.createElement("bdi");
        name.textContent = one.show;
        item.append(sign, name);
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
    if (!this.hasListTarget || this.listTarget.hidden) return;
    this.listTarget.hidden = true;
    this.textTarget.removeAttribute("aria-activedescendant");
    this.textTarget.removeAttribute("aria-controls");
  }
}
