// Auto-Assist in a real browser: it answers from the demo's knowledge bases, calls the crew when it does not know, and its pages can be used by
// everyone. Screenshots go to the folder that GUILDHALL_SHOTS names.
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, dashboard as servers, panel, shot, someone } from "./hall.mjs";

async function dashboard(person) {
  const page = await servers(person);
  await page.getByRole("link", { name: /Harbor Lights/ }).first().click();
  await page.getByRole("navigation").getByRole("link").first().waitFor();
  return page;
}

async function writes(member, text) {
  await member.page.fill("#text", text);
  await member.page.keyboard.press("Enter");
}

// Proves: P164, P170, P173, P181
test("the demo answers one question and calls the crew for another", { timeout: 120_000 }, async () => {
  const owner = await someone("Ingrid");
  await panel(owner);

  const member = await someone("Mia");
  await member.page.getByRole("button", { name: "# get-help" }).click();
  await member.page.getByRole("button", { name: /Help/ }).last().click();
  const form = member.page.getByRole("dialog");
  await form.getByRole("textbox").first().fill("The shop");
  await form.getByRole("textbox").nth(1).fill("I have a question.");
  await form.getByRole("button", { name: "Submit" }).click();
  await member.page.getByRole("link", { name: "Go there" }).click();
  await member.page.getByText("Thanks for reaching out").waitFor();
  await writes(member, "how do I get a refund?");
  await member.page.getByText("within 14 days of the purchase").waitFor();
  await member.page.getByText("Did this help?").waitFor();
  await member.page.getByText(/Automatic message · From: Shop, payment and licences › Refunds/).waitFor();
  await shot(member.page, "assist-answer");

  const staff = await someone("Beth");
  const list = await dashboard(staff);
  await list.getByRole("link", { name: "The shop" }).first().click();
  const box = list.getByRole("textbox", { name: /Mia/ });
  await list.getByRole("link", { name: "Suggest an answer" }).click();
  await list.waitForFunction(() => document.querySelector("textarea[name=text]").value.includes("within 14 days"));
  assert.equal(await box.inputValue().then((value) => value.length > 50), true, "it is in the box, and nowhere else");
  await list.getByText(/From: Shop, payment and licences › Refunds/).last().waitFor();
  await accessible(list, "the ticket with a suggestion");
  await shot(list, "assist-draft");

  await writes(member, "who is the captain of the flying dutchman?");
  await member.page.getByText("so I have called the team").waitFor();
  await list.getByText("Nothing in the knowledge bases answers this for sure.").first().waitFor();
  await shot(member.page, "assist-called");
});

// Proves: P174, P175, P176, P180
test("its pages", { timeout: 240_000 }, async () => {
  const page = await dashboard(await someone("Ingrid"));
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("link", { name: "Auto-Assist" }).click();
  await page.getByRole("heading", { name: "Knowledge bases" }).waitFor();
  // A file is read into the form, and saved like any other text.
  await page.locator("details.know-fold summary").first().click();
  await page.locator("#know-file").setInputFiles({ name: "boats.md", mimeType: "text/markdown", buffer: Buffer.from("# Boats\n\nTwelve boats are for hire at pier 3.\n") });
  await page.waitForFunction(() => document.querySelector("#know-text").value.includes("Twelve boats"));
  await page.fill("#know-title", "Boats");
  await page.getByRole("button", { name: "Save and index" }).click();
  await page.getByRole("heading", { name: "Boats", exact: true }).first().waitFor();
  await page.getByRole("link", { name: "Auto-Assist" }).first().click();
  await page.getByRole("link", { name: "Boats", exact: true }).waitFor();
  await page.getByRole("textbox", { name: "A question" }).fill("how do i cancel my subscription");
  await page.getByRole("button", { name: "Look it up" }).click();
  await page.getByText("it would answer from the first section").waitFor();
  await page.locator("summary", { hasText: "Help" }).click();
  for (const theme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme: theme });
    await accessible(page, `knowledge in ${theme}`);
    await shot(page, `knowledge-${theme}`);
  }
  await page.getByRole("link", { name: "Shop, payment and licences", exact: true }).click();
  await page.getByRole("heading", { name: "Versions" }).waitFor();
  await accessible(page, "a knowledge base");
  await shot(page, "knowledge-base");
  await page.getByLabel("Title").fill("Shop");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { name: "Shop", exact: true }).waitFor();
  await page.goto(`${page.url().replace(/\/\d+$/, "")}/evaluation`);
  await page.getByRole("button", { name: "Run the sample" }).click();
  // It runs in the background, and the page follows by itself.
  await page.getByRole("heading", { name: "New run" }).waitFor({ timeout: 90_000 });
  await page.getByText("Section among the first three").waitFor();
  await page.getByRole("progressbar").waitFor({ state: "detached", timeout: 60_000 });
  await page.locator("summary", { hasText: "Not as expected" }).click();
  for (const theme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme: theme });
    await accessible(page, `the evaluation in ${theme}`);
    await shot(page, `evaluation-${theme}`);
  }
  await page.setViewportSize({ width: 360, height: 740 });
  for (const path of ["", "/1", "/evaluation"]) {
    await page.goto(`${page.url().replace(/\/knowledge.*$/, "")}/knowledge${path}`);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `nothing sticks out on a phone: ${path}`);
  }
  await shot(page, "evaluation-phone");
  await page.goto(`${page.url().replace(/\/knowledge.*$/, "")}/knowledge`);
  await page.locator("summary", { hasText: "Help" }).click();
  await shot(page, "knowledge-phone");
  await page.goto(`${page.url().replace(/\/knowledge.*$/, "")}/reports?days=7`);
  await page.getByRole("heading", { name: "Auto-Assist by type" }).waitFor();
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing sticks out on a phone: reports");
  await shot(page, "reports-assist-phone");
  await page.setViewportSize({ width: 1280, height: 860 });
  for (const theme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme: theme });
    await accessible(page, `the reports in ${theme}`);
    await shot(page, `reports-assist-${theme}`);
  }
});
