// Staff at work with the keyboard: many tickets at once, taking back, views of their own, who else is there, macros.
// Screenshots go to the folder that GUILDHALL_SHOTS names.
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, dashboard, opens, portal, shot, someone } from "./hall.mjs";

const wide = { width: 1440, height: 900 };
const phone = { width: 360, height: 740 };
const fits = (page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
let base, staff, inbox, member;

/** A look in every way: axe and a picture in light and dark, a picture at phone width, and again in German. */
async function looks(page, name) {
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await accessible(page, `${name} in ${colorScheme}`);
    await shot(page, `${name}-${colorScheme}`);
  }
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await page.setViewportSize(phone);
  assert.ok(await fits(page), `${name} sticks out on a phone`);
  await shot(page, `${name}-phone`);
  await page.setViewportSize(wide);
}

test("tickets to work on", { timeout: 120_000 }, async () => {
  member = await someone("Mia");
  const { mine, base: at } = await portal(member);
  base = at;
  for (const title of ["The fog never lifts", "A lantern is broken", "Oil is running out"]) {
    await opens(mine, base, title);
  }
  staff = await someone("Beth");
  inbox = await dashboard(staff);
  await inbox.setViewportSize(wide);
});

test("many at once, and back", { timeout: 120_000 }, async () => {
  await inbox.goto(`${base}/tickets`);
  await inbox.keyboard.press("j");
  await inbox.keyboard.press("x");
  await inbox.getByText("1 selected").waitFor();
  await inbox.getByLabel("Select #1").click({ modifiers: ["Shift"] });
  await inbox.getByText("3 selected").waitFor();
  await looks(inbox, "bulk-bar");
  await inbox.keyboard.press("p");
  await inbox.getByRole("button", { name: "Urgent" }).click();
  const dialog = inbox.locator("#bulk-dialog");
  await dialog.getByRole("heading", { name: "Set 3 tickets to Urgent" }).waitFor();
  await looks(inbox, "bulk-rehearsal");
  await inbox.keyboard.press("Enter");
  await inbox.locator("#batches").getByText("The priority of 3 tickets was changed.").waitFor();
  await inbox.locator(".item .priority-urgent").nth(2).waitFor();
  await looks(inbox, "toast");
  await inbox.keyboard.press("u");
  await inbox.locator("#batches").getByText("3 changes are undone.").waitFor();
  await inbox.waitForFunction(() => document.querySelectorAll(".item .priority-urgent").length === 0);
  assert.equal(await inbox.locator(".bulk-bar:visible").count(), 0, "nothing is left selected");
  await inbox.locator(".queue.selectable .row-check").first().waitFor();

  // One ticket, taken back with Ctrl and Z.
  await inbox.goto(`${base}/tickets/2`);
  await inbox.keyboard.press("c");
  await inbox.getByText("You have this ticket now.").waitFor();
  await inbox.locator("#status", { hasText: "Claimed" }).waitFor();
  await inbox.keyboard.press("Control+z");
  await inbox.locator("#status", { hasText: "Open" }).waitFor();

  // The table: all of the page by one box; those who are refused are named with the reason.
  await inbox.keyboard.press("c");
  await inbox.locator("#status", { hasText: "Claimed" }).waitFor();
  await inbox.goto(`${base}/all`);
  await inbox.getByLabel("Select all on this page").check();
  await inbox.getByText("3 selected").waitFor();
  await looks(inbox, "bulk-table");
  await inbox.keyboard.press("c");
  await dialog.getByText("You have this ticket already.").waitFor();
  await looks(inbox, "bulk-refused");
  await dialog.getByRole("button", { name: "Claim 2 tickets" }).click();
  await inbox.locator("#batches").getByText("You have 2 tickets now.").waitFor();
  assert.deepEqual(staff.strangers, []);
});

