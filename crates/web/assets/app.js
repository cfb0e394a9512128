// What pages do beyond HTML. Navigation and live updates are Turbo's; a live update is a hint that makes the page fetch and morph itself.
import "@hotwired/turbo";

const units = [["day", 86400], ["hour", 3600], ["minute", 60]];

/** Times are written by the server in UTC; here they become the viewer's own. */
function localTimes() {
  const language = document.documentElement.lang || "en";
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "short" });
  const full = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
  for (const element of document.querySelectorAll("time[data-relative]")) {
    const at = new Date(element.dateTime);
    const seconds = (at.getTime() - Date.now()) / 1000;
    const unit = units.find(([, size]) => Math.abs(seconds) >= size);
    const text = unit ? relative.format(Math.round(seconds / unit[1]), unit[0]) : relative.format(0, "minute");
    if (element.textContent !== text) element.textContent = text;
    element.title = full.format(at);
  }
}

/** The server learns the viewer's zone, so that transcripts show their times. */
function rememberZone() {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone && !document.cookie.includes(`zone=${zone}`)) {
    document.cookie = `zone=${zone}; path=/; max-age=31536000; samesite=lax`;
  }
}

/** One stream per page: each line is a hint; the page is fetched again and morphed, at most every half second. */
let stream;
let waiting;
function live() {
  const address = document.querySelector("meta[name=live]")?.content;
  if (stream?.address === address) return;
  stream?.source.close();
  stream = undefined;
  if (!address) return;
  const source = new EventSource(address);
  const banner = () => document.getElementById("disconnected");
  source.onopen = () => banner()?.setAttribute("hidden", "");
  source.onerror = () => banner()?.removeAttribute("hidden");
  source.addEventListener("look", () => {
    clearTimeout(waiting);
    waiting = setTimeout(refresh, 150);
  });
  stream = { address, source };
}

function refresh() {
  // Someone who is writing is not disturbed; the next hint or the end of writing brings the page up to date.
  if (document.querySelector("dialog[open]")) return;
  window.Turbo.session.refresh(location.href);
}

function keys(event) {
  const typing = event.target.closest("input, textarea, select, dialog");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const rows = [...document.querySelectorAll("[data-row]")];
  const at = rows.indexOf(document.activeElement);
  if (event.key === "j" && rows.length) rows[Math.min(at + 1, rows.length - 1)].focus();
  else if (event.key === "k" && rows.length) rows[Math.max(at - 1, 0)].focus();
  else document.querySelector(`[data-key="${CSS.escape(event.key)}"]`)?.click();
}

function clicks(event) {
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
  const closer = event.target.closest("[data-closes]");
  if (closer) closer.closest("dialog")?.close();
  const theme = event.target.closest("[data-theme-switch]");
  if (theme) {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const now = document.documentElement.dataset.theme || (dark ? "dark" : "light");
    const next = now === "dark" ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    document.cookie = `theme=${next}; path=/; max-age=31536000; samesite=lax`;
  }
}

function ready() {
  localTimes();
  rememberZone();
  live();
}

document.addEventListener("turbo:load", ready);
document.addEventListener("turbo:render", ready);
document.addEventListener("keydown", keys);
document.addEventListener("click", clicks);
// A dialog outlives the page it asks for; once its form is sent it has done its part.
document.addEventListener("submit", (event) => event.target.closest("dialog")?.close());
setInterval(localTimes, 30000);
