import { Controller } from "@hotwired/stimulus";
import { visit } from "@hotwired/turbo";
import { recall, remember } from "../cookie";

// Tells the server the viewer's time zone; the page is fetched once more if it was written for another.
export default class Zone extends Controller {
  connect(): void {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!zone || recall("guildhall_zone") === zone) return;
    remember("guildhall_zone", zone);
    if (recall("guildhall_zone") === zone) visit(location.href, { action: "replace" });
  }
}
