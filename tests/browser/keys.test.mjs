// Single keys can be other ones, or off: for those who speak to the computer, or whose keyboard has a key elsewhere (WCAG 2.1.4).
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, dashboard, everyWay, opens, portal, someone } from "./hall.mjs";

test("everybody has their own single keys, or none", { timeout: 300_000 }, async () => {
  const member = await someone("Mia");
  const { mine, base } = await portal(member);
  await opens(mine, base, "The fog never lifts");

  const staff = await someone("Beth");
  const page = await dashboard(staff);
  await page.goto(`${base}/tickets/1`);
  await page.getByRole("button", { name: "Claim c" }).or(page.getByRole("button", { name: "Claim" })).first().waitFor();
  await page.keyboard.press("?");
  await page.getByRole("dialog").getByRole("link", { name: "Change keys" }).click();
  await page.getByRole("heading", { name: "Keyboard shortcuts" }).waitFor();

  // One key cannot do two things.
  await page.getByLabel("Claim").fill("e");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("“e” would do both “Claim” and “Close”. Give each a key of its own.").waitFor();
  await accessible(page, "keys that are refused");
  assert.equal(await page.getByLabel("Claim").inputValue(), "e", "what was typed stays");

  // They can be changed with one another, and hints and help say so.
  await page.getByLabel("Close").fill("ö");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("would do both").waitFor({ state: "detached" });
  await accessible(page, "keys");
  await everyWay(staff, new URL(base).origin, [["keys", "/keys"]], "person");
  await page.goto(`${base}/tickets/1`);
  const hint = page.locator("button", { hasText: "Claim" }).locator("kbd").first();
  assert.equal(await hint.textContent(), "e");
  await page.keyboard.press("?");
  const help = page.getByRole("dialog");
  await help.locator("div", { hasText: /^\s*e\s*Claim\s*$/ }).first().waitFor();
  await help.locator("div", { hasText: /^\s*ö\s*Close\s*$/ }).first().waitFor();
  await page.keyboard.press("Escape");
  await help.waitFor({ state: "hidden" });
  await page.keyboard.press("c");
  await page.keyboard.press("Control+k");
  await page.getByRole("option", { name: /^Claim\s*e$/ }).waitFor();
  await page.keyboard.press("Escape");
  await page.locator("dialog[open]").waitFor({ state: "detached" });
  await page.keyboard.press("e");
  await page.getByRole("button", { name: /Release/ }).waitFor();

  // Off is off, and what has a modifier goes on.
  await page.goto(new URL("/keys", base).href);
  await page.getByLabel(/Single keys are off/).check();
  await page.getByRole("button", { name: "Save" }).click();
  await page.locator("body[data-keys=off]").waitFor();
  await page.goto(`${base}/tickets/1`);
  await page.getByRole("button", { name: /Release/ }).waitFor();
  assert.equal(await page.locator("button", { hasText: "Release" }).locator("kbd").first().isVisible(), false);
  await page.keyboard.press("e");
  await page.keyboard.press("?");
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").waitFor();
  assert.equal(await page.locator("dialog[open]").count(), 1, "no other dialog was opened by a single key");
  await page.keyboard.press("Escape");

  // Nothing is lost, and all can be as usual again.
  await page.goto(new URL("/keys", base).href);
  assert.equal(await page.getByLabel("Close").inputValue(), "ö");
  await page.getByRole("button", { name: "As usual again" }).click();
  await page.locator("body[data-keys='']").waitFor();
  assert.equal(await page.getByLabel("Close").inputValue(), "e");
  await page.goto(`${base}/tickets/1`);
  await page.keyboard.press("e");
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).waitFor();
});
