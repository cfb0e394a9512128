// What nobody waits for: said by a key, shown in the list, taken back.
import assert from "node:assert/strict";
import { test } from "node:test";
import { dashboard, look, opens, portal, someone } from "./hall.mjs";

let base, mine, desk;

/** Writes into the ticket that is open on a page, and sees it there. */
async function writes(page, text) {
  await page.locator(".composer textarea").fill(text);
  await page.locator(".composer textarea").press("Enter");
  await page.locator("#conversation").getByText(text, { exact: true }).waitFor();
}

test("a ticket whose member said thanks", { timeout: 120_000 }, async () => {
  const member = await someone("Mia");
  ({ mine, base } = await portal(member));
  await opens(mine, base, "The fog never lifts");
  desk = await dashboard(await someone("Beth"));
  await desk.setViewportSize({ width: 1440, height: 900 });
  await desk.goto(`${base}/tickets/1?show=us`);
  assert.equal(await desk.getByRole("button", { name: /No reply needed/ }).count(), 0, "a first answer is owed");
  await writes(desk, "Try it again in the morning.");
  await writes(mine, "Thanks, that is all!");
  await desk.locator("#conversation").getByText("Thanks, that is all!").waitFor();
  await desk.getByRole("button", { name: /No reply needed/ }).waitFor();
});

test("no reply is needed", { timeout: 120_000 }, async () => {
  await desk.locator("#ticket-1 .needs").waitFor();
  await look(desk, "aside-waits");
  await desk.locator("h1").click();
  await desk.keyboard.press("d");
  await desk.getByText("No reply is needed.").waitFor();
  await desk.getByRole("button", { name: /Reply needed after all/ }).waitFor();
  assert.equal(await desk.locator("#ticket-1").count(), 0, "it left the view of what waits for us");
  await desk.keyboard.press("u");
  await desk.getByRole("button", { name: /No reply needed/ }).waitFor();
  await desk.locator("#ticket-1 .needs").waitFor();
  await desk.keyboard.press("d");
  await desk.getByRole("button", { name: /Reply needed after all/ }).waitFor();
  await desk.goto(`${base}/tickets?show=member`);
  await desk.locator("#ticket-1").getByText("No reply needed").waitFor();
  await look(desk, "aside-settled");
  await writes(mine, "One more thing …");
  await desk.waitForFunction(() => !document.querySelector("#ticket-1"));
});

test("out of sight", { timeout: 120_000 }, async () => {
  await desk.goto(`${base}/tickets/1?show=us`);
  await desk.locator("#ticket-1 .needs").waitFor();
  await desk.locator("h1").click();
  await desk.keyboard.press("s");
  const menu = desk.locator("form[action$='/snooze']");
  await menu.getByRole("button", { name: /Tomorrow morning/ }).waitFor();
  await look(desk, "aside-snooze");
  await menu.getByRole("button", { name: /Tomorrow morning/ }).click();
  await desk.getByText("The ticket is snoozed.").waitFor();
  await desk.getByRole("button", { name: /Wake now/ }).waitFor();
  assert.equal(await desk.locator("#ticket-1").count(), 0, "it is in no list of what waits");
  await desk.keyboard.press("g");
  await desk.keyboard.press("s");
  await desk.locator("#ticket-1").getByText(/Snoozed until/).waitFor();
  await look(desk, "aside-snoozed");
  await desk.goto(`${base}/tickets/1?show=snoozed`);
  await look(desk, "aside-snoozed-ticket");

  // A press wakes it, and a word of the member's does, while the list is looked at.
  await desk.locator("h1").click();
  await desk.keyboard.press("s");
  await desk.getByText("Nothing is snoozed").waitFor();
  await desk.locator("h1").click();
  await desk.keyboard.press("s");
  await menu.getByRole("button", { name: "Until the member writes" }).click();
  await desk.locator("#ticket-1").getByText("Snoozed until they write").waitFor();
  await writes(mine, "Now it burns!");
  await desk.getByText("Nothing is snoozed").waitFor();
  await desk.locator("#conversation").getByText("This ticket woke: the member wrote").waitFor();
  const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  await desk.locator("h1").click();
  await desk.keyboard.press("s");
  await menu.getByLabel(/Or a day and time/).fill(`${day}T08:30`);
  await menu.getByRole("button", { name: "Snooze", exact: true }).click();
  await desk.locator("#ticket-1").getByText(/Snoozed until .*, \d+:30/).waitFor();
});
