// Lists that are scrolled on: to the last ticket, with what is far away out of the page, up to date, and back where one was. Screenshots go to
// GUILDHALL_SHOTS.
import "./with-year.mjs";
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, context, dashboard, look, shot, someone } from "./hall.mjs";

let base, staff, page;
const list = (query) => `${base}/tickets?${query}`;
const rows = () => page.locator(".queue-rows .row-item");
// Those on the page in their order, and which of them is at the top of what is seen.
const numbers = () => page.$$eval(".queue-rows [data-select-target=one]", (all) => all.map((one) => Number(one.value)));
const rest = () => page.waitForFunction(() => !document.querySelector("[data-controller~=further][aria-busy]"));
const told = (words) => page.locator(".more-said", { hasText: words }).waitFor();

/** The next stretch is fetched when its end comes near: scrolls there once, and waits for it. */
async function further() {
  const before = await page.$eval(".queue-rows", (one) => one.scrollHeight);
  await page.$eval(".queue-rows", (one) => one.scrollTo(0, one.scrollHeight));
  await page.waitForFunction((before) => document.querySelector(".queue-rows").scrollHeight > before, before);
  await rest();
}

/** Far enough down that what was first there is out of the page. */
async function down(times) {
  for (let at = 0; at < times; at += 1) await further();
}

/** What is seen: the row in the middle of the list, and where it stands. */
const seen = () => page.$eval(".queue-rows", (one) => {
  const box = one.getBoundingClientRect();
  const row = document.elementFromPoint(box.left + 120, box.top + box.height / 2).closest(".row-item");
  return row && { number: Number(row.querySelector("[data-select-target=one]").value), top: Math.round(row.getBoundingClientRect().top) };
});

test("an inbox with a year behind it", { timeout: 120_000 }, async () => {
  staff = await someone("Ingrid");
  page = await dashboard(staff);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.getByRole("link", { name: /Harbor Lights/ }).first().click();
  await page.locator(".queue").waitFor();
  base = page.url().match(/^.*\/g\/\d+/)[0];
});

test("a list is scrolled on to its end, and what is far away is not on the page", { timeout: 300_000 }, async () => {
  await page.goto(list("show=closed"));
  await page.waitForFunction(() => document.querySelector(".queue-rows [data-list-target=row]"));
  const met = new Set(await numbers());
  assert.equal(met.size, 50);
  let most = 0;
  for (let at = 0; at < 12; at += 1) {
    await further();
    const here = await numbers();
    assert.equal(new Set(here).size, here.length, "each once");
    here.forEach((one) => met.add(one));
    most = Math.max(most, here.length);
  }
  assert.ok(met.size >= 600, `${met.size} were met`);
  assert.ok(most <= 400, `${most} were on the page at once`);
  await look(page, "further-far");
  await page.setViewportSize({ width: 1280, height: 860 });

  // In the order of the pages, as whoever has no script sees them.
  const plain = await context({ javaScriptEnabled: false });
  await plain.addCookies(await staff.context.cookies());
  const walker = await plain.newPage();
  await walker.goto(list("show=closed"));
  const walked = [];
  for (let at = 0; at < 3; at += 1) {
    walked.push(...await walker.$$eval(".queue-rows [data-select-target=one]", (all) => all.map((one) => Number(one.value))));
    await walker.getByRole("link", { name: "Older tickets" }).click();
  }
  assert.deepEqual([...met].slice(0, walked.length), walked);
  await plain.close();

  // Back up they are there again.
  await page.$eval(".queue-rows", (one) => one.scrollTo(0, one.scrollHeight / 2));
  await page.waitForFunction(() => {
    const box = document.querySelector(".queue-rows").getBoundingClientRect();
    return document.elementFromPoint(box.left + 120, box.top + box.height / 2)?.closest(".row-item");
  });
  assert.ok(met.has((await seen()).number));
});

