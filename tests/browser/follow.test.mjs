// A question that depends on an answer: an owner makes it, by pointer and by keys, and sees both forms; a member sees it appear on the web, and
// answers a second form in Discord.
import assert from "node:assert/strict";
import { test } from "node:test";
import { dashboard, look, panel, portal, someone } from "./hall.mjs";

let base, page, owner;

const row = (words) => page.locator("fieldset.question").filter({ has: page.locator(`input[name$='-label'][value='${words}']`) });
const last = () => page.locator("fieldset.question").last();
const lines = (at) => at.locator("textarea[name$='-any']").inputValue();

// Proves: P5, P129, P156
test("an owner has a question follow from an answer", { timeout: 180_000 }, async () => {
  owner = await someone("Ingrid");
  await panel(owner);
  page = await dashboard(owner);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole("link", { name: /Harbor Lights/ }).first().click();
  await page.waitForURL(/\/g\/\d+/);
  base = page.url().match(/^.*\/g\/\d+/)[0];
  await page.goto(`${base}/settings/types/2`);
  const add = page.getByRole("button", { name: "New question", exact: true });
  await add.click();
  await last().getByLabel("Question", { exact: true }).fill("How did you pay?");
  await last().getByLabel("Answer", { exact: true }).selectOption("radio");
  await last().getByLabel("Choices").fill("By card\nBy bank\nIn cash");
  assert.equal(await last().getByRole("group", { name: "After these answers" }).count(), 0, "always asked");
  // Five are always asked: the sixth comes after an answer by itself.
  await add.click();
  await last().getByLabel("Question", { exact: true }).fill("Which bank?");
  const when = last().getByLabel("Ask it");
  assert.equal(await when.locator("option:checked").textContent(), "Only after an answer to “How did you pay?”");
  await when.focus();
  await page.keyboard.press("Home");
  assert.equal(await when.locator("option:checked").textContent(), "Always");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  assert.equal(await lines(last()), "By bank", "by keys alone");
  assert.equal(await last().getByRole("checkbox", { name: "By bank" }).isChecked(), true);

  // What is renamed or moved is followed; what is taken away is gone.
  const paid = page.locator("fieldset.question").nth(4);
  const choices = paid.getByLabel("Choices");
  await choices.fill("By card\nBy transfer\nIn cash");
  await choices.blur();
  assert.equal(await lines(last()), "By transfer");
  await choices.fill("By transfer\nIn cash\nBy card");
  await choices.blur();
  assert.equal(await lines(last()), "By transfer");
  await last().getByRole("checkbox", { name: "In cash" }).check();
  await choices.fill("By transfer\nBy card");
  await choices.blur();
  assert.equal(await lines(last()), "By transfer");

  // Both forms, as Discord asks them.
  const second = page.locator("[data-modal-target=more]");
  const tried = page.getByLabel("If the answer to “How did you pay?” is");
  assert.equal(await page.locator("[data-modal-target=out] .modal-item").count(), 5);
  await tried.selectOption("By transfer");
  await second.getByText("Which bank?").waitFor();
  await look(page, "follow-builder");
  await tried.selectOption("By card");
  await second.getByText("Nothing follows").waitFor();

  // What cannot be is said, and everything stays as it was typed.
  await last().getByRole("checkbox", { name: "By transfer" }).uncheck();
  await page.getByRole("button", { name: "Save", exact: true }).first().click();
  await page.getByText("choose at least one answer to “How did you pay?”").waitFor();
  await last().getByRole("checkbox", { name: "By transfer" }).check();
  await page.getByRole("button", { name: "Save", exact: true }).first().click();
  await page.getByText("The setup is saved.").waitFor();
  await page.goto(`${base}/settings/types/2`);
  assert.equal(await last().getByLabel("Ask it").locator("option:checked").textContent(), "Only after an answer to “How did you pay?”");
  assert.equal(await last().getByRole("checkbox", { name: "By transfer" }).isChecked(), true);
  assert.equal(await page.locator(".savebar-dirty").count(), 0, "nothing was changed by looking");
  // The question before it is taken away: it is asked always, until it is saved otherwise.
  await row("How did you pay?").getByRole("button", { name: "Remove" }).click();
  assert.equal(await last().getByLabel("Ask it").inputValue(), "");
  assert.match(await page.locator("[data-depend-target=said]").textContent(), /^“Which bank\?” is asked always now/);
  page.once("dialog", (dialog) => dialog.accept());
  await page.goto(`${base}/settings/types/2/try`);
  await page.getByText("Which bank? *, after “By transfer” to “How did you pay?”").waitFor();
  await look(page, "follow-try");
});

// Proves: P5, M17
test("a member sees it appear", { timeout: 120_000 }, async () => {
  const member = await someone("Mia");
  const { mine } = await portal(member);
  await mine.setViewportSize({ width: 1440, height: 900 });
  await mine.goto(`${base}/new?type=2`);
  await mine.getByLabel("Title").fill("Paid twice");
  await mine.getByLabel("Order number").fill("A-1235");
  await mine.getByLabel("What went wrong?").fill("Again.");
  const bank = mine.getByLabel("Which bank?");
  assert.equal(await bank.isVisible(), false);
  await mine.getByLabel("By transfer").check();
  assert.equal(await bank.isVisible(), true);
  assert.equal(await mine.locator("[data-follow-target=said]").textContent(), "One more question: Which bank?");
  await look(mine, "follow-new");
  await mine.getByLabel("By card").check();
  assert.equal(await bank.isVisible(), false, "and goes again");
  await mine.getByLabel("By transfer").check();
  await bank.fill("The harbour bank");
  await mine.getByRole("button", { name: "Open ticket" }).click();
  await mine.getByText("The harbour bank").first().waitFor();

  // In Discord a button leads to the second form.
  await member.page.getByRole("button", { name: "# get-help" }).click();
  await member.page.getByRole("button", { name: /Billing/ }).last().click();
  const form = member.page.getByRole("dialog");
  await form.getByRole("textbox").first().fill("A-1236");
  await form.getByRole("textbox").nth(1).fill("And again.");
  await form.getByRole("combobox").selectOption({ label: "By transfer" });
  await form.getByRole("button", { name: "Submit" }).click();
  await member.page.getByText("One more question follows").waitFor();
  await member.page.getByRole("button", { name: "Answer" }).click();
  await form.getByRole("textbox").first().fill("The bank at the quay");
  await form.getByRole("button", { name: "Submit" }).click();
  await member.page.getByRole("link", { name: "Go there" }).click();
  await member.page.getByText("The bank at the quay").first().waitFor();
});

// Without a script the page comes again with what follows.
test("without a script it is asked too", { timeout: 60_000 }, async () => {
  const member = await someone("Noa");
  const { mine } = await portal(member);
  const plain = await member.context.browser().newContext({ javaScriptEnabled: false, storageState: await member.context.storageState() });
  const still = await plain.newPage();
  await still.goto(mine.url().replace(/\/mine$/, "/new?type=2"));
  await still.getByLabel("Title").fill("No script");
  await still.getByLabel("Order number").fill("A-1");
  await still.getByLabel("What went wrong?").fill("Typed once.");
  await still.getByLabel("By transfer").check();
  await still.getByRole("button", { name: "Open ticket" }).click();
  await still.getByText("more questions follow").waitFor();
  assert.equal(await still.getByLabel("What went wrong?").inputValue(), "Typed once.");
  await still.getByLabel("Which bank?").fill("A bank");
  await still.getByRole("button", { name: "Open ticket" }).click();
  await still.getByText("A bank").first().waitFor();
  await plain.close();
});
