// Working hours, availability and who may open, clicked through with a keyboard's and a phone's eyes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { dashboard, look, someone } from "./hall.mjs";

// Proves: P115, P143
test("hours are set by clicking", { timeout: 180_000 }, async () => {
  const owner = await someone("Ingrid");
  const page = await dashboard(owner);
  await page.getByRole("link", { name: /Harbor Lights/ }).first().click();
  await page.waitForURL(/\/g\//);
  const base = page.url().match(/^.*\/g\/\d+/)[0];

  await page.goto(`${base}/settings/hours`);
  assert.equal(await page.getByLabel("Time zone").isVisible(), false, "what is off is out of sight");
  await page.getByLabel("Response times count in these hours only").check();
  await page.getByLabel("Time zone").fill("Europe/Berlin");
  await page.getByLabel("Monday from").nth(1).fill("18:00");
  await page.getByLabel("Monday to").nth(1).fill("20:00");
  await page.getByLabel("Saturday from").first().fill("22:00");
  await page.getByText("Not saved yet:").waitFor();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("is no interval").first().waitFor();
  assert.equal(await page.getByLabel("Monday from").nth(1).inputValue(), "18:00", "what was typed stays");
  await look(page, "hours-refused");
  await page.getByLabel("Saturday to").first().fill("02:00");
  await page.getByLabel("Date", { exact: true }).first().fill("2027-05-01");
  await page.getByLabel("Name").first().fill("Labour Day");
  await page.getByLabel("every year").first().check();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("status").getByText("Saved").waitFor();

  await page.goto(`${base}/settings/types`);
  const kind = new URL(await page.locator(".card").first().getAttribute("href"), base).href;
  await page.goto(kind);
  await page.getByLabel("Handlers").fill("beth, carla");
  await page.getByRole("button", { name: "Add a rule" }).click();
  await page.getByLabel("What the rule says").selectOption({ label: "May open:" });
  await page.getByLabel("Whom it is for").selectOption({ index: 2 });
  await page.getByRole("button", { name: "Add a rule" }).click();
  await page.getByLabel("days", { exact: true }).last().fill("14");
  await page.getByLabel(/count in hours of their own/).check();
  await look(page, "hours-type");
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForURL(/settings\/types$/);
  await page.goto(kind);
  assert.deepEqual(await page.getByLabel("What the rule says").evaluateAll((all) => all.map((one) => one.value)), ["allow", "deny"]);
  await page.getByRole("group", { name: "Rule" }).last().getByRole("button", { name: "Move up" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForURL(/settings\/types$/);
  await page.goto(kind);
  assert.deepEqual(await page.getByLabel("What the rule says").evaluateAll((all) => all.map((one) => one.value)), ["deny", "allow"]);

  await page.goto(`${base}/settings/hours`);
  await look(page, "hours");
  await page.getByRole("link", { name: /Beth/ }).click();
  await page.getByLabel("Open cases at most").fill("5");
  await page.getByLabel("Away, back on").fill("2099-01-02");
  await page.getByLabel("Given something in these hours only").check();
  await look(page, "hours-person");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("away until Jan 2, 2099 · at most 5 open · own hours").waitFor();
  assert.deepEqual(owner.strangers, []);
});
