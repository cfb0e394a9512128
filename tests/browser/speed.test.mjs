// Ten everyday tasks of staff: done with as many keys and clicks as docs/staff-speed.md says, in a real browser.
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, dashboard, shot, someone } from "./hall.mjs";

// A key or chord counts one, a click counts one, words that are written count nothing: they are the same everywhere.
function hands(page) {
  let count = 0;
  return {
    async press(...keys) {
      for (const key of keys) {
        count += 1;
        await page.keyboard.press(key);
      }
    },
    async click(what) {
      count += 1;
      await what.click();
    },
    write: (words) => page.keyboard.type(words),
    took: () => count,
  };
}

// Proves: P131
test("ten tasks", { timeout: 300_000 }, async () => {
  const member = await someone("Mia");
  const mine = await dashboard(member);
  await mine.getByRole("link", { name: /Harbor Lights/ }).first().click();
  await mine.getByText("No open tickets").waitFor();
  const base = new URL(mine.url()).origin + new URL(mine.url()).pathname.replace(/\/mine$/, "");
  const owner = await someone("Ingrid");
  const setup = await dashboard(owner);
  for (const title of ["Fog one", "Fog two", "Fog three"]) {
    await mine.goto(`${base}/new`);
    await mine.getByRole("link", { name: /Help/ }).first().click();
    await mine.getByLabel("Title").fill(title);
    for (const box of await mine.locator("[id^=answer-]").all()) await box.fill("Since the last update.");
    await mine.getByLabel(/Description/).fill(`The pier is gone, says ${title}.`);
    await mine.getByRole("button", { name: "Open ticket" }).click();
    await mine.getByText(`says ${title}`).first().waitFor();
  }
  await setup.goto(`${base}/tickets`);
  const staff = await someone("Beth");
  const desk = await dashboard(staff);
  const found = {};
  const conversation = desk.locator("#conversation");
  const task = async (name, most, act) => {
    const hand = hands(desk);
    await act(hand);
    found[name] = hand.took();
    assert.ok(hand.took() <= most, `${name} took ${hand.took()}, not ${most}`);
  };

  await desk.goto(`${base}/tickets?sort=oldest`);
  await desk.locator(".item").first().waitFor();
  await task("open the first ticket that waits", 2, async (hand) => {
    await hand.press("j", "Enter");
    await desk.getByRole("heading", { name: /Fog one/ }).waitFor();
  });
  await task("claim it", 1, async (hand) => {
    await hand.press("c");
    await conversation.getByText(/claimed/).first().waitFor();
  });
  await task("leave a note", 2, async (hand) => {
    await hand.press("n");
    await hand.write("Asked before.");
    await hand.press("Enter");
    await conversation.getByText("Asked before.").waitFor();
  });
  // The next words are a reply again.
  await desk.waitForFunction(() => document.querySelector("[name=mode][value=reply]").checked && !document.querySelector("[data-composer-target=send]").disabled);
  await task("reply", 1, async (hand) => {
    await hand.write("We look into it.");
    await hand.press("Enter");
    await conversation.getByText("We look into it.").or(desk.locator("#guard")).first().waitFor();
    assert.equal(await desk.locator("#guard").count(), 0, "nothing of one's own holds it up");
  });
  await desk.keyboard.press("Escape");
  await task("assign it to myself", 2, async (hand) => {
    await hand.press("a");
    await desk.locator("#workers button").first().waitFor();
    await desk.waitForFunction(() => document.activeElement?.closest("#workers"));
    await hand.press("Enter");
    await conversation.getByText(/case worker|assigned|handler/i).first().waitFor();
  });
  await desk.locator("body").press("Escape");
  await task("make it urgent", 2, async (hand) => {
    await hand.press("p");
    await desk.waitForFunction(() => document.activeElement?.matches("[name=priority]"));
    const steps = await desk.evaluate(() => [...document.querySelectorAll("[name=priority]:not([disabled])")].findIndex((one) => one.value === "urgent"));
    const count = await desk.evaluate(() => document.querySelectorAll("[name=priority]:not([disabled])").length);
    if (steps <= count / 2) for (let at = 0; at < steps; at += 1) await hand.press("ArrowDown");
    else for (let at = steps; at < count; at += 1) await hand.press("ArrowUp");
    await hand.press("Enter");
    await conversation.getByText(/priority/).first().waitFor();
  });
  await desk.locator("body").press("Escape");
  await task("find a message by its words and go to it", 3, async (hand) => {
    await hand.press("/");
    await hand.write("pier two");
    await hand.press("Enter");
    await desk.locator(".item mark").first().waitFor();
    await hand.click(desk.locator(".item").first());
    await desk.getByRole("heading", { name: /Fog two/ }).waitFor();
    await desk.locator(".reached").first().waitFor();
  });
  await desk.goto(`${base}/tickets/1?sort=oldest`);
  await task("reply, close, and go on to the next", 2, async (hand) => {
    await hand.press("r");
    await hand.write("The pier is back.");
    await hand.press("Control+Enter");
    await desk.getByRole("heading", { name: /Fog two/ }).waitFor();
  });
  // Who answered and went on writes at once.
  await task("reply and go on to the next", 1, async (hand) => {
    await desk.waitForFunction(() => document.activeElement?.matches("textarea[name=text]") && document.activeElement.value === "");
    await hand.write("Soon.");
    await hand.press("Alt+Enter");
    await desk.getByRole("heading", { name: /Fog three/ }).waitFor();
  });
  await task("close without a word", 1, async (hand) => {
    await desk.waitForFunction(() => document.activeElement?.matches("textarea[name=text]") && document.activeElement.value === "");
    await hand.press("Control+Enter");
    await desk.getByText(/This ticket is closed|tickets? (is|are) closed/).first().waitFor();
  });
  // g and a letter go to a view.
  await desk.locator("body").press("Escape");
  await desk.keyboard.press("g");
  await desk.keyboard.press("d");
  await desk.getByText("Nothing is overdue").waitFor();
  await accessible(desk, "overdue");
  await shot(desk, "overdue-light");
  await desk.keyboard.press("?");
  await desk.getByRole("dialog").getByText("Go to a view").waitFor();
  await shot(desk, "keys-light");
  console.log(JSON.stringify(found, null, 1));
});
