// The frame around the pages: the list of servers, who a member is, what one did last, the palette, and a phone in the hand.
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, context, dashboard, look, shot, someone, web } from "./hall.mjs";

let base, staff, desk, mine;

async function opens(title) {
  await mine.goto(`${base}/new`);
  await mine.getByRole("link", { name: /Help/ }).first().click();
  await mine.getByLabel("Title").fill(title);
  for (const box of await mine.locator("[id^=answer-]").all()) await box.fill("Since the last update.");
  await mine.getByLabel(/Description/).fill(`${title}, really.`);
  await mine.getByRole("button", { name: "Open ticket" }).click();
  await mine.getByText(`${title}, really.`).waitFor();
}

test("the list of servers", { timeout: 120_000 }, async () => {
  const member = await someone("Mia");
  mine = await dashboard(member);
  await mine.locator(".guild").getByText("Member", { exact: true }).waitFor();
  await mine.getByRole("link", { name: /Harbor Lights/ }).first().click();
  await mine.getByText("No open tickets").waitFor();
  base = new URL(mine.url()).origin + new URL(mine.url()).pathname.replace(/\/mine$/, "");
  for (const title of ["The fog never lifts", "A lantern is broken", "The bell does not ring"]) await opens(title);
  staff = await someone("Beth");
  desk = await dashboard(staff);
  const card = desk.locator(".guild", { hasText: "Harbor Lights" });
  await card.getByText("Team", { exact: true }).waitFor();
  await card.locator(".count", { hasText: "3 open" }).waitFor();
  // Its icon, from our own site, in the list and above every page.
  const drawn = (icon) => icon.evaluate(async (one) => (await one.decode(), one.naturalWidth));
  assert.ok((await drawn(card.locator("img"))) > 0);
  await look(desk, "screens-servers");
  // With keys alone.
  await desk.keyboard.press("j");
  await desk.keyboard.press("o");
  await desk.waitForURL(/\/tickets$/);
  await desk.waitForFunction(() => document.cookie.includes("guildhall_lately="));
  assert.ok((await drawn(desk.locator(".bar-guild img"))) > 0);
  assert.deepEqual(staff.strangers, [], "no page asks another host");
});

// Proves: M92
test("who a member is", { timeout: 120_000 }, async () => {
  await desk.goto(`${base}/tickets/1`);
  const card = desk.locator("#member");
  const open = () => desk.locator("summary", { hasText: /^Mia$/ }).click();
  await open();
  await card.getByText("Account").waitFor();
  await card.getByText("Here since").waitFor();
  assert.equal(await card.getByRole("button", { name: /Block/ }).count(), 0, "this is for those who may change the team's settings");
  await look(desk, "screens-member");
  const owner = await someone("Ingrid");
  const page = await dashboard(owner);
  await page.goto(await desk.locator("turbo-frame#member").evaluate((one) => one.src));
  await page.getByRole("button", { name: "Block from opening tickets" }).click();
  await page.getByText("They can open no more tickets.").waitFor();
  await mine.goto(`${base}/new`);
  await mine.getByRole("heading").first().waitFor();
  assert.equal(await mine.getByRole("link", { name: /Help/ }).count(), 0);
  await look(page, "screens-blocked");
  await page.getByRole("button", { name: "Allow tickets again" }).click();
  await page.getByText("They can open tickets again.").waitFor();
  await page.close();
});

test("12 hours or 24, as everyone likes", { timeout: 120_000 }, async () => {
  const full = () => desk.locator("#ticket-1 time").getAttribute("title");
  const choose = async (label) => {
    await desk.goto(`${base}/tickets`);
    await desk.locator(".bar-end summary").click();
    await desk.getByLabel("Clock").selectOption({ label });
    await desk.waitForFunction((name) => document.querySelector("#prefer-clock option[selected]")?.label === name, label);
  };
  await desk.goto(`${base}/tickets`);
  // As this browser's language has it: American English.
  assert.match(await full(), /^[A-Z][a-z]{2} \d+, \d{4}, \d+:\d\d [AP]M/);
  await choose("24 hours (19:35)");
  assert.match(await full(), /^[A-Z][a-z]{2} \d+, \d{4}, \d\d:\d\d( |$)/);
  await desk.goto(`${base}/tickets/1`);
  const said = desk.locator("#conversation time", { hasText: ":" }).first();
  assert.match(await said.textContent(), /\d\d:\d\d$/, "in the conversation as well");
  await choose("12 hours (7:35 PM)");
  assert.match(await full(), /\d+:\d\d [AP]M/);
  await desk.getByLabel("Clock").waitFor();
  await look(desk, "screens-clock");
  await desk.goto(`${base}/tickets/1`);
  assert.match(await said.textContent(), /\d+:\d\d [AP]M$/);
  await choose("As in my browser");

  // A British browser, and a German one.
  for (const [locale, moment] of [["en-GB", /^\d+ [A-Z][a-z]+ \d{4}, \d\d:\d\d/], ["de-DE", /^\d+\.\d+\.\d{4}, \d\d:\d\d/]]) {
    const other = await someone("Beth", { locale });
    const page = await other.context.newPage();
    await page.goto(await other.page.getAttribute("#dashboard", "href"));
    await page.goto(`${base}/tickets`);
    assert.match(await page.locator("#ticket-1 time").getAttribute("title"), moment, locale);
    await other.context.close();
  }
});

