import { Controller } from "@hotwired/stimulus";
import { field, leads, lines, make, outcomes, slot, text } from "../conditions";

// Questions that are asked only after certain answers to an earlier one. Each row says so in two fields, a menu and lines of answers; here
// the lines become boxes to tick, the menu offers what is there now, and what was renamed, moved or taken away is followed.
export default class Depend extends Controller<HTMLFormElement> {
  static targets = ["item", "said"];
  static values = { always: Number, after: String, alone: String, any: String, yes: String, no: String };
  declare readonly itemTargets: HTMLElement[];
  declare readonly saidTarget: HTMLElement;
  declare readonly alwaysValue: number;
  declare readonly afterValue: string;
  declare readonly aloneValue: string;
  declare readonly anyValue: string;
  declare readonly yesValue: string;
  declare readonly noValue: string;
  private readonly known = new Map<HTMLElement, string[]>();

  connect(): void {
    this.look();
  }

  look(event?: Event): void {
    const from = event?.target;
    // A name is followed once it is written, not letter by letter.
    if (event?.type === "input" && from instanceof HTMLTextAreaElement && from.name.endsWith("-choices")) return;
    const rows = this.itemTargets;
    const bySlot = new Map(rows.map((row) => [slot(row), row]));
    rows.forEach((row) => this.follow(row, rows));
    rows.forEach((row) => this.head(row));
    for (const row of this.known.keys()) if (!rows.includes(row)) this.known.delete(row);
    this.spare(rows, event);
    const alone: string[] = [];
    rows.forEach((row, place) => {
      const followed = text(row, "when") !== "";
      this.offer(row, place, rows);
      if (followed && text(row, "when") === "") alone.push(text(row, "label"));
      this.draw(row, bySlot.get(text(row, "when")));
    });
    // Its menu says so to whoever looks there.
    if (alone.length > 0) this.saidTarget.textContent = alone.map((label) => this.aloneValue.replace("{}", label)).join(" ");
  }

  // A row is named as its question is by now.
  private head(row: HTMLElement): void {
    const head = row.querySelector<HTMLElement>(".question-head strong");
    const words = text(row, "label") || (head?.dataset.none ?? "");
    if (head && head.textContent !== words) head.textContent = words;
  }

  // What became of the answers of a question is told to those that depend on it.
  private follow(row: HTMLElement, rows: HTMLElement[]): void {
    const [before, after] = [this.known.get(row), outcomes(row)];
    this.known.set(row, after);
    if (!before || before.join("\n") === after.join("\n")) return;
    const now = (label: string): string[] => {
      if (after.includes(label) || !before.includes(label)) return [label];
      const there = before.length === after.length ? after[before.indexOf(label)] : undefined;
      return there && !before.includes(there) ? [there] : [];
    };
    for (const one of rows) {
      const any = field<HTMLTextAreaElement>(one, "any");
      if (any && text(one, "when") === slot(row)) any.value = lines(any.value).flatMap(now).join("\n");
    }
  }

  // One question more than are always asked comes after an answer, if there is one it can come after.
  private spare(rows: HTMLElement[], event?: Event): void {
    const always = rows.filter((row) => text(row, "when") === "");
    const source = always.find(leads);
    const last = rows[rows.length - 1];
    if (event?.type === "builder:changed" && always.length > this.alwaysValue && source && last !== source && text(last, "label") === "") {
      this.offer(last, rows.length - 1, rows);
      const menu = field<HTMLSelectElement>(last, "when");
      if (menu) menu.value = slot(source);
    }
    const add = this.element.querySelector<HTMLButtonElement>(".form-builder [data-builder-target=add]");
    const most = Number(this.element.dataset.builderMostValue);
    if (add) add.disabled = rows.length >= most || (!source && always.length >= this.alwaysValue);
  }

  // Every other question is in the menu, so that a draft finds it there; only those it can come after are shown.
  private offer(row: HTMLElement, place: number, rows: HTMLElement[]): void {
    const menu = field<HTMLSelectElement>(row, "when");
    if (!menu) return;
    const chosen = menu.value;
    const others = rows.filter((one) => one !== row);
    const known = new Map([...menu.options].map((option) => [option.value, option]));
    known.forEach((option, value) => {
      if (value !== "" && !others.some((one) => slot(one) === value)) option.remove();
    });
    others.forEach((one) => {
      const value = slot(one);
      const option = known.get(value) ?? new Option("", value);
      const words = this.afterValue.replace("{}", text(one, "label"));
      if (option.text !== words) option.text = words;
      const fits = leads(one) && rows.indexOf(one) < place;
      option.hidden = !fits && value !== chosen;
      option.disabled = option.hidden;
      menu.append(option);
    });
    // A question that is gone is depended on no more.
    menu.value = [...menu.options].some((option) => option.value === chosen) ? chosen : "";
    const any = field<HTMLTextAreaElement>(row, "any");
    if (menu.value === "" && any) any.value = "";
  }

  private draw(row: HTMLElement, source: HTMLElement | undefined): void {
    const holder = row.querySelector<HTMLElement>("[data-depend-target=after]");
    const any = field<HTMLTextAreaElement>(row, "any");
    if (!holder || !any) return;
    holder.hidden = !source;
    for (const one of holder.querySelectorAll<HTMLElement>(":scope > label, :scope > textarea, :scope > .hint")) one.hidden = true;
    const wanted = source ? outcomes(source) : [];
    let group = holder.querySelector<HTMLElement>(".outcomes");
    if (!group || group.dataset.of !== wanted.join("\n")) {
      group?.remove();
      group = this.boxes(row, wanted, any);
      holder.append(group);
    }
    const chosen = lines(any.value);
    group.querySelectorAll<HTMLInputElement>("input").forEach((box) => (box.checked = chosen.includes(box.value)));
  }

  // The boxes are no fields of the form: what counts are the lines.
  private boxes(row: HTMLElement, wanted: string[], any: HTMLTextAreaElement): HTMLElement {
    const group = make("div", "outcomes stack-small");
    const head = make("span", "label", this.anyValue);
    head.id = `${slot(row)}-answers`;
    group.dataset.of = wanted.join("\n");
    group.setAttribute("role", "group");
    group.setAttribute("aria-labelledby", head.id);
    group.append(head);
    for (const one of wanted) {
      const box = document.createElement("input");
      [box.type, box.value] = ["checkbox", one];
      box.setAttribute("form", "nowhere");
      // Before the form looks at itself.
      box.addEventListener("input", () => {
        const ticked = [...group.querySelectorAll<HTMLInputElement>("input:checked")];
        any.value = ticked.map((each) => each.value).join("\n");
      });
      const label = make("label", "check");
      const words = document.createElement("bdi");
      const single = wanted.length === 2 && wanted[0] === "yes" && wanted[1] === "no";
      words.textContent = !single ? one : one === "yes" ? this.yesValue : this.noValue;
      label.append(box, words);
      group.append(label);
    }
    return group;
  }
}