test("views of one's own", { timeout: 120_000 }, async () => {
  await inbox.goto(`${base}/tickets?show=open&q=lantern`);
  const keep = async (name, shared) => {
    await inbox.locator(".views").getByRole("button", { name: "Save this view" }).click();
    await inbox.getByLabel("Name").fill(name);
    await inbox.getByRole("button", { name: "🔥" }).click();
    if (shared) await inbox.getByLabel("For everyone on the team").check();
  };
  await keep("Lanterns");
  await looks(inbox, "view-keep");
  await inbox.getByRole("button", { name: "Save view" }).click();
  await inbox.locator(".views").getByRole("link", { name: /Lanterns/ }).waitFor();
  await inbox.goto(`${base}/tickets?show=mine`);
  await keep("On my bench");
  await inbox.getByRole("button", { name: "Save view" }).click();
  await inbox.getByText("The view is saved.").waitFor();
  await looks(inbox, "views-pane");
  await inbox.goto(`${base}/reports`);
  await inbox.keyboard.press("Control+k");
  await inbox.keyboard.type("lanterns");
  await inbox.getByRole("option", { name: /Lanterns/ }).waitFor();
  await inbox.keyboard.press("Enter");
  await inbox.waitForURL(/q=lantern/);

  // In order by the keyboard, and by the pointer.
  await inbox.getByRole("link", { name: "Arrange" }).click();
  const names = () => inbox.locator(".views-line input[name^=name-]").evaluateAll((all) => all.map((one) => one.value));
  await inbox.getByRole("button", { name: "Move: Lanterns", exact: true }).focus();
  await inbox.keyboard.press("ArrowDown");
  assert.deepEqual(await names(), ["On my bench", "Lanterns"]);
  assert.equal(await inbox.locator("[data-drag-target=said]").textContent(), "Place 2 of 2");
  await looks(inbox, "views-manage");
  const [from, to] = await Promise.all(["Lanterns", "On my bench"].map((name) => inbox.getByRole("button", { name: `Move: ${name}`, exact: true }).boundingBox()));
  await inbox.mouse.move(from.x + 9, from.y + 9);
  await inbox.mouse.down();
  await inbox.mouse.move(to.x + 9, to.y + 2, { steps: 5 });
  await inbox.mouse.up();
  assert.deepEqual(await names(), ["Lanterns", "On my bench"]);
  await inbox.getByRole("button", { name: "Save" }).click();
  await inbox.getByText("The views are saved.").waitFor();
  await inbox.getByRole("button", { name: "Remove: On my bench" }).click();
  await inbox.getByText("The view is removed.").waitFor();
  await inbox.goto(`${base}/tickets`);
  assert.deepEqual(await inbox.locator(".views .view bdi").allTextContents(), ["Lanterns"]);
});

