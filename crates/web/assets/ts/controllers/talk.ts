import { Controller } from "@hotwired/stimulus";

// A conversation opens at its end and stays there while lines come; who has scrolled up is told instead of moved.
export default class Talk extends Controller<HTMLElement> {
  private atEnd = true;
  private height = 0;
  private readonly rendered = () => this.look();
  private readonly jumped = () => this.end();
  private observer?: ResizeObserver;

  connect(): void {
    const place = location.hash && document.getElementById(location.hash.slice(1));
    if (place && this.element.contains(place)) this.show(place);
    else this.end();
    document.addEventListener("turbo:morph", this.rendered);
    this.jump?.addEventListener("click", this.jumped);
    // Pictures take their room when they are there; the composer grows.
    this.observer = new ResizeObserver(() => this.atEnd && this.end());
    this.observer.observe(this.element);
    if (this.element.firstElementChild) this.observer.observe(this.element.lastElementChild!);
  }

  disconnect(): void {
    document.removeEventListener("turbo:morph", this.rendered);
    this.observer?.disconnect();
  }

  scrolled(): void {
    const { scrollHeight, scrollTop, clientHeight } = this.element;
    this.atEnd = scrollHeight - scrollTop - clientHeight < 80;
    if (this.atEnd && this.jump) this.jump.hidden = true;
  }

  private get jump(): HTMLElement | null {
    return this.element.parentElement?.querySelector("[data-talk-jump]") ?? null;
  }

  private look(): void {
    const grown = this.element.scrollHeight > this.height + 4;
    if (this.atEnd) this.end();
    else if (grown && this.jump) this.jump.hidden = false;
    this.height = this.element.scrollHeight;
  }

  // An address that names a message opens there.
  private show(place: HTMLElement): void {
    this.atEnd = false;
    place.scrollIntoView({ block: "start" });
    this.height = this.element.scrollHeight;
  }

  private end(): void {
    this.element.scrollTop = this.element.scrollHeight;
    this.height = this.element.scrollHeight;
    if (this.jump) this.jump.hidden = true;
  }
}
