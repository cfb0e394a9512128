import { Controller } from "@hotwired/stimulus";
import { lookAgain } from "../morph";
import { drop, flush, listen, retry, unsent, type Unsent } from "../outbox";

// Shows what was written and not sent: under the conversation that it belongs to, and elsewhere as a line that leads there.
export default class Outbox extends Controller<HTMLElement> {
  static targets = ["line"];
  declare readonly lineTarget: HTMLElement;
  private stop?: () => void;
  private readonly put = () => this.draw();
  private readonly sent = (event: Event) => {
    const page = (event as CustomEvent<string>).detail;
    if (location.pathname === page) lookAgain();
  };

  connect(): void {
    this.stop = listen(this.put);
    document.addEventListener("turbo:morph", this.put);
    document.addEventListener("outbox:sent", this.sent);
    this.draw();
    void flush();
  }

  disconnect(): void {
    this.stop?.();
    document.removeEventListener("turbo:morph", this.put);
    document.removeEventListener("outbox:sent", this.sent);
  }

  private draw(): void {
    const all = unsent();
    const place = document.querySelector<HTMLElement>("[data-outbox-place]");
    const here = all.filter((one) => one.page === location.pathname && place);
    place?.replaceChildren(...here.map((one) => this.item(one)));
    if (place) place.hidden = here.length === 0;
    if (here.length > 0) place!.dispatchEvent(new CustomEvent("outbox:drawn", { bubbles: true }));
    const elsewhere = all.filter((one) => !here.includes(one));
    const { one = "", many = "" } = this.lineTarget.dataset;
    this.lineTarget.hidden = elsewhere.length === 0;
    if (elsewhere.length === 0) return;
    const link = document.createElement("a");
    link.href = elsewhere[0].page;
    link.textContent = elsewhere.length === 1 ? one : many.replace("0", String(elsewhere.length));
    this.lineTarget.replaceChildren(link);
  }

  private item(one: Unsent): HTMLElement {
    const words = this.element.dataset;
    const item = document.createElement("li");
    item.className = `unsent unsent-${one.state}${one.note ? " unsent-note" : ""}`;
    const text = document.createElement("p");
    text.className = "unsent-text";
    text.dir = "auto";
    text.textContent = one.text;
    const state = document.createElement("p");
    state.className = "small";
    const said = { waits: words.waits, sending: words.sending, held: words.held, refused: one.why || words.refused };
    state.textContent = said[one.state] ?? "";
    const acts = document.createElement("p");
    acts.className = "row";
    const act = (label: string, does: () => void) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button-small";
      button.textContent = label;
      button.addEventListener("click", does);
      acts.append(button);
    };
    act((one.state === "held" ? words.anyway : words.again) ?? "", () => retry(one.once, one.state === "held"));
    act(words.edit ?? "", () => this.edit(one));
    act(words.drop ?? "", () => drop(one.once));
    item.append(text, state, acts);
    return item;
  }

  // Back into the field, above what stands there.
  private edit(one: Unsent): void {
    const field = document.querySelector<HTMLTextAreaElement>("[data-composer-target=text]");
    if (!field) return;
    const mode = document.querySelector<HTMLInputElement>(`.composer input[name=mode][value=${one.note ? "note" : "reply"}]`);
    if (mode) mode.checked = true;
    field.value = field.value ? `${one.text}\n${field.value}` : one.text;
    drop(one.once);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  }
}
