// Many tickets at once in the background: how far it is, stopping, taking back, and what was left. Screenshots go to GUILDHALL_SHOTS.
import "./with-year.mjs";
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, dashboard, everyWay, shot, someone } from "./hall.mjs";

test("a whole view in the background", { timeout: 300_000 }, async () => {
  const owner = await someone("Ingrid");
  const page = await dashboard(owner);
  await page.getByRole("link", { name: /Harbor Lights/ }).first().click();
  await page.locator(".queue").waitFor();
  const base = page.url().match(/^.*\/g\/\d+/)[0];
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto(`${base}/all?status=closed`);
  await page.getByLabel("Select all on this page").check();
  await page.getByLabel(/All of this view/).check();
  await page.keyboard.press("t");
  await page.locator(".bulk-bar details[open] .option").first().click();
  const dialog = page.locator("#bulk-dialog");
  await dialog.getByText(/Only the first 2,?000/).waitFor();
  await shot(page, "batch-rehearsal-light");
  await dialog.getByRole("button", { name: /Tag [\d,]+ tickets/ }).click();

  // It is under way on this page and on the next one, and nothing else moves for it.
  const card = page.locator("#batches .batch");
  const bar = card.getByRole("progressbar");
  await bar.waitFor();
  await card.getByText(/\d of [\d,]+/).waitFor();
  await page.getByRole("link", { name: "Inbox" }).first().click();
  await page.locator(".queue").waitFor();
  await bar.waitFor();
  await shot(page, "batch-under-way-light");
  await card.getByRole("button", { name: "Stop" }).click();
  await card.getByText(/Stopped: [\d,]+ done, [\d,]+ left as they were/).waitFor();
  await page.locator("#batches-said", { hasText: "Stopped" }).waitFor({ state: "attached" });
  await card.getByRole("button", { name: /Undo/ }).click();
  await card.or(page.locator("#batches-said")).getByText(/changes are undone/).first().waitFor({ timeout: 120_000 });

  // What was left is on a page of its own, and can be tried again.
  await page.goto(`${base}/bulk/1`);
  await page.getByRole("heading", { name: /Tag [\d,]+ tickets/ }).waitFor();
  await accessible(page, "its page");
  await page.getByText("It could be done now.").first().waitFor();
  // What would come of another attempt is shown below, before it begins.
  await page.getByRole("button", { name: "Try these again" }).click();
  await page.locator("#bulk-frame").getByRole("button", { name: /Tag [\d,]+ tickets/ }).waitFor();
  assert.match(page.url(), /\/bulk\/1$/);
  await accessible(page, "another attempt");
  assert.ok(await page.evaluate(() => document.documentElement.scrollHeight < 3_000), "nothing unseen makes the page long");
  await shot(page, "batch-again-light");
  await everyWay(owner, base, [["own", "/bulk/1"]], "batch");
  assert.deepEqual(owner.strangers, []);
});