test("who else is there, and the guard before sending", { timeout: 120_000 }, async () => {
  const other = await someone("Ingrid");
  const hers = await dashboard(other);
  await inbox.goto(`${base}/tickets/1`);
  await inbox.getByRole("textbox", { name: /Reply to/ }).fill("Let me look into");
  await hers.goto(`${base}/tickets/1`);
  await inbox.locator("#presence").getByText("Ingrid is looking at this too").waitFor();
  await hers.locator("#presence").getByText("Beth is").waitFor();
  await hers.getByRole("textbox", { name: /Reply to/ }).pressSequentially("I am on it");
  await inbox.locator("#presence").getByText("Ingrid is writing").waitFor();
  await looks(inbox, "presence");
  // Beth is writing too: the guard says so, and Ctrl and Enter send all the same.
  await inbox.getByRole("textbox", { name: /Reply to/ }).press("End");
  await inbox.keyboard.type(" it");
  await hers.keyboard.press("Enter");
  await hers.locator("#guard").getByText("Beth is writing").waitFor();
  await hers.keyboard.press("Control+Enter");
  await hers.locator("#conversation").getByText("I am on it").waitFor();
  // Her answer came while Beth wrote: it is shown before anything is sent, and what was written stays.
  await inbox.keyboard.press("Enter");
  await inbox.locator("#guard").getByText("Ingrid replied:").waitFor();
  assert.equal(await inbox.getByRole("textbox", { name: /Reply to/ }).inputValue(), "Let me look into it");
  assert.equal(await inbox.locator("#conversation").getByText("Let me look into it").count(), 0);
  await looks(inbox, "guard");
  await inbox.getByRole("button", { name: "Write on" }).click();
  await inbox.keyboard.type(", thanks Ingrid");
  await inbox.keyboard.press("Enter");
  await inbox.locator("#conversation").getByText("Let me look into it, thanks Ingrid").waitFor();
  // The stroke that closes is held up by the guard as well: its button says so, and nothing is sent or closed until then.
  await inbox.getByRole("textbox", { name: /Reply to/ }).pressSequentially("Done");
  await inbox.locator("#presence").getByText("Ingrid is looking at this too").waitFor();
  await hers.getByRole("textbox", { name: /Reply to/ }).fill("So do I");
  await hers.keyboard.press("Enter");
  const held = hers.locator("#guard");
  await held.or(hers.locator("#conversation").getByText("So do I")).first().waitFor();
  if (await held.count()) await hers.keyboard.press("Control+Enter");
  await inbox.locator("#conversation").getByText("So do I").waitFor();
  await inbox.keyboard.press("Control+Enter");
  await inbox.locator("#guard").getByRole("button", { name: /Send anyway and close/ }).waitFor();
  await looks(inbox, "guard-close");
  await inbox.getByRole("button", { name: "Write on" }).click();
  assert.equal(await inbox.locator("#conversation").getByText("Done", { exact: true }).count(), 0);
  await inbox.getByRole("textbox", { name: /Reply to/ }).fill("");
  await hers.close();
  await inbox.locator("#presence").getByText("Ingrid").waitFor({ state: "detached" });
  assert.deepEqual(other.strangers, []);
});

test("macros", { timeout: 120_000 }, async () => {
  const owner = await someone("Ingrid");
  const setup = await dashboard(owner);
  await setup.setViewportSize(wide);
  await setup.goto(`${base}/settings/macros/new`);
  await setup.getByLabel("Name").fill("Done and thanks");
  await setup.locator("textarea").first().fill("Hello {{member.name}}, that is done.");
  const add = async (kind) => {
    await setup.getByRole("button", { name: "Add an act" }).click();
    await setup.locator(".macro-kind").last().selectOption(kind);
  };
  await add("close");
  await add("priority");
  await setup.locator("[name$=-level]").last().selectOption("high");
  // Closing comes last: the handle is moved with the keyboard.
  await setup.getByRole("button", { name: "Move", exact: true }).last().focus();
  await setup.keyboard.press("ArrowUp");
  assert.deepEqual(await setup.locator(".macro-kind").evaluateAll((all) => all.map((one) => one.value)), ["reply", "priority", "close"]);
  await looks(setup, "macro-edit");
  await setup.getByRole("button", { name: "Save" }).click();
  await setup.getByText("The setup is saved.").waitFor();
  await looks(setup, "macro-list");

  await inbox.goto(`${base}/tickets/3`);
  await inbox.keyboard.press("\\");
  await inbox.getByRole("combobox", { name: "Find a macro" }).pressSequentially("thanks");
  await looks(inbox, "macro-choose");
  await inbox.keyboard.press("Enter");
  await inbox.getByText("Hello Mia, that is done.").waitFor();
  await looks(inbox, "macro-preview");
  await inbox.getByRole("button", { name: "Run macro" }).click();
  // It stays for seconds only, so it is looked for first.
  await inbox.getByText("The macro was run.").waitFor();
  await inbox.locator("#status", { hasText: /Closed|Archived/ }).waitFor();
  await inbox.locator("#conversation").getByText("Hello Mia, that is done.").waitFor();
  await inbox.keyboard.press("u");
  await inbox.locator("#status", { hasText: /Open|Claimed/ }).waitFor();

  // From the palette as well, by its name.
  await inbox.keyboard.press("Control+k");
  await inbox.keyboard.type("done and");
  await inbox.getByRole("option", { name: /Done and thanks/ }).waitFor();
  await inbox.keyboard.press("Enter");
  await inbox.getByRole("button", { name: "Run macro" }).waitFor();
  await inbox.keyboard.press("Escape");
  assert.deepEqual(owner.strangers, []);
});

