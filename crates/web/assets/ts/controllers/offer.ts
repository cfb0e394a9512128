import { Controller } from "@hotwired/stimulus";

const SHOWN = 8;

// What a field offers for what is being typed: a list below it, walked with the arrows, taken with Enter, Tab or a press, closed with Escape.
export default abstract class Offer<T> extends Controller<HTMLElement> {
  static targets = ["text", "list"];
  declare readonly textTarget: HTMLTextAreaElement;
  declare readonly listTarget: HTMLElement;
  declare readonly hasListTarget: boolean;
  private shown: T[] = [];
  private at = 0;

  // What one of them looks like.
  protected abstract parts(one: T): Node[];
  // Puts it into the field.
  protected abstract take(one: T): void;

  key(event: KeyboardEvent): void {
    if (event.defaultPrevented || !this.hasListTarget || this.listTarget.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.at = (this.at + (event.key === "ArrowDown" ? 1 : -1) + this.shown.length) % this.shown.length;
      this.draw();
    } else if (event.key === "Enter" || event.key === "Tab") {
      event.preventDefault();
      this.take(this.shown[this.at]);
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopImmediatePropagation();
      this.hide();
    }
  }

  leave(): void {
    window.setTimeout(() => this.hide(), 150);
  }

  protected offer(found: T[]): void {
    this.shown = found.slice(0, SHOWN);
    this.at = 0;
    if (this.shown.length === 0) this.hide();
    else this.draw();
  }

  protected hide(): void {
    if (!this.hasListTarget || this.listTarget.hidden) return;
    this.listTarget.hidden = true;
    this.textTarget.removeAttribute("aria-activedescendant");
    this.textTarget.removeAttribute("aria-controls");
  }

  // The words before the caret.
  protected before(): string {
    return this.textTarget.value.slice(0, this.textTarget.selectionStart);
  }

  protected put(text: string, from: number, to: number): void {
    this.textTarget.setRangeText(text, from, to, "end");
    this.textTarget.dispatchEvent(new Event("input", { bubbles: true }));
    this.textTarget.focus();
  }

  private draw(): void {
    const list = this.listTarget;
    list.hidden = false;
    list.replaceChildren(
      ...this.shown.map((one, index) => {
        const item = document.createElement("li");
        item.role = "option";
        item.id = `${list.id}-${index}`;
        item.className = "canned";
        item.ariaSelected = String(index === this.at);
        item.append(...this.parts(one));
        item.addEventListener("pointerdown", (event) => {
          event.preventDefault();
          this.take(one);
        });
        return item;
      }),
    );
    this.textTarget.setAttribute("aria-controls", list.id);
    this.textTarget.setAttribute("aria-activedescendant", `${list.id}-${this.at}`);
  }
}

// A list that is fetched when it is first wanted; what could not be fetched is asked for again the next time.
export function fetched<T>(url: string): () => Promise<T[]> {
  let all: Promise<T[]> | undefined;
  const ask = async (): Promise<T[]> => {
    const answer = await fetch(url, { headers: { accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()) as T[];
  };
  return () => {
    all ??= ask().catch(() => {
      all = undefined;
      return [];
    });
    return all;
  };
}

export function element(name: string, text: string, className = ""): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}
