import { Controller } from "@hotwired/stimulus";
import { visit } from "@hotwired/turbo";
import { remember } from "../cookie";

// Keeps a choice of the reader's in the cookie that the select is named after; the server writes the page anew.
export default class Prefer extends Controller<HTMLElement> {
  pick(event: Event): void {
    const { name, value } = event.currentTarget as HTMLSelectElement;
    remember(name, value);
    visit(location.href, { action: "replace" });
  }
}
