// What owners do in forms: see what changes before it is saved, lose no draft, take a message over, put things in order by number; and what
// they take away: the audit log and charts.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { dashboard, look, panel, shot, someone } from "./hall.mjs";

let base, page, owner;

test("what changes is seen before it is saved", { timeout: 180_000 }, async () => {
  owner = await someone("Ingrid");
  page = await dashboard(owner);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole("link", { name: /Harbor Lights/ }).first().click();
  await page.waitForURL(/\/g\/\d+/);
  base = page.url().match(/^.*\/g\/\d+/)[0];
  await page.goto(`${base}/settings/panels/new`);
  const title = page.locator("#title");
  const before = await title.inputValue();
  await title.fill("The harbour office");
  await page.getByText("What changes").click();
  const row = page.locator(".savebar-diff tr", { hasText: "The harbour office" });
  await row.waitFor();
  assert.equal(await row.locator("td").first().textContent(), before);
  await look(page, "building-diff");
  await page.setViewportSize({ width: 1440, height: 900 });

  // The window is closed by mistake: what was typed is offered again.
  await page.waitForFunction(() => Object.keys(sessionStorage).some((key) => key.startsWith("form-")));
  page.once("dialog", (dialog) => dialog.accept());
  await page.reload();
  await page.getByText("There is a draft of this form").waitFor();
  assert.equal(await title.inputValue(), before);
  await look(page, "building-draft");
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole("button", { name: "Take it up again" }).click();
  assert.equal(await title.inputValue(), "The harbour office");
  await page.getByRole("button", { name: "Reset" }).click();
  assert.equal(await title.inputValue(), before);
});

test("a draft has its rows", { timeout: 120_000 }, async () => {
  await page.goto(`${base}/settings/types/1`);
  const labels = () => page.locator("fieldset.question input[name$='-label']").evaluateAll((all) => all.map((one) => one.value));
  const before = await labels();
  assert.ok(before.length >= 1, String(before));
  for (const words of ["Which lamp?", "Since when?"]) {
    await page.getByRole("button", { name: "New question", exact: true }).click();
    await page.locator("fieldset.question").last().locator("input[name$='-label']").fill(words);
  }
  const last = page.locator("fieldset.question").last();
  await last.locator("select[name$='-style']").selectOption("select");
  await last.locator("textarea[name$='-choices']").fill("Today\nYesterday");
  await last.locator("button[data-action='builder#up']").click();
  await page.locator("fieldset.question").first().locator("button[data-action='builder#remove']").click();
  const drafted = [...before.slice(1), "Since when?", "Which lamp?"];
  assert.deepEqual(await labels(), drafted);
  await page.waitForFunction(() => Object.entries(sessionStorage).some(([key, value]) => key.startsWith("form-") && value.includes("Which lamp?")));
  page.once("dialog", (dialog) => dialog.accept());
  await page.reload();
  await page.getByText("There is a draft of this form").waitFor();
  assert.deepEqual(await labels(), before);
  await page.getByRole("button", { name: "Take it up again" }).click();
  assert.deepEqual(await labels(), drafted, "added, moved and taken away as it was");
  const again = page.locator("fieldset.question").nth(drafted.length - 2);
  assert.equal(await again.locator("textarea[name$='-choices']").inputValue(), "Today\nYesterday");
  assert.ok(await again.locator("textarea[name$='-choices']").isVisible(), "each kind shows what belongs to it");
  // One more has a name of its own.
  await page.getByRole("button", { name: "New question", exact: true }).click();
  const slots = await page.locator("input[name=question]").evaluateAll((all) => all.map((one) => one.value));
  assert.equal(new Set(slots).size, drafted.length + 1, String(slots));
  page.once("dialog", (dialog) => dialog.accept());
  await page.goto(`${base}/settings`);
});

