import { Controller } from "@hotwired/stimulus";
import { put, unreachable } from "../outbox";

// Milliseconds between two words to others that one writes.
const TOLD_EACH = 6_000;
// Somebody answered and went on: the next ticket's composer is theirs at once. Who goes elsewhere by themselves takes the focus with them.
let goesOn = false;
document.addEventListener("turbo:click", () => (goesOn = false));
// Who takes the next ticket takes it to answer it.
document.addEventListener("turbo:submit-start", (event) => {
  if ((event.target as HTMLElement).matches("[data-goes-on]")) goesOn = true;
});

// Writing: Enter sends, Shift and Enter makes a line; pictures are pasted, dropped or chosen. After sending it is empty again, and the
// next act of sending has a name of its own.
export default class Composer extends Controller<HTMLFormElement> {
  static targets = ["text", "once", "files", "list", "send", "mode", "edit", "editing", "again", "gone", "seen", "then", "failed"];
  declare readonly failedTarget: HTMLElement;
  declare readonly hasFailedTarget: boolean;
  declare readonly seenTarget: HTMLInputElement;
  declare readonly hasSeenTarget: boolean;
  declare readonly thenTarget: HTMLInputElement;
  declare readonly hasThenTarget: boolean;
  declare readonly goneTarget: HTMLInputElement;
  declare readonly editTarget: HTMLInputElement;
  declare readonly editingTarget: HTMLElement;
  declare readonly againTarget: HTMLElement;
  declare readonly hasEditTarget: boolean;
  declare readonly modeTarget: HTMLInputElement;
  declare readonly hasModeTarget: boolean;
  static values = { key: String, typing: String, sends: { type: Boolean, default: true } };
  declare readonly typingValue: string;
  private told = 0;
  private begun = false;
  // The words that are on their way.
  private under = "";
  // Whether they met no server.
  private lost = false;
  // Whether reply or note was chosen meanwhile.
  private chose = false;
  declare readonly keyValue: string;
  declare readonly sendsValue: boolean;
  private replyHint?: string;
  declare readonly textTarget: HTMLTextAreaElement;
  declare readonly onceTarget: HTMLInputElement;
  declare readonly filesTarget: HTMLInputElement;
  declare readonly listTarget: HTMLElement;
  declare readonly sendTarget: HTMLButtonElement;

  connect(): void {
    this.element.classList.add("with-script");
    // Words that were not sent are still there when the page is opened again in this window.
    if (!this.textTarget.value) this.textTarget.value = sessionStorage.getItem(this.keyValue) ?? "";
    this.grow();
    this.offer();
    document.addEventListener("turbo:morph", this.morphed);
    if (goesOn && this.hasThenTarget && this.sendsValue) {
      goesOn = false;
      this.textTarget.focus({ preventScroll: true });
    }
  }

  disconnect(): void {
    document.removeEventListener("turbo:morph", this.morphed);
  }

  // The last message of one's own can be changed: the arrow up in an empty field, as in Discord.
  again(): void {
    const own = document.getElementById("own-last");
    if (!own || !this.hasEditTarget) return;
    this.editTarget.value = own.dataset.id ?? "";
    this.textTarget.value = own.dataset.text ?? "";
    this.editingTarget.hidden = false;
    if (this.hasModeTarget) this.modeTarget.checked = true;
    this.grow();
    this.textTarget.focus();
  }

  takeBack(): void {
    this.goneTarget.value = "yes";
    this.element.requestSubmit();
  }

  cancel(): void {
    this.editTarget.value = "";
    this.goneTarget.value = "";
    this.editingTarget.hidden = true;
    this.textTarget.value = "";
    this.grow();
    this.textTarget.focus();
  }

  private readonly morphed = () => this.offer();

  private offer(): void {
    if (this.hasEditTarget) this.againTarget.hidden = !document.getElementById("own-last");
  }

  // What was on the page when the first word was written; after reading what is new, when one writes on.
  wrote(): void {
    const empty = this.textTarget.value === "";
    const guard = document.getElementById("guard");
    if (this.hasSeenTarget && (guard || !this.begun || empty)) this.seenTarget.value = document.getElementById("seen")?.dataset.seen ?? "";
    guard?.remove();
    this.begun = !empty;
    this.alone();
    this.tell(!empty);
  }

