import { Controller } from "@hotwired/stimulus";

// Something is new: it is read first. Writing on counts as having read it; Ctrl and Enter send all the same.
export default class Guard extends Controller<HTMLElement> {
  static targets = ["anyway"];
  declare readonly anywayTarget: HTMLButtonElement;
  private readonly pressed = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    this.anywayTarget.click();
  };

  connect(): void {
    document.addEventListener("keydown", this.pressed, true);
    this.element.focus();
  }

  disconnect(): void {
    document.removeEventListener("keydown", this.pressed, true);
  }

  close(): void {
    this.element.remove();
    document.querySelector<HTMLTextAreaElement>("[data-composer-target=text]")?.focus();
  }
}