test("a message is taken over", { timeout: 120_000 }, async () => {
  page.on("dialog", (dialog) => dialog.accept());
  await page.goto(`${base}/settings/panels/new`);
  await page.getByText("Take over a message").click();
  const box = page.locator("#paste-box");
  await box.fill("{ nothing");
  await page.getByRole("button", { name: "Take over", exact: true }).click();
  await page.getByText("This is neither a link to a message").waitFor();
  const message = { content: null, embeds: [{ title: "Lost at sea?", description: "Press a **button**.", color: 0x2a9d8f }], components: [{ type: 1, components: [{ type: 2, style: 3, label: "Help" }, { type: 2, style: 1, label: "Rescue" }] }] };
  await box.fill(JSON.stringify(message));
  await page.getByRole("button", { name: "Take over", exact: true }).click();
  await page.getByText("no type bears the name: Rescue").waitFor();
  assert.equal(await page.locator("#title").inputValue(), "Lost at sea?");
  assert.equal(await page.locator("input[name=color]").inputValue(), "#2a9d8f");
  await page.locator(".preview").getByText("Lost at sea?").waitFor();
  await look(page, "building-paste");
  await page.setViewportSize({ width: 1440, height: 900 });

  // By its link, as "Copy Message Link" gives it; where it cannot be taken over, it is said why.
  await panel(owner);
  const other = await owner.context.newPage();
  await other.goto(`${base}/settings/panels`);
  const [, place] = (await other.locator("a[href*='/channels/']").first().getAttribute("href")).match(/\/channels\/(.*)$/);
  await other.close();
  await box.fill("https://discord.com/channels/1/2/3");
  await page.getByRole("button", { name: "Take over", exact: true }).click();
  await page.getByText("This message is not in Harbor Lights").waitFor();
  assert.equal(await page.locator("#title").inputValue(), "Lost at sea?");
  assert.doesNotMatch(await page.locator(".savebar").textContent(), /A link to a message/, "what was pasted is no part of the panel");
  await look(page, "building-link-refused");
  await page.setViewportSize({ width: 1440, height: 900 });
  // A button's type that has no row gets one.
  const rows = page.locator("fieldset.question");
  const chosen = () => rows.locator("select[name$='-type']").evaluateAll((all) => all.map((one) => one.selectedOptions[0].text));
  const all = await chosen();
  assert.ok(all.some((name) => name.endsWith(" Billing")), String(all));
  await rows.filter({ has: page.locator("option:checked", { hasText: "Billing" }) }).getByRole("button", { name: "Remove" }).click();
  assert.equal((await chosen()).length, all.length - 1);
  await box.fill(`discord.com/channels/${place}`);
  await page.getByRole("button", { name: "Take over", exact: true }).click();
  await page.getByText("Taken over. Look at it, then save.").waitFor();
  assert.deepEqual((await chosen()).sort(), all.sort());
  assert.equal(await page.locator("#title").inputValue(), "Need a hand?");
  await page.locator(".preview").getByText("Need a hand?").waitFor();
  // All that a message says is one text, and a menu is a menu; what there is no room for is said.
  const long = { content: "Ahoy!", embeds: [{ description: "First.", fields: [{ name: "Hours", value: "9 to 5" }] }, { title: "More", description: "x".repeat(4100) }], components: [{ type: 1, components: [{ type: 3, placeholder: "What is it?", options: [{ label: "Help" }] }] }] };
  await box.fill(JSON.stringify(long));
  await page.getByRole("button", { name: "Take over", exact: true }).click();
  await page.getByText("too long for a panel").waitFor();
  const taken = await page.locator("#text").inputValue();
  assert.match(taken, /^Ahoy!\n\nFirst\.\n\n\*\*Hours\*\*\n9 to 5\n\nx{4}/);
  assert.equal(taken.length, 4096);
  assert.equal(await page.locator("#title").inputValue(), "More");
  assert.equal(await page.locator("#layout").inputValue(), "menu");
  assert.equal(await page.locator("#placeholder").inputValue(), "What is it?");
  await page.locator("#layout").selectOption("buttons");
  await page.locator("#title").fill("Lost at sea?");

  // By number, on a handle: the first goes to the last place and back.
  const kinds = () => page.locator("[data-builder-target~=item] select[name$='-type']").evaluateAll((all) => all.map((one) => one.value));
  const first = await kinds();
  assert.ok(first.length >= 2, String(first));
  await page.locator(".drag-handle").first().focus();
  await page.keyboard.press("9");
  assert.deepEqual(await kinds(), [...first.slice(1), first[0]]);
  await page.keyboard.press("1");
  assert.deepEqual(await kinds(), first);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("The setup is saved.").waitFor();
});

