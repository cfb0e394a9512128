// A list that is scrolled on is made of stretches, each from one place to another in the order of the list, so that any of them can be read
// again by itself, whatever happened before it. Its rows are on the page only while they are near what is seen; else its height is.

export interface Stretch {
  /** The place after which it begins, as the server names it. */
  after: string;
  /** The place at which it ends; none where the list ends with it. */
  until?: string;
  /** Its tickets when it was last read. */
  numbers: string[];
  body: HTMLElement;
  /** Whether its rows are on the page. */
  here: boolean;
  /** Whether something may have changed since they were read. */
  stale: boolean;
}

export interface Known {
  stretches: Stretch[];
  /** Where to go on; none at the end. */
  tail?: string;
}

/** Where words are looked for, a place is one among entries, not among tickets. */
export const isRanked = (place: string): boolean => place.startsWith("s");

// Lists that somebody was in last, for as long as the browser stays: a ticket that was opened from far down has the list beside it as it was.
const MOST = 4;
const known = new Map<string, Known>();

export function recall(name: string): Known {
  const one = known.get(name) ?? { stretches: [] };
  known.delete(name);
  known.set(name, one);
  for (const old of known.keys()) {
    if (known.size <= MOST) break;
    known.delete(old);
  }
  return one;
}

const orders = new WeakMap<HTMLElement, () => string[]>();

export function tellOrder(list: HTMLElement, order: () => string[]): void {
  orders.set(list, order);
}

/** The tickets of a list in its order, those that were taken out of the page as well; none where a list is not scrolled on. */
export function orderIn(place: HTMLElement): string[] | undefined {
  const list = place.querySelector<HTMLElement>("[data-controller~=further]");
  return list ? orders.get(list)?.() : undefined;
}

export const rowsOf = (body: Element): HTMLElement[] => [...body.children].filter((row): row is HTMLElement => row instanceof HTMLElement && numberOf(row) !== "");

export function numberOf(row: Element): string {
  return row.querySelector<HTMLInputElement>("[data-select-target=one]")?.value ?? "";
}

/** The same kind of element as the first page's, which a live update leaves where it is. */
export function emptyBody(page: HTMLElement): HTMLElement {
  const body = document.createElement(page.localName);
  body.toggleAttribute("data-turbo-permanent", true);
  body.dataset.stretch = "";
  return body;
}

/** Takes the rows out of the page, and keeps their height. */
export function takeOut(one: Stretch): void {
  const height = one.body.getBoundingClientRect().height;
  one.here = false;
  if (one.body instanceof HTMLTableSectionElement) {
    const cell = document.createElement("td");
    cell.colSpan = 100;
    cell.style.height = `${height}px`;
    const row = document.createElement("tr");
    row.append(cell);
    one.body.replaceChildren(row);
  } else {
    one.body.replaceChildren();
    one.body.style.height = `${height}px`;
  }
  one.body.classList.add("stretch-out");
  one.body.ariaHidden = "true";
}

export function putIn(one: Stretch, rows: Node[]): void {
  one.body.replaceChildren(...rows);
  one.body.style.height = "";
  one.body.classList.remove("stretch-out");
  one.body.ariaHidden = null;
  one.here = true;
}