test("keys go on where the page ends", { timeout: 120_000 }, async () => {
  // While it is on its way, the list says so.
  let go;
  const held = new Promise((done) => { go = done; });
  await page.route(/further=true/, async (route) => { await held; await route.continue(); });
  await page.goto(list("show=closed"));
  await rows().nth(49).locator(".item").focus();
  await page.keyboard.press("j");
  await page.waitForFunction(() => document.querySelector(".queue-rows").ariaBusy === "true");
  await told("More tickets are coming");
  go();
  const at = () => page.evaluate(() => [...document.querySelectorAll(".queue-rows .item")].indexOf(document.activeElement));
  await page.waitForFunction(() => [...document.querySelectorAll(".queue-rows .item")].indexOf(document.activeElement) === 50);
  await rest();
  await page.unroute(/further=true/);
  await page.keyboard.press("ArrowDown");
  assert.equal(await at(), 51);
  for (const key of ["k", "ArrowUp"]) await page.keyboard.press(key);
  assert.equal(await at(), 49);
  // Over several ends, with keys alone.
  for (let step = 0; step < 120; step += 1) {
    const before = await page.evaluate(() => document.activeElement.id);
    await page.keyboard.press("j");
    await page.waitForFunction((before) => document.activeElement.id !== before && document.activeElement.matches(".item"), before);
  }
  const reached = await page.evaluate(() => document.activeElement.id);
  const all = await page.evaluate(async () => {
    const found = [];
    let link = document.querySelector("[data-controller~=further]").dataset.furtherListValue;
    for (let at = 0; at < 4; at += 1) {
      const fresh = new DOMParser().parseFromString(await (await fetch(link)).text(), "text/html");
      found.push(...[...fresh.querySelectorAll(".queue-rows .item")].map((one) => one.id));
      link = fresh.querySelector(".queue-rows [rel=next]").href;
    }
    return found;
  });
  assert.equal(all.indexOf(reached), 49 + 120, "none was left out, none came twice");
});

test("what is selected goes over the ends, and over what is out of the page", { timeout: 120_000 }, async () => {
  await page.goto(list("show=closed"));
  await rows().first().locator(".item").focus();
  await page.keyboard.press("x");
  await page.locator(".bulk-bar").waitFor();
  await page.evaluate(() => document.activeElement.blur());
  await down(7);
  const box = rows().last().locator("input[type=checkbox]");
  const last = await box.inputValue();
  await page.locator(`.queue-rows [data-select-target=one][value="${last}"]`).click({ modifiers: ["Shift"], force: true });
  const count = page.locator(".bulk-count strong");
  const selected = Number(await count.textContent());
  const walked = await page.evaluate(async (most) => {
    const found = [];
    let link = document.querySelector("[data-controller~=further]").dataset.furtherListValue;
    while (found.length < most) {
      const fresh = new DOMParser().parseFromString(await (await fetch(link)).text(), "text/html");
      found.push(...[...fresh.querySelectorAll(".queue-rows [data-select-target=one]")].map((one) => one.value));
      link = fresh.querySelector(".queue-rows [rel=next]").href;
    }
    return found;
  }, selected);
  assert.ok(selected >= 400, String(selected));
  assert.equal(walked.indexOf(last) + 1, selected, "all from the first to there");
  assert.ok(await rows().count() < 400, "some are out of the page");
  await page.locator(".bulk-clear").click();
});