test("what one did last", { timeout: 120_000 }, async () => {
  await desk.setViewportSize({ width: 1440, height: 900 });
  await desk.goto(`${base}/tickets/1`);
  await desk.keyboard.press("c");
  await desk.getByText(/claimed this ticket/).first().waitFor();
  await desk.locator(".toast").waitFor();
  await desk.keyboard.press("!");
  await desk.locator(".toast", { hasText: /priority/i }).waitFor();
  await desk.keyboard.press("Control+k");
  await desk.getByRole("combobox", { name: /./ }).last().fill("my last");
  await desk.getByRole("option", { name: "My last actions" }).waitFor();
  await desk.keyboard.press("Enter");
  const history = desk.getByRole("dialog", { name: "My last actions" });
  await history.getByRole("listitem").nth(1).waitFor();
  const lines = await history.getByRole("listitem").allTextContents();
  assert.match(lines[0], /riority/);
  assert.match(lines[1], /You have this ticket now/);
  assert.match(lines[1], /\d+:\d\d\s[AP]M/, "at a time written as on every page");
  await accessible(desk, "what one did last");
  await shot(desk, "screens-history");
  await history.getByRole("link", { name: "#1" }).first().click();
  await desk.getByRole("heading", { name: /The fog never lifts/ }).waitFor();
  assert.equal(await history.count(), 0);
});

test("the palette forgives", { timeout: 120_000 }, async () => {
  await desk.goto(`${base}/tickets/1`);
  const ask = async (words, name) => {
    await desk.keyboard.press("Control+k");
    await desk.locator(".palette-input").fill(words);
    await desk.getByRole("option", { name }).first().waitFor();
    await desk.keyboard.press("Escape");
  };
  await ask("clos tckt", /Close/);
  await ask("mia", /^Mia.*Member/);
  const owner = await dashboard(await someone("Ingrid"));
  await owner.goto(`${base}/tickets`);
  await owner.keyboard.press("Control+k");
  await owner.locator(".palette-input").fill("audit");
  await owner.getByRole("option", { name: /Settings/ }).first().waitFor();
  await owner.keyboard.press("Enter");
  await owner.waitForURL(/settings\/audit$/);
  await owner.close();
});

/** A finger on a row, moved by so many pixels. */
async function draw(page, row, by) {
  const box = await page.locator(row).boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const client = await page.context().newCDPSession(page);
  const touch = (type, at) => client.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x: at, y }] });
  await touch("touchStart", x);
  for (let step = 1; step <= 8; step += 1) await touch("touchMove", x + (by * step) / 8);
  return () => touch("touchEnd");
}

test("a phone in the hand", { timeout: 120_000 }, async () => {
  const phone = await someone("Beth", { viewport: { width: 360, height: 640 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true });
  const page = await dashboard(phone);
  await page.goto(`${base}/tickets?show=us`);
  await page.locator("#ticket-3").waitFor();
  // The sections are at the thumb, and nothing is under them.
  const foot = await page.locator(".bar-nav").boundingBox();
  assert.ok(Math.abs(foot.y + foot.height - 640) < 2, JSON.stringify(foot));
  const rows = await page.locator(".queue-rows").boundingBox();
  assert.ok(rows.y + rows.height <= foot.y + 1, "the list ends above the bar");
  for (const link of await page.locator(".bar-nav a").all()) assert.ok((await link.boundingBox()).height >= 44);
  await accessible(page, "the inbox on a phone");
  await shot(page, "screens-phone-inbox");

  // To the left it is snoozed, to the right it is closed; a short way does nothing, and a toast takes it back.
  await (await draw(page, "#ticket-3", -60))();
  await page.locator("#ticket-3").waitFor();
  const lift = await draw(page, "#ticket-3", -150);
  await shot(page, "screens-phone-swiped");
  await lift();
  await page.getByText("The ticket is snoozed.").waitFor();
  await page.waitForFunction(() => !document.querySelector("#ticket-3"));
  assert.match(page.url(), /\/tickets\?/);
  await page.getByRole("button", { name: /Undo/ }).click();
  await page.locator("#ticket-3").waitFor();
  await (await draw(page, "#ticket-2", 150))();
  await page.locator(".toast", { hasText: /closed/i }).waitFor();
  await page.waitForFunction(() => !document.querySelector("#ticket-2"));
  await page.getByRole("button", { name: /Undo/ }).click();
  await page.locator("#ticket-2").waitFor();
  // What was taken back is said the second time as the first, and nothing is left to take back.
  await page.getByRole("button", { name: /Undo/ }).waitFor({ state: "detached" });

  // A ticket has the whole screen.
  await page.locator("#ticket-1").click();
  await page.getByRole("textbox", { name: /Reply to/ }).waitFor();
  assert.ok(!(await page.locator(".bar-nav").isVisible()));
  await accessible(page, "a ticket on a phone");
  await shot(page, "screens-phone-ticket");
});

test("it can be installed, and is dark by itself", { timeout: 60_000 }, async () => {
  const answer = await desk.request.get(`${web}/manifest.webmanifest`);
  const manifest = await answer.json();
  assert.equal(answer.headers()["content-type"], "application/manifest+json");
  assert.equal(manifest.display, "standalone");
  for (const icon of manifest.icons) assert.equal((await desk.request.get(web + icon.src)).headers()["content-type"], "image/png");
  const fresh = await context({ colorScheme: "light" });
  await fresh.clearCookies();
  const page = await fresh.newPage();
  await page.goto(web);
  assert.equal(await page.getAttribute("html", "data-theme"), "dark");
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme), "dark");
  const client = await fresh.newCDPSession(page);
  const { errors, url } = await client.send("Page.getAppManifest");
  assert.deepEqual(errors, []);
  assert.ok(url.endsWith("/manifest.webmanifest"));
  await fresh.close();
});
