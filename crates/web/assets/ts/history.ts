// What somebody did last in this browser, the latest first: as the toasts said it, with the tickets that it was about.

export interface Act {
  text: string;
  numbers: number[];
  at: string;
}

const MOST = 20;
const name = (guild: string): string => `history-${document.body.dataset.me ?? ""}-${guild}`;

/** The server that the page is of. */
export const here = (): string => /^\/g\/(\d+)(\/|$)/.exec(location.pathname)?.[1] ?? "";

export function acts(guild: string): Act[] {
  try {
    return JSON.parse(localStorage.getItem(name(guild)) ?? "[]") as Act[];
  } catch {
    return [];
  }
}

/** `named` are the events of the act: a ticket's number and the event's, as the toast carries them. */
export function note(text: string, named: string): void {
  const guild = here();
  const numbers = [...new Set(named.split(".").map((one) => Number(one.split("-")[0])).filter((one) => one > 0))];
  if (!guild || !text || numbers.length === 0) return;
  const all = [{ text, numbers, at: new Date().toISOString() }, ...acts(guild)].slice(0, MOST);
  localStorage.setItem(name(guild), JSON.stringify(all));
}
