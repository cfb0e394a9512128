import { Controller } from "@hotwired/stimulus";

// A filter takes effect when it is chosen.
export default class Autosend extends Controller<HTMLFormElement> {
  send(event: Event): void {
    if (event.target instanceof HTMLSelectElement) this.element.requestSubmit();
  }
}
