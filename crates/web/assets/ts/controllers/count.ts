import { Controller } from "@hotwired/stimulus";
import { ours } from "../morph";

// Shows how much room is left once it gets tight.
export default class Count extends Controller<HTMLInputElement | HTMLTextAreaElement> {
  private out?: HTMLElement;
  private readonly look = () => this.show();

  connect(): void {
    this.out = document.createElement("span");
    this.out.className = "hint count-left";
    ours(this.out);
    this.element.after(this.out);
    this.element.addEventListener("input", this.look);
    this.show();
  }

  disconnect(): void {
    this.element.removeEventListener("input", this.look);
    this.out?.remove();
  }

  private show(): void {
    if (!this.out) return;
    const { maxLength, value } = this.element;
    const used = [...value].length;
    this.out.textContent = maxLength > 0 && used > maxLength * 0.7 ? `${used}/${maxLength}` : "";
  }
}