test("what happens meanwhile is shown, and moves nothing", { timeout: 180_000 }, async () => {
  await page.goto(list("show=open"));
  const [number] = await numbers();
  await page.goto(list("show=closed"));
  await down(5);
  await page.$eval(".queue-rows", (one) => one.scrollBy(0, -1500));
  await rest();
  const was = await seen();
  const { length } = await page.$$(".queue-rows ul");
  const owner = await someone("Tomás");
  const other = await dashboard(owner);
  await other.goto(`${base}/tickets/${number}`);
  const acts = (what, number) => other.evaluate(async ({ what, number, base }) => {
    const token = document.querySelector("input[name=csrf]").value;
    const answer = await fetch(`${base}/tickets/${number}/${what}`, { method: "POST", body: new URLSearchParams({}), headers: { "x-csrf-token": token } });
    return answer.ok;
  }, { what, number, base });
  assert.ok(await acts("close", number));
  await page.waitForFunction((number) => document.querySelector(".queue-rows [data-select-target=one]").value === String(number), number);
  await rest();
  const after = await seen();
  assert.equal(after.number, was.number, "the same is looked at");
  assert.ok(Math.abs(after.top - was.top) <= 2, `${was.top} and ${after.top}`);
  assert.equal((await page.$$(".queue-rows ul")).length, length, "nothing of what was loaded is gone");
  const here = await numbers();
  assert.equal(new Set(here).size, here.length, "each once");
  // What is far down is as new as what is on top: it was opened again, and is no closed one any more.
  assert.ok(await acts("reopen", was.number));
  await page.waitForFunction((number) => ![...document.querySelectorAll(".queue-rows [data-select-target=one]")].some((one) => one.value === String(number)), was.number);
  await owner.context.close();
});

test("a ticket from far down has the list beside it as it was", { timeout: 120_000 }, async () => {
  await page.goto(list("show=closed"));
  await down(6);
  const before = await seen();
  await page.locator(`#ticket-${before.number}`).click();
  await page.waitForURL(new RegExp(`/tickets/${before.number}`));
  await page.locator(".talk").waitFor();
  const row = page.locator(`.queue-rows #ticket-${before.number}`);
  assert.equal(await row.getAttribute("aria-current"), "true");
  assert.ok(await row.evaluate((one) => {
    const [row, box] = [one.getBoundingClientRect(), one.closest(".queue-rows").getBoundingClientRect()];
    return row.top >= box.top && row.bottom <= box.bottom;
  }), "it is in sight");
  await accessible(page, "a ticket from far down");
  await shot(page, "further-ticket");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => !url.pathname.endsWith(`/${before.number}`));
  await page.locator(".talk").waitFor();
  await page.goBack();
  await page.waitForURL(new RegExp(`/tickets/${before.number}`));
  await page.goBack();
  await page.waitForURL(/\/tickets\?/);
  await page.locator(".desk-empty").waitFor();
  await rest();
  assert.equal((await seen()).number, before.number, "back where one was");
});

test("without a connection it says so, and goes on by itself", { timeout: 120_000 }, async () => {
  await page.goto(list("show=closed"));
  await page.route(/further=true/, (route) => route.abort());
  await page.$eval(".queue-rows", (one) => one.scrollTo(0, one.scrollHeight));
  await told("could not be fetched");
  await page.unroute(/further=true/);
  await page.waitForFunction(() => document.querySelectorAll(".queue-rows .row-item").length > 50);
});

test("the table goes on, too", { timeout: 180_000 }, async () => {
  await page.goto(`${base}/all?status=closed`);
  const lines = page.locator(".table-tickets tbody [data-select-target=one]");
  const met = new Set();
  for (let at = 0; at < 6; at += 1) {
    (await lines.evaluateAll((all) => all.map((one) => one.value))).forEach((one) => met.add(one));
    const before = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await page.waitForFunction((before) => document.documentElement.scrollHeight > before, before);
    await rest();
  }
  assert.ok(met.size >= 600, `${met.size} were met`);
  assert.ok(await lines.count() <= 500, `${await lines.count()} are on the page`);
  await look(page, "further-table");
  await page.setViewportSize({ width: 1280, height: 860 });
  // A list that ends says so.
  const few = await page.evaluate(async (base) => {
    const types = [...new DOMParser().parseFromString(await (await fetch(`${base}/all?status=all`)).text(), "text/html").querySelectorAll("select[name=worker] option")].map((one) => one.value);
    return types;
  }, base);
  assert.ok(few.length > 1);
});
