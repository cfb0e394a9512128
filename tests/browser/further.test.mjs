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

/** Where the first and the last row on the page are, as a screen reader has it, and of how many. */
const places = () => page.$$eval(".queue-rows .row-item", (all) => {
  const at = (row) => row.getAttribute("aria-posinset");
  return { first: at(all[0]), last: at(all.at(-1)), of: all.at(-1).getAttribute("aria-setsize") };
});

/** What is seen, once it is there: the row in the middle of the list, and where it stands. */
async function seen() {
  const found = await page.waitForFunction(() => {
    const box = document.querySelector(".queue-rows").getBoundingClientRect();
    const row = document.elementFromPoint(box.left + 120, box.top + box.height / 2)?.closest(".row-item");
    return row && { number: Number(row.querySelector("[data-select-target=one]").value), top: Math.round(row.getBoundingClientRect().top) };
  });
  return found.jsonValue();
}

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
  assert.deepEqual(await places(), { first: "1", last: "50", of: "-1" });
  let most = 0;
  let elements = 0;
  for (let at = 0; await page.locator(".more").isVisible(); at += 1) {
    await further();
    const here = await numbers();
    assert.equal(new Set(here).size, here.length, "each once");
    here.forEach((one) => met.add(one));
    most = Math.max(most, here.length);
    elements = Math.max(elements, await page.$eval(".queue-rows", (one) => one.querySelectorAll("*").length));
    if (at === 11) await look(page, "further-far");
    if (at === 11) await page.setViewportSize({ width: 1280, height: 860 });
  }
  await told("These are all tickets");
  assert.ok(met.size >= 2_000, `${met.size} were met`);
  assert.ok(most <= 200, `${most} were on the page at once`);
  assert.ok(elements <= 5_000, `${elements} elements were`);
  // Of those that are not on the page one hears in the place of the others.
  const { of, last } = await places();
  assert.deepEqual([of, last], [String(met.size), String(met.size)]);
  await accessible(page, "the end of a list");

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
  // They are asked about together, those out of the page too.
  await page.keyboard.press("t");
  const asks = page.waitForRequest(/\/bulk\/rehearsal/);
  await page.locator(".bulk-bar details[open] .option").first().click();
  assert.ok((await asks).url().length < 200, "however many they are, the address is short");
  const dialog = page.locator("#bulk-dialog");
  await dialog.getByText(/Will change: /).waitFor();
  const asked = await dialog.locator(".bulk-group summary").allTextContents();
  assert.equal(asked.reduce((sum, one) => sum + Number(one.match(/[\d,]+$/)[0].replace(",", "")), 0), selected, asked.join());
  await dialog.getByRole("link", { name: "Cancel" }).click();
  await page.locator(".bulk-clear").click();
});

test("what goes elsewhere altogether leaves no gap, and the list goes on", { timeout: 120_000 }, async () => {
  await page.goto(list("show=closed&q=-tag:bug"));
  await further();
  const before = await numbers();
  await further();
  const gone = (await numbers()).slice(before.length);
  const then = await page.evaluate(async () => {
    const more = document.querySelector("[data-further-target=more] a").href;
    const fresh = new DOMParser().parseFromString(await (await fetch(more)).text(), "text/html");
    return [...fresh.querySelectorAll(".queue-rows [data-select-target=one]")].map((one) => Number(one.value));
  });
  // All of the last stretch that was loaded is given a tag, which this list is without.
  // Nothing is scrolled for it, so nothing more is fetched.
  const box = (number) => page.locator(`.queue-rows [data-select-target=one][value="${number}"]`);
  await box(gone[0]).dispatchEvent("click");
  await box(gone.at(-1)).dispatchEvent("click", { shiftKey: true });
  assert.equal(await page.locator(".bulk-count strong").textContent(), "50");
  // None of them is read while it is under way: they are gone all at once.
  await page.$eval(".queue-rows", (one) => one.scrollTo(0, 0));
  await page.waitForFunction(() => document.querySelectorAll(".queue-rows .stretch-out").length === 2);
  await page.keyboard.press("t");
  await page.locator(".bulk-bar details[open] .option").first().click();
  await page.locator("#bulk-dialog").getByRole("button", { name: "Tag 50 tickets" }).click();
  await page.locator("#batches-said", { hasText: "The tags of 50 tickets were changed" }).waitFor({ state: "attached" });
  await page.$eval(".queue-rows [role=list]", (one) => one.children[1].scrollIntoView({ block: "end" }));
  // The first that was not tagged is in the place of the first that was.
  await page.waitForFunction((first) => document.querySelector(`#ticket-${first}`)?.closest("li").ariaPosInSet === "101", then[0]);
  await rest();
  assert.deepEqual((await numbers()).slice(-then.length), then);
});

