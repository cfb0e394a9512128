import { Controller } from "@hotwired/stimulus";

// Tickets of which this browser remembers how far they were read.
const MOST = 2_000;

// A conversation opens at its end and stays there while lines come; who has scrolled up is told instead of moved. What came since it was
// read here last begins with a line, and a press leads there.
export default class Talk extends Controller<HTMLElement> {
  static values = { name: String, number: String };
  declare readonly nameValue: string;
  declare readonly numberValue: string;
  // The first message that was not read when the page was opened.
  private unread = "";
  // How many they were; none once one went there.
  private fresh = 0;
  private atEnd = true;
  private height = 0;
  private readonly rendered = () => this.look();
  private readonly jumped = () => this.end();
  private readonly sought = () => this.toUnread();
  private observer?: ResizeObserver;

  connect(): void {
    const place = location.hash && document.getElementById(location.hash.slice(1));
    if (place && this.element.contains(place)) this.show(place);
    else this.end();
    document.addEventListener("turbo:morph", this.rendered);
    this.jump?.addEventListener("click", this.jumped);
    this.unreadJump?.addEventListener("click", this.sought);
    this.begin();
    this.seen();
    // Pictures take their room when they are there; the composer grows.
    this.observer = new ResizeObserver(() => this.atEnd && this.end());
    this.observer.observe(this.element);
    if (this.element.firstElementChild) this.observer.observe(this.element.lastElementChild!);
  }

  disconnect(): void {
    document.removeEventListener("turbo:morph", this.rendered);
    this.unreadJump?.removeEventListener("click", this.sought);
    this.observer?.disconnect();
  }

  scrolled(): void {
    const { scrollHeight, scrollTop, clientHeight } = this.element;
    this.atEnd = scrollHeight - scrollTop - clientHeight < 80;
    if (this.atEnd && this.jump) this.jump.hidden = true;
  }

  // Something was put below the messages.
  rest(): void {
    if (this.atEnd) this.end();
  }

  private get jump(): HTMLElement | null {
    return this.element.parentElement?.querySelector("[data-talk-jump]") ?? null;
  }

  // Whoever looks has read what is there.
  seen(): void {
    const newest = this.messages().at(-1);
    if (document.hidden || !newest || !this.nameValue) return;
    const read = this.read();
    if (BigInt(read[this.numberValue] ?? 0) >= BigInt(newest)) return;
    read[this.numberValue] = newest;
    // Of too many, the tickets with the smallest numbers are forgotten.
    localStorage.setItem(this.nameValue, JSON.stringify(Object.fromEntries(Object.entries(read).slice(-MOST))));
  }

  // What is unread is what came after the last message that was seen here; a ticket that was never looked at has no such line.
  private begin(): void {
    const last = this.read()[this.numberValue];
    if (!last) return;
    const fresh = this.messages().filter((id) => BigInt(id) > BigInt(last));
    this.unread = fresh[0] ?? "";
    const place = document.getElementById(`m-${this.unread}`)?.getBoundingClientRect();
    const box = this.element.getBoundingClientRect();
    if (place && place.top < box.top) this.fresh = fresh.length;
    this.line();
  }

  private toUnread(): void {
    const place = document.getElementById(`m-${this.unread}`);
    if (!place) return;
    this.fresh = 0;
    this.line();
    this.show(place);
    place.tabIndex = -1;
    place.focus({ preventScroll: true });
  }

  // The server knows nothing of the line: it is drawn again after each update.
  private line(): void {
    const jump = this.unreadJump;
    if (!jump || !this.unread) return;
    const { one = "", many = "", line = "" } = jump.dataset;
    document.getElementById(`m-${this.unread}`)?.setAttribute("data-unread", line);
    jump.textContent = this.fresh === 1 ? one : many.replace("0", String(this.fresh));
    jump.hidden = this.fresh === 0;
  }

  private messages(): string[] {
    return [...this.element.querySelectorAll('[id^="m-"]')].map((one) => one.id.slice(2)).filter((id) => /^\d+$/.test(id));
  }

  private read(): Record<string, string> {
    return JSON.parse(localStorage.getItem(this.nameValue) ?? "{}") as Record<string, string>;
  }

  private get unreadJump(): HTMLElement | null {
    return this.element.parentElement?.querySelector("[data-talk-unread]") ?? null;
  }

  private look(): void {
    this.line();
    this.seen();
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