test("variables are put in by a press", { timeout: 60_000 }, async () => {
  await page.goto(`${base}/settings/resources/new`);
  const text = page.locator("#text");
  await text.fill("Hello , welcome!");
  await text.evaluate((one) => one.setSelectionRange(6, 6));
  const chip = page.locator(".variable-chip").first();
  const name = await chip.textContent();
  await chip.click();
  assert.equal(await text.inputValue(), `Hello ${name}, welcome!`);
  await look(page, "building-variables");
  await page.setViewportSize({ width: 1440, height: 900 });
});

test("a ticket is opened as if", { timeout: 120_000 }, async () => {
  await page.goto(`${base}/settings/types`);
  await page.locator(".card", { hasText: "Help" }).click();
  await page.getByRole("link", { name: "Try as a member" }).click();
  const steps = page.locator(".rehearsal");
  await steps.getByText(/A channel called #.* is made/).waitFor();
  await steps.getByText(/Support sees it/).waitFor();
  await steps.getByText("What is it about? *").waitFor();
  await look(page, "building-rehearsal");
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByLabel("As", { exact: true }).fill("mia");
  await page.keyboard.press("Enter");
  await steps.getByText("Mia sees it").waitFor();
  await page.getByLabel("As", { exact: true }).fill("nobody of that name");
  await page.keyboard.press("Enter");
  await page.locator(".page-settings > .notice").waitFor();
  // Nothing came of it.
  await page.goto(`${base}/all?status=all`);
  await page.getByRole("heading", { name: "All tickets" }).waitFor();
  assert.equal(await page.locator("table tbody tr").count(), 0);
});

test("who changed what is looked for and taken away", { timeout: 120_000 }, async () => {
  await page.goto(`${base}/settings/audit`);
  await page.getByLabel("Holds").fill("lost at sea");
  await page.keyboard.press("Enter");
  await page.waitForURL(/what=lost/);
  await page.locator(".audit").getByText("Lost at sea?").first().waitFor();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "As CSV" }).click()]);
  const lines = readFileSync(await download.path(), "utf8").split("\r\n");
  assert.match(lines[0], /version,Time,By/);
  assert.ok(lines.slice(1, -1).every((line) => /lost at sea/i.test(line)), lines.join("\n"));
  await look(page, "building-audit");
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByLabel("Holds").fill("a whale");
  await page.keyboard.press("Enter");
  await page.getByText("No saving is like that").waitFor();
});

test("a chart is taken away as a picture", { timeout: 120_000 }, async () => {
  await page.goto(`${base}/reports`);
  const card = page.locator(".report-card").filter({ has: page.locator("svg.chart") }).first();
  await card.locator("details.report-more > summary").first().click();
  const [download] = await Promise.all([page.waitForEvent("download"), card.getByRole("button", { name: "Chart as PNG" }).click()]);
  assert.match(download.suggestedFilename(), /\.png$/);
  const bytes = readFileSync(await download.path());
  assert.equal(bytes.subarray(1, 4).toString(), "PNG");
  assert.ok(bytes.readUInt32BE(16) > 600, "as wide as a chart, twice as fine");
  if (process.env.GUILDHALL_SHOTS) await download.saveAs(`${process.env.GUILDHALL_SHOTS}/building-chart.png`);
  await shot(page, "building-reports");
  assert.deepEqual(owner.strangers, []);
});

test("a panel's preview is beside its form, and dated as its reader writes dates", { timeout: 60_000 }, async () => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`${base}/settings/panels/1`);
  const preview = page.locator(".preview");
  assert.match(await preview.locator("time").first().textContent(), /^[A-Z][a-z]{2} \d{1,2}, \d{4}/);
  const text = page.locator("#text");
  await text.fill("A line of the harbour.\n".repeat(60));
  await page.locator(".savebar").scrollIntoViewIfNeeded();
  const [shown, field] = [await preview.boundingBox(), await text.boundingBox()];
  assert.ok(shown.x >= field.x + field.width, "beside it");
  assert.ok(shown.y >= 0 && shown.y + shown.height <= 900, "in sight, however long it is");
  page.once("dialog", (dialog) => dialog.accept());
});
