import { Controller } from "@hotwired/stimulus";

const SHOWN = 4;
// Milliseconds after the last letter, after which a draft is kept.
const REST = 600;

interface Change {
  name: string;
  before: string;
  after: string;
}

// Says what is not saved yet, by the names of the fields, with what stood there and what stands there now; leaving with unsaved changes asks
// first. What was typed is kept in this window, and offered when the form is opened again over the same version.
export default class Savebar extends Controller<HTMLFormElement> {
  static targets = ["bar", "count", "list", "diff", "rows", "draft"];
  declare readonly diffTarget: HTMLElement;
  declare readonly rowsTarget: HTMLElement;
  declare readonly hasDiffTarget: boolean;
  declare readonly draftTarget: HTMLElement;
  declare readonly hasDraftTarget: boolean;
  private resting?: number;
  declare readonly barTarget: HTMLElement;
  declare readonly countTarget: HTMLElement;
  declare readonly listTarget: HTMLElement;
  private first = "";
  private submitting = false;
  private readonly leaving = (event: Event) => {
    if (!this.dirty || this.submitting) return;
    if (event.type === "beforeunload") event.preventDefault();
    else if (!window.confirm(this.countTarget.textContent ?? "")) event.preventDefault();
  };
  private readonly sent = () => {
    this.submitting = true;
    window.clearTimeout(this.resting);
    sessionStorage.removeItem(this.place);
  };

  connect(): void {
    this.first = this.state();
    this.element.addEventListener("submit", this.sent);
    window.addEventListener("beforeunload", this.leaving);
    document.addEventListener("turbo:before-visit", this.leaving);
    this.look();
    const draft = sessionStorage.getItem(this.place);
    if (this.hasDraftTarget) this.draftTarget.hidden = !draft || draft === this.first || this.dirty;
  }

  disconnect(): void {
    this.element.removeEventListener("submit", this.sent);
    window.removeEventListener("beforeunload", this.leaving);
    document.removeEventListener("turbo:before-visit", this.leaving);
  }

  look(): void {
    this.barTarget.classList.toggle("savebar-dirty", this.dirty);
    const changes = this.changed();
    const names = [...new Set(changes.map((one) => one.name))];
    this.show(changes);
    window.clearTimeout(this.resting);
    this.resting = window.setTimeout(() => this.keep(), REST);
    const words = this.countTarget.dataset.words ?? "";
    this.countTarget.textContent = this.dirty ? words : "";
    this.listTarget.textContent = names.slice(0, SHOWN).join(", ") + (names.length > SHOWN ? " …" : "");
  }

  // What was typed before. Rows first, so that there are fields for what stood in them.
  restore(): void {
    const kept = JSON.parse(sessionStorage.getItem(this.place) ?? "[]") as [string, string][];
    const values = new Map<string, string[]>();
    for (const [name, value] of kept) values.set(name, [...(values.get(name) ?? []), value]);
    this.element.dispatchEvent(new CustomEvent("savebar:rows", { detail: values }));
    for (const one of this.element.elements) {
      const field = one as HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
      if (!field.name || field.type === "hidden" || field.type === "file" || field instanceof HTMLButtonElement) continue;
      const given = values.get(field.name) ?? [];
      if (field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio")) field.checked = given.includes(field.value);
      else if (given.length > 0) field.value = given.shift() ?? "";
    }
    this.draftTarget.hidden = true;
    this.element.dispatchEvent(new Event("input", { bubbles: true }));
  }

  forget(): void {
    sessionStorage.removeItem(this.place);
    this.draftTarget.hidden = true;
  }

  private keep(): void {
    if (!this.element.isConnected || this.submitting) return;
    if (this.dirty) sessionStorage.setItem(this.place, this.state());
    else if (!this.hasDraftTarget || this.draftTarget.hidden) sessionStorage.removeItem(this.place);
  }

  // A draft is of a form over one version.
  private get place(): string {
    const over = this.element.querySelector<HTMLInputElement>("input[name=over]")?.value ?? "";
    return `form-${new URL(this.element.action).pathname}-${over}`;
  }

  private show(changes: Change[]): void {
    if (!this.hasDiffTarget) return;
    this.diffTarget.hidden = changes.length === 0;
    this.rowsTarget.replaceChildren(
      ...changes.map((change) => {
        const row = document.createElement("tr");
        const head = document.createElement("th");
        head.scope = "row";
        head.textContent = change.name;
        const cells = [change.before, change.after].map((text) => {
          const cell = document.createElement("td");
          cell.dir = "auto";
          cell.textContent = text || "–";
          return cell;
        });
        row.append(head, ...cells);
        return row;
      }),
    );
  }

  reset(): void {
    window.setTimeout(() => {
      this.element.dispatchEvent(new CustomEvent("savebar:reset"));
      this.look();
    }, 0);
  }

  private get dirty(): boolean {
    return this.first !== this.state();
  }

  private state(): string {
    return JSON.stringify([...new FormData(this.element)].filter(([name]) => name !== "csrf").map(([name, value]) => [name, String(value)]));
  }

  // The words of a label, without the hint under them.
  private words(label: Element): string {
    const copy = label.cloneNode(true) as Element;
    copy.querySelectorAll(".hint, input, select, textarea").forEach((one) => one.remove());
    return copy.textContent?.replace(/\s+/g, " ").trim() ?? "";
  }

  private changed(): Change[] {
    const found: Change[] = [];
    const { on = "✓", off = "–" } = this.barTarget.dataset;
    for (const one of this.element.elements) {
      const field = one as HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
      let [before, after] = ["", ""];
      let own = field.labels?.[0];
      if (field instanceof HTMLSelectElement) {
        const options = [...field.options];
        before = (options.find((option) => option.defaultSelected) ?? options[0])?.text ?? "";
        after = field.selectedOptions[0]?.text ?? "";
      } else if (field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio")) {
        [before, after] = [field.defaultChecked ? on : off, field.checked ? on : off];
      } else if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) {
        if (field.type !== "hidden") [before, after] = [field.defaultValue, field.value];
        own = undefined;
      }
      // What has no name is not sent.
      if (before === after || !field.name) continue;
      const row = field.closest(".question")?.querySelector(".question-head strong")?.textContent?.trim();
      const label = (row ? undefined : field.closest("fieldset")?.querySelector("legend")) ?? field.labels?.[0];
      let name = (label && this.words(label)) || field.getAttribute("aria-label") || "";
      // Of many rows each is named by its head.
      if (name && row) name = `${row} › ${name}`;
      // Of many boxes under one name each is a line.
      if (name && own && own !== label && this.words(own)) name = `${name} › ${this.words(own)}`;
      if (name) found.push({ name, before, after });
    }
    return found;
  }
}
