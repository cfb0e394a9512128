import { Controller } from "@hotwired/stimulus";

const MOST = 2_000;

// Marks a row that has more messages than this browser has seen. What is open is seen.
export default class Unread extends Controller<HTMLElement> {
  static values = { key: String, count: Number };
  declare readonly keyValue: string;
  declare readonly countValue: number;

  connect(): void {
    this.mark();
  }

  countValueChanged(): void {
    this.mark();
  }

  // A live update has taken the mark from it.
  mark(): void {
    const guild = location.pathname.split("/")[2];
    const name = `seen-${guild}`;
    const seen = JSON.parse(localStorage.getItem(name) ?? "{}") as Record<string, number>;
    if (this.element.hasAttribute("aria-current")) {
      if (seen[this.keyValue] !== this.countValue) {
        seen[this.keyValue] = this.countValue;
        const kept = Object.entries(seen).slice(-MOST);
        localStorage.setItem(name, JSON.stringify(Object.fromEntries(kept)));
      }
      this.element.classList.remove("item-unread");
      return;
    }
    this.element.classList.toggle("item-unread", this.countValue > (seen[this.keyValue] ?? 0));
  }
}
