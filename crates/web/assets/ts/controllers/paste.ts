import { Controller } from "@hotwired/stimulus";

interface Embed {
  title?: unknown;
  description?: unknown;
  color?: unknown;
}

interface Message extends Embed {
  content?: unknown;
  embeds?: Embed[];
  embed?: Embed;
  components?: { components?: { label?: unknown; style?: unknown }[] }[];
}

const STYLES: Record<number, string> = { 1: "primary", 2: "secondary", 3: "success", 4: "danger" };

// What begins as an address is meant as one.
const LINK = /^<?https?:\/\//i;

// Takes a message by its link, or as JSON, as embed builders and Discord itself write it, into the form of a panel. Buttons go to the types whose names they bear.
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
      const token = this.element.closest("form")?.querySelector<HTMLInputElement>("input[name=csrf]")?.value ?? "";
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
    const embed = message.embeds?.[0] ?? message.embed ?? { title: message.title, description: message.description, color: message.color };
    const form = this.element.closest("form")!;
    const put = (name: string, value: unknown) => {
      const field = form.elements.namedItem(name);
      if (typeof value !== "string" || !(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return;
      field.value = value.slice(0, field.maxLength > 0 ? field.maxLength : undefined);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    };
    put("title", embed.title);
    put("text", embed.description ?? message.content);
    if (typeof embed.color === "number") {
      put("color", `#${embed.color.toString(16).padStart(6, "0")}`);
      const on = form.querySelector<HTMLInputElement>("#color-on");
      if (on) on.checked = true;
    }
    const buttons = (message.components ?? []).flatMap((row) => row.components ?? []);
    const missed = buttons.filter((button) => !this.button(form, button));
    form.dispatchEvent(new Event("input", { bubbles: true }));
    const names = missed.map((one) => String(one.label ?? "?")).join(", ");
    this.saidTarget.textContent = missed.length === 0 ? (words.yes ?? "") : (words.missed ?? "").replace("{names}", names);
  }

  // The row of the type that the button names takes its colour.
  private button(form: HTMLFormElement, button: { label?: unknown; style?: unknown }): boolean {
    const label = String(button.label ?? "").trim().toLowerCase();
    const rows = [...form.querySelectorAll<HTMLSelectElement>('select[name$="-type"]')];
    const row = rows.find((one) => {
      const named = one.closest("fieldset")?.querySelector<HTMLInputElement>('[name$="-label"]')?.value.trim().toLowerCase();
      return label !== "" && (named === label || one.selectedOptions[0]?.text.toLowerCase().endsWith(label));
    });
    const style = row?.closest("fieldset")?.querySelector<HTMLSelectElement>('[name$="-style"]');
    if (style && typeof button.style === "number") style.value = STYLES[button.style] ?? style.value;
    return row !== undefined;
  }

  private read(): Message | undefined {
    try {
      const read = JSON.parse(this.boxTarget.value) as Message | Message[] | { messages?: { data?: Message }[] };
      const one = Array.isArray(read) ? read[0] : "messages" in read && read.messages ? read.messages[0]?.data : (read as Message);
      const has = one && (one.embeds?.length || one.embed || one.title || one.description || one.content);
      return has ? one : undefined;
    } catch {
      return undefined;
    }
  }
}
