import { Controller } from "@hotwired/stimulus";

// Puts a text into a field with one press.
export default class Fill extends Controller<HTMLElement> {
  static targets = ["field"];
  declare readonly fieldTarget: HTMLInputElement;

  take(event: Event & { params: { text: string } }): void {
    this.fieldTarget.value = event.params.text;
    this.fieldTarget.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