test("people and emoji while writing", { timeout: 120_000 }, async () => {
  await inbox.goto(`${base}/tickets/2`);
  const field = inbox.getByRole("textbox", { name: /Reply to/ });
  await field.pressSequentially("Hi @mi");
  await inbox.locator("#insert-2").getByRole("option", { name: /Mia/ }).waitFor();
  await looks(inbox, "composer-mention");
  await inbox.keyboard.press("Enter");
  assert.match(await field.inputValue(), /^Hi <@\d+> $/);
  await field.pressSequentially(":rock");
  await inbox.locator("#insert-2").getByRole("option", { name: /rocket/ }).waitFor();
  await inbox.keyboard.press("Tab");
  assert.match(await field.inputValue(), /🚀 $/u);
  await inbox.locator("#composer-2").getByLabel("Emoji", { exact: true }).click();
  await looks(inbox, "composer-emoji");
  await inbox.getByRole("button", { name: "tada" }).click();
  assert.match(await field.inputValue(), /🚀 🎉$/u);
  await inbox.keyboard.press("Enter");
  await inbox.locator("#conversation").getByText("@Mia").last().waitFor();

  // A note cannot be taken for a reply: the whole field is another, and so is what sends it.
  await inbox.keyboard.press("Escape");
  await inbox.keyboard.press("n");
  await inbox.getByText("Only staff see this").or(inbox.locator(".note-hint")).first().waitFor();
  await inbox.getByRole("button", { name: "Keep note" }).waitFor();
  await looks(inbox, "composer-note");
});

test("writing on while words are on their way", { timeout: 120_000 }, async () => {
  await inbox.goto(`${base}/tickets/2`);
  const field = inbox.getByRole("textbox", { name: /Reply to/ });
  const said = inbox.locator("#conversation");
  let arrive;
  const road = new Promise((resolve) => { arrive = resolve; });
  await inbox.route("**/tickets/2/messages", async (route) => {
    await road;
    await route.continue();
  });
  await field.fill("The lamp is on its way.");
  await inbox.keyboard.press("Enter");
  await inbox.keyboard.type(" It burns.");
  await inbox.keyboard.press("Enter");
  arrive();
  await said.getByText("The lamp is on its way.", { exact: true }).waitFor();
  await inbox.waitForFunction(() => document.querySelector(".composer textarea").value === " It burns.");
  await inbox.keyboard.press("Enter");
  await said.getByText("It burns.", { exact: true }).waitFor();

  // Who goes elsewhere is not called back by what arrives, and a note that was begun does not become a reply.
  await inbox.keyboard.press("Escape");
  await inbox.keyboard.press("n");
  await inbox.keyboard.type("She was patient.");
  await inbox.keyboard.press("Enter");
  await inbox.locator("#composer-2").getByLabel("Emoji", { exact: true }).focus();
  await said.getByText("She was patient.", { exact: true }).waitFor();
  await inbox.waitForFunction(() => !document.querySelector(".composer [data-composer-target=send]").disabled);
  assert.equal(await field.evaluate((one) => one === document.activeElement), false);
  await inbox.unroute("**/tickets/2/messages");
});

