import { Controller } from "@hotwired/stimulus";

// Draws the form as Discord asks it, while it is being made. Only looks: what Discord takes is checked when it is saved.
export default class Modal extends Controller<HTMLFormElement> {
  static targets = ["question", "out"];
  declare readonly questionTargets: HTMLElement[];
  declare readonly outTarget: HTMLElement;

  connect(): void {
    this.look();
  }

  look(): void {
    const words = this.outTarget.dataset;
    const box = this.make("div", "modal-box");
    box.append(this.make("p", "modal-title", this.value(this.element, "name")));
    const asked = this.questionTargets.map((one) => this.question(one)).filter((one) => one !== null);
    if (asked.length === 0) box.append(this.make("p", "modal-help", words.none));
    box.append(...asked);
    const foot = this.make("div", "modal-foot");
    foot.append(this.make("span", "modal-cancel", words.cancel), this.make("span", "modal-submit", words.submit));
    box.append(foot);
    this.outTarget.replaceChildren(box);
  }

  private question(from: HTMLElement): HTMLElement | null {
    const label = this.value(from, "-label");
    if (!label) return null;
    const style = this.value(from, "-style");
    const item = this.make("div", "modal-item");
    const head = this.make("p", "modal-label", label);
    const required = from.querySelector<HTMLInputElement>("[name$='-required']")?.checked;
    if (required && style !== "text") head.append(this.make("span", "modal-star", " *"));
    item.append(head);
    const help = this.value(from, "-help");
    if (help) item.append(this.make("p", "modal-help", help));
    const hint = this.value(from, "-placeholder");
    if (style === "short" || style === "paragraph") item.append(this.make("div", `modal-field modal-${style}`, hint || "\u00a0"));
    else if (style === "radio" || style === "checkboxes") item.append(...this.choices(from).map((one) => this.make("p", `modal-choice modal-choice-${style}`, one)));
    else if (style === "checkbox") item.append(this.make("p", "modal-choice modal-choice-checkboxes", label));
    else if (style !== "text") item.append(this.make("div", "modal-field modal-menu", hint || this.outTarget.dataset.choose));
    return item;
  }

  private choices(from: HTMLElement): string[] {
    const lines = this.value(from, "-choices").split("\n");
    return lines.map((line) => line.split("|")[0].trim()).filter(Boolean);
  }

  private value(from: ParentNode, name: string): string {
    const found = from.querySelector<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>(name.startsWith("-") ? `[name$="${name}"]` : `[name="${name}"]`);
    return found?.value.trim() ?? "";
  }

  private make(tag: string, name: string, text?: string): HTMLElement {
    const made = document.createElement(tag);
    made.className = name;
    if (text) made.textContent = text;
    return made;
  }
}
