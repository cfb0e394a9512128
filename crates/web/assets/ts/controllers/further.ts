import { Controller } from "@hotwired/stimulus";
import { morphChildren } from "@hotwired/turbo";
import { emptyBody, isRanked, keep, type Known, numberOf, putIn, recall, rowsOf, type Stretch, takeOut, tellOrder } from "../stretch";

// Pixels beyond what is seen in which rows are on the page.
const NEAR = 1_600;
// Milliseconds for which a stretch has to stay near before it is read: whoever flies over thousands of rows reads none of them.
const SETTLED = 60;
const AT_ONCE = 2;
// Milliseconds until what could not be read is asked for again.
const AGAIN = 3_000;

interface Read {
  rows: HTMLElement;
  next?: string;
}

// Which of all rows it is, of how many: one that is not on the page is there for whoever hears the list as well.
function place(row: HTMLElement, at: number, most: number): void {
  if (row instanceof HTMLTableRowElement) {
    row.ariaRowIndex = String(at + 1);
  } else {
    row.ariaPosInSet = String(at);
    row.ariaSetSize = String(most);
  }
}

// A list goes on where its page ends: the next stretch is fetched when its end comes near. The server is asked for each from a place in the
// order, so that what it costs does not grow; the browser holds those that are near, so that it does not there either.
export default class Further extends Controller<HTMLElement> {
  static targets = ["page", "more", "said"];
  static values = { list: String, first: String, inside: Boolean };
  declare readonly pageTarget: HTMLElement;
  declare readonly hasPageTarget: boolean;
  declare readonly moreTarget: HTMLElement;
  declare readonly hasMoreTarget: boolean;
  declare readonly saidTarget: HTMLElement;
  declare readonly hasSaidTarget: boolean;
  declare readonly listValue: string;
  declare readonly firstValue: string;
  declare readonly insideValue: boolean;
  private list: Known = { stretches: [] };
  private eye?: IntersectionObserver;
  private readonly near = new Set<Element>();
  private readonly reading = new Map<Stretch, Promise<boolean>>();
  private goingOn?: Promise<boolean>;
  private timer?: number;
  private gone = new AbortController();
  // The ticket whose row had the focus as the page was about to be changed.
  private focused = "";
  // Whether it waits a little, because nothing could be fetched.
  private rests = false;

  connect(): void {
    this.gone = new AbortController();
    // A page out of the browser's memory has rows in it as they were.
    this.element.querySelectorAll("[data-stretch]").forEach((one) => one.remove());
    this.list = recall(this.name, this.hasPageTarget ? this.pageTarget : undefined);
    this.eye = new IntersectionObserver((seen) => this.look(seen), { root: this.insideValue ? this.element : null, rootMargin: `${NEAR}px 0px` });
    tellOrder(this.element, () => this.order());
    this.fit();
  }

  disconnect(): void {
    this.gone.abort();
    this.eye?.disconnect();
    this.near.clear();
    this.reading.clear();
    this.goingOn = undefined;
    window.clearTimeout(this.timer);
  }

  // The page is being left, or loaded anew.
  keep(): void {
    keep(this.name, this.list);
  }

  // A row that came up into the first page is not in its old place any more.
  prepare(event: Event): void {
    const { newBody, renderMethod } = (event as CustomEvent<{ newBody: HTMLElement; renderMethod: string }>).detail;
    if (renderMethod !== "morph") return;
    this.focused = this.element.contains(document.activeElement) ? numberOf(document.activeElement?.closest("li, tr") ?? document.body) : "";
    const page = newBody.querySelector("[data-controller~=further] [data-further-target=page]");
    const first = new Set(page ? rowsOf(page).map(numberOf) : []);
    for (const one of this.list.stretches) rowsOf(one.body).forEach((row) => first.has(numberOf(row)) && row.remove());
  }

  // The first page is new: what follows begins where it ends, and is read again where it is near.
  fit(): void {
    const { stretches } = this.list;
    if (!this.hasPageTarget || this.firstValue === "") {
      stretches.splice(0).forEach((one) => one.body.remove());
      this.list.tail = undefined;
    } else if (stretches.length === 0) {
      this.list.tail = this.firstValue;
    } else {
      stretches[0].after = this.firstValue;
    }
    let place: Element | undefined = this.hasPageTarget ? this.pageTarget : undefined;
    for (const one of stretches) {
      one.stale = true;
      if (place && place.nextElementSibling !== one.body) place.after(one.body);
      place = one.body;
      this.eye?.observe(one.body);
    }
    if (this.hasPageTarget) this.refocus(this.pageTarget);
    this.told();
    this.pump();
  }

  again(): void {
    this.rests = false;
    this.pump();
  }

