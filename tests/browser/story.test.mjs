// The demo in a real browser: a member opens, staff claim and close, the list changes by itself, nobody is shut out by how pages are made.
// Screenshots go to the folder that GUILDHALL_SHOTS names.
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, context as newContext, dashboard, panel, shot, someone, web } from "./hall.mjs";

test("the page of all components", { timeout: 60_000 }, async () => {
  for (const colorScheme of ["light", "dark"]) {
    const context = await newContext({ colorScheme, viewport: { width: 1000, height: 800 } });
    const page = await context.newPage();
    await page.goto(`${web}/components`);
    await accessible(page, `components in ${colorScheme}`);
    await shot(page, `components-${colorScheme}`);
    await page.setViewportSize({ width: 360, height: 740 });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing sticks out on a phone");
  }
});

// Proves: P1, P3, P24, P96, P131, P160-P163
test("a ticket from panel to transcript", { timeout: 120_000 }, async () => {
  const owner = await someone("Ingrid");
  await panel(owner);

  const staff = await someone("Beth");
  const list = await dashboard(staff);
  await shot(list, "servers-light");
  await list.getByRole("link", { name: /Harbor Lights/ }).first().click();
  await list.getByText("No open tickets").waitFor();
  await shot(list, "tickets-empty-light");

  const member = await someone("Mia");
  await member.page.getByRole("button", { name: "# get-help" }).click();
  await member.page.getByRole("button", { name: /Help/ }).last().click();
  const form = member.page.getByRole("dialog");
  await form.getByRole("textbox").first().fill("The fog never lifts");
  await form.getByRole("textbox").nth(1).fill("Since the last update I cannot see the lighthouse.");
  await shot(member.page, "discord-form");
  await form.getByRole("button", { name: "Submit" }).click();
  await member.page.getByRole("link", { name: "Go there" }).click();
  await member.page.getByText("Thanks for reaching out").waitFor();
  await member.page.fill("#text", "It is **really** thick, see `fog=9`");
  await member.page.keyboard.press("Enter");
  await member.page.getByText("really").waitFor();
  await shot(member.page, "discord-ticket");

  await list.getByRole("link", { name: /The fog never lifts/ }).waitFor();
  await accessible(list, "the list");
  await shot(list, "tickets-light");
  await list.getByRole("link", { name: /The fog never lifts/ }).click();
  // Auto-Assist may have answered already, and quoted it.
  await list.getByText("It is really thick").first().waitFor();
  await list.keyboard.press("c");
  await list.locator("#status", { hasText: "Claimed" }).waitFor();
  await accessible(list, "the ticket");
  await shot(list, "ticket-light");
  await member.page.getByText("is working on this ticket").waitFor();

  await member.page.fill("#text", "The lighthouse is back!");
  await member.page.keyboard.press("Enter");
  await list.getByText("The lighthouse is back!").waitFor();

  await list.keyboard.press("e");
  await list.getByLabel("Reason").fill("Fixed in the evening update");
  await accessible(list, "the closing dialog");
  await shot(list, "closing-light");
  await list.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await list.locator("#status", { hasText: /Closed|Archived/ }).waitFor();

  await member.page.getByRole("button", { name: "✉ Guildhall" }).click();
  const message = member.page.locator("#messages");
  await message.getByText("Fixed in the evening update").waitFor();
  await shot(member.page, "discord-dm");
  const link = await message.locator("a").last().getAttribute("href");
  const transcript = await member.context.newPage();
  await transcript.goto(link);
  await accessible(transcript, "the way in");
  await transcript.getByRole("link", { name: "Sign in with Discord" }).click();
  await transcript.getByText("The lighthouse is back!").waitFor();
  // Faces come from our own storage.
  await transcript.waitForFunction(() => {
    const faces = [...document.querySelectorAll("img.t-av")];
    for (const face of faces) face.loading = "eager";
    return faces.length > 3 && faces.every((face) => face.complete && face.naturalWidth > 0);
  });
  await accessible(transcript, "the transcript");
  await shot(transcript, "transcript-light");

  for (const person of [owner, staff, member]) assert.deepEqual(person.strangers, []);
  await list.getByLabel("Your account").click();
  await list.getByRole("radio", { name: "Dark" }).check();
  await list.keyboard.press("Escape");
  await accessible(list, "the ticket in dark");
  await shot(list, "ticket-dark");
  await list.goto(`${list.url().replace(/\/\d+(\?.*)?$/, "")}?show=closed`);
  await list.getByRole("link", { name: /The fog never lifts/ }).waitFor();
  await accessible(list, "the list in dark");
  await shot(list, "tickets-dark");
  await list.setViewportSize({ width: 360, height: 740 });
  await shot(list, "tickets-phone");
  assert.ok(await list.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing sticks out on a phone");
  await list.getByRole("link", { name: /The fog never lifts/ }).click();
  await list.getByText("The lighthouse is back!").waitFor();
  await shot(list, "ticket-phone");
  assert.ok(await list.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing sticks out on a phone");
});
