import { Controller } from "@hotwired/stimulus";
import type Builder from "./builder";

interface Embed {
  title?: unknown;
  description?: unknown;
  color?: unknown;
  fields?: { name?: unknown; value?: unknown }[];
}

interface Component {
  type?: unknown;
  label?: unknown;
  style?: unknown;
  content?: unknown;
  placeholder?: unknown;
  options?: { label?: unknown }[];
  components?: Component[];
  accessory?: Component;
}

interface Message extends Embed {
  content?: unknown;
  embeds?: Embed[];
  embed?: Embed;
  components?: Component[];
}

// What a message offers, and what is written between its components.
interface Offered {
  offers: { label: string; style?: unknown }[];
  texts: unknown[];
  menu?: Component;
}

// Types of components, and styles of buttons (Discord: components/reference).
const BUTTON = 2;
const MENU = 3;
const TEXT = 10;
const STYLES: Record<number, string> = { 1: "primary", 2: "secondary", 3: "success", 4: "danger" };

// What begins as an address is meant as one.
const LINK = /^<?(https?:\/\/|((www|ptb|canary)\.)?discord(app)?\.com\/)/i;

const text = (value: unknown): string => (typeof value === "string" ? value.trim() : "");

// Takes a message by its link, or as JSON, as embed builders and Discord itself write it, into the form of a panel: the first title and colour,
// all texts as one. Buttons and entries of menus go to the types whose names they bear.
export default class Paste extends Controller<HTMLElement> {
  static targets = ["box", "said", "button"];
  static values = { url: String };
  declare readonly boxTarget: HTMLTextAreaElement;
  declare readonly saidTarget: HTMLElement;
  declare readonly buttonTarget: HTMLButtonElement;
  declare readonly urlValue: string;

  async take(): Promise<void> {
    const given = this.boxTarget.value.trim();
    if (LINK.test(given)) await this.follow(given);
    else this.put(this.read());
  }

  // The server reads the message behind a link.
  private async follow(link: string): Promise<void> {
    const words = this.saidTarget.dataset;
    this.saidTarget.textContent = words.reading ?? "";
    this.buttonTarget.disabled = true;
    try {
      const token = this.form.querySelector<HTMLInputElement>("input[name=csrf]")?.value ?? "";
      const answer = await fetch(this.urlValue, { method: "POST", body: new URLSearchParams({ link }), headers: { "x-csrf-token": token } });
      const { message, why } = (await answer.json()) as { message?: Message; why?: string };
      if (message) this.put(message);
      else this.saidTarget.textContent = why ?? words.later ?? "";
    } catch {
      this.saidTarget.textContent = words.later ?? "";
    } finally {
      this.buttonTarget.disabled = false;
    }
  }

  private put(message: Message | undefined): void {
    const words = this.saidTarget.dataset;
    if (!message) {
      this.saidTarget.textContent = words.no ?? "";
      return;
    }
    const { form } = this;
    const embeds = message.embeds?.length ? message.embeds : [message.embed ?? { title: message.title, description: message.description, color: message.color }];
    const found: Offered = { offers: [], texts: [] };
    this.gather(message.components, found);
    const cut = [
      this.fill("title", text(embeds.find((one) => text(one.title))?.title)),
      this.fill("text", written(message.content, embeds, found.texts)),
      this.fill("placeholder", text(found.menu?.placeholder)),
    ].includes(true);
    const color = embeds.find((one) => typeof one.color === "number")?.color as number | undefined;
    if (color !== undefined) {
      this.fill("color", `#${color.toString(16).padStart(6, "0")}`);
      const on = form.querySelector<HTMLInputElement>("#color-on");
      if (on) on.checked = true;
    }
    const layout = form.elements.namedItem("layout");
    if (layout instanceof HTMLSelectElement && found.offers.length > 0) {
      layout.value = found.menu ? "menu" : "buttons";
      layout.dispatchEvent(new Event("change", { bubbles: true }));
    }
    const missed = found.offers.filter((one) => !this.offer(one));
    form.dispatchEvent(new Event("input", { bubbles: true }));
    const names = missed.map((one) => one.label || "?").join(", ");
    const said = missed.length === 0 ? words.yes : words.missed?.replace("{names}", names);
    this.saidTarget.textContent = [said, cut ? words.cut : ""].filter(Boolean).join(" ");
  }