  // Those at the same ticket see that somebody writes; a note is nobody's reply.
  private tell(on: boolean): void {
    const note = this.hasModeTarget && !this.modeTarget.checked;
    if (!this.typingValue || note || (on && performance.now() - this.told < TOLD_EACH && this.told > 0) || (!on && this.told === 0)) return;
    this.told = on ? performance.now() : 0;
    const body = new URLSearchParams(on ? { on: "1" } : {});
    const token = this.element.querySelector<HTMLInputElement>("input[name=csrf]")?.value ?? "";
    void fetch(this.typingValue, { method: "POST", body, headers: { "x-csrf-token": token } }).catch(() => undefined);
  }

  grow(): void {
    if (this.hasEditTarget && this.editTarget.value) sessionStorage.removeItem(this.keyValue);
    else if (this.textTarget.value) sessionStorage.setItem(this.keyValue, this.textTarget.value);
    else sessionStorage.removeItem(this.keyValue);
    this.textTarget.style.height = "auto";
    this.textTarget.style.height = `${Math.min(this.textTarget.scrollHeight + 2, window.innerHeight * 0.4)}px`;
  }

  key(event: KeyboardEvent): void {
    const editing = this.hasEditTarget && this.editTarget.value !== "";
    if (event.key === "Escape" && editing) {
      event.preventDefault();
      this.cancel();
      return;
    }
    if (event.key === "Escape") this.textTarget.blur();
    if (event.key === "ArrowUp" && this.textTarget.value === "" && this.hasEditTarget && !event.defaultPrevented) {
      event.preventDefault();
      this.again();
      return;
    }
    // While a word is being composed, Enter belongs to the input method. On phones it makes a line.
    const asNote = event.shiftKey && (event.ctrlKey || event.metaKey) && this.hasModeTarget && !editing;
    if (event.key !== "Enter" || (event.shiftKey && !asNote) || event.isComposing || event.defaultPrevented) return;
    if (matchMedia("(pointer: coarse)").matches) return;
    event.preventDefault();
    // One at a time: the next goes when this one has arrived.
    if (this.sendTarget.disabled) return;
    if (asNote) {
      this.note();
      return;
    }
    // With Ctrl the ticket is closed as well, with Alt it stays; both go on to the next one in the list.
    const then = editing || !this.hasThenTarget ? "" : event.ctrlKey || event.metaKey ? "close" : event.altKey ? "next" : "";
    if (this.hasThenTarget) this.thenTarget.value = then;
    const says = this.textTarget.value.trim() !== "" || (this.filesTarget.files?.length ?? 0) > 0;
    goesOn = then !== "";
    if (says || then !== "") this.element.requestSubmit();
  }

  // What is written is left as a note, whatever it was begun as: nobody reads by mistake what was meant for colleagues.
  private note(): void {
    if (this.textTarget.value.trim() === "") return;
    const note = this.element.querySelector<HTMLInputElement>("input[name=mode][value=note]");
    if (!note) return;
    note.checked = true;
    this.alone();
    this.element.requestSubmit();
  }

  // Sent by its button it is a reply and nothing more, whatever stroke was held up before.
  alone(): void {
    if (this.hasThenTarget) this.thenTarget.value = "";
  }

  focus(): void {
    this.chose = true;
    this.hint();
    // Nobody changes what everyone reads while writing a note.
    if (this.hasEditTarget && this.hasModeTarget && !this.modeTarget.checked && this.editTarget.value) this.cancel();
    this.textTarget.focus();
  }

  // A note is asked for in other words.
  private hint(): void {
    if (!this.hasModeTarget) return;
    this.replyHint ??= this.textTarget.placeholder;
    const note = !this.modeTarget.checked;
    this.textTarget.placeholder = note ? (this.textTarget.dataset.note ?? "") : this.replyHint;
  }

  paste(event: ClipboardEvent): void {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    this.add(files);
  }

  over(event: DragEvent): void {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  }

  drop(event: DragEvent): void {
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    this.add(files);
  }