test("a last stretch that is found empty is not the end", { timeout: 120_000 }, async () => {
  const quiet = await staff.context.newPage();
  // Nobody tells this page: it finds out as it comes there.
  await quiet.addInitScript(() => { window.EventSource = class { addEventListener() {} removeEventListener() {} close() {} }; });
  await quiet.goto(list("show=closed&q=-tag:refund"));
  const shown = () => quiet.$$eval(".queue-rows [data-select-target=one]", (all) => all.map((one) => one.value));
  const to = (place) => quiet.$eval(".queue-rows", (one, place) => one.scrollTo(0, place === "end" ? one.scrollHeight : 0), place);
  // One alone: a neighbour that is read again would tell where to go on.
  const before = await shown();
  await to("end");
  await quiet.waitForFunction(() => document.querySelectorAll(".queue-rows ul").length === 2);
  const gone = (await shown()).filter((one) => !before.includes(one));
  const then = await quiet.evaluate(async () => {
    const fresh = await (await fetch(document.querySelector("[data-further-target=more] a").href)).text();
    return new DOMParser().parseFromString(fresh, "text/html").querySelector(".queue-rows [data-select-target=one]").value;
  });
  await to("start");
  await quiet.waitForFunction(() => document.querySelector(".queue-rows [role=list]").lastElementChild.matches(".stretch-out"));
  const done = await page.evaluate(async ({ base, gone }) => {
    const token = document.querySelector("input[name=csrf]").value;
    const fields = [["csrf", token], ["act", "tag:2"], ...gone.map((one) => ["n", one])];
    return (await fetch(`${base}/bulk`, { method: "POST", body: new URLSearchParams(fields) })).url;
  }, { base, gone });
  await page.goto(done);
  await page.getByText(`The tags of ${gone.length} tickets were changed`).first().waitFor();
  await to("end");
  await quiet.locator(`#ticket-${then}`).waitFor({ state: "attached" });
  await quiet.close();
});

