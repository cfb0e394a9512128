import { Controller } from "@hotwired/stimulus";
import { meant } from "../keymap";
import { orderIn } from "../stretch";

// Tickets of one act, as the server has it; of one more it says that it is too many.
const MOST = 2_001;

// What is selected survives a page, so that somebody can look into a ticket meanwhile.
const chosen = new Map<string, Set<string>>();

// Rows are selected by press, with Shift to the last one, by the key x, or all at once; a bar then says what can be done with them.
export default class Select extends Controller<HTMLElement> {
  static targets = ["one", "all", "bar", "count", "whole", "box"];
  static values = { name: String };
  declare readonly oneTargets: HTMLInputElement[];
  declare readonly allTarget: HTMLInputElement;
  declare readonly hasAllTarget: boolean;
  declare readonly barTarget: HTMLFormElement;
  declare readonly countTarget: HTMLElement;
  declare readonly wholeTarget: HTMLElement;
  declare readonly boxTarget: HTMLDialogElement;
  declare readonly nameValue: string;
  private last?: string;

  connect(): void {
    this.again();
  }

  // A page that was fetched again has its boxes empty, and knows nothing of scripts.
  again(): void {
    this.element.classList.add("selectable");
    this.oneTargets.forEach((one) => (one.checked = this.set.has(one.value)));
    this.look();
  }

  // Heard here and not by each row: of elements that come and go Stimulus keeps whatever has an action of its own.
  pick(event: MouseEvent): void {
    const one = (event.target as HTMLElement).closest<HTMLInputElement>("[data-select-target=one]");
    if (!one) return;
    if (event.shiftKey) this.reach(one, one.checked);
    this.put(one, one.checked);
    this.look();
  }

  // Shift and a press on a row reaches from the last one to there.
  key(event: KeyboardEvent): void {
    if (meant(event.key) !== "x" || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const target = event.target as HTMLElement;
    if (target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
    const focused = document.activeElement?.closest("li, tr") ?? this.element.querySelector("a[aria-current]")?.closest("li, tr");
    const one = focused?.querySelector<HTMLInputElement>("[data-select-target=one]");
    if (!one || !this.element.contains(one)) return;
    event.preventDefault();
    this.put(one, !one.checked);
    this.look();
  }

  page(event: Event): void {
    const on = (event.currentTarget as HTMLInputElement).checked;
    this.order.forEach((number) => (on ? this.set.add(number) : this.set.delete(number)));
    this.oneTargets.forEach((one) => this.put(one, on));
    this.look();
  }

  // All of the view: the boxes of this page show it, the server takes the rest.
  whole(event: Event): void {
    if ((event.currentTarget as HTMLInputElement).checked) this.oneTargets.forEach((one) => this.put(one, true));
    this.look();
  }

  clear(): void {
    this.set.clear();
    this.wholeBox.checked = false;
    this.again();
  }

  // Those selected on another page of the list go with the rest.
  asked(): void {
    this.barTarget.querySelectorAll("[data-carried]").forEach((one) => one.remove());
    const here = new Set(this.oneTargets.map((one) => one.value));
    const away = [...this.set].filter((number) => !here.has(number));
    for (const number of away.slice(0, MOST)) {
      const carried = document.createElement("input");
      Object.assign(carried, { type: "hidden", name: "n", value: number });
      carried.dataset.carried = "";
      this.barTarget.append(carried);
    }
    this.barTarget.querySelectorAll<HTMLDetailsElement>("details[open]").forEach((one) => (one.open = false));
  }

  shown(): void {
    if (!this.boxTarget.open) this.boxTarget.showModal();
    this.boxTarget.querySelector<HTMLElement>("[autofocus]")?.focus();
    const form = this.boxTarget.querySelector("form");
    // Afterwards one is in the list again, where its progress is shown.
    const stay = document.createElement("input");
    Object.assign(stay, { type: "hidden", name: "stay", value: "1" });
    form?.append(stay);
    // Done is done: nothing is left selected.
    form?.addEventListener("submit", () => {
      this.boxTarget.close();
      this.clear();
    });
  }

  close(event: Event): void {
    if (!this.boxTarget.open) return;
    event.preventDefault();
    this.boxTarget.close();
  }

  backdrop(event: MouseEvent): void {
    if (event.target === this.boxTarget) this.boxTarget.close();
  }

  private get set(): Set<string> {
    let set = chosen.get(this.nameValue);
    if (!set) chosen.set(this.nameValue, (set = new Set()));
    return set;
  }

  private get order(): string[] {
    return orderIn(this.element) ?? this.oneTargets.map((one) => one.value);
  }

  private get wholeBox(): HTMLInputElement {
    return this.wholeTarget.querySelector("input")!;
  }

  private reach(to: HTMLInputElement, on: boolean): void {
    const all = this.oneTargets;
    // Rows that a long list took out of the page are between two as well.
    const order = this.order;
    const [from, at] = [order.indexOf(this.last ?? ""), order.indexOf(to.value)];
    if (from < 0 || at < 0) return;
    const boxes = new Map(all.map((one) => [one.value, one]));
    for (const number of order.slice(Math.min(from, at), Math.max(from, at) + 1)) {
      const box = boxes.get(number);
      if (box) this.put(box, on);
      else if (on) this.set.add(number);
      else this.set.delete(number);
    }
    this.last = to.value;
  }

  private put(one: HTMLInputElement, on: boolean): void {
    one.checked = on;
    if (on) this.set.add(one.value);
    else this.set.delete(one.value);
    this.last = one.value;
    if (!on) this.wholeBox.checked = false;
  }

  private look(): void {
    const all = this.order;
    const count = this.set.size;
    const everyOne = all.length > 0 && count >= all.length && all.every((one) => this.set.has(one));
    this.barTarget.hidden = count === 0;
    this.element.classList.toggle("selecting", count > 0);
    this.wholeTarget.hidden = !everyOne && !this.wholeBox.checked;
    this.countTarget.textContent = String(count);
    if (this.hasAllTarget) {
      this.allTarget.checked = everyOne;
      this.allTarget.indeterminate = count > 0 && !everyOne;
    }
  }
}
