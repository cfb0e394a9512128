// The reports over a lively year: by eye, by keyboard, by screen reader; and from a point to as many tickets as it counts.
import "./with-year.mjs";
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, dashboard, everyWay, shot, someone } from "./hall.mjs";

// Proves: P134, P139, P140, M48, M49
test("a year of figures, and the tickets behind them", { timeout: 600_000 }, async () => {
  const owner = await someone("Ingrid");
  const page = await dashboard(owner);
  await page.getByRole("link", { name: /Harbor Lights/ }).first().click();
  await page.waitForURL(/\/g\/\d+/);
  const base = page.url().match(/^.*\/g\/\d+/)[0];
  await everyWay(owner, base, [
    ["year", "/reports?days=365"], ["quarter", "/reports?days=90"], ["behind", "/reports/tickets?days=90&of=26"],
    ["waiting", "/reports?days=90&first=waiting"], ["spent", "/reports/spent?days=90"],
  ], "owner-reports");

  // In grey the two series still differ, by lightness.
  await page.goto(`${base}/reports?days=90`);
  const lightness = (selector) => page.locator(selector).first().evaluate((one) => {
    const canvas = document.createElement("canvas").getContext("2d");
    canvas.fillStyle = getComputedStyle(one).fill;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  });
  for (const scheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme: scheme });
    const [one, other] = [await lightness(".chart .s0"), await lightness(".chart .s1")];
    assert.ok(Math.abs(one - other) > 40, `${scheme}: ${one} and ${other} look alike in grey`);
  }

  // A screen reader hears each chart's name, and of each point its name and its number.
  const backlog = page.getByRole("group", { name: "Backlog" }).locator("svg");
  assert.equal(await backlog.getAttribute("aria-label"), "Backlog");
  const points = backlog.getByRole("link");
  assert.equal(await points.count(), 90);
  const point = points.nth(40);
  const named = await point.getAttribute("aria-label");
  assert.match(named, /^\w+ \d+, \d{4}: \d+$/);

  // A press on a column goes there, too, without a new start of the page.
  await page.evaluate(() => { window.stayed = true; });
  await page.locator("section[aria-labelledby=r-volume] svg a").first().click();
  await page.getByRole("heading", { name: "Tickets opened" }).waitFor();
  assert.ok(await page.evaluate(() => window.stayed));
  await page.goBack();
  await page.getByRole("heading", { name: "Reports", exact: true }).waitFor();

  // By keyboard from a point to its tickets, exactly as many.
  await point.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Open then" }).waitFor();
  const count = Number(named.split(": ")[1]);
  await page.getByText(`${count} entr`).waitFor();
  assert.equal(await page.getByRole("row").count(), count + 1);
  await accessible(page, "tickets behind a point");
  await shot(page, "owner-reports-point");

  // What does not fit on a page is on the next.
  await page.goto(`${base}/reports?days=365`);
  await page.locator(".report-tile").filter({ hasText: "Satisfied" }).getByRole("link").click();
  await page.getByRole("heading", { name: "Rated tickets" }).waitFor();
  const all = Number((await page.locator(".report-count").textContent()).match(/\d+/)[0]);
  let seen = await page.getByRole("row").count() - 1;
  while (await page.getByRole("link", { name: "Earlier ones" }).count()) {
    const before = page.url();
    await page.getByRole("link", { name: "Earlier ones" }).click();
    await page.waitForURL((url) => url.href !== before);
    await page.getByRole("link", { name: "To the latest" }).waitFor();
    seen += await page.getByRole("row").count() - 1;
  }
  assert.equal(seen, all);
  assert.deepEqual(owner.strangers, []);
});
