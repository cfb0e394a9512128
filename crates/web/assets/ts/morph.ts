// How a live update leaves alone what somebody is doing.
import { navigator, renderStreamMessage, session } from "@hotwired/turbo";

// Milliseconds after an answer in which its page is being shown.
const SHOWN = 300;
const REFRESH = '<turbo-stream action="refresh"></turbo-stream>';

// Looks at the page anew, as a live update does: not while somebody goes elsewhere, or a form is on its way.
export function lookAgain(): void {
  renderStreamMessage(REFRESH);
}

// An element that a behaviour made, and no page of the server has: a live update leaves it where it is, and it is not kept with the page.
export function ours(made: HTMLElement): void {
  made.toggleAttribute("data-turbo-permanent", true);
  made.toggleAttribute("data-turbo-temporary", true);
}

// It closes no menu that somebody has opened, hides no bar that stands for a selection, takes no word that is being typed, and leaves a
// search field what it says of the list below it.
function keepAttributes(event: Event): void {
  const { attributeName } = (event as CustomEvent<{ attributeName: string }>).detail;
  const target = event.target as HTMLElement;
  const kept =
    (attributeName === "open" && target.matches("details, dialog")) ||
    (attributeName === "hidden" && target.matches("[data-select-target=bar]")) ||
    (/^(role|aria-.*)$/.test(attributeName) && target.matches("[data-controller~=filters]")) ||
    (attributeName === "value" && target === document.activeElement);
  if (kept) event.preventDefault();
}

// Nor does it take what was fetched into an open menu, with the choice that has the focus.
function keepFrames(event: Event): void {
  if ((event.target as HTMLElement).matches("details.menu[open] turbo-frame")) event.preventDefault();
}

// While a form is on its way it waits: fetching the page would give up the answer. That answer is a page of its own, and may as well be older than
// what an update tells of that came before it: the page is looked at anew after it.
// While a page is on its way it waits, too: Turbo would drop it, though that page may be older than what it tells of.
class Waiting {
  private sending = 0;
  // Forms that have no answer yet.
  private away = 0;
  // Whether a page was asked for and has not come.
  private fetching = false;
  private missed = false;

  started(): void {
    this.sending += 1;
    this.away += 1;
    // The page that was on its way is given up for the form.
    if (this.fetching) this.missed = true;
    this.fetching = false;
  }

  ended(): void {
    this.away -= 1;
    window.setTimeout(() => {
      this.sending -= 1;
      this.again();
    }, SHOWN);
  }

  asked(): void {
    this.fetching = true;
  }

  loaded(): void {
    this.fetching = false;
    // It is over for Turbo only after everybody was told.
    window.setTimeout(() => this.again());
  }

  hold(event: Event): void {
    const { newStream } = (event as CustomEvent<{ newStream: Element }>).detail;
    if (newStream.getAttribute("action") !== "refresh" || !this.busy()) return;
    event.preventDefault();
    this.missed = true;
  }

  // Turbo gathers updates for a moment, so one may begin after the form was sent.
  visit(event: Event): void {
    const { url } = (event as CustomEvent<{ url: string }>).detail;
    if (this.away === 0 || url !== document.baseURI) return;
    event.preventDefault();
    this.missed = true;
  }

  private busy(): boolean {
    return this.sending > 0 || (navigator as { currentVisit?: unknown }).currentVisit !== undefined;
  }

  private again(): void {
    if (!this.missed || this.busy()) return;
    this.missed = false;
    lookAgain();
  }
}

// Turbo would look a picture later whether the focus is where it was, and put it back: whoever left a field in between, as with Escape,
// would write on in it. Ours change no element that can have it, but by morphing, which keeps it.
function render({ fragment }: { fragment: DocumentFragment }): void {
  document.documentElement.append(fragment);
}

export function start(): void {
  const waiting = new Waiting();
  session.streamMessageRenderer = { render };
  document.addEventListener("turbo:before-morph-attribute", keepAttributes);
  document.addEventListener("turbo:before-morph-element", keepFrames);
  document.addEventListener("turbo:submit-start", () => waiting.started());
  document.addEventListener("turbo:submit-end", () => waiting.ended());
  document.addEventListener("turbo:visit", () => waiting.asked());
  document.addEventListener("turbo:load", () => waiting.loaded());
  document.addEventListener("turbo:before-visit", (event) => waiting.visit(event));
  document.addEventListener("turbo:before-stream-render", (event) => waiting.hold(event));
}
