// Words that could not be sent for want of a connection. They stay in this browser until they are, under the name of the first attempt,
// so that what did arrive is not said twice.

export type State = "waits" | "sending" | "held" | "refused";

export interface Unsent {
  // Names the act of sending, for the server.
  once: string;
  // Whose words they are: somebody else who signs in here neither sees nor sends them.
  by: string;
  // Where they go to: the page of the ticket.
  page: string;
  text: string;
  note: boolean;
  claim: boolean;
  // What its writer had seen of the conversation.
  seen: string;
  state: State;
  // Why they were not taken.
  why: string;
}

const NAME = "outbox";
// Milliseconds between two attempts.
const EACH = 5_000;
const listeners = new Set<() => void>();
let timer: number | undefined;
let busy = false;

const me = (): string => document.body.dataset.me ?? "";

function kept(): Unsent[] {
  try {
    return JSON.parse(localStorage.getItem(NAME) ?? "[]") as Unsent[];
  } catch {
    return [];
  }
}

function keep(all: Unsent[]): void {
  if (all.length > 0) localStorage.setItem(NAME, JSON.stringify(all));
  else localStorage.removeItem(NAME);
  listeners.forEach((told) => told());
}

const change = (once: string, to: Partial<Unsent>) => keep(kept().map((one) => (one.once === once ? { ...one, ...to } : one)));

/** What this person wrote here and nobody has got yet, the first first. */
export const unsent = (): Unsent[] => kept().filter((one) => one.by === me());

export const drop = (once: string): void => keep(kept().filter((one) => one.once !== once));

export function put(words: Pick<Unsent, "once" | "page" | "text" | "note" | "claim" | "seen">): void {
  keep([...kept(), { ...words, by: me(), state: "waits", why: "" }]);
  again();
}

/** Tries once more; `anyway` although something new was said. */
export function retry(once: string, anyway = false): void {
  change(once, { state: "waits", why: "", ...(anyway ? { seen: "" } : {}) });
  void flush();
}

export function listen(told: () => void): () => void {
  listeners.add(told);
  return () => listeners.delete(told);
}

function again(): void {
  window.clearTimeout(timer);
  if (unsent().some((one) => one.state === "waits" || one.state === "sending")) timer = window.setTimeout(() => void flush(), EACH);
}

/** Sends what waits, one after the other; the rest waits when one finds no connection. */
export async function flush(): Promise<void> {
  if (busy || !me()) return;
  busy = true;
  try {
    for (const one of unsent()) {
      if (one.state !== "waits" && one.state !== "sending") continue;
      if (!(await send(one))) break;
    }
  } finally {
    busy = false;
    again();
  }
}

async function send(one: Unsent): Promise<boolean> {
  const token = document.querySelector<HTMLInputElement>("input[name=csrf]")?.value ?? "";
  const body = new FormData();
  const fields = { csrf: token, once: one.once, seen: one.seen, edit: "", then: "", text: one.text, mode: one.note ? "note" : "reply", ...(one.claim ? { claim: "yes" } : {}), ...(one.seen ? {} : { anyway: "yes" }) };
  Object.entries(fields).forEach(([name, value]) => body.append(name, value));
  change(one.once, { state: "sending" });
  let answer: Response;
  try {
    answer = await fetch(`${one.page}/messages`, { method: "POST", body, headers: { accept: "text/html" } });
  } catch {
    change(one.once, { state: "waits" });
    return false;
  }
  // Back on its page: it is said. A page to sign in is another one.
  if (answer.ok && answer.redirected && new URL(answer.url).pathname === one.page) {
    drop(one.once);
    document.dispatchEvent(new CustomEvent("outbox:sent", { detail: one.page }));
    return true;
  }
  if (unreachable(answer.status)) {
    change(one.once, { state: "waits" });
    return false;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const why = page.querySelector(".talk-head .notice, main p")?.textContent?.trim() ?? "";
  change(one.once, answer.status === 409 ? { state: "held", why: "" } : { state: "refused", why });
  return true;
}

/** What stands between the browser and the server answers so when it finds no server behind it. */
export const unreachable = (status: number): boolean => status >= 502 && status <= 504;

window.addEventListener("online", () => void flush());
// Another window of this browser did something.
window.addEventListener("storage", (event) => event.key === NAME && listeners.forEach((told) => told()));
