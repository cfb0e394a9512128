import { Controller } from "@hotwired/stimulus";
import { acts, here, type Act } from "../history";

// Tickets of one act that are named.
const NAMED = 5;

// Shows what one did last, with ways to the tickets.
export default class History extends Controller<HTMLDialogElement> {
  static targets = ["list", "none"];
  declare readonly listTarget: HTMLElement;
  declare readonly noneTarget: HTMLElement;

  // The button is in a menu that is drawn anew.
  asked(event: MouseEvent): void {
    if ((event.target as HTMLElement).closest("[data-history-opens]")) this.open();
  }

  private open(): void {
    const all = acts(here());
    this.noneTarget.hidden = all.length > 0;
    this.listTarget.replaceChildren(...all.map((one) => this.item(one)));
    document.querySelectorAll<HTMLDetailsElement>("details.menu[open]").forEach((one) => (one.open = false));
    this.element.showModal();
  }

  close(): void {
    this.element.close();
  }

  backdrop(event: MouseEvent): void {
    if (event.target === this.element) this.close();
  }

  private item(act: Act): HTMLElement {
    const item = document.createElement("li");
    const time = document.createElement("time");
    time.dateTime = act.at;
    time.className = "small quiet";
    // As the server writes it.
    const moment = new Date(act.at).toLocaleString(document.body.dataset.clock, { dateStyle: "medium", timeStyle: "short" });
    time.textContent = moment.replace(/ [ap]m$/, (half) => half.toUpperCase());
    const text = document.createElement("span");
    text.textContent = act.text;
    const links = document.createElement("span");
    links.className = "row";
    for (const number of act.numbers.slice(0, NAMED)) {
      const link = document.createElement("a");
      link.href = `/g/${here()}/tickets/${number}`;
      link.textContent = `#${number}`;
      link.addEventListener("click", () => this.close());
      links.append(link);
    }
    if (act.numbers.length > NAMED) links.append(`+${act.numbers.length - NAMED}`);
    item.append(text, links, time);
    return item;
  }
}
