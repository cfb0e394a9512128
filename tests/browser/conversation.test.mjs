// What staff do beside reading and writing: pick what of a conversation is shown, go to places in it, look at words before they are sent,
// give panes their width, and lose no word when there is no connection.
import assert from "node:assert/strict";
import { test } from "node:test";
import { dashboard, look, someone } from "./hall.mjs";

let base, mine, desk, staff;
const conversation = () => desk.locator("#conversation");

/** Writes into the ticket that is open on a page, sees it there, and has the answer: until then the field is not free. */
async function writes(page, text) {
  await page.locator(".composer textarea").fill(text);
  await page.locator(".composer textarea").press("Enter");
  await page.locator("#conversation").getByText(text, { exact: true }).waitFor();
  await page.waitForFunction(() => !document.querySelector("[data-composer-target=send]").disabled);
}

test("what of a conversation is shown", { timeout: 180_000 }, async () => {
  const member = await someone("Mia");
  mine = await dashboard(member);
  await mine.getByRole("link", { name: /Harbor Lights/ }).first().click();
  await mine.getByText("No open tickets").waitFor();
  base = new URL(mine.url()).origin + new URL(mine.url()).pathname.replace(/\/mine$/, "");
  await mine.goto(`${base}/new`);
  await mine.getByRole("link", { name: /Help/ }).first().click();
  await mine.getByLabel("Title").fill("The fog never lifts");
  for (const box of await mine.locator("[id^=answer-]").all()) await box.fill("Since the last update.");
  await mine.getByLabel(/Description/).fill("It is thick.");
  await mine.getByRole("button", { name: "Open ticket" }).click();
  await mine.getByText("It is thick.").waitFor();

  staff = await someone("Beth");
  desk = await dashboard(staff);
  await desk.setViewportSize({ width: 1440, height: 900 });
  await desk.goto(`${base}/tickets/1`);
  assert.equal(await desk.getByRole("link", { name: "First reply" }).count(), 0, "nobody answered yet");
  await writes(desk, "Have you tried the horn?");
  await desk.keyboard.press("Escape");
  await desk.keyboard.press("n");
  await writes(desk, "She asked before.");
  const bar = desk.getByRole("navigation", { name: "Show" });
  const shows = async (name, there, gone) => {
    await bar.getByRole("link", { name, exact: true }).click();
    await bar.locator("[aria-current]", { hasText: name }).waitFor();
    for (const words of there) await conversation().getByText(words).first().waitFor();
    for (const words of gone) assert.equal(await conversation().getByText(words).count(), 0, `${name}: ${words}`);
  };
  await shows("Notes", ["She asked before."], [/^It is thick\.$/, "Have you tried the horn?", "opened this ticket"]);
  await look(desk, "conversation-notes");
  await shows("Public", [/^It is thick\.$/, "Have you tried the horn?"], ["She asked before.", "opened this ticket"]);
  await shows("Events", ["opened this ticket"], [/^It is thick\.$/, "She asked before."]);
  // What comes meanwhile keeps to it.
  await writes(mine, "Yes, and the bell.");
  await shows("Everything", [/^It is thick\.$/, "She asked before.", "Yes, and the bell."], []);

  await desk.getByRole("link", { name: "First reply" }).click();
  await desk.waitForFunction(() => /#m-\d+$/.test(location.hash ? location.href : ""));
  await conversation().locator(".reached", { hasText: "Have you tried the horn?" }).waitFor();
  await desk.setViewportSize({ width: 360, height: 740 });
  await desk.goto(`${base}/tickets/1`);
  await desk.getByRole("link", { name: "Form answers" }).click();
  await desk.locator("#answers").getByText("Since the last update.").first().waitFor();
  await desk.setViewportSize({ width: 1440, height: 900 });

  // A member has neither notes nor this bar, and no address shows them any.
  await mine.goto(`${base}/tickets/1?only=notes`);
  await mine.locator("#conversation").getByText("It is thick.").waitFor();
  assert.equal(await mine.getByText("She asked before.").count(), 0);
  assert.equal(await mine.getByRole("navigation", { name: "Show" }).count(), 0);
});

test("what was not read yet", { timeout: 120_000 }, async () => {
  await desk.goto(`${base}/tickets/1`);
  await conversation().getByText("Yes, and the bell.").waitFor();
  assert.equal(await desk.locator("[data-unread]").count(), 0, "all was read");
  await desk.goto(`${base}/overview`);
  for (let count = 0; count < 30; count += 1) await writes(mine, `Line ${count}`);
  await desk.goto(`${base}/tickets/1`);
  const jump = desk.getByRole("button", { name: "30 unread" });
  await jump.waitFor();
  await look(desk, "conversation-unread");
  await jump.click();
  const first = desk.locator("[data-unread]");
  await first.getByText("Line 0", { exact: true }).waitFor();
  assert.ok(await first.evaluate((one) => one.getBoundingClientRect().top >= one.closest(".talk-scroll").getBoundingClientRect().top));
  await jump.waitFor({ state: "hidden" });
  // It still stands there when something comes, and is gone the next time.
  await writes(mine, "And the lantern.");
  await conversation().getByText("And the lantern.").waitFor();
  assert.equal(await first.count(), 1);
  await desk.goto(`${base}/tickets/1`);
  await conversation().getByText("And the lantern.").waitFor();
  assert.equal(await first.count(), 0);
});

test("a look before it is sent", { timeout: 120_000 }, async () => {
  await desk.goto(`${base}/tickets/1`);
  const field = desk.locator(".composer textarea");
  await field.fill("Use the **loud** one, `now`.");
  await desk.getByRole("button", { name: "Preview" }).click();
  const glance = desk.getByRole("group", { name: "How it will look" });
  await glance.locator("strong", { hasText: "loud" }).waitFor();
  assert.equal(await desk.getByRole("button", { name: "Preview" }).getAttribute("aria-pressed"), "true");
  await look(desk, "conversation-preview");
  await field.pressSequentially("!");
  await glance.waitFor({ state: "hidden" });
  await field.fill("");
});

test("panes have the width that one gives them", { timeout: 120_000 }, async () => {
  await desk.goto(`${base}/tickets/1`);
  // With less movement asked for, a width is there in the next frame.
  const width = (selector) => desk.locator(selector).evaluate((one) => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(Math.round(one.getBoundingClientRect().width))))));
  const grip = desk.getByRole("separator", { name: "Width of the list" });
  const before = await width(".queue");
  const box = await grip.boundingBox();
  await desk.mouse.move(box.x + box.width / 2, box.y + 200);
  await desk.mouse.down();
  await desk.mouse.move(box.x + box.width / 2 + 60, box.y + 210, { steps: 4 });
  await desk.mouse.up();
  assert.equal(await width(".queue"), before + 60);
  const props = desk.getByRole("separator", { name: "Width of the properties" });
  const right = await width(".props");
  await props.focus();
  await props.press("ArrowLeft");
  await props.press("ArrowLeft");
  assert.equal(await width(".props"), right + 32);
  assert.equal(await props.getAttribute("aria-valuenow"), String(right + 32));
  // Before any script runs the next page has it.
  const bare = await (await dashboardContext()).newPage();
  await bare.goto(`${base}/tickets/1`);
  assert.equal(await bare.locator(".queue").evaluate((one) => Math.round(one.getBoundingClientRect().width)), before + 60);
  await bare.context().close();
  await grip.dblclick();
  await props.focus();
  await props.press("Home");
  await desk.goto(`${base}/tickets/1`);
  assert.deepEqual([await width(".queue"), await width(".props")], [before, right]);
});

