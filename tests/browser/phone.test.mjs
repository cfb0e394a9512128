// The phone's window: nothing that can be pressed, or has the focus, is under what sticks to an edge, or beyond one.
import assert from "node:assert/strict";
import { test } from "node:test";
import { dashboard, look, opens, portal, someone } from "./hall.mjs";

const phone = { width: 360, height: 740 };
let base, page, mine;

/** Whether whoever aims at the middle of it meets it. */
const inReach = (found) => found.evaluate((one) => {
  const { left, top, width, height } = one.getBoundingClientRect();
  const met = document.elementFromPoint(left + width / 2, top + height / 2);
  return met !== null && (one === met || one.contains(met));
});
const fits = (one) => one.evaluate((box) => {
  const { left, right } = box.getBoundingClientRect();
  return left >= 0 && right <= innerWidth;
});

test("a member's field that is missed is in sight", { timeout: 120_000 }, async () => {
  const member = await someone("Mia");
  ({ mine, base } = await portal(member));
  await opens(mine, base, "The fog never lifts");
  // Whose turn it is, in the words of their list.
  await mine.locator("#status", { hasText: "In progress" }).waitFor();
  await mine.setViewportSize({ width: 1280, height: 700 });
  await mine.goto(`${base}/new?type=2`);
  await mine.getByRole("button", { name: "Open ticket" }).click();
  await mine.waitForFunction(() => document.activeElement?.matches("input"));
  await mine.waitForFunction(() => {
    const field = document.activeElement.getBoundingClientRect();
    return field.top >= document.querySelector(".bar").getBoundingClientRect().bottom;
  });
  await mine.setViewportSize(phone);
  await mine.goto(`${base}/new`);
  const [card, arrow] = [mine.locator(".card").first(), mine.locator(".card-on").first()];
  assert.ok((await arrow.boundingBox()).x > (await card.boundingBox()).width / 2, "the arrow stands at its end");
});

test("what an owner saves is above the sections", { timeout: 120_000 }, async () => {
  page = await dashboard(await someone("Ingrid"));
  await page.setViewportSize(phone);
  await page.goto(`${base}/settings/types/2`);
  await page.locator("#name").fill("Bills");
  for (const name of ["Save", "Reset"]) assert.ok(await inReach(page.locator(".savebar").getByRole("button", { name, exact: true })), name);
  await look(page, "phone-savebar");
  await page.setViewportSize(phone);
  // A field of a question is named by it.
  await page.locator("fieldset.question").nth(1).getByLabel("Help under it").fill("In a few words");
  assert.match(await page.locator("[data-savebar-target=list]").textContent(), /What went wrong\? › Help under it/);
  page.once("dialog", (dialog) => dialog.accept());
  for (const [path, name] of [["/settings/audit", "Audit log"], ["/settings/panels/1", "Panels"]]) {
    await page.goto(base + path);
    assert.ok(await fits(page.locator(".side [aria-current]")), `${name} is in sight`);
  }
  assert.ok((await page.locator(".question-flat .select").first().boundingBox()).width > 200, "there is room to choose");
  await look(page, "phone-panel");
});

test("many tickets are chosen and asked about", { timeout: 120_000 }, async () => {
  await opens(mine, base, "A lantern is broken");
  await page.setViewportSize(phone);
  for (const path of ["/tickets", "/all"]) {
    await page.goto(base + path);
    await page.locator("[data-select-target=one]").first().waitFor({ state: "attached" });
    for (const at of [0, 1]) await page.locator("[data-select-target=one]").nth(at).dispatchEvent("click");
    assert.ok(await inReach(page.locator(".bulk-bar").getByRole("button", { name: "Claim", exact: true })), path);
    for (const menu of await page.locator(".bulk-bar summary").all()) {
      assert.ok(await inReach(menu), path);
      await menu.click();
      const box = page.locator(".bulk-bar details[open] .menu-box");
      await box.waitFor();
      assert.ok(await fits(box), `${path}: ${await menu.textContent()}`);
      await menu.click();
    }
  }
  await page.locator(".bulk-bar summary", { hasText: "Priority" }).click();
  await page.locator(".bulk-bar details[open] .option").first().click();
  const dialog = page.locator("#bulk-dialog");
  for (const found of [dialog.getByRole("link", { name: "Cancel" }), dialog.getByRole("button", { name: /Set 2/ })]) {
    await found.waitFor();
    assert.ok(await inReach(found));
  }
  await dialog.getByRole("link", { name: "Cancel" }).click();
  await page.goto(`${base}/tickets/1`);
  await page.getByRole("button", { name: /Close ticket/ }).first().click();
  const close = page.getByRole("dialog", { name: /Close/ });
  for (const name of ["Cancel", "Ask the member first", "Close ticket"]) {
    const found = close.getByRole("button", { name }).or(close.getByRole("link", { name }));
    assert.ok(await inReach(found), name);
    assert.ok(await fits(found), name);
  }
  await look(page, "phone-close");
});

test("in a low window the conversation has room", { timeout: 60_000 }, async () => {
  // A laptop at 200 %, a phone on its side, a wide window at 200 %.
  for (const size of [{ width: 640, height: 400 }, { width: 740, height: 360 }, { width: 960, height: 470 }]) {
    await page.setViewportSize(size);
    await page.goto(`${base}/tickets/1`);
    const { height } = await page.locator(".talk-scroll").boundingBox();
    assert.ok(height >= 200, `${size.width}: ${height}`);
    const box = page.getByRole("textbox", { name: /Reply to/ });
    await box.focus();
    await box.scrollIntoViewIfNeeded();
    assert.ok(await inReach(box), `${size.width}: one can write`);
    const send = page.getByRole("button", { name: "Send", exact: true });
    await send.scrollIntoViewIfNeeded();
    assert.ok(await inReach(send), `${size.width}: one can send`);
    const back = page.locator(".talk-back");
    if (await back.isVisible()) {
      await back.scrollIntoViewIfNeeded();
      assert.ok(await inReach(back), `${size.width}: one can go back`);
    }
  }
});
