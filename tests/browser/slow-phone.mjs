// Prints what the main pages cost on a slow phone: the largest paint, the first one, layout shift, and compressed bytes. Not a test:
//   GUILDHALL_BIN=target/release/guildhall node tests/browser/slow-phone.mjs
// The line is 1.6 Mbit/s with 150 ms to the server and back, the processor four times slower than here; GUILDHALL_SLOWER says otherwise.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const program = process.env.GUILDHALL_BIN ?? "target/debug/guildhall";
const slower = Number(process.env.GUILDHALL_SLOWER ?? 4);
const runs = Number(process.env.GUILDHALL_RUNS ?? 3);
const line = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 };
const executablePath = ["/usr/bin/chromium", "/usr/bin/google-chrome", process.env.CHROMIUM].find((path) => path && existsSync(path));
const folder = mkdtempSync(join(tmpdir(), "guildhall-phone-"));

async function demo() {
  const child = spawn(program, ["demo", "--port", "0", "--data", folder, "--year"], { stdio: ["ignore", "pipe", "ignore"] });
  const words = await new Promise((resolve, reject) => {
    let all = "";
    child.stdout.on("data", (part) => {
      all += part;
      if (all.includes("Ctrl-C")) resolve(all);
    });
    child.on("exit", () => reject(new Error(`the demo ended: ${all}`)));
  });
  const [discord, web] = words.match(/http:\/\/127\.0\.0\.1:\d+/g);
  return { child, discord, web };
}

/** Somebody's cookies, and the address of their server. */
async function signedIn(browser, discord, name) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
  const page = await context.newPage();
  await page.goto(discord);
  await page.selectOption("#person", { label: await page.locator("#person option", { hasText: name }).first().textContent() });
  await page.goto(await page.getAttribute("#dashboard", "href"));
  await page.getByRole("link", { name: /Harbor Lights/ }).first().click();
  await page.waitForURL(/\/g\/\d+\//);
  const state = await context.storageState();
  const base = page.url().match(/^.*\/g\/\d+/)[0];
  await context.close();
  return { state, base };
}

/** One first visit, with an empty cache. */
async function visit(browser, state, url) {
  const context = await browser.newContext({ storageState: state, viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  const bytes = { Script: 0, Stylesheet: 0, Document: 0, all: 0 };
  const kinds = new Map();
  cdp.on("Network.responseReceived", (event) => kinds.set(event.requestId, event.type));
  cdp.on("Network.loadingFinished", (event) => {
    const kind = kinds.get(event.requestId);
    if (kind in bytes) bytes[kind] += event.encodedDataLength;
    bytes.all += event.encodedDataLength;
  });
  await cdp.send("Network.enable");
  await cdp.send("Network.emulateNetworkConditions", line);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: slower });
  await page.addInitScript(() => {
    window.seen = { largest: 0, what: "", shift: 0 };
    new PerformanceObserver((list) => {
      for (const one of list.getEntries()) window.seen = { ...window.seen, largest: one.startTime, what: `${one.element?.tagName.toLowerCase()}.${one.element?.className ?? ""}` };
    }).observe({ type: "largest-contentful-paint", buffered: true });
    new PerformanceObserver((list) => {
      for (const one of list.getEntries()) if (!one.hadRecentInput) window.seen.shift += one.value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(url, { waitUntil: "load" });
  // What comes after the page itself: frames that are fetched, and the first hints.
  await page.waitForFunction(() => !document.querySelector("turbo-frame[busy], turbo-frame[src][aria-busy]:not([loading=lazy])"), undefined, { timeout: 30_000 }).catch(() => {});
  await page.evaluate(() => new Promise((done) => setTimeout(done, 1_500)));
  const found = await page.evaluate(() => {
    const first = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0;
    const answer = performance.getEntriesByType("navigation")[0];
    return { ...window.seen, first, answered: answer.responseStart, whole: answer.responseEnd };
  });
  await context.close();
  return { ...found, bytes };
}

const middle = (all) => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)];
const { child, discord, web } = await demo();
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });
try {
  const staff = await signedIn(browser, discord, "Ingrid");
  const member = await signedIn(browser, discord, "Mia");
  const ticket = await (async () => {
    const context = await browser.newContext({ storageState: staff.state });
    const page = await context.newPage();
    await page.goto(`${staff.base}/tickets`);
    const href = await page.locator(".item").first().getAttribute("href");
    await context.close();
    return new URL(href, web).href;
  })();
  const pages = [["inbox", staff, `${staff.base}/tickets`], ["ticket", staff, ticket], ["table", staff, `${staff.base}/all?status=all`], ["reports", staff, `${staff.base}/reports`], ["portal", member, `${member.base}/mine`], ["new ticket", member, `${member.base}/new`]];
  console.log(`line 1.6 Mbit/s, 150 ms; processor ${slower} times slower; the middle of ${runs} first visits; ms, KiB compressed`);
  console.log("page        answer  first  largest  shift   script  style  page   all   what was largest");
  for (const [name, person, url] of pages) {
    const all = [];
    for (let run = 0; run < runs; run += 1) all.push(await visit(browser, person.state, url));
    const ms = (key) => middle(all.map((one) => one[key])).toFixed(0);
    const kib = (key) => (middle(all.map((one) => one.bytes[key])) / 1024).toFixed(0);
    const shift = middle(all.map((one) => one.shift)).toFixed(3);
    console.log(`${name.padEnd(11)} ${ms("answered").padStart(6)} ${ms("first").padStart(6)} ${ms("largest").padStart(8)} ${shift.padStart(6)} ${kib("Script").padStart(8)} ${kib("Stylesheet").padStart(6)} ${kib("Document").padStart(5)} ${kib("all").padStart(5)}   ${all[0].what}`);
  }
} finally {
  await browser.close();
  child.kill("SIGTERM");
  rmSync(folder, { recursive: true, force: true });
}
