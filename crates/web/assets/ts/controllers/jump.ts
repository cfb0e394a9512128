import { Controller } from "@hotwired/stimulus";

// To a place that may lie in a pane that is folded away: it is unfolded, and the place has the focus.
export default class Jump extends Controller<HTMLAnchorElement> {
  go(event: MouseEvent): void {
    const place = document.getElementById(this.element.hash.slice(1));
    if (!place) return;
    event.preventDefault();
    const fold = place.closest("aside")?.querySelector<HTMLInputElement>(".pane-switch");
    if (fold && !place.checkVisibility()) fold.checked = true;
    place.tabIndex = -1;
    place.focus({ preventScroll: true });
    place.scrollIntoView({ block: "center" });
    place.classList.remove("reached");
    // Said anew even if it was said before.
    void place.offsetWidth;
    place.classList.add("reached");
  }
}
