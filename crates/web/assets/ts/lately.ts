// Which servers somebody was in last, for the list of servers; the latest first.
import { recall, remember } from "./cookie";

const NAME = "guildhall_lately";
const MOST = 20;

export function note(): void {
  const guild = /^\/g\/(\d+)(\/|$)/.exec(location.pathname)?.[1];
  if (!guild) return;
  const known = (recall(NAME) ?? "").split(".").filter((one) => one && one !== guild);
  const all = [guild, ...known].slice(0, MOST).join(".");
  if (recall(NAME) !== all) remember(NAME, all);
}
