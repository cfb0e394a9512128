// What leaves the house: webhooks, tokens, and what members may ask for.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { accessible, dashboard, everyWay, shot, someone } from "./hall.mjs";

// Proves: P223, P226
test("an owner sets a webhook, tries it, and sees what came of it", { timeout: 300_000 }, async () => {
  const came = [];
  let status = 204;
  const program = createServer((request, response) => {
    came.push(request.headers["guildhall-event-type"]);
    request.resume().on("end", () => response.writeHead(status).end());
  });
  program.unref();
  await new Promise((resolve) => program.listen(0, "127.0.0.1", resolve));
  const owner = await someone("Ingrid");
  const page = await dashboard(owner);
  await page.getByRole("link", { name: /Harbor Lights/ }).first().click();
  await page.waitForURL(/\/g\/\d+/);
  const guild = new URL(page.url()).pathname.match(/\/g\/\d+/)[0];
  const base = new URL(page.url()).origin + guild;
  await page.goto(`${base}/settings/webhooks`);
  await accessible(page, "no webhooks");
  await shot(page, "owner-webhooks-none");
  await page.getByLabel("Address").fill("http://example.com/hooks");
  await page.getByRole("button", { name: "Add webhook" }).click();
  await page.getByText("Only addresses that begin with https:// are told anything.").waitFor();
  await accessible(page, "a refused webhook");
  await page.getByLabel("Address").fill(`http://127.0.0.1:${program.address().port}/hooks`);
  await page.getByRole("button", { name: "Add webhook" }).click();
  await page.getByText("Copy the signing secret now.").waitFor();
  assert.match(await page.getByLabel("Signing secret").inputValue(), /^whsec_/);
  await accessible(page, "the secret");
  await shot(page, "owner-webhook-secret");
  await page.goto(`${base}/settings/webhooks/1`);
  assert.equal(await page.getByText("whsec_").count(), 0);
  await page.getByRole("button", { name: "Send a test" }).click();
  await page.getByText("It is on its way.").waitFor();
  await page.waitForFunction(async () => (await (await fetch(location.href)).text()).includes("Delivered"));
  assert.deepEqual(came, ["test"]);
  status = 422;
  await page.getByRole("button", { name: "Send a test" }).click();
  await page.waitForFunction(async () => (await (await fetch(location.href)).text()).includes("422"));
  await everyWay(owner, base, [["webhooks", "/settings/webhooks"], ["webhook", "/settings/webhooks/1"], ["acts", "/settings/audit"]], "owner");
  assert.deepEqual(owner.strangers, []);
  program.close();
});
