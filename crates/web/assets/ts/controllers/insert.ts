import { emoji } from "../emoji";
import Offer, { element, fetched } from "./offer";

interface Person {
  id: string;
  name: string;
}

interface Choice {
  show: string;
  sign: string;
  text: string;
}

const BEGINS = 2;

// @ and a few letters offer people, : and two letters emoji; the button beside the field offers all emoji.
export default class Insert extends Offer<Choice> {
  static targets = ["board"];
  static values = { people: String };
  declare readonly boardTarget: HTMLElement;
  declare readonly peopleValue: string;
  private people!: () => Promise<Person[]>;

  connect(): void {
    this.people = fetched(this.peopleValue);
  }

  async look(): Promise<void> {
    const wanted = this.wanted();
    if (!wanted || !this.hasListTarget) return this.hide();
    const found = wanted.mark === "@" ? await this.persons(wanted.word) : this.signs(wanted.word);
    if (this.wanted()?.word !== wanted.word) return;
    this.offer(found);
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
    const found = /(?:^|[\s(])([@:])([\p{L}\p{N}_+.-]{0,32})$/u.exec(this.before());
    if (!found || (found[1] === ":" && found[2].length < BEGINS) || (found[1] === "@" && !this.peopleValue)) return undefined;
    return { mark: found[1], word: found[2] };
  }

  private async persons(word: string): Promise<Choice[]> {
    const fits = (one: Person) => one.name.toLowerCase().split(/\s+/).some((part) => part.startsWith(word.toLowerCase()));
    return (await this.people()).filter(fits).map((one) => ({ show: one.name, sign: "@", text: `<@${one.id}> ` }));
  }

  private signs(word: string): Choice[] {
    const small = word.toLowerCase();
    const starts = emoji.filter((one) => one.name.startsWith(small));
    const holds = emoji.filter((one) => !starts.includes(one) && one.name.includes(small));
    return [...starts, ...holds].map((one) => ({ show: `:${one.name}:`, sign: one.sign, text: `${one.sign} ` }));
  }

  protected take(one: Choice): void {
    const wanted = this.wanted();
    if (!wanted) return;
    const end = this.textTarget.selectionStart;
    this.put(one.text, end - wanted.word.length - 1, end);
    this.hide();
  }

  protected parts(one: Choice): Node[] {
    return [element("strong", one.sign), element("bdi", one.show)];
  }
}
