// Every page in light and dark, at phone width and in German: nobody is shut out by how it is made, and nothing sticks out.
// Screenshots go to the folder that GUILDHALL_SHOTS names.
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, dashboard, everyWay, opens, portal, shot, someone } from "./hall.mjs";

// Proves: M10, M11, M13, M19, M20, M21, M57, P41, P71, P76, P127, P128, P129, P132, P143
test("every page, in every way", { timeout: 600_000 }, async () => {
  const member = await someone("Mia");
  const { mine, base } = await portal(member);
  for (const title of ["The fog never lifts", "A lantern is broken"]) {
    await opens(mine, base, title, { details: "It is **really** thick.", shown: "It is really thick." });
  }
  await mine.goto(`${base}/tickets/2`);
  await mine.keyboard.press("e");
  await mine.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await mine.getByText("How was it?").waitFor();

  const staff = await someone("Beth");
  const inbox = await dashboard(staff);
  await inbox.goto(`${base}/tickets/1`);
  await inbox.keyboard.press("n");
  await inbox.keyboard.type("She asked before.");
  await inbox.keyboard.press("Enter");
  await inbox.getByText("She asked before.").waitFor();
  await inbox.locator("body").click({ position: { x: 1000, y: 20 } });
  await inbox.keyboard.press("p");
  await inbox.getByRole("button", { name: "High" }).click();
  await inbox.getByText(/changed the priority/).waitFor();
  await inbox.getByRole("textbox", { name: /Reply to/ }).fill("We are on it!");
  await inbox.keyboard.press("Enter");
  await inbox.locator("#conversation").getByText("We are on it!").waitFor();
  await inbox.keyboard.press("ArrowUp");
  await inbox.getByText("You are changing your last message.").waitFor();
  await accessible(inbox, "changing a message");
  await shot(inbox, "staff-editing-light");
  await inbox.keyboard.press("End");
  await inbox.keyboard.type(" Promised.");
  await inbox.keyboard.press("Enter");
  await inbox.locator("#conversation").getByText("We are on it! Promised.").waitFor();
  await inbox.keyboard.press("Escape");
  await inbox.keyboard.press("Control+k");
  await inbox.getByRole("dialog").getByRole("combobox").fill("lantern");
  await inbox.getByRole("option", { name: /A lantern is broken/ }).waitFor();
  await accessible(inbox, "the palette");
  await shot(inbox, "staff-palette-light");
  await inbox.keyboard.press("Enter");
  await inbox.getByRole("heading", { name: /A lantern is broken/ }).waitFor();

  await mine.goto(`${base}/tickets/1`);
  await mine.locator("#conversation").getByText("We are on it! Promised.").waitFor();
  assert.equal(await mine.getByText("She asked before.").count(), 0, "notes are for staff");

  const open = (selector) => (page) => page.locator(selector).first().click();
  await everyWay(member, base, [
    ["mine", "/mine"], ["choose", "/new"], ["ticket", "/tickets/1"], ["closed", "/tickets/2"], ["privacy", "/privacy"],
  ], "member");
  await everyWay(staff, base, [
    ["inbox", "/tickets"], ["dashboard", "/overview"], ["table", "/all?status=all"], ["search", "/tickets?q=lantern"], ["empty", "/tickets?show=mine"], ["ticket", "/tickets/1?show=open"],
    ["note", "/tickets/1", open(".mode-note")], ["help", "/tickets/1", (page) => page.keyboard.press("?")],
  ], "staff");

  const owner = await someone("Ingrid");
  const settings = await dashboard(owner);
  await settings.goto(`${base}/settings/types`);
  const kind = new URL(await settings.locator(".card").first().getAttribute("href"), base).pathname.split("/").at(-1);
  await everyWay(owner, base, [
    ["general", "/settings"], ["types", "/settings/types"], ["type", `/settings/types/${kind}`], ["new-type", "/settings/types/new"],
    ["policies", "/settings/policies"], ["new-policy", "/settings/policies/new"],
    ["panels", "/settings/panels"], ["panel", "/settings/panels/new"], ["resources", "/settings/resources"],
    ["canned", "/settings/resources/new"], ["commands", "/settings/commands"], ["team", "/settings/team?who=beth"], ["health", "/settings/health"], ["audit", "/settings/audit"], ["file", "/setup"],
    ["hours", "/settings/hours"], ["reports", "/reports"],
  ], "owner");

  await settings.goto(`${base}/settings/types/${kind}`);
  await settings.getByLabel("Name", { exact: true }).first().fill("Renamed by a test");
  await settings.getByText("Not saved yet:").waitFor();
  await shot(settings, "owner-unsaved-light");
  await settings.getByRole("button", { name: "New question" }).click();
  await settings.getByLabel("Question", { exact: true }).last().fill("Which lamp?");
  await settings.getByRole("button", { name: "Save" }).click();
  // The new name is in what is not saved yet as well.
  await settings.getByText("The setup is saved.").waitFor();
  await settings.goto(`${base}/settings/audit`);
  await settings.getByText("Renamed by a test").first().waitFor();
  for (const person of [member, staff, owner]) assert.deepEqual(person.strangers, []);
});

// Proves: P195, P196
test("what is not there or not theirs keeps the way to the server's other pages", { timeout: 120_000 }, async () => {
  const member = await someone("Mia");
  // She may have tickets by then.
  const mine = await dashboard(member);
  await mine.getByRole("link", { name: /Harbor Lights/ }).first().click();
  await mine.waitForURL(/\/mine$/);
  const base = mine.url().replace(/\/mine$/, "");
  await everyWay(member, base, [["refused", "/settings", null, 403], ["missing", "/nothing", null, 404]], "member");
  await mine.goto(`${base}/settings`);
  await mine.getByRole("heading", { name: "You may not see this" }).waitFor();
  await mine.getByRole("main").getByRole("link", { name: "My tickets" }).click();
  await mine.waitForURL(/\/mine$/);
  const staff = await someone("Beth");
  const inbox = await dashboard(staff);
  await everyWay(staff, base, [["missing", "/tickets/99999", null, 404], ["refused", "/settings", null, 403]], "staff");
  await inbox.goto(`${base}/tickets/99999`);
  await inbox.getByRole("navigation").getByRole("link", { name: "All tickets" }).click();
  await inbox.waitForURL(/\/all/);
  // Where it is nobody's server, there is nowhere to go but home.
  await inbox.goto(`${new URL(base).origin}/g/4200000000000000000/tickets`);
  await inbox.getByRole("heading", { name: "This server is not among yours" }).waitFor();
  assert.equal(await inbox.getByRole("navigation").count(), 0);
  for (const person of [member, staff]) assert.deepEqual(person.strangers, []);
});
