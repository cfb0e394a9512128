// A server's own colour, language and time zone: an odd colour can still be read, by day and by night.
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, dashboard, shot, someone } from "./hall.mjs";

// Proves: P207
test("an odd colour of one's own", { timeout: 600_000 }, async () => {
  const owner = await someone("Ingrid");
  const page = await dashboard(owner);
  await page.getByRole("link", { name: /Harbor Lights/ }).first().click();
  await page.waitForURL(/\/g\/\d+/);
  const base = page.url().match(/^.*\/g\/\d+/)[0];
  const brand = () => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--brand"));
  const brass = await brand();

  for (const [name, colour] of [["lime", "#c8ff00"], ["navy", "#000040"]]) {
    await page.emulateMedia({ colorScheme: "light" });
    await page.goto(`${base}/settings`);
    const box = page.locator("#accent-on");
    if (!(await box.isChecked())) await box.check();
    await page.locator("input[name=accent]").fill(colour);
    await page.getByRole("button", { name: "Save" }).click();
    await page.locator(`link[href="/accent/${colour.slice(1)}.css"]`).waitFor({ state: "attached" });
    await page.waitForFunction((brass) => getComputedStyle(document.documentElement).getPropertyValue("--brand") !== brass, brass);
    for (const scheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
      for (const [what, path] of [["settings", "/settings"], ["inbox", "/tickets"], ["portal", "/mine"], ["new", "/new"], ["reports", "/reports"], ["table", "/all?status=all"]]) {
        await page.goto(base + path);
        await accessible(page, `${what} in ${name}, ${scheme}`);
        await shot(page, `look-${name}-${what}-${scheme}`);
      }
    }
  }
  // Elsewhere it is as it was, without a new start of the page.
  await page.getByRole("link", { name: "Guildhall" }).first().click();
  await page.getByRole("heading", { name: "Your servers" }).waitFor();
  await page.waitForFunction((brass) => getComputedStyle(document.documentElement).getPropertyValue("--brand") === brass, brass);

  // The server speaks German from now on; who chose English in the menu keeps it.
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto(`${base}/settings`);
  await page.locator("#pages_locale").selectOption("de");
  await page.locator("#zone").fill("Asia/Tokyo");
  await page.getByRole("button", { name: "Save" }).click();
  await page.locator("html[lang=de]").waitFor();
  await page.locator("details.menu > summary").click();
  await accessible(page, "the menu with its choices");
  await shot(page, "look-menu");
  await page.locator("#prefer-language").selectOption("en");
  await page.locator("html[lang=en]").waitFor();
  await page.goto(`${base}/settings`);
  await page.locator("details.menu > summary").click();
  assert.equal(await page.locator("#prefer-times").inputValue(), "server");
  await page.locator("#prefer-times").selectOption("own");
  await page.waitForFunction(() => document.querySelector("#prefer-times option[value=own]")?.hasAttribute("selected"));
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`${base}/settings`);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing sticks out");
  await shot(page, "look-settings-phone");
  assert.deepEqual(owner.strangers, []);
});