// Proves: P131
test("what happens meanwhile is shown, and moves nothing", { timeout: 180_000 }, async () => {
  await page.goto(list("show=open"));
  const [number] = await numbers();
  await page.goto(list("show=closed"));
  await down(5);
  await page.$eval(".queue-rows", (one) => one.scrollBy(0, -1500));
  await rest();
  const was = await seen();
  const fresh = await page.locator(".queue-rows .item-unread").count();
  assert.ok(fresh > 0);
  const { length } = await page.$$(".queue-rows ul");
  await page.evaluate(() => {
    window.shifts = [];
    new PerformanceObserver((seen) => {
      for (const { sources } of seen.getEntries()) window.shifts.push(...sources.map(({ node, previousRect, currentRect }) => `${(node?.outerHTML ?? node?.textContent)?.slice(0, 80)} ${previousRect.x} ${previousRect.y} ${currentRect.x} ${currentRect.y}`));
    }).observe({ type: "layout-shift" });
  });
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
  assert.deepEqual(await page.evaluate(() => window.shifts), [], "nothing moved");
  assert.equal(await page.locator(".queue-rows .item-unread").count(), fresh, "what was not read is marked");
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

test("a page that is loaded anew is where it was", { timeout: 120_000 }, async () => {
  await page.goto(list("show=closed"));
  await down(6);
  await page.$eval(".queue-rows", (one) => one.scrollBy(0, -1_000));
  await rest();
  const before = await seen();
  await page.reload();
  await page.waitForFunction((number) => document.querySelector(`#ticket-${number}`), before.number);
  await rest();
  assert.deepEqual(await seen(), before);
  assert.ok(await rows().count() <= 200, "no more than what is near was read");
  await further();
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
  assert.equal(await page.locator(".table-tickets").getAttribute("aria-rowcount"), "-1");
  const index = await page.locator(".table-tickets tbody tr:has([data-select-target=one])").last().getAttribute("aria-rowindex");
  assert.equal(index, String(Math.ceil(met.size / 100) * 100 + 101));

  // Loaded anew, it is where it was.
  await page.evaluate(() => scrollBy(0, -2_000));
  await rest();
  const top = () => page.evaluate(() => {
    const row = document.elementFromPoint(500, innerHeight / 2).closest("tr");
    return [row.ariaRowIndex, Math.round(row.getBoundingClientRect().top)];
  });
  const before = await top();
  await page.reload();
  await page.waitForFunction(() => document.elementFromPoint(500, innerHeight / 2)?.closest("tr")?.ariaRowIndex);
  await rest();
  const after = await top();
  assert.equal(after[0], before[0], "the same is looked at");
  assert.ok(Math.abs(after[1] - before[1]) <= 4, `${before[1]} and ${after[1]}`);
});

test("what was found goes on, too", { timeout: 180_000 }, async () => {
  // By filters alone it is a list, by words it is what was found, the latest first.
  for (const [q, name] of [["is:closed", "Older tickets"], ["the", "Search further back"]]) {
    await page.goto(`${base}/search?q=${encodeURIComponent(q)}`);
    await page.getByRole("link", { name }).waitFor({ state: "attached" });
    const hits = page.locator(".hit");
    const number = (all) => all.map((one) => Number(one.dataset.number));
    const met = await hits.evaluateAll(number);
    for (let at = 0; at < 4; at += 1) {
      const before = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
      await page.waitForFunction((before) => document.documentElement.scrollHeight > before, before);
      await rest();
      const here = await hits.evaluateAll(number);
      assert.equal(new Set(here).size, here.length, `${q}: each once`);
      met.push(...here.filter((one) => !met.includes(one)));
    }
    const walked = await page.evaluate(async (most) => {
      const found = [];
      let link = document.querySelector("[data-controller~=further]").dataset.furtherListValue;
      while (link && found.length < most) {
        const fresh = new DOMParser().parseFromString(await (await fetch(link)).text(), "text/html");
        found.push(...[...fresh.querySelectorAll(".hit")].map((one) => Number(one.dataset.number)).filter((one) => !found.includes(one)));
        link = fresh.querySelector("[rel=next]")?.href;
      }
      return found.slice(0, most);
    }, met.length);
    assert.deepEqual(met, walked, `${q}: in the order of its pages`);
    await look(page, `further-search-${q.replace(":", "-")}`);
    await page.setViewportSize({ width: 1280, height: 860 });
    // Keys go on, and a page that is loaded anew is where it was.
    await hits.last().locator(".hit-subject").focus();
    const last = await hits.last().getAttribute("data-number");
    await page.keyboard.press("j");
    await page.waitForFunction((last) => document.activeElement.closest(".hit") && document.activeElement.closest(".hit").dataset.number !== last, last);
    const reached = await page.evaluate(() => document.activeElement.closest(".hit").dataset.number);
    await page.reload();
    await page.locator(`.hit[data-number="${reached}"]`).waitFor();
  }
});
