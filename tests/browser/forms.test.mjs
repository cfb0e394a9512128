// A form with files: sent from Discord's own window and from the web, seen by staff.
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, dashboard, panel, shot, someone } from "./hall.mjs";

const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4/7DhPwAHgALtPz7qeQAAAABJRU5ErkJggg==", "base64");
const picture = { name: "receipt.png", mimeType: "image/png", buffer: png };
const paper = { name: "A very long name of a bill that somebody scanned in the year 2026, page 1 of 2.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4 nothing") };

// Proves: P5, P20, P156
test("files go with a form", { timeout: 120_000 }, async () => {
  const owner = await someone("Ingrid");
  await panel(owner);

  const member = await someone("Mia");
  await member.page.getByRole("button", { name: "# get-help" }).click();
  await member.page.getByRole("button", { name: /Billing/ }).last().click();
  const form = member.page.getByRole("dialog");
  await form.getByRole("textbox").first().fill("A-1234");
  await form.getByRole("textbox").nth(1).fill("I paid twice.");
  await form.getByLabel(/Receipt/).setInputFiles([picture, paper]);
  await shot(member.page, "discord-form-files");
  await form.getByRole("button", { name: "Submit" }).click();
  await member.page.getByRole("link", { name: "Go there" }).click();
  await member.page.getByText("receipt.png").first().waitFor();
  await member.page.locator("img[src*='receipt.png']").waitFor();
  await shot(member.page, "discord-ticket-files");

  const mine = await dashboard(member);
  await mine.getByRole("link", { name: /Harbor Lights/ }).first().click();
  await mine.waitForURL(/\/mine$/);
  const base = mine.url().replace(/\/mine$/, "");
  await mine.goto(`${base}/new?type=2`);
  await mine.getByLabel("Title").fill("Paid twice");
  await mine.getByLabel("Order number").fill("A-1235");
  await mine.getByLabel("What went wrong?").fill("Again.");
  await mine.getByLabel(/Receipt/).setInputFiles([picture, paper]);
  await accessible(mine, "the form");
  await shot(mine, "new-files-light");
  await mine.emulateMedia({ colorScheme: "dark" });
  await shot(mine, "new-files-dark");
  await mine.setViewportSize({ width: 360, height: 740 });
  assert.ok(await mine.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "the form sticks out on a phone");
  await shot(mine, "new-files-phone");
  await mine.setViewportSize({ width: 1440, height: 900 });
  await mine.getByRole("button", { name: "Open ticket" }).click();
  await mine.getByRole("link", { name: "receipt.png" }).first().waitFor();

  const staff = await someone("Carla");
  const list = await dashboard(staff);
  await list.getByRole("link", { name: /Harbor Lights/ }).first().click();
  for (const number of [1, 2]) {
    await list.goto(`${base}/tickets/${number}`);
    const file = list.getByRole("link", { name: "receipt.png" }).first();
    const answer = await list.request.get(new URL(await file.getAttribute("href"), list.url()).href);
    assert.deepEqual([answer.status(), answer.headers()["content-type"]], [200, "image/png"]);
  }
  await list.setViewportSize({ width: 1440, height: 900 });
  await accessible(list, "the ticket with files");
  await shot(list, "ticket-files-light");
  await list.emulateMedia({ colorScheme: "dark" });
  await shot(list, "ticket-files-dark");
  await list.setViewportSize({ width: 360, height: 740 });
  assert.ok(await list.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "the ticket sticks out on a phone");
  await shot(list, "ticket-files-phone");

  const desk = await dashboard(owner);
  await desk.setViewportSize({ width: 1440, height: 900 });
  await desk.goto(`${base}/settings/types/2`);
  await accessible(desk, "the form builder");
  await shot(desk, "builder-files-light");
  await desk.getByRole("button", { name: "Save" }).first().click();
  await desk.goto(`${base}/settings/types/2`);
  assert.equal(await desk.locator("select[name$='-style']").nth(3).inputValue(), "files", "the form stays as it is");
  assert.equal(await desk.locator("input[name$='-most']").nth(3).inputValue(), "3");
});
