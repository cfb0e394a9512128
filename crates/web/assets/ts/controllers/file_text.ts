import { Controller } from "@hotwired/stimulus";

// Puts the text of a chosen file into the box, where it can be looked at before it is sent.
export default class FileText extends Controller<HTMLElement> {
  static targets = ["box"];
  declare readonly boxTarget: HTMLTextAreaElement;

  async load(event: Event): Promise<void> {
    const file = (event.currentTarget as HTMLInputElement).files?.[0];
    if (file) this.boxTarget.value = await file.text();
  }
}
