import { Controller } from "@hotwired/stimulus";

// A box is ticked as it was last time, on this device.
export default class Remember extends Controller<HTMLInputElement> {
  static values = { name: String };
  declare readonly nameValue: string;

  connect(): void {
    this.again();
  }

  again(): void {
    this.element.checked = localStorage.getItem(`remember-${this.nameValue}`) === "yes";
  }

  note(): void {
    localStorage.setItem(`remember-${this.nameValue}`, this.element.checked ? "yes" : "no");
  }
}
