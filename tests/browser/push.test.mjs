// Notifications on a device: nothing is asked of a browser before its person asks for it; then the worker shows what is pushed, and a press
// opens the ticket.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { test } from "node:test";
import { accessible, dashboard, everyWay, opens, portal, shot, someone } from "./hall.mjs";

/** A push service that a browser of the tests has: no test leaves this machine. Its address and keys are given, as a real one gives them. */
const service = ({ endpoint, key, auth }) => {
  const subscription = { endpoint, toJSON: () => ({ endpoint, keys: { p256dh: key, auth } }), unsubscribe: async () => { localStorage.removeItem("subscribed"); return true; } };
  PushManager.prototype.getSubscription = async () => (localStorage.getItem("subscribed") ? subscription : null);
  PushManager.prototype.subscribe = async (options) => {
    localStorage.setItem("subscribed", options.applicationServerKey);
    return subscription;
  };
};
// The example of RFC 8291, appendix A. Nobody listens there.
const given = {
  endpoint: "http://127.0.0.1:9/push/1", auth: "BTBZMqHH6r4Tts7J_aSIgg",
  key: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
};

test("a device is told, and a press opens the ticket", { timeout: 300_000 }, async () => {
  const member = await someone("Mia");
  const { mine, base } = await portal(member);
  await opens(mine, base, "The fog never lifts");

  const staff = await someone("Beth");
  const home = new URL(base).origin;
  const page = await dashboard(staff);
  await staff.context.addInitScript(service, given);
  await page.locator("summary[aria-label]").first().click();
  await page.getByRole("link", { name: "Notifications" }).click();
  await page.getByRole("heading", { name: "Notifications", exact: true }).waitFor();
  await page.getByText("Notifications are off on this device.").waitFor();
  const registered = () => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
  assert.equal(await registered(), 0, "nothing is registered before somebody asks for it");

  // Whoever says no is told where to change that.
  await page.evaluate(() => { Notification.requestPermission = async () => "denied"; });
  await page.getByRole("button", { name: "Switch on" }).click();
  await page.getByText("does not let Guildhall show notifications").waitFor();
  assert.equal(await registered(), 0);
  await accessible(page, "notifications that are denied");
  await everyWay(staff, home, [["notifications", "/notifications"]], "person");

  await staff.context.grantPermissions(["notifications"], { origin: home });
  await page.goto(`${home}/notifications`);
  await page.getByLabel("A ticket that I have is nearly or already overdue").uncheck();
  await page.getByRole("button", { name: "Switch on" }).click();
  await page.getByText("Notifications are on for this device.").waitFor();
  await page.getByText("this device", { exact: true }).waitFor();
  assert.equal(await registered(), 1);
  assert.match(await page.evaluate(() => localStorage.getItem("subscribed")), /^B[\w-]{86}$/, "asked for with the key of this installation");
  assert.equal(await page.getByLabel("A ticket that I have is nearly or already overdue").isChecked(), false);
  assert.equal(await page.getByText("has forgotten").isVisible(), false);
  await accessible(page, "notifications that are on");
  await everyWay(staff, home, [["notifications-on", "/notifications"]], "person");

  // What the push service delivers is shown; of one ticket the newest takes the place of the one before.
  const cdp = await staff.context.newCDPSession(page);
  const versions = [];
  cdp.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => versions.push(...registrations));
  await cdp.send("ServiceWorker.enable");
  const scope = async () => {
    for (;;) {
      const found = versions.find((one) => one.scopeURL === `${home}/`);
      if (found) return found.registrationId;
      await new Promise((done) => cdp.once("ServiceWorker.workerRegistrationUpdated", done));
    }
  };
  const registrationId = await scope();
  const push = (told) => cdp.send("ServiceWorker.deliverPushMessage", { origin: home, registrationId, data: JSON.stringify(told) });
  const path = new URL(`${base}/tickets/1`).pathname;
  const told = { id: "1", tag: "one", title: "Mia wrote in ticket #1", body: "The fog never lifts · Harbor Lights", url: path, lang: "en" };
  await page.evaluate(() => navigator.serviceWorker.ready);
  const [worker] = staff.context.serviceWorkers();
  // Whoever asks Chromium for its notifications while one is about to be shown makes it forget that one: they are asked for when so many are shown.
  await worker.evaluate(() => {
    const { registration } = self;
    const show = registration.showNotification.bind(registration);
    self.times = 0;
    registration.showNotification = async (...all) => {
      await show(...all);
      self.times += 1;
      self.wakes?.();
    };
  });
  const shown = (times) => worker.evaluate(async (times) => {
    while (self.times < times) await new Promise((wakes) => { self.wakes = wakes; });
    return (await self.registration.getNotifications()).map((one) => [one.title, one.body, one.data.id]);
  }, times);
  await push(told);
  assert.deepEqual(await shown(1), [[told.title, told.body, "1"]]);
  await push({ ...told, id: "2", body: "again" });
  assert.deepEqual(await shown(2), [[told.title, "again", "2"]]);
  await push({ ...told, tag: "two", id: "3" });
  assert.equal((await shown(3)).length, 2);

  // A press opens it: the tab that shows it, where one does.
  const press = (tag) => worker.evaluate(async (tag) => {
    const opened = [];
    const clients = self.clients;
    Object.defineProperty(self, "clients", { configurable: true, value: { matchAll: (options) => clients.matchAll(options), openWindow: async (url) => { opened.push(url); } } });
    const [notification] = await self.registration.getNotifications({ tag });
    let lasting;
    const event = new Event("notificationclick");
    Object.assign(event, { notification, waitUntil: (done) => { lasting = done; } });
    self.dispatchEvent(event);
    await lasting?.catch(() => {});
    return [opened, (await self.registration.getNotifications({ tag })).length];
  }, tag);
  assert.deepEqual(await press("one"), [[`${home}${path}`], 0]);
  await page.goto(`${base}/tickets/1`);
  assert.deepEqual(await press("two"), [[], 0], "the tab that shows it comes to the front");

  // Pages are not kept by the worker: nothing is answered by it.
  const served = await page.goto(`${base}/tickets/1`);
  assert.equal(served.fromServiceWorker(), false);
  assert.deepEqual(await page.evaluate(() => caches.keys()), []);

  // Its push service gives the browser another address: the worker says so, the device stays what it is, and is told there.
  const elsewhere = createServer((request, response) => { request.resume(); response.writeHead(201).end(); });
  elsewhere.listen(0, "127.0.0.1");
  await once(elsewhere, "listening");
  const changes = (endpoint, known) => worker.evaluate(async ({ endpoint, known, key, auth }) => {
    const done = { asked: "", dropped: false };
    const fresh = { endpoint, toJSON: () => ({ endpoint, keys: { p256dh: key, auth } }), unsubscribe: async () => { done.dropped = true; return true; } };
    PushManager.prototype.getSubscription = async () => null;
    PushManager.prototype.subscribe = async (options) => { done.asked = options.applicationServerKey; return fresh; };
    let lasting;
    const event = new Event("pushsubscriptionchange");
    Object.assign(event, { oldSubscription: null, newSubscription: known ? fresh : null, waitUntil: (promise) => { lasting = promise; } });
    self.dispatchEvent(event);
    await lasting;
    return done;
  }, { ...given, endpoint, known });
  const address = `http://127.0.0.1:${elsewhere.address().port}`;
  const { asked, dropped } = await changes(`${address}/first`, false);
  assert.equal(asked, await page.evaluate(() => localStorage.getItem("subscribed")), "asked for with the key of this installation");
  assert.equal(dropped, false);
  assert.deepEqual(await changes(`${address}/second`, true), { asked: "", dropped: false }, "one that the browser made itself is taken");
  await page.goto(`${home}/notifications`);
  await page.getByText("Notifications are on for this device.").waitFor();
  assert.equal(await page.getByText("this device", { exact: true }).count(), 1);
  assert.equal(await page.getByLabel("A ticket that I have is nearly or already overdue").isChecked(), false, "it is told of the same as before");
  await page.goto(`${base}/tickets/1`);
  await page.keyboard.press("c");
  await page.locator("#status", { hasText: "Claimed" }).waitFor();
  const post = once(elsewhere, "request", { signal: AbortSignal.timeout(30_000) });
  await mine.locator(".composer textarea").fill("Is anybody there?");
  await mine.locator(".composer textarea").press("Enter");
  const [request] = await post;
  assert.equal(request.url, "/second");
  elsewhere.close();

  // What the browser forgot is said; off is off in both places.
  await page.goto(`${home}/notifications`);
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await page.getByText("This browser has forgotten").waitFor();
  await accessible(page, "notifications that were forgotten");
  await shot(page, "person-notifications-forgotten");
  await page.getByRole("button", { name: "Switch off" }).click();
  await page.getByText("Notifications are off on this device.").waitFor();
  assert.equal(await page.getByText("Your devices").count(), 0);
  assert.equal((await changes(given.endpoint, true)).dropped, true, "nobody is to be told here: there is no address either");
  for (const person of [member, staff]) assert.deepEqual(person.strangers, []);
});
