import { Controller } from "@hotwired/stimulus";
import { labels, lines, make, outcomes, several, slot, text } from "../conditions";

// Draws the form as Discord asks it, while it is being made, and the second one that follows from answers that are tried beside it. Only looks:
// what Discord takes is checked when it is saved.
export default class Modal extends Controller<HTMLFormElement> {
  static targets = ["question", "out", "then", "choose", "more"];
  declare readonly questionTargets: HTMLElement[];
  declare readonly outTarget: HTMLElement;
  declare readonly thenTarget: HTMLElement;
  declare readonly chooseTarget: HTMLElement;
  declare readonly moreTarget: HTMLElement;
  // What is tried, by the slot of the question.
  private readonly tried = new Map<string, string[]>();

  connect(): void {
    this.look();
  }

  look(): void {
    const rows = this.questionTargets.filter((row) => text(row, "label"));
    this.outTarget.replaceChildren(this.box(rows.filter((row) => text(row, "when") === ""), this.outTarget.dataset.none));
    const follow = rows.filter((row) => text(row, "when") !== "");
    const sources = rows.filter((row) => outcomes(row).length > 0 && follow.some((one) => text(one, "when") === slot(row)));
    this.thenTarget.hidden = sources.length === 0;
    this.offer(sources);
    const asked = follow.filter((row) => sources.some((source) => slot(source) === text(row, "when") && this.leadsTo(source, row)));
    this.moreTarget.replaceChildren(asked.length > 0 ? this.box(asked) : make("p", "modal-help", this.thenTarget.dataset.nothing));
  }

  private leadsTo(source: HTMLElement, row: HTMLElement): boolean {
    const any = lines(text(row, "any"));
    const tried = this.tried.get(slot(source)) ?? [];
    if (text(source, "style") === "checkbox") return any.includes(tried.includes("yes") ? "yes" : "no");
    return tried.some((one) => any.includes(one));
  }

  // The answers that can be tried; drawn anew only where they changed, so that focus stays.
  private offer(sources: HTMLElement[]): void {
    const words = this.thenTarget.dataset;
    const drawn = JSON.stringify(sources.map((row) => [slot(row), text(row, "label"), several(row), outcomes(row)]));
    if (this.chooseTarget.dataset.drawn === drawn) return;
    this.chooseTarget.dataset.drawn = drawn;
    const one = (row: HTMLElement): HTMLElement => {
      const head = (words.if ?? "").replace("{}", text(row, "label"));
      const before = this.tried.get(slot(row)) ?? outcomes(row).slice(0, 1);
      const tried = before.filter((outcome) => outcomes(row).includes(outcome));
      this.tried.set(slot(row), tried);
      return several(row) ? this.boxes(row, head, tried) : this.menu(row, head, tried);
    };
    this.chooseTarget.replaceChildren(make("h3", "small quiet", words.head), ...sources.map(one));
  }

  private menu(row: HTMLElement, head: string, tried: string[]): HTMLElement {
    const { unanswered, yes, no } = this.thenTarget.dataset;
    const label = make("label", "field small");
    const menu = document.createElement("select");
    menu.className = "select";
    menu.setAttribute("form", "nowhere");
    const box = text(row, "style") === "checkbox";
    if (!box) menu.add(new Option(unanswered, ""));
    for (const outcome of outcomes(row)) menu.add(new Option((box ? (outcome === "yes" ? yes : no) : outcome) ?? outcome, outcome));
    menu.value = tried[0] ?? "";
    menu.addEventListener("input", () => this.tried.set(slot(row), menu.value ? [menu.value] : []));
    label.append(make("span", "", head), menu);
    return label;
  }

  private boxes(row: HTMLElement, head: string, tried: string[]): HTMLElement {
    const group = make("fieldset", "field small");
    group.append(make("legend", "", head));
    for (const outcome of outcomes(row)) {
      const label = make("label", "check");
      const box = document.createElement("input");
      [box.type, box.value, box.checked] = ["checkbox", outcome, tried.includes(outcome)];
      box.setAttribute("form", "nowhere");
      box.addEventListener("input", () => {
        const ticked = [...group.querySelectorAll<HTMLInputElement>("input:checked")];
        this.tried.set(slot(row), ticked.map((each) => each.value));
      });
      label.append(box, make("bdi", "", outcome));
      group.append(label);
    }
    return group;
  }

  private box(rows: HTMLElement[], none?: string): HTMLElement {
    const words = this.outTarget.dataset;
    const box = make("div", "modal-box");
    const name = this.element.querySelector<HTMLInputElement>("[name=name]")?.value.trim();
    box.append(make("p", "modal-title", name));
    if (rows.length === 0) box.append(make("p", "modal-help", none));
    box.append(...rows.map((row) => this.question(row)));
    const foot = make("div", "modal-foot");
    foot.append(make("span", "modal-cancel", words.cancel), make("span", "modal-submit", words.submit));
    box.append(foot);
    return box;
  }

  private question(from: HTMLElement): HTMLElement {
    const [label, style] = [text(from, "label"), text(from, "style")];
    const item = make("div", "modal-item");
    const head = make("p", "modal-label", label);
    const required = from.querySelector<HTMLInputElement>("[name$='-required']")?.checked;
    if (required && style !== "text") head.append(make("span", "modal-star", " *"));
    item.append(head);
    const help = text(from, "help");
    if (help) item.append(make("p", "modal-help", help));
    const hint = text(from, "placeholder");
    if (style === "short" || style === "paragraph") item.append(make("div", `modal-field modal-${style}`, hint || "\u00a0"));
    else if (style === "radio" || style === "checkboxes") item.append(...labels(from).map((one) => make("p", `modal-choice modal-choice-${style}`, one)));
    else if (style === "checkbox") item.append(make("p", "modal-choice modal-choice-checkboxes", label));
    else if (style === "files") item.append(make("div", "modal-field modal-drop", this.outTarget.dataset.drop));
    else if (style !== "text") item.append(make("div", "modal-field modal-menu", hint || this.outTarget.dataset.choose));
    return item;
  }
}