  press(event: MouseEvent): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const last = this.list.stretches.at(-1);
    void this.goOn().then(() => this.focus(this.list.stretches[last ? this.list.stretches.indexOf(last) + 1 : 0], 1));
  }

  // j and k come to the end of what is on the page.
  step(event: Event): void {
    const { row, step } = (event as CustomEvent<{ row: HTMLElement; step: number }>).detail;
    const body = row.closest<HTMLElement>("[data-stretch], [data-further-target=page]");
    const item = row.closest("li, tr");
    if (!body || !this.element.contains(body) || (step > 0 ? body.lastElementChild : body.firstElementChild) !== item) return;
    const { stretches } = this.list;
    const to = stretches.findIndex((one) => one.body === body) + step;
    if (to >= stretches.length) {
      if (this.list.tail === undefined) return;
      event.preventDefault();
      void this.goOn().then(() => this.focus(stretches[to], step));
    } else if (to >= 0 && !stretches[to].here) {
      event.preventDefault();
      const wanted = stretches[to];
      void this.read(wanted).then(() => this.focus(wanted, step));
    }
  }

  private focus(one: Stretch | undefined, step: number): void {
    const rows = one ? rowsOf(one.body) : [];
    const link = (step > 0 ? rows[0] : rows.at(-1))?.querySelector<HTMLElement>("[data-list-target=row]");
    link?.focus();
    link?.scrollIntoView({ block: "nearest" });
  }

  private look(seen: IntersectionObserverEntry[]): void {
    for (const one of seen) {
      if (one.isIntersecting) this.near.add(one.target);
      else this.near.delete(one.target);
    }
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.pump(), SETTLED);
  }

  private pump(): void {
    if (!this.element.isConnected || this.rests) return;
    for (const one of this.list.stretches) {
      const near = this.near.has(one.body);
      if (one.here && !near && !this.holds(one)) takeOut(one);
      else if ((one.here ? one.stale : near) && this.reading.size < AT_ONCE) void this.read(one);
    }
    if (this.hasMoreTarget && this.near.has(this.moreTarget) && this.list.tail !== undefined) void this.goOn();
  }

  // What has the focus, or is open beside it, stays.
  private holds(one: Stretch): boolean {
    return this.reading.has(one) || one.body.contains(document.activeElement) || one.body.querySelector("[aria-current]") !== null;
  }

  private read(one: Stretch): Promise<boolean> {
    const known = this.reading.get(one);
    if (known) return known;
    const { after } = one;
    one.stale = false;
    const wanted = this.fetch(after, one.until).then((read) => {
      // Where it begins may be elsewhere meanwhile: it is read once more then.
      const taken = read !== undefined && one.after === after && this.take(one, read);
      one.stale ||= !taken;
      return taken;
    });
    const done = wanted.finally(() => this.over(() => this.reading.delete(one)));
    this.reading.set(one, done);
    this.element.ariaBusy = "true";
    return done;
  }

  private take(one: Stretch, read: Read): boolean {
    const { stretches } = this.list;
    const at = stretches.indexOf(one);
    if (at < 0) return false;
    const following: Stretch | undefined = stretches[at + 1];
    if (rowsOf(read.rows).length === 0 && !isRanked(one.after)) {
      // All of it went elsewhere: what follows begins where it began.
      one.body.remove();
      stretches.splice(at, 1);
      if (following) [following.after, following.stale] = [one.after, true];
      else this.list.tail = read.next && one.after;
      return true;
    }
    this.put(one, read.rows);
    if (following === undefined) {
      one.until = read.next;
      this.list.tail = read.next;
    } else if (read.next !== undefined && read.next !== one.until) {
      if (isRanked(one.after)) {
        [one.until, following.after, following.stale] = [read.next, read.next, true];
      } else {
        // More came between than one page holds.
        const rest: Stretch = { after: read.next, until: one.until, numbers: [], body: emptyBody(this.pageTarget), here: false, stale: true };
        one.until = read.next;
        one.body.after(rest.body);
        stretches.splice(at + 1, 0, rest);
        this.eye?.observe(rest.body);
      }
    }
    return true;
  }

  private put(one: Stretch, rows: HTMLElement): void {
    const elsewhere = new Set(this.order(isRanked(one.after) ? one : "page"));
    rowsOf(rows).forEach((row) => elsewhere.has(numberOf(row)) && row.remove());
    one.numbers = rowsOf(rows).map(numberOf);
    if (one.here) morphChildren(one.body, rows);
    else putIn(one, [...rows.childNodes]);
    this.refocus(one.body);
  }

  // A row that had the focus has it again where it came to.
  private refocus(body: Element): void {
    if (this.focused === "" || document.activeElement !== document.body) return;
    const row = rowsOf(body).find((one) => numberOf(one) === this.focused);
    row?.querySelector<HTMLElement>("[data-list-target=row]")?.focus({ preventScroll: true });
  }

  private goOn(): Promise<boolean> {
    if (this.goingOn) return this.goingOn;
    const after = this.list.tail;
    if (after === undefined) return Promise.resolve(false);
    this.element.ariaBusy = "true";
    this.say("loading");
    const wanted = this.fetch(after).then((read) => {
      // Something else may have been told meanwhile.
      if (!read || !this.hasPageTarget || this.list.tail !== after) return false;
      const one: Stretch = { after, until: read.next, numbers: [], body: emptyBody(this.pageTarget), here: false, stale: false };
      const last = this.list.stretches.at(-1)?.body ?? this.pageTarget;
      this.put(one, read.rows);
      this.list.tail = read.next;
      if (one.numbers.length > 0) {
        last.after(one.body);
        this.list.stretches.push(one);
        this.eye?.observe(one.body);
      } else if (read.next !== undefined && this.list.stretches.length > 0) {
        this.list.stretches.at(-1)!.until = read.next;
      }
      return true;
    });
    this.goingOn = wanted.finally(() => this.over(() => (this.goingOn = undefined)));
    return this.goingOn;
  }

  private over(forget: () => void): void {
    if (this.gone.signal.aborted) return;
    forget();
    this.focused = "";
    if (this.reading.size === 0 && !this.goingOn) this.element.ariaBusy = null;
    this.told();
    this.dispatch("changed");
    // What is still near, and what could not be read.
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.pump(), SETTLED);
  }

  // What the server cannot know of one stretch: which row it is of all, and which is open beside the list. The link to more stands at its end.
  private told(): void {
    const { tail, stretches } = this.list;
    const most = tail === undefined ? this.order().length : -1;
    const open = /\/tickets\/(\d+)$/.exec(location.pathname)?.[1];
    // Of a page by link nobody knows how many come before it.
    const counts = !new URL(location.href).searchParams.has("after");
    let before = 0;
    const tell = (rows: HTMLElement[]): void => {
      for (const [at, row] of rows.entries()) {
        if (counts) place(row, before + at + 1, most);
        const link = row.querySelector("[data-list-target=row]");
        if (numberOf(row) === open) link?.setAttribute("aria-current", "true");
        else link?.removeAttribute("aria-current");
      }
    };
    if (this.hasPageTarget) {
      const rows = rowsOf(this.pageTarget);
      tell(rows);
      before = rows.length;
      const table = this.pageTarget.closest("table");
      if (table && counts) table.ariaRowCount = String(most < 0 ? most : most + 1);
    }
    for (const one of stretches) {
      if (one.here) tell(rowsOf(one.body));
      before += one.numbers.length;
    }
    if (!this.hasMoreTarget) return;
    const link = this.moreTarget.querySelector("a")!;
    this.moreTarget.hidden = tail === undefined;
    if (tail !== undefined) {
      link.href = this.address(tail);
      this.eye?.observe(this.moreTarget);
    } else if (stretches.length > 0) {
      this.say("end");
    }
    if (tail !== undefined && !this.goingOn && !this.rests) this.say("");
  }

  private say(what: "loading" | "end" | "failed" | ""): void {
    if (!this.hasSaidTarget) return;
    const words = what === "" ? "" : (this.saidTarget.dataset[what] ?? "");
    if (this.saidTarget.textContent !== words) this.saidTarget.textContent = words;
  }

  private order(besides?: Stretch | "page"): string[] {
    const page = this.hasPageTarget ? rowsOf(this.pageTarget).map(numberOf) : [];
    if (besides === "page") return page;
    return [...page, ...this.list.stretches.filter((one) => one !== besides).flatMap((one) => one.numbers)];
  }

  // A list is one person's.
  private get name(): string {
    return `${document.body.dataset.me ?? ""} ${this.listValue}`;
  }

  private address(after: string, until?: string): string {
    const url = new URL(this.listValue, location.href);
    url.searchParams.set("after", after);
    if (until !== undefined && !isRanked(after)) url.searchParams.set("until", until);
    return url.href;
  }

  private async fetch(after: string, until?: string): Promise<Read | undefined> {
    try {
      const answer = await fetch(`${this.address(after, until)}&further=true`, { signal: this.gone.signal });
      if (answer.ok && !answer.redirected) {
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
        const rows = fresh.querySelector<HTMLElement>("[data-further-target=page]");
        const more = fresh.querySelector<HTMLAnchorElement>("[data-further-target=more] a");
        const next = more ? (new URL(more.href, location.href).searchParams.get("after") ?? undefined) : undefined;
        if (rows) return { rows: document.importNode(rows, true), next };
      }
    } catch {
      // Said below.
    }
    if (this.gone.signal.aborted) return undefined;
    this.say("failed");
    this.rests = true;
    window.setTimeout(() => this.again(), AGAIN);
    return undefined;
  }
}
