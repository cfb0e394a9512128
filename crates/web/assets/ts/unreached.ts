// A page that cannot be fetched: what stands on the screen stays there, where Turbo would hand over to the browser's own page of errors and
// every unsent word with it. That there is no connection is told by those who look after it.
import { navigator as turbo, visit } from "@hotwired/turbo";

// Milliseconds until the page is asked for once more.
const AGAIN = 3_000;
const known = new WeakSet<Error>();
let timer: number | undefined;

function failed(event: Event): void {
  const { error, request } = (event as CustomEvent<{ error: Error; request: { url: URL } }>).detail;
  known.add(error);
  if (event.target !== document.documentElement) return;
  event.preventDefault();
  // It is over for Turbo, too: what comes later is not kept waiting for it.
  delete (turbo as { currentVisit?: unknown }).currentVisit;
  if (request.url.pathname !== location.pathname) return;
  window.clearTimeout(timer);
  timer = window.setTimeout(() => visit(location.href, { action: "replace" }), AGAIN);
}

export function start(): void {
  document.addEventListener("turbo:fetch-request-error", failed);
  document.addEventListener("turbo:visit", () => window.clearTimeout(timer));
  // A page that is fetched anew while somebody goes on to another one is given up, and that is no error.
  window.addEventListener("unhandledrejection", (event) => {
    const why = event.reason as Error | undefined;
    if (why && (why.name === "AbortError" || known.has(why))) event.preventDefault();
  });
}
