import Offer, { element, fetched } from "./offer";

interface Canned {
  name: string;
  category: string;
  text: string;
}

// At the start of a line, / or ? and a few letters offer the canned responses.
export default class CannedPicker extends Offer<Canned> {
  static values = { url: String };
  declare readonly urlValue: string;
  private all!: () => Promise<Canned[]>;

  connect(): void {
    this.all = fetched(this.urlValue);
  }

  async look(): Promise<void> {
    const wanted = this.wanted();
    if (wanted === undefined || !this.hasListTarget || !this.urlValue) return this.hide();
    const all = await this.all();
    if (this.wanted() !== wanted) return;
    const word = wanted.toLowerCase();
    const starts = all.filter((one) => one.name.toLowerCase().startsWith(word));
    const holds = all.filter((one) => !starts.includes(one) && `${one.category} ${one.name} ${one.text}`.toLowerCase().includes(word));
    this.offer([...starts, ...holds]);
  }

  protected parts(one: Canned): Node[] {
    const start = one.text.replaceAll("\n", " ").slice(0, 90);
    return [element("strong", one.name), element("span", start), element("span", one.category, "canned-category")];
  }

  protected take(one: Canned): void {
    const wanted = this.wanted();
    if (wanted === undefined) return;
    const end = this.textTarget.selectionStart;
    this.put(one.text, end - wanted.length - 1, end);
    this.hide();
  }

  // What was typed after the mark, or nothing.
  private wanted(): string | undefined {
    return /(?:^|\n)[/?]([\p{L}\p{N}_-]{0,40})$/u.exec(this.before())?.[1];
  }
}