test("who leaves the field as something arrives is not called back to it", { timeout: 120_000 }, async () => {
  const other = await dashboard(staff);
  await other.goto(`${base}/tickets/2`);
  const page = await other.context().newPage();
  // The next picture of the page can be held back, as on a busy machine.
  await page.addInitScript(() => {
    const draw = window.requestAnimationFrame.bind(window);
    let held;
    window.requestAnimationFrame = (act) => (held ? held.push(act) : draw(act));
    window.freeze = () => (held = []);
    window.thaw = () => {
      const acts = held;
      held = undefined;
      return new Promise((done) => draw(() => (acts.forEach((act) => act(performance.now())), setTimeout(done))));
    };
    window.hinted = new Promise((done) => document.addEventListener("turbo:before-stream-render", ({ detail }) => {
      if (held && detail.newStream.getAttribute("action") === "refresh") done();
    }));
  });
  await page.goto(`${base}/tickets/2`);
  const field = page.getByRole("textbox", { name: /Reply to/ });
  await field.focus();
  await page.evaluate(() => window.freeze());
  await other.keyboard.press("r");
  await other.keyboard.type("One more lamp.");
  await other.keyboard.press("Enter");
  await page.evaluate(() => window.hinted);
  await page.keyboard.press("Escape");
  await page.evaluate(() => window.thaw());
  assert.equal(await field.evaluate((one) => one === document.activeElement), false);
  await page.keyboard.press("n");
  await page.keyboard.type("Not for the member.");
  await page.keyboard.press("Enter");
  await page.locator("#conversation .t-note").getByText("Not for the member.", { exact: true }).waitFor();
  await other.close();
  await page.close();
});

/** Hints are counted, and what brings them can be cut off without the page noticing. */
const countsHints = (page) => page.addInitScript(() => {
  const streams = [];
  window.EventSource = class extends EventSource {
    constructor(...all) {
      super(...all);
      streams.push(this);
    }
  };
  window.deafen = () => streams.forEach((one) => one.close());
  window.hints = 0;
  document.addEventListener("turbo:before-stream-render", ({ detail }) => {
    if (detail.newStream.getAttribute("action") === "refresh") window.hints += 1;
  });
});

// Proves: P131
test("what comes while the page is fetched is shown as well", { timeout: 120_000 }, async () => {
  const page = await dashboard(staff);
  await countsHints(page);
  await page.goto(`${base}/tickets`);
  await page.locator(".item").nth(2).waitFor();
  // The page that is asked for first is answered at once, and arrives after the next hint.
  let fetched, release;
  const answered = new Promise((resolve) => (fetched = resolve));
  const late = new Promise((resolve) => (release = resolve));
  await page.route(/\/tickets$/, async (route) => {
    const answer = await route.fetch();
    fetched();
    await late;
    await route.fulfill({ response: answer });
  }, { times: 1 });
  const other = await dashboard(staff);
  const raise = async (number) => {
    await other.goto(`${base}/tickets/${number}`);
    await other.keyboard.press("!");
    await other.getByText(/changed the priority .* to Urgent/).last().waitFor();
  };
  await raise(1);
  await answered;
  const before = await page.evaluate(() => window.hints);
  await raise(3);
  await page.waitForFunction((before) => window.hints > before, before);
  // Nothing that comes later makes up for it: what was to become of the hint has become of it two frames later.
  await page.evaluate(() => {
    window.deafen();
    return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  });
  release();
  await page.locator(".item .priority-urgent").nth(1).waitFor();
  await other.close();
  await page.close();
});

// Proves: P131
test("what comes just before the answer to a form is shown after it", { timeout: 120_000 }, async () => {
  const page = await dashboard(staff);
  await countsHints(page);
  await page.goto(`${base}/tickets/2`);
  await page.getByRole("textbox", { name: /Reply to/ }).waitFor();
  // The page that a form leads to is answered at once, and arrives after the hint.
  const wire = await page.context().newCDPSession(page);
  const answered = new Promise((resolve) => {
    wire.on("Fetch.requestPaused", ({ requestId, request }) => {
      if (request.method === "GET") resolve(requestId);
      else void wire.send("Fetch.continueRequest", { requestId });
    });
  });
  await wire.send("Fetch.enable", { patterns: [{ urlPattern: "*/tickets/2*", requestStage: "Response" }] });
  await page.locator("h1").click();
  await page.keyboard.press("!");
  const answer = await answered;
  const other = await dashboard(staff);
  await other.goto(`${base}/tickets/2`);
  await other.keyboard.press("n");
  await other.keyboard.type("Written meanwhile.");
  await other.keyboard.press("Enter");
  await other.locator("#conversation").getByText("Written meanwhile.").waitFor();
  await page.waitForFunction(() => window.hints > 0);
  // Nothing that comes later makes up for it.
  await page.evaluate(() => window.deafen());
  assert.equal(await page.getByText("Written meanwhile.").count(), 0, "the answer is older");
  await wire.send("Fetch.continueRequest", { requestId: answer });
  await wire.send("Fetch.disable");
  await page.locator("#conversation").getByText("Written meanwhile.").waitFor();
  await other.close();
  await page.close();
});