  chosen(): void {
    this.show();
  }

  sending(): void {
    this.sendTarget.disabled = true;
    this.under = this.textTarget.value;
    this.lost = false;
    if (this.hasFailedTarget) this.failedTarget.hidden = true;
    this.chose = false;
    // One writes on while it is on its way; who goes elsewhere meanwhile is not called back.
    if (this.sendsValue && document.activeElement?.closest("button, #guard")) this.textTarget.focus();
    // What is new is looked at anew.
    document.getElementById("guard")?.remove();
  }

  // What stands before the server found it gone: its page is not ours to show.
  answered(event: CustomEvent<{ fetchResponse: { statusCode: number } }>): void {
    if (!unreachable(event.detail.fetchResponse.statusCode)) return;
    event.preventDefault();
    this.lost = true;
  }

  // Without a connection words wait here and are sent when there is one. Files are too large to be kept: they stay in the field.
  private waits(): boolean {
    const bare = (this.filesTarget.files?.length ?? 0) === 0 && !(this.hasEditTarget && this.editTarget.value);
    if (!bare || !this.under.trim() || !this.sendsValue) {
      if (this.hasFailedTarget) this.failedTarget.hidden = false;
      return false;
    }
    const page = new URL(this.element.action).pathname.replace(/\/messages$/, "");
    const claim = document.querySelector<HTMLInputElement>(`input[name=claim][form="${this.element.id}"]`)?.checked ?? false;
    put({ once: this.onceTarget.value, page, text: this.under, note: this.hasModeTarget && !this.modeTarget.checked, claim, seen: this.hasSeenTarget ? this.seenTarget.value : "" });
    return true;
  }

  sent(event: CustomEvent<{ success: boolean; fetchResponse?: unknown }>): void {
    this.sendTarget.disabled = false;
    const kept = (this.lost || !event.detail.fetchResponse) && !event.detail.success && this.waits();
    // What was shown instead counts as seen once one writes on.
    if (!event.detail.success) this.begun = false;
    if (!event.detail.success && !kept) return;
    if (!this.sendsValue) {
      sessionStorage.removeItem(this.keyValue);
      return;
    }
    if (this.hasEditTarget) {
      this.editTarget.value = "";
      this.goneTarget.value = "";
      this.editingTarget.hidden = true;
    }
    this.begun = false;
    this.told = 0;
    const value = this.textTarget.value;
    this.textTarget.value = value.startsWith(this.under) ? value.slice(this.under.length) : value;
    this.filesTarget.value = "";
    this.onceTarget.value = crypto.randomUUID();
    this.alone();
    // After a note the next words are a reply again, unless they were begun as a note.
    if (this.hasModeTarget && !this.textTarget.value && !this.chose) this.modeTarget.checked = true;
    this.hint();
    this.show();
    this.grow();
  }

  private add(more: File[]): void {
    const all = new DataTransfer();
    for (const file of [...(this.filesTarget.files ?? []), ...more]) all.items.add(file);
    this.filesTarget.files = all.files;
    this.show();
  }

  private remove(index: number): void {
    const left = new DataTransfer();
    [...(this.filesTarget.files ?? [])].forEach((file, at) => at !== index && left.items.add(file));
    this.filesTarget.files = left.files;
    this.show();
  }

  private show(): void {
    this.listTarget.replaceChildren(
      ...[...(this.filesTarget.files ?? [])].map((file, index) => {
        const item = document.createElement("li");
        item.className = "chip";
        if (file.type.startsWith("image/")) {
          const image = document.createElement("img");
          image.alt = "";
          const reader = new FileReader();
          reader.onload = () => (image.src = String(reader.result));
          reader.readAsDataURL(file);
          item.append(image);
        }
        const name = document.createElement("bdi");
        name.textContent = file.name;
        const button = document.createElement("button");
        button.type = "button";
        button.className = "chip-remove";
        button.textContent = "×";
        button.setAttribute("aria-label", `${this.listTarget.dataset.remove}: ${file.name}`);
        button.addEventListener("click", () => this.remove(index));
        item.append(name, button);
        return item;
      }),
    );
  }
}
