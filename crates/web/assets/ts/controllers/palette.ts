import { Controller } from "@hotwired/stimulus";
import { visit } from "@hotwired/turbo";
import { off, shown } from "../keymap";

interface Entry {
  label: string;
  hint: string;
  key?: string;
  href?: string;
  press?: HTMLElement;
}

// How far a label is from what was typed: nothing where it holds it, else the letters that stand between its letters.
function far(label: string, word: string): number {
  if (label.includes(word)) return 0;
  let [at, first] = [-1, -1];
  for (const letter of word) {
    at = label.indexOf(letter, at + 1);
    if (at < 0) return Infinity;
    if (first < 0) first = at;
  }
  const gaps = at - first + 1 - word.length;
  return word.length > 1 && gaps <= 2 * word.length ? 1 + gaps : Infinity;
}

const RECENT = 5;
const PAUSE = 120;

// Ctrl and K: every command of the page, every section, and tickets by words. What was used last comes first.
export default class Palette extends Controller<HTMLDialogElement> {
  static targets = ["input", "list", "none"];
  static values = { url: String };
  declare readonly inputTarget: HTMLInputElement;
  declare readonly listTarget: HTMLElement;
  declare readonly noneTarget: HTMLElement;
  declare readonly urlValue: string;
  private local: Entry[] = [];
  private shown: Entry[] = [];
  private at = 0;
  private timer?: number;
  // Whether what was typed is still being looked for; and whether the first that is found is to be gone to.
  private looking = false;
  private goes = false;

  summon(event: KeyboardEvent): void {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    if (this.element.open) {
      this.element.close();
      return;
    }
    if (document.querySelector("dialog[open]")) return;
    this.local = this.gather();
    this.inputTarget.value = "";
    this.element.showModal();
    this.look();
  }

  backdrop(event: MouseEvent): void {
    if (event.target === this.element) this.element.close();
  }

  look(): void {
    const words = this.inputTarget.value.toLowerCase().split(/\s+/).filter(Boolean);
    const recent = this.recent();
    const rank = (one: Entry) => (recent.includes(one.label) ? recent.indexOf(one.label) : recent.length);
    const found = this.local.map((one) => ({ one, far: words.reduce((sum, word) => sum + far(one.label.toLowerCase(), word), 0) }));
    const commands = found.filter(({ far }) => far < Infinity).sort((a, b) => a.far - b.far || rank(a.one) - rank(b.one)).map(({ one }) => one);
    this.draw(commands);
    window.clearTimeout(this.timer);
    this.goes = false;
    this.looking = words.length > 0;
    if (words.length > 0) this.timer = window.setTimeout(() => void this.search(commands, this.inputTarget.value), PAUSE);
  }

  key(event: KeyboardEvent): void {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && this.shown.length > 0) {
      event.preventDefault();
      this.at = (this.at + step + this.shown.length) % this.shown.length;
      this.mark();
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (this.shown.length === 0 && this.looking) this.goes = true;
      else this.run(this.shown[this.at]);
    }
  }

  private async search(commands: Entry[], asked: string): Promise<void> {
    // Without a connection there are the commands of the page.
    const answer = await fetch(`${this.urlValue}?q=${encodeURIComponent(asked)}`, { headers: { accept: "application/json" } }).catch(() => Response.error());
    if (this.inputTarget.value !== asked) return;
    this.looking = false;
    if (!answer.ok) return;
    // A view that stands on the page is there already.
    const here = new Set(commands.map((one) => one.href && new URL(one.href, location.href).href));
    const found = ((await answer.json()) as Entry[]).filter((one) => !here.has(new URL(one.href ?? "", location.href).href));
    this.draw([...commands, ...found]);
    if (this.goes) this.run(this.shown[0]);
  }

  private gather(): Entry[] {
    const seen = (one: HTMLElement) => one.checkVisibility() || one.matches("input, [data-key-hidden]");
    const commands = [...document.querySelectorAll<HTMLElement>("[data-command]")].filter(seen);
    const links = [...document.querySelectorAll<HTMLAnchorElement>(".bar-nav a, .views a, .side a")];
    return [
      ...commands.map((press) => ({ label: press.dataset.command ?? "", hint: "", key: press.dataset.key, press })),
      ...links.map((link) => ({ label: (link.querySelector("span, bdi") ?? link).textContent?.trim() ?? "", hint: "", href: link.href })),
    ];
  }

  private recent(): string[] {
    return JSON.parse(localStorage.getItem("palette-recent") ?? "[]") as string[];
  }

  private run(entry?: Entry): void {
    if (!entry) return;
    const recent = [entry.label, ...this.recent().filter((one) => one !== entry.label)].slice(0, RECENT);
    localStorage.setItem("palette-recent", JSON.stringify(recent));
    this.element.close();
    if (entry.href) visit(entry.href);
    else if (entry.press) {
      const press = entry.press;
      // The dialog gives the focus back first.
      window.setTimeout(() => press.click(), 0);
    }
  }

  private draw(entries: Entry[]): void {
    this.shown = entries;
    this.at = 0;
    this.noneTarget.hidden = entries.length > 0;
    this.listTarget.replaceChildren(
      ...entries.map((entry, index) => {
        const item = document.createElement("li");
        item.role = "option";
        item.id = `palette-${index}`;
        item.className = "palette-entry";
        const label = document.createElement("bdi");
        label.textContent = entry.label;
        item.append(label);
        if (entry.hint) {
          const hint = document.createElement("span");
          hint.className = "quiet small";
          hint.textContent = entry.hint;
          item.append(hint);
        }
        if (entry.key && entry.key.length === 1 && !off()) {
          const key = document.createElement("kbd");
          key.textContent = shown(entry.key);
          item.append(key);
        }
        item.addEventListener("click", () => this.run(entry));
        return item;
      }),
    );
    this.mark();
  }

  private mark(): void {
    [...this.listTarget.children].forEach((item, index) => {
      item.ariaSelected = String(index === this.at);
      if (index === this.at) item.scrollIntoView({ block: "nearest" });
    });
    if (this.shown.length > 0) this.inputTarget.setAttribute("aria-activedescendant", `palette-${this.at}`);
    else this.inputTarget.removeAttribute("aria-activedescendant");
  }
}