  // Whether what is put into a field had to be cut.
  private fill(name: string, value: string): boolean {
    const field = this.form.elements.namedItem(name);
    if (value === "" || !(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return false;
    const most = field.maxLength > 0 ? field.maxLength : value.length;
    field.value = value.slice(0, most);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    return value.length > most;
  }

  // Wherever they are nested.
  private gather(components: Component[] | undefined, found: Offered): void {
    for (const one of components ?? []) {
      if (one.type === BUTTON) found.offers.push({ label: text(one.label), style: one.style });
      else if (one.type === MENU) {
        found.menu ??= one;
        found.offers.push(...(one.options ?? []).map((option) => ({ label: text(option.label) })));
      } else if (one.type === TEXT) found.texts.push(one.content);
      else {
        this.gather(one.components, found);
        if (one.accessory) this.gather([one.accessory], found);
      }
    }
  }

  // The row of the type that is named takes the colour; a type that has no row gets one.
  private offer({ label, style }: Offered["offers"][number]): boolean {
    const row = this.row(label);
    const colors = row?.querySelector<HTMLSelectElement>('[name$="-style"]');
    if (colors && typeof style === "number") colors.value = STYLES[style] ?? colors.value;
    return row !== undefined;
  }

  private row(label: string): HTMLElement | undefined {
    const same = (name: string | undefined) => label !== "" && name?.trim().toLowerCase() === label.toLowerCase();
    // An emoji stands before the name.
    const named = (option: HTMLOptionElement | undefined) => same(option?.text) || same(option?.text.trim().replace(/^\S+\s+/, ""));
    const kind = (row: Element | undefined) => row?.querySelector<HTMLSelectElement>('select[name$="-type"]') ?? undefined;
    const rows = [...this.form.querySelectorAll<HTMLElement>('[data-builder-target~="item"]')];
    const there = rows.find((row) => same(row.querySelector<HTMLInputElement>('[name$="-label"]')?.value) || named(kind(row)?.selectedOptions[0]));
    const template = this.form.querySelector<HTMLTemplateElement>("template[data-builder-target=template]")?.content.firstElementChild ?? undefined;
    const option = [...(kind(template)?.options ?? [])].find(named);
    if (there || !option) return there;
    const builder = this.application.getControllerForElementAndIdentifier(this.form, "builder") as Builder | null;
    const added = builder?.append();
    const select = kind(added);
    if (select) select.value = option.value;
    return added;
  }

  private get form(): HTMLFormElement {
    return this.element.closest("form")!;
  }

  private read(): Message | undefined {
    try {
      const read = JSON.parse(this.boxTarget.value) as Message | Message[] | { messages?: { data?: Message }[] };
      const one = Array.isArray(read) ? read[0] : "messages" in read && read.messages ? read.messages[0]?.data : (read as Message);
      const has = one && (one.embeds?.length || one.embed || one.title || one.description || one.content || one.components?.length);
      return has ? one : undefined;
    } catch {
      return undefined;
    }
  }
}

// A panel has one text: everything that the message says, but for the title of its first embed.
function written(content: unknown, embeds: Embed[], texts: unknown[]): string {
  const first = embeds.find((one) => text(one.title));
  const bold = (value: unknown) => (text(value) ? `**${text(value)}**` : "");
  const parts = embeds.flatMap((one) => [
    one === first ? "" : bold(one.title),
    text(one.description),
    ...(one.fields ?? []).map((field) => [bold(field.name), text(field.value)].filter(Boolean).join("\n")),
  ]);
  return [text(content), ...parts, ...texts.map(text)].filter(Boolean).join("\n\n");
}