/** A browser of the same person in which no script runs. */
async function dashboardContext() {
  const { context } = await someone("Beth");
  const other = await context.browser().newContext({ storageState: await staff.context.storageState(), javaScriptEnabled: false, viewport: { width: 1440, height: 900 } });
  await context.close();
  return other;
}

test("no word is lost without a connection", { timeout: 180_000 }, async () => {
  await desk.goto(`${base}/tickets/1`);
  await conversation().getByText("And the lantern.").waitFor();
  await staff.context.setOffline(true);
  const field = desk.locator(".composer textarea");
  await field.fill("We send a boat.");
  await field.press("Enter");
  const waiting = desk.locator(".unsent", { hasText: "We send a boat." });
  await waiting.getByText("There is no connection.").waitFor();
  assert.equal(await field.inputValue(), "");
  await look(desk, "conversation-unsent");
  // Whoever goes elsewhere stays where everything is.
  const failed = desk.waitForEvent("requestfailed", (request) => /show=closed/.test(request.url()) && request.headers()["x-sec-purpose"] !== "prefetch");
  await desk.locator(".views").getByRole("link", { name: /Closed/ }).click();
  await failed;
  await waiting.waitFor();
  await staff.context.setOffline(false);
  await conversation().getByText("We send a boat.").waitFor();
  await waiting.waitFor({ state: "detached" });
  await mine.locator("#conversation").getByText("We send a boat.").waitFor();

  // An answer that got lost is not an answer that was not given: it stands there once.
  await desk.route("**/messages", async (route) => { await route.fetch(); await route.abort(); }, { times: 1 });
  await field.fill("It leaves at noon.");
  await field.press("Enter");
  await conversation().getByText("It leaves at noon.").waitFor();
  await desk.locator(".unsent").first().waitFor({ state: "detached" });
  assert.equal(await conversation().getByText("It leaves at noon.").count(), 1);

  // What somebody said meanwhile is read first.
  await staff.context.setOffline(true);
  await field.fill("Anything else?");
  await field.press("Enter");
  await desk.locator(".unsent", { hasText: "Anything else?" }).getByText("There is no connection.").waitFor();
  const noa = await dashboard(await someone("Ingrid"));
  await noa.goto(`${base}/tickets/1`);
  await writes(noa, "I took it over.");
  // It waits through a new page, too.
  await desk.close();
  await staff.context.setOffline(false);
  desk = await staff.context.newPage();
  await desk.goto(`${base}/tickets`);
  await desk.getByRole("link", { name: "1 message is not sent yet" }).click();
  const held = desk.locator(".unsent", { hasText: "Anything else?" });
  await held.getByText("Something was said or done meanwhile.").waitFor();
  assert.equal(await mine.getByText("Anything else?").count(), 0);
  await look(desk, "conversation-held");
  await held.getByRole("button", { name: "Change" }).click();
  assert.equal(await desk.locator(".composer textarea").inputValue(), "Anything else?");
  assert.equal(await desk.locator(".unsent").count(), 0);
});
