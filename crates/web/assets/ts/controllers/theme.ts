import { Controller } from "@hotwired/stimulus";
import { remember } from "../cookie";

// Switches the colours without loading the page again.
export default class Theme extends Controller<HTMLElement> {
  static targets = ["choice"];
  declare readonly choiceTargets: HTMLInputElement[];

  pick(event: Event): void {
    const value = (event.currentTarget as HTMLInputElement).value;
    remember("guildhall_theme", value);
    const root = document.documentElement;
    if (value === "system") root.removeAttribute("data-theme");
    else root.dataset.theme = value;
  }
}
