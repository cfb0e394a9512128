import { Controller } from "@hotwired/stimulus";

const PAUSE = 250;

// Draws the form as Discord would show it; the server's own renderer does the drawing.
export default class Preview extends Controller<HTMLFormElement> {
  static targets = ["out"];
  static values = { url: String };
  declare readonly outTarget: HTMLElement;
  declare readonly urlValue: string;
  private timer?: number;
  private last = "";

  connect(): void {
    this.last = this.query();
  }

  disconnect(): void {
    window.clearTimeout(this.timer);
  }

  look(): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.draw(), PAUSE);
  }

  private query(): string {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(this.element)) if (name !== "csrf") query.append(name, String(value));
    return query.toString();
  }

  private async draw(): Promise<void> {
    const query = this.query();
    if (query === this.last) return;
    this.last = query;
    const answer = await fetch(`${this.urlValue}?${query}`);
    if (!answer.ok || query !== this.last) return;
    const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    // The colours of this drawing are allowed under this page's nonce.
    fresh.querySelectorAll("style").forEach((style) => nonce && style.setAttribute("nonce", nonce));
    this.outTarget.replaceChildren(...fresh.body.childNodes);
  }
}
