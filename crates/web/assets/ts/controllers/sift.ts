import { Controller } from "@hotwired/stimulus";

// A field above a list: what does not hold every word is out of sight. The arrow down goes into the list, Enter takes the first.
export default class Sift extends Controller<HTMLElement> {
  static targets = ["field", "item", "none", "part"];
  declare readonly fieldTarget: HTMLInputElement;
  declare readonly itemTargets: HTMLElement[];
  declare readonly partTargets: HTMLElement[];
  declare readonly noneTarget: HTMLElement;

  look(): void {
    const words = this.fieldTarget.value.toLowerCase().split(/\s+/).filter(Boolean);
    this.itemTargets.forEach((item) => (item.hidden = !words.every((word) => (item.dataset.name ?? "").toLowerCase().includes(word))));
    this.partTargets.forEach((part) => (part.hidden = !this.itemTargets.some((item) => part.contains(item) && !item.hidden)));
    this.noneTarget.hidden = this.itemTargets.some((item) => !item.hidden);
  }

  key(event: KeyboardEvent): void {
    const first = this.itemTargets.find((item) => !item.hidden)?.querySelector("a");
    if (event.key === "ArrowDown") first?.focus();
    else if (event.key === "Enter") first?.click();
    else return;
    event.preventDefault();
  }
}
