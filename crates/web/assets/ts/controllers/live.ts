import { Controller } from "@hotwired/stimulus";
import { connectStreamSource, disconnectStreamSource } from "@hotwired/turbo";
import { lookAgain } from "../morph";
import { flush } from "../outbox";

// Listens for hints, and says so when it cannot. A hidden page does not listen; seen again, it looks once.
export default class Live extends Controller<HTMLElement> {
  static targets = ["lost"];
  static values = { url: String };
  declare readonly lostTarget: HTMLElement;
  declare readonly urlValue: string;
  private source?: EventSource;
  private missed = false;

  connect(): void {
    if (!document.hidden) this.listen();
  }

  disconnect(): void {
    this.stop();
  }

  seen(): void {
    if (document.hidden) {
      this.stop();
      this.missed = true;
    } else {
      this.listen();
    }
  }

  private listen(): void {
    if (this.source) return;
    const url = new URL(this.urlValue, window.location.href);
    // What the page missed it looks for by itself.
    if (this.missed) url.searchParams.delete("since");
    const source = new EventSource(url);
    source.addEventListener("open", () => {
      this.lostTarget.hidden = true;
      void flush();
      if (this.missed) lookAgain();
      this.missed = false;
    });
    source.addEventListener("error", () => {
      this.missed = true;
      // Closed for good (signed out, not allowed): the page itself will say so when it is fetched.
      if (source.readyState === EventSource.CLOSED) {
        this.stop();
        window.setTimeout(() => this.element.isConnected && !document.hidden && this.listen(), 5_000);
      }
      this.lostTarget.hidden = false;
    });
    connectStreamSource(source);
    this.source = source;
  }

  private stop(): void {
    if (!this.source) return;
    disconnectStreamSource(this.source);
    this.source.close();
    this.source = undefined;
  }
}
