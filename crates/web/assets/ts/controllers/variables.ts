import { Controller } from "@hotwired/stimulus";

// What a text can hold in curly brackets, each as a button that puts it where one writes.
export default class Variables extends Controller<HTMLElement> {
  private field?: HTMLInputElement | HTMLTextAreaElement;
  private readonly entered = (event: Event) => {
    const to = event.target;
    if (to instanceof HTMLTextAreaElement || (to instanceof HTMLInputElement && to.type === "text" && to.name.endsWith("title"))) this.field = to;
  };

  connect(): void {
    const form = this.element.closest("form");
    form?.addEventListener("focusin", this.entered);
    const names = (this.element.textContent ?? "").split(/\s+/).filter(Boolean);
    this.element.replaceChildren(...names.map((name) => this.button(name)));
    this.element.classList.add("variable-chips");
  }

  disconnect(): void {
    this.element.closest("form")?.removeEventListener("focusin", this.entered);
  }

  private button(name: string): HTMLElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "variable-chip";
    button.textContent = name;
    // The field keeps its caret.
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => this.put(name));
    return button;
  }

  private put(name: string): void {
    const usual = this.element.closest("form")?.querySelector<HTMLTextAreaElement>("textarea") ?? undefined;
    const field = this.field?.isConnected ? this.field : usual;
    if (!field) return;
    field.focus();
    field.setRangeText(name, field.selectionStart ?? field.value.length, field.selectionEnd ?? field.value.length, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
