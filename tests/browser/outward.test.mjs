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

// Proves: P215, P216
test("an owner makes a token and revokes it", { timeout: 300_000 }, async () => {
  const owner = await someone("Ingrid");
  const page = await dashboard(owner);
  await page.getByRole("link", { name: /Harbor Lights/ }).first().click();
  await page.waitForURL(/\/g\/\d+/);
  const base = new URL(page.url()).origin + new URL(page.url()).pathname.match(/\/g\/\d+/)[0];
  await page.goto(`${base}/settings/api`);
  await accessible(page, "no tokens");
  await page.getByLabel("Name").fill("Robot");
  await page.getByRole("button", { name: "Make token" }).click();
  await page.getByText("Copy the token now.").waitFor();
  const token = await page.getByLabel("Token", { exact: true }).inputValue();
  assert.match(token, /^guildhall_/);
  await accessible(page, "the token");
  await shot(page, "owner-token-made");
  const api = base.replace("/g/", "/api/v1/guilds/");
  const ask = () => fetch(`${api}/tickets`, { headers: { authorization: `Bearer ${token}` } });
  assert.equal((await ask()).status, 200);
  await everyWay(owner, base, [["tokens", "/settings/api"]], "owner");
  await page.goto(`${base}/settings/api`);
  await page.getByRole("button", { name: /Revoke/ }).click();
  await page.getByText("Revoked", { exact: true }).waitFor();
  assert.equal((await ask()).status, 401);
  assert.deepEqual(owner.strangers, []);
});

test("a member asks to be erased, and the owner decides", { timeout: 300_000 }, async () => {
  const member = await someone("Noa");
  const mine = await dashboard(member);
  await mine.getByRole("link", { name: /Harbor Lights/ }).first().click();
  await mine.waitForURL(/\/g\/\d+/);
  const base = new URL(mine.url()).origin + new URL(mine.url()).pathname.match(/\/g\/\d+/)[0];
  await everyWay(member, base, [["privacy-ask", "/privacy"]], "member");
  await mine.goto(`${base}/privacy`);
  await mine.getByLabel(/Yes, erase my data/).check();
  await mine.getByRole("button", { name: "Ask for erasure" }).click();
  await mine.getByText("You asked on").waitFor();
  const owner = await someone("Ingrid");
  const page = await dashboard(owner);
  await everyWay(owner, base, [["erasures", "/settings/erasures"]], "owner");
  await page.goto(`${base}/settings/erasures`);
  await page.getByLabel(/Why not/).fill("We still need your order.");
  await page.getByRole("button", { name: "Decline" }).click();
  await page.getByText("It is decided").waitFor();
  await everyWay(member, base, [["privacy-declined", "/privacy"]], "member");
  await mine.goto(`${base}/privacy`);
  await mine.getByText("We still need your order.").waitFor();
  await mine.getByLabel(/Yes, erase my data/).check();
  await mine.getByRole("button", { name: "Ask for erasure" }).click();
  await mine.getByText("You asked on").waitFor();
  await page.goto(`${base}/settings/erasures`);
  await page.getByLabel(/cannot be undone/).check();
  await page.getByRole("button", { name: "Erase", exact: true }).click();
  await page.getByText("It is decided").waitFor();
  await page.waitForFunction(async () => (await (await fetch(location.href)).text()).includes("0 tickets, 0 messages, 0 files"));
  await everyWay(owner, base, [["erasures-done", "/settings/erasures"]], "owner");
  for (const person of [member, owner]) assert.deepEqual(person.strangers, []);
});
