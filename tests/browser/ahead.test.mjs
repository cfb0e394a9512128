// What a change makes overdue at once stands beside it, and what changed response times come to is shown before they hold for earlier tickets.
import assert from "node:assert/strict";
import { test } from "node:test";
import "./with-year.mjs";
import { accessible, dashboard, look, shot, someone } from "./hall.mjs";

test("what is ahead is shown", { timeout: 180_000 }, async () => {
  const owner = await someone("Ingrid");
  const page = await dashboard(owner);
  await page.getByRole("link", { name: /Harbor Lights/ }).first().click();
  await page.waitForURL(/\/g\//);
  const base = page.url().match(/^.*\/g\/\d+/)[0];
  await page.goto(`${base}/settings/policies`);
  await page.getByRole("link", { name: "New policy" }).click();
  await page.locator("[name=name]").fill("Swift");
  await page.locator("[name=sla-normal-first_response]").fill("1");
  for (const level of ["low", "high", "urgent"]) await page.locator(`[name=sla-${level}-first_response]`).fill("1");
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForURL(/settings\/policies$/);
  await page.getByRole("link", { name: "Compute again" }).click();
  await page.getByText(/would be overdue at once/).first().waitFor();
  await look(page, "again");
  const first = page.locator(".bulk-list a").first();
  const ticket = new URL(await first.getAttribute("href"), base).href;
  await page.getByRole("button", { name: "Compute again" }).click();
  await page.getByText(/The latest run looked at/).waitFor();
  await page.getByText(/Nothing would change for the/).waitFor();
  await look(page, "again-done");

  await page.goto(`${base}/settings/policies/1`);
  await page.locator("[name=enabled]").uncheck();
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForURL(/settings\/policies$/);
  await page.goto(`${base}/settings/policies/new`);
  await page.locator("[name=name]").fill("Urgent ones");
  await page.locator("[name=priorities][value=urgent]").check();
  await page.locator("[name=sla-urgent-first_response]").fill("1");
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForURL(/settings\/policies$/);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(ticket);
  await page.locator(".prop summary[data-key=p]").click();
  const note = page.locator(".option-note", { hasText: /Overdue at once by/ }).first();
  await note.waitFor();
  assert.ok(await note.isVisible());
  await accessible(page, "at once");
  await shot(page, "at-once");
});