test("forms and panels are built by hand and by key", { timeout: 120_000 }, async () => {
  const owner = await someone("Ingrid");
  const setup = await dashboard(owner);
  await setup.setViewportSize(wide);
  await setup.goto(`${base}/settings/types`);
  await setup.locator(".card").first().click();
  await setup.locator(".modal-box").getByText("What is it about?").waitFor();
  const labels = () => setup.locator(".modal-label").allTextContents();
  const before = await labels();
  await setup.locator(".question .drag-handle").first().focus();
  await setup.keyboard.press("ArrowDown");
  assert.deepEqual(await labels(), [before[1], before[0], ...before.slice(2)]);
  await setup.locator("[name$=-label]").first().fill("When did it begin?");
  await setup.locator(".modal-box").getByText("When did it begin?").waitFor();
  await setup.locator(".form-builder").scrollIntoViewIfNeeded();
  await looks(setup, "form-builder");
  setup.on("dialog", (dialog) => void dialog.accept());

  await setup.goto(`${base}/settings/panels/1`);
  const kinds = () => setup.locator("[name$=-type]").evaluateAll((all) => all.map((one) => one.value));
  const order = await kinds();
  const handles = setup.locator(".question .drag-handle");
  await setup.locator(".question-flat").nth(1).evaluate((one) => one.scrollIntoView({ block: "center" }));
  const [first, second] = [await handles.nth(0).boundingBox(), await setup.locator(".question-flat").nth(1).boundingBox()];
  await setup.mouse.move(first.x + 9, first.y + 9);
  await setup.mouse.down();
  await setup.mouse.move(first.x + 9, second.y + second.height - 4, { steps: 8 });
  await setup.mouse.up();
  assert.deepEqual(await kinds(), order.toReversed());
  assert.equal(await setup.locator(".dragged").count(), 0);
  await setup.getByRole("heading", { name: "Buttons" }).waitFor();
  await setup.locator("#layout").selectOption("menu");
  await setup.getByRole("heading", { name: "Menu entries" }).waitFor();
  assert.equal(await setup.getByRole("heading", { name: "Buttons" }).count(), 0);
  // The bar names fields, not what is explained under them.
  await setup.locator("[name=every_type]").check();
  assert.match(await setup.locator("[data-savebar-target=list]").textContent(), /^[^.]*$/);
  await looks(setup, "panel-builder");
  assert.deepEqual(owner.strangers, []);
});

async function inGerman(page, name) {
  assert.equal(await page.getAttribute("html", "lang"), "de");
  await accessible(page, `${name} in German`);
  await shot(page, `${name}-german`);
  await page.setViewportSize(phone);
  assert.ok(await fits(page), `${name} sticks out on a phone in German`);
  await page.setViewportSize(wide);
}

test("in German too", { timeout: 90_000 }, async () => {
  const owner = await someone("Ingrid");
  const page = await dashboard(owner);
  await page.setViewportSize(wide);
  await page.setExtraHTTPHeaders({ "accept-language": "de" });
  for (const [name, path] of [["views", "/views"], ["macro", "/settings/macros/1"], ["types", "/settings/types/1"], ["ticket", "/tickets/1"]]) {
    await page.goto(base + path);
    await inGerman(page, name);
  }
  await page.goto(`${base}/tickets`);
  await page.locator(".queue [data-select-target=one]").first().dispatchEvent("click");
  await page.keyboard.press("p");
  await page.locator(".bulk-bar details[open] .option").first().click();
  await page.locator("#bulk-dialog").getByRole("link", { name: "Abbrechen" }).waitFor();
  await inGerman(page, "bulk");
});
