// A press on a point of a chart. Turbo reads addresses as text, and that of a link within a picture is none.
import { visit } from "@hotwired/turbo";

export function follow(event: MouseEvent): void {
  const plain = event.button === 0 && !event.defaultPrevented && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  const link = event.target instanceof Element ? event.target.closest("svg a[href]") : null;
  const address = link?.getAttribute("href");
  if (!plain || !address) return;
  event.preventDefault();
  event.stopPropagation();
  visit(address);
}
