// What the browser tests share: the demo, people with browsers of their own, and the look for what shuts somebody out.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, mkdirSync, existsSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, before } from "node:test";
import { chromium } from "playwright-core";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const program = process.env.GUILDHALL_BIN ?? "target/debug/guildhall";
export const shots = process.env.GUILDHALL_SHOTS;
// How many times slower the browser's processor is made, to try the tests on a small machine.
const slower = Number(process.env.GUILDHALL_SLOWER ?? 1);
const executablePath = ["/usr/bin/chromium", "/usr/bin/google-chrome", process.env.CHROMIUM].find((path) => path && existsSync(path));
export const folder = mkdtempSync(join(tmpdir(), "guildhall-browser-"));
// What went over the wire of the stand-in, which the gate judges at the end.
const record = join(folder, "wire.jsonl");
const gate = process.env.GUILDHALL_GATE ?? "target/debug/spec-gate";
let demo, browser;
export let discord, web;

before(async () => {
  assert.ok(executablePath, "Chromium is missing: install it, or set CHROMIUM");
  if (shots) mkdirSync(join(shots, "as-left"), { recursive: true });
  demo = spawn(program, ["demo", "--port", "0", "--data", folder, "--record", record, ...(process.env.GUILDHALL_DEMO?.split(" ") ?? [])], { stdio: ["ignore", "pipe", "inherit"] });
  const words = await new Promise((resolve, reject) => {
    let all = "";
    demo.stdout.on("data", (part) => { all += part; if (all.includes("Ctrl-C")) resolve(all); });
    demo.on("exit", () => reject(new Error(`the demo ended: ${all}`)));
  });
  [discord, web] = words.match(/http:\/\/127\.0\.0\.1:\d+/g);
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });
});

after(async () => {
  try {
    if (shots && browser) await asLeft();
    await browser?.close();
    if (demo?.exitCode === null) {
      demo.kill("SIGTERM");
      await once(demo, "exit");
    }
    await lawful();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Every page as its test left it, for whoever has to find out why one failed. */
async function asLeft() {
  const name = basename(process.argv[1] ?? "browser", ".test.mjs");
  const pages = browser.contexts().flatMap((context) => context.pages());
  const all = pages.map(async (page, at) => {
    const file = join(shots, "as-left", `${name}-${at}`);
    await page.screenshot({ path: `${file}.png`, timeout: 5_000 });
    writeFileSync(`${file}.html`, `<!-- ${page.url()} -->\n${await page.content()}`);
  });
  // A page that is being left has no picture.
  await Promise.allSettled(all);
}

/** What Guildhall asked of Discord, and what the stand-in said, is as Discord's own description has it: else the test fails with path and rule. */
async function lawful() {
  if (!existsSync(gate)) {
    const words = `the gate is not built (${gate}): cargo test --workspace makes it, or name one in GUILDHALL_GATE`;
    assert.ok(!process.env.DISCORD_SPEC_DIR && !process.env.GUILDHALL_STRICT_TESTS, words);
    console.error(`THE SPEC GATE IS SKIPPED: ${words}`);
    return;
  }
  const judge = spawn(gate, [record], { stdio: ["ignore", "inherit", "pipe"] });
  let words = "";
  judge.stderr.on("data", (part) => { words += part; });
  const [code] = await once(judge, "close");
  assert.equal(code, 0, words);
  process.stderr.write(words);
}

/** Colours as the system has them, so that a test can look at both: they are dark for whoever chose nothing. */
async function asTheSystem(context) {
  await context.addCookies([{ name: "guildhall_theme", value: "system", url: web }]);
  return context;
}

/** A browser of one person, with a window on Discord. A page that asks any other host fails the test. */
export async function someone(name, options = {}) {
  const context = await asTheSystem(await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options }));
  const strangers = [];
  context.on("request", (request) => {
    if (![discord, web].some((home) => request.url().startsWith(home)) && !request.url().startsWith("data:")) strangers.push(request.url());
  });
  if (slower > 1) {
    context.on("page", async (page) => (await context.newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: slower }).catch(() => {}));
  }
  const page = watched(await context.newPage(), name);
  await page.goto(discord);
  await page.selectOption("#person", { label: await page.locator("#person option", { hasText: name }).first().textContent() });
  return { context, page, strangers };
}

export const shot = (page, name) => shots && page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });

/** What goes wrong on a page fails the test. Turbo, which drops a navigation that another one overtook, reports the answer it no longer reads: nothing went wrong then. */
function watched(page, name) {
  page.on("pageerror", (error) => {
    if (error.name !== "AbortError") assert.fail(`${name}: ${error}`);
  });
  return page;
}

/** What axe finds on the page as it stands at this moment. */
async function violations(page) {
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  // While a page is being fetched Turbo marks the document as busy, which axe does not allow there; nothing of ours.
  const busy = (one) => one.id === "aria-allowed-attr" && one.nodes.every((node) => node.target.join() === "html");
  return found.violations.filter((one) => !busy(one)).map((one) => `${one.id}: ${one.nodes.map((node) => node.target).join(", ")}`);
}

