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

export function recall(name: string, page?: HTMLElement): Known {
  const one = known.get(name) ?? (page && kept(name, page)) ?? { stretches: [] };
  known.delete(name);
  known.set(name, one);
  for (const old of known.keys()) {
    if (known.size <= MOST) break;
    known.delete(old);
  }
  return one;
}

// The list that was on the page as it was left: with its height, so that who loads the page anew is where they were.
const KEPT = "stretches";

interface Kept {
  name: string;
  tail?: string;
  stretches: (Pick<Stretch, "after" | "until" | "numbers"> & { height: number })[];
}

/** Keeps what is known of a list, but for its rows, while the page is loaded anew. */
export function keep(name: string, list: Known): void {
  const stretches = list.stretches.map(({ after, until, numbers, body }) => ({ after, until, numbers, height: body.getBoundingClientRect().height }));
  const what: Kept = { name, tail: list.tail, stretches };
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(what));
  } catch {
    // No room: it begins at its first page.
  }
}

function kept(name: string, page: HTMLElement): Known | undefined {
  const [how] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  const what = how?.type === "navigate" ? null : (JSON.parse(sessionStorage.getItem(KEPT) ?? "null") as Kept | null);
  if (what?.name !== name) return undefined;
  const stretches = what.stretches.map(({ height, ...one }): Stretch => {
    const body = emptyBody(page);
    holdOpen(body, height);
    return { ...one, body, here: false, stale: true };
  });
  return { stretches, tail: what.tail };
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

/** Of a row that can be selected its box says it, of another one itself. */
export function numberOf(row: Element): string {
  return row.querySelector<HTMLInputElement>("[data-select-target=one]")?.value ?? (row as HTMLElement).dataset.number ?? "";
}

/** The same kind of element as the first page's, which a live update leaves where it is. */
export function emptyBody(page: HTMLElement): HTMLElement {
  const body = document.createElement(page.localName);
  body.role = page.role;
  body.toggleAttribute("data-turbo-permanent", true);
  body.dataset.stretch = "";
  return body;
}

/** Takes the rows out of the page, and keeps their height. */
export function takeOut(one: Stretch): void {
  holdOpen(one.body, one.body.getBoundingClientRect().height);
  one.here = false;
}

function holdOpen(body: HTMLElement, height: number): void {
  if (body instanceof HTMLTableSectionElement) {
    const cell = document.createElement("td");
    cell.colSpan = 100;
    cell.style.height = `${height}px`;
    const row = document.createElement("tr");
    row.append(cell);
    body.replaceChildren(row);
  } else {
    body.replaceChildren();
    body.style.height = `${height}px`;
  }
  body.classList.add("stretch-out");
  body.ariaHidden = "true";
}

export function putIn(one: Stretch, rows: Node[]): void {
  one.body.replaceChildren(...rows);
  one.body.style.height = "";
  one.body.classList.remove("stretch-out");
  one.body.ariaHidden = null;
  one.here = true;
}
