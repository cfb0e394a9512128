// Setting up in Discord's window, and the same on the health page.
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, dashboard, shot, someone } from "./hall.mjs";

// Proves: M1, M2, P203, P205
test("setup names what is missing, and so does the health page", { timeout: 120_000 }, async () => {
  const owner = await someone("Ingrid");
  await owner.page.getByRole("button", { name: "# staff-room" }).click();
  await owner.page.fill("#text", "/ptickets setup");
  await owner.page.getByRole("button", { name: /^\/ptickets setup/ }).click();
  await owner.page.getByRole("dialog").getByRole("button", { name: "Use" }).click();
  await owner.page.getByText("Setting up tickets").waitFor();
  await owner.page.getByText("GH-302").waitFor();
  await shot(owner.page, "discord-setup");
  await owner.page.getByLabel("Where does the panel stand? It is posted at once.").selectOption({ label: "#get-help" });
  await owner.page.getByText("has every permission it needs").waitFor();
  await shot(owner.page, "discord-setup-done");

  const desk = await dashboard(owner);
  await desk.getByRole("link", { name: /Harbor Lights/ }).first().click();
  await desk.waitForURL(/\/g\/\d+/);
  const base = desk.url().match(/.*\/g\/\d+/)[0];
  await desk.goto(`${base}/settings`);
  await desk.goto(`${base}/settings/health`);
  await desk.getByText("has every permission it needs").waitFor();
  await desk.getByRole("button", { name: "Look again" }).click();
  await desk.getByText("Looked at").waitFor();
  for (const colorScheme of ["light", "dark"]) {
    await desk.emulateMedia({ colorScheme });
    await desk.setViewportSize({ width: 1440, height: 900 });
    await accessible(desk, `health in ${colorScheme}`);
    await shot(desk, `health-${colorScheme}`);
  }
  await desk.setViewportSize({ width: 360, height: 740 });
  assert.ok(await desk.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "health sticks out on a phone");
  await shot(desk, "health-phone");
});
