// Steps on the way to a promised time, set with the keyboard, refused with the reason beside them, and kept.
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, dashboard, shot, someone } from "./hall.mjs";

async function look(page, name) {
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

test("steps are set with the keyboard", { timeout: 180_000 }, async () => {
  const owner = await someone("Ingrid");
  const page = await dashboard(owner);
  await page.getByRole("link", { name: /Harbor Lights/ }).first().click();
  await page.waitForURL(/\/g\//);
  const base = page.url().match(/^.*\/g\/\d+/)[0];
  await page.goto(`${base}/settings/types`);
  const kind = new URL(await page.locator(".card").first().getAttribute("href"), base).href;
  await page.goto(kind);
  const steps = page.getByRole("group", { name: "More steps" });
  const add = steps.getByRole("button", { name: "Add a step" });
  await add.focus();
  await page.keyboard.press("Enter");
  const amount = steps.getByLabel("How much");
  await amount.first().and(page.locator(":focus")).waitFor();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("50");
  await steps.getByLabel("What happens").first().selectOption("ping");
  await steps.getByLabel("Which role").first().waitFor();
  await add.press("Enter");
  await amount.nth(1).fill("15");
  await steps.getByLabel("Counted from").nth(1).selectOption("before");
  assert.equal(await steps.getByLabel("Which role").nth(1).isVisible(), false, "only a ping has a role");
  await add.press("Enter");
  await amount.nth(2).fill("30");
  await steps.getByLabel("Counted from").nth(2).selectOption("after");
  await steps.getByLabel("What happens").nth(2).selectOption("queue");
  await add.press("Enter");
  await steps.getByRole("button", { name: "Remove this step" }).nth(3).press("Enter");
  assert.equal(await amount.count(), 3);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Step 1: Choose the role to ping.").waitFor();
  await steps.getByText("Choose the role to ping.", { exact: true }).waitFor();
  assert.equal(await amount.nth(2).inputValue(), "30", "what was typed stays");
  await look(page, "steps-refused");
  await steps.getByLabel("Which role").first().selectOption({ index: 1 });
  await page.getByLabel("A claim without an answer: remind after").fill("30");
  await page.getByLabel("Back to the queue after").fill("60");
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForURL(/settings\/types$/);
  await page.goto(kind);
  assert.deepEqual(await amount.evaluateAll((all) => all.map((one) => one.value)), ["50", "15", "30"]);
  assert.equal(await page.getByLabel("Back to the queue after").inputValue(), "60");
});
