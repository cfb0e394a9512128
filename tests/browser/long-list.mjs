// Prints what a list of a hundred thousand tickets costs a browser and the server, as it is scrolled on. Not a test of the suite:
//   node --test tests/browser/long-list.mjs
// GUILDHALL_ROWS says over how many rows (10,000). It needs Python for its SQLite.
import "./with-year.mjs";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { dashboard, folder, someone } from "./hall.mjs";

const wanted = Number(process.env.GUILDHALL_ROWS ?? 10_000);
const all = 100_000;
const copies = `
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], timeout=60)
columns = [row[1] for row in db.execute("PRAGMA table_info(ticket)")]
here, most = db.execute("SELECT COUNT(*), MAX(number) FROM ticket").fetchone()
for copy in range(1, int(sys.argv[2]) // here + 1):
    far, ago = copy * most, copy * 366 * 86400000
    new = {"number": f"number + {far}", "last_at": f"last_at - {ago}", "opened_at": f"opened_at - {ago}", "closed_at": f"closed_at - {ago}",
        "body": f"json_set(body, '$.key.number', number + {far})"}
    values = ", ".join(new.get(one, one) for one in columns)
    db.execute(f"INSERT INTO ticket SELECT {values} FROM ticket WHERE is_open = 0 AND number <= {most}")
db.commit()
print(db.execute("SELECT COUNT(*) FROM ticket").fetchone()[0])
`;
const middle = (times) => Math.round(times.toSorted((a, b) => a - b)[times.length >> 1]);

test("a long list", { timeout: 3_000_000 }, async () => {
  const staff = await someone("Ingrid");
  const page = await dashboard(staff);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.getByRole("link", { name: /Harbor Lights/ }).first().click();
  await page.locator(".queue").waitFor();
  const base = page.url().match(/^.*\/g\/\d+/)[0];
  console.log("tickets", execFileSync("python3", ["-c", copies, join(folder, "guildhall.db"), String(all)]).toString().trim());
  await page.goto(`${base}/tickets?show=closed`);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  const cost = async (rows) => {
    await cdp.send("HeapProfiler.collectGarbage");
    const { metrics } = await cdp.send("Performance.getMetrics");
    const of = (name) => metrics.find((one) => one.name === name).value;
    const elements = await page.$eval(".queue-rows", (one) => one.querySelectorAll("*").length);
    console.log(`${rows} rows: ${elements} elements of the list, ${of("Nodes")} nodes in all, ${(of("JSHeapUsedSize") / 1e6).toFixed(1)} MB of script`);
  };
  const times = [];
  let rows = 50;
  for (; rows < wanted; rows += 50) {
    if ([50, 1_000, 5_000].includes(rows)) await cost(rows);
    times.push(await page.evaluate(async () => {
      const list = document.querySelector(".queue-rows");
      const { scrollHeight } = list;
      const began = performance.now();
      list.scrollTo(0, scrollHeight);
      while (list.scrollHeight <= scrollHeight || list.ariaBusy) await new Promise((done) => requestAnimationFrame(done));
      return performance.now() - began;
    }));
  }
  await cost(rows);
  console.log(`a stretch, from its end being seen: ${middle(times.slice(0, 20))} ms the first 20, ${middle(times.slice(-20))} ms the last`);
  const last = await page.locator(".row-item").last().getAttribute("aria-posinset");
  assert.equal(Number(last), rows);

  // A live update, and coming back to it.
  const update = await page.evaluate(async () => {
    const list = document.querySelector(".queue-rows");
    const fresh = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    const began = performance.now();
    document.dispatchEvent(new CustomEvent("turbo:before-render", { detail: { newBody: fresh.body, renderMethod: "morph" } }));
    document.dispatchEvent(new CustomEvent("turbo:morph"));
    list.dispatchEvent(new CustomEvent("further:changed", { bubbles: true }));
    return performance.now() - began;
  });
  console.log(`what the list does at a live update: ${update.toFixed(1)} ms`);

  // What it costs the server, near and far.
  const next = await page.$eval("[data-further-target=more] a", (link) => link.href);
  for (const [name, number] of [["at the beginning", 0], ["after all", 1]]) {
    const after = new URL(next);
    if (number === 1) after.searchParams.set("after", after.searchParams.get("after").replace(/^-?\d+/, (at) => String(Number(at) - 30 * 366 * 86_400_000)));
    else after.searchParams.delete("after");
    const taken = await page.evaluate(async (link) => {
      const times = [];
      for (let at = 0; at < 15; at += 1) {
        const began = performance.now();
        await (await fetch(link)).text();
        times.push(performance.now() - began);
      }
      return times;
    }, `${after.href}&further=true`);
    console.log(`the server, ${name}: ${middle(taken)} ms`);
  }
});
