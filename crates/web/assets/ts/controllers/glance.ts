import { Controller } from "@hotwired/stimulus";

// What is being written, as it will stand in Discord: drawn by the server, with the renderer of the conversation.
export default class Glance extends Controller<HTMLElement> {
  static targets = ["text", "out", "button"];
  static values = { url: String };
  declare readonly textTarget: HTMLTextAreaElement;
  declare readonly outTarget: HTMLElement;
  declare readonly buttonTarget: HTMLButtonElement;
  declare readonly urlValue: string;

  async toggle(): Promise<void> {
    if (!this.outTarget.hidden) {
      this.close();
      this.textTarget.focus();
      return;
    }
    const text = this.textTarget.value;
    const token = this.element.querySelector<HTMLInputElement>("input[name=csrf]")?.value ?? "";
    const note = this.element.querySelector<HTMLInputElement>("input[name=mode][value=note]")?.checked ?? false;
    const body = new URLSearchParams({ text, mode: note ? "note" : "reply" });
    let html: string;
    try {
      const answer = await fetch(this.urlValue, { method: "POST", body, headers: { "x-csrf-token": token } });
      if (!answer.ok) return;
      html = await answer.text();
    } catch {
      return;
    }
    if (this.textTarget.value !== text) return;
    const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;
    const fresh = new DOMParser().parseFromString(html, "text/html");
    fresh.querySelectorAll("style").forEach((style) => nonce && style.setAttribute("nonce", nonce));
    // Nothing in it is pressed, and it comes from a page of its own.
    fresh.querySelectorAll("[id]").forEach((one) => one.removeAttribute("id"));
    this.outTarget.replaceChildren(...fresh.body.childNodes);
    this.outTarget.hidden = false;
    this.buttonTarget.ariaPressed = "true";
  }

  // Whoever writes on looks at the field.
  close(): void {
    this.outTarget.hidden = true;
    this.outTarget.replaceChildren();
    this.buttonTarget.ariaPressed = "false";
  }
}
