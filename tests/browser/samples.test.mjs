// Sample tickets: put in from an empty inbox, looked at, and taken out again, also without a script.
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, dashboard, look, shot, someone } from "./hall.mjs";

async function desk(person) {
  const page = await dashboard(person);
  await page.getByRole("link", { name: /Harbor Lights/ }).first().click();
  await page.waitForURL(/\/g\/\d+/);
  return { page, base: page.url().match(/.*\/g\/\d+/)[0] };
}

test("an owner loads sample tickets, looks around, and removes them", { timeout: 180_000 }, async () => {
  const { page, base } = await desk(await someone("Ingrid"));
  await page.goto(`${base}/tickets`);
  const offer = page.locator(".queue-rows").getByRole("link", { name: "Load sample tickets" });
  await offer.waitFor();
  await look(page, "samples-offered");
  await offer.click();
  await page.getByText("the next 24 ticket numbers").waitFor();
  await look(page, "samples-before");
  // Everything by the keyboard; what happens is told without a reload.
  await page.getByRole("button", { name: "Load sample tickets" }).focus();
  await page.keyboard.press("Enter");
  await page.getByText("24 sample tickets are here.").waitFor();
  await look(page, "samples-there");
  await page.getByRole("link", { name: "Look at them in the inbox" }).click();
  await page.getByText("These include 24 sample tickets.").waitFor();
  assert.ok(await page.locator(".item .sample-chip").count() > 5, "rows say what they are");
  await look(page, "samples-inbox");
  await page.getByRole("link", { name: /The bot plays every song twice/ }).first().click();
  await page.getByText("nothing that is done here reaches Discord").waitFor();
  await look(page, "samples-ticket");
  for (const [name, path] of [["table", "/all?status=all"], ["search", "/search?q=microphone"], ["reports", "/reports"], ["health", "/settings/health"]]) {
    await page.goto(`${base}${path}`);
    await page.getByText(/^Sample$|sample tickets/).first().waitFor();
    await look(page, `samples-${name}`);
  }

  await page.goto(`${base}/tickets`);
  await page.getByRole("link", { name: "Remove them" }).click();
  await page.getByRole("button", { name: "Remove sample tickets" }).click();
  await page.getByRole("button", { name: "Load sample tickets" }).waitFor();
  // They may be on their way out still, which the page tells by itself.
  await page.locator(".samples-progress").waitFor({ state: "detached" });
  await page.goto(`${base}/all?status=all`);
  assert.equal(await page.locator(".sample-chip").count(), 0, "a sample is left");
});

test("without a script samples are ordinary forms, and not everybody's", { timeout: 120_000 }, async () => {
  const owner = await someone("Ingrid");
  const { page, base } = await desk(owner);
  const state = await owner.context.storageState();
  const bare = await owner.context.browser().newContext({ javaScriptEnabled: false, storageState: state });
  const plain = await bare.newPage();
  await plain.goto(`${base}/settings/samples`);
  await plain.getByRole("button", { name: "Load sample tickets" }).click();
  await page.goto(`${base}/settings/samples`);
  await page.getByText("24 sample tickets are here.").waitFor();
  await plain.goto(`${base}/settings/samples`);
  await plain.getByText("24 sample tickets are here.").waitFor();
  await plain.getByRole("button", { name: "Remove sample tickets" }).click();
  await page.getByRole("button", { name: "Load sample tickets" }).waitFor();
  // They may be on their way out still, which the page tells by itself.
  await page.locator(".samples-progress").waitFor({ state: "detached" });
  await bare.close();

  const { page: beths } = await desk(await someone("Beth"));
  await beths.goto(`${base}/tickets`);
  assert.equal(await beths.getByText("Load sample tickets").count(), 0);
  await beths.goto(`${base}/settings/samples`);
  await beths.getByText("403").waitFor();
  await accessible(beths, "nobody else's");
  await shot(beths, "samples-nobody-elses");
});