export async function accessible(page, name) {
  await page.addScriptTag({ path: axe }).catch(async () => {
    // The page's policy forbids foreign scripts, as it should: run it from outside instead.
    const { readFileSync } = await import("node:fs");
    await page.evaluate(readFileSync(axe, "utf8"));
  });
  // Colours are those at the end: what fades in, and what a theme that was changed a moment ago still has to paint, has none of its own
  // on the way. So what is found must be found again on the page at rest.
  let found = [];
  for (let look = 0; look < 3; look += 1) {
    await page.evaluate(async () => {
      const running = document.getAnimations().filter((one) => one.playState === "running" && one.effect?.getComputedTiming().endTime !== Infinity);
      const frame = () => new Promise((done) => requestAnimationFrame(done));
      const rest = Promise.allSettled(running.map((one) => one.finished)).then(frame).then(frame);
      // One that was begun on a page that is being replaced may never say that it is over.
      await Promise.race([rest, new Promise((done) => setTimeout(done, 3_000))]);
    });
    found = await violations(page);
    if (found.length === 0) break;
  }
  assert.deepEqual(found, [], name);
}

/** A look in every way: axe and a picture in light, in dark and at phone width, where nothing sticks out. */
export async function look(page, name) {
  for (const scheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    await accessible(page, `${name} in ${scheme}`);
    await shot(page, `${name}-${scheme}`);
  }
  const size = page.viewportSize();
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 360, height: 740 });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} sticks out on a phone`);
  await accessible(page, `${name} on a phone`);
  await shot(page, `${name}-phone`);
  await page.setViewportSize(size);
}

/** A person's dashboard in a tab of its own. */
export async function dashboard(person) {
  const page = watched(await person.context.newPage(), "dashboard");
  await page.goto(await person.page.getAttribute("#dashboard", "href"));
  await page.getByRole("heading", { name: "Your servers" }).waitFor();
  return page;
}

/** A member's own pages of the demo's server, and the address of the server. */
export async function portal(member) {
  const mine = await dashboard(member);
  await mine.getByRole("link", { name: /Harbor Lights/ }).first().click();
  await mine.getByText("No open tickets").waitFor();
  return { mine, base: new URL(mine.url()).origin + new URL(mine.url()).pathname.replace(/\/mine$/, "") };
}

/** Opens a ticket on the web, and waits until what was told of it stands there. */
export async function opens(mine, base, title, { answer = "Since the last update.", details = `${title}, really.`, shown = details } = {}) {
  await mine.goto(`${base}/new`);
  await mine.getByRole("link", { name: /Help/ }).first().click();
  await mine.getByLabel("Title").fill(title);
  for (const box of await mine.locator("[id^=answer-]").all()) await box.fill(answer);
  await mine.getByLabel(/Description/).fill(details);
  await mine.getByRole("button", { name: "Open ticket" }).click();
  await mine.getByText(shown).first().waitFor();
}

/** Has the panel stand in its channel, as an owner posts it. */
export async function panel(owner) {
  await owner.page.getByRole("button", { name: "# get-help" }).click();
  await owner.page.fill("#text", "/ptickets panel");
  await owner.page.getByRole("button", { name: /^\/ptickets panel/ }).click();
  await owner.page.getByRole("dialog").getByRole("button", { name: "Use" }).click();
  await owner.page.getByText("Need a hand?").waitFor();
}

/** A browser context of nobody. */
export const context = async (options) => asTheSystem(await browser.newContext(options));

const wide = { width: 1440, height: 900 };
const phone = { width: 360, height: 740 };

/** Every page in light and dark, at phone width, and in German: accessible, and nothing sticks out. */
export async function everyWay(person, base, pages, prefix) {
  for (const [name, path, act, status] of pages) {
    for (const scheme of ["light", "dark"]) {
      const page = await person.context.newPage();
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
      await page.setViewportSize(wide);
      const answer = await page.goto(base + path);
      assert.ok(status ? answer.status() === status : answer.status() < 400, `${path}: ${answer.status()}`);
      if (act) await act(page);
      await accessible(page, `${prefix} ${name} in ${scheme}`);
      await shot(page, `${prefix}-${name}-${scheme}`);
      await page.setViewportSize(phone);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${path} sticks out on a phone`);
      if (scheme === "light") {
        await accessible(page, `${prefix} ${name} on a phone`);
        await shot(page, `${prefix}-${name}-phone`);
      }
      await page.close();
    }
    const page = await person.context.newPage();
    await page.setExtraHTTPHeaders({ "accept-language": "de" });
    await page.setViewportSize(wide);
    await page.goto(base + path);
    assert.equal(await page.getAttribute("html", "lang"), "de");
    if (act) await act(page);
    await accessible(page, `${prefix} ${name} in German`);
    await shot(page, `${prefix}-${name}-german`);
    await page.setViewportSize(phone);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${path} sticks out on a phone in German`);
    await accessible(page, `${prefix} ${name} in German on a phone`);
    await page.close();
  }
}
