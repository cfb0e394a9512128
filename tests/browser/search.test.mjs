// Searching in a real browser: filters are offered while one types, what was found is marked and leads to its place, mistakes are explained.
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, dashboard, opens, portal, shot, someone } from "./hall.mjs";

const wide = { width: 1440, height: 900 };
const phone = { width: 360, height: 740 };

async function everyWay(person, url, name, act) {
  for (const scheme of ["light", "dark"]) {
    const page = await person.context.newPage();
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    for (const [size, at] of [["", wide], ["-phone", phone]]) {
      await page.setViewportSize(at);
      await page.goto(url);
      if (act) await act(page);
      await accessible(page, `${name}${size} in ${scheme}`);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${url} sticks out`);
      await shot(page, `search-${name}${size}-${scheme}`);
    }
    await page.close();
  }
}

// Proves: P88
test("words are found and followed", { timeout: 300_000 }, async () => {
  const member = await someone("Mia");
  const { mine, base } = await portal(member);
  for (const title of ["The fog never lifts", "A lantern is broken"]) {
    const words = { answer: "The harbor lantern, since the last update.", details: "I cannot see the lantern from the pier any more." };
    await opens(mine, base, title, { ...words, shown: "from the pier" });
  }
  const staff = await someone("Beth");
  const inbox = await dashboard(staff);
  await inbox.goto(`${base}/tickets/1`);
  await inbox.keyboard.press("n");
  await inbox.keyboard.type("The lantern was changed in May.");
  await inbox.keyboard.press("Enter");
  await inbox.locator("#conversation").getByText("The lantern was changed in May.").waitFor();

  // The slash goes to the field; what is typed is completed by arrow and Enter; Enter alone searches.
  await inbox.goto(`${base}/tickets`);
  await inbox.keyboard.press("/");
  const field = inbox.locator(".queue-search input[name=q]");
  await inbox.keyboard.type("lantern sta");
  // Its first letter begins some filters; the whole of it begins none.
  await inbox.waitForFunction(() => document.querySelectorAll("[role=option]").length === 0);
  await field.fill("");
  await inbox.keyboard.type("lantern is:o");
  await inbox.getByRole("option", { name: /is:open/ }).waitFor();
  await accessible(inbox, "suggestions");
  await shot(inbox, "search-suggestions-light");
  await inbox.keyboard.press("ArrowDown");
  await inbox.keyboard.press("Enter");
  assert.equal(await field.inputValue(), "lantern is:open ");
  await inbox.keyboard.press("Enter");
  await inbox.locator(".item mark").first().waitFor();
  await inbox.locator(".item", { hasText: "The fog never lifts" }).click();
  await inbox.getByRole("heading", { name: /The fog never lifts/ }).waitFor();
  assert.match(inbox.url(), /#([mn]-\d+|answers)$/, "it leads to the place");
  await inbox.locator(".reached").waitFor();

  await everyWay(staff, `${base}/tickets?q=lantern`, "inbox");
  await everyWay(staff, `${base}/search?q=lantern`, "page");
  await everyWay(staff, `${base}/all?q=lantern&status=all&priority=normal`, "table");
  await everyWay(staff, `${base}/all?status=all`, "table-plain");
  await everyWay(staff, `${base}/search?q=stauts:open`, "unclear");
  await everyWay(staff, `${base}/all?q=tag:nowhere`, "table-unclear");
  await everyWay(member, `${base}/search?q=lantern`, "member");
  await everyWay(member, `${base}/search?q=zeppelin`, "nothing");
  await mine.goto(`${base}/mine`);
  await mine.keyboard.press("/");
  await mine.keyboard.type("pier");
  await mine.keyboard.press("Enter");
  await mine.locator(".hit mark").first().waitFor();
  await mine.goto(`${base}/search?q=changed`);
  assert.equal(await mine.getByText("in May").count(), 0, "notes are for staff");
  for (const person of [member, staff]) assert.deepEqual(person.strangers, []);
});

// What is offered fits what stands in the field, however slowly answers come, whether they come, and whatever happens on the page meanwhile.
test("what is offered fits what is typed", { timeout: 300_000 }, async () => {
  const owner = await someone("Ingrid");
  const inbox = await dashboard(owner);
  await inbox.getByRole("link", { name: /Harbor Lights/ }).first().click();
  await inbox.locator(".queue-search").waitFor();
  const base = inbox.url().match(/^.*\/g\/\d+/)[0];
  const field = inbox.locator(".queue-search input[name=q]");
  const options = inbox.locator("[role=option]");
  const answers = new Map();
  const held = [];
  await inbox.route(/\/search\/suggest\?q=/, async (route) => {
    const part = new URL(route.request().url()).searchParams.get("q");
    const how = answers.get(part);
    if (how === "hold") held.push(route);
    else if (how === "fail") await route.fulfill({ status: 503, body: "busy" });
    else await route.continue();
  });
  const asks = (part) => inbox.waitForRequest((one) => new URL(one.url()).searchParams.get("q") === part && one.url().includes("/search/suggest"));
  const begin = async () => {
    await inbox.goto(`${base}/tickets`);
    await inbox.keyboard.press("/");
    await inbox.waitForFunction(() => document.activeElement?.matches(".queue-search input[name=q]"));
  };

  // An answer that comes when the word has become another is not shown.
  await begin();
  answers.set("s", "hold");
  const first = asks("s");
  await inbox.keyboard.type("s");
  await first;
  const ended = new Promise((done) => {
    for (const name of ["response", "requestfailed"]) inbox.on(name, (one) => one.url().endsWith("suggest?q=s") && done());
  });
  const second = inbox.waitForResponse((one) => one.url().endsWith("suggest?q=sta"));
  await inbox.keyboard.type("ta");
  await (await second).finished();
  // Given up in the meantime, or it comes now.
  for (const route of held) await route.continue().catch(() => {});
  await ended;
  assert.equal(await options.count(), 0, "an old answer is not shown");
  answers.delete("s");

  // What no longer fits goes at once, and does not wait for an answer that never comes.
  await begin();
  await inbox.keyboard.type("s");
  await options.first().waitFor();
  answers.set("sta", "fail").set("st", "fail");
  await inbox.keyboard.type("ta");
  assert.equal(await options.count(), 0, "what does not fit is gone");
  await field.fill("");
  answers.clear();

  // A live update between two letters takes neither the list nor what the field says of it.
  await begin();
  await inbox.keyboard.type("lantern");
  await inbox.evaluate(() => {
    document.addEventListener("turbo:morph", () => { document.documentElement.dataset.morphed = "yes"; }, { once: true });
    const hint = document.createElement("turbo-stream");
    hint.setAttribute("action", "refresh");
    document.body.append(hint);
  });
  await inbox.waitForFunction(() => document.documentElement.dataset.morphed === "yes");
  await inbox.keyboard.type(" is:o");
  await inbox.getByRole("option", { name: /is:open/ }).waitFor();
  assert.equal(await field.getAttribute("role"), "combobox");
  assert.equal(await field.getAttribute("aria-controls"), await inbox.locator("[role=listbox].suggestions").getAttribute("id"));
  assert.equal(await field.inputValue(), "lantern is:o");

  // Who leaves the field for a moment and comes back finds what was offered since.
  await field.blur();
  await field.focus();
  await inbox.keyboard.type("p");
  await inbox.getByRole("option", { name: /is:open/ }).waitFor();
  await inbox.keyboard.press("ArrowDown");
  await inbox.waitForFunction(() => document.querySelector("[role=option][aria-selected=true]"));
  await inbox.keyboard.press("Enter");
  assert.equal(await field.inputValue(), "lantern is:open ");
  assert.equal(await options.count(), 0);
});
