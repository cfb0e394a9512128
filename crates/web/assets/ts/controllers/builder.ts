import { Controller } from "@hotwired/stimulus";

// A list of things that are added, removed and moved, by press as well as by pointer. The server takes the order of the page.
export default class Builder extends Controller<HTMLElement> {
  static targets = ["list", "item", "template", "add", "style"];
  static values = { most: Number };
  declare readonly listTarget: HTMLElement;
  declare readonly itemTargets: HTMLElement[];
  declare readonly styleTargets: HTMLSelectElement[];
  declare readonly templateTarget: HTMLTemplateElement;
  declare readonly addTarget: HTMLButtonElement;
  declare readonly hasAddTarget: boolean;
  declare readonly mostValue: number;
  private count = 0;

  private form: HTMLFormElement | null = null;

  private readonly moved = () => this.look();
  private readonly drafted = (event: Event) => this.arrange((event as CustomEvent<Map<string, string[]>>).detail);

  connect(): void {
    this.element.classList.add("with-script");
    this.element.addEventListener("drag:moved", this.moved);
    this.form = this.element.closest("form") ?? this.element.querySelector("form");
    this.form?.addEventListener("savebar:rows", this.drafted);
    this.look();
  }

  disconnect(): void {
    this.element.removeEventListener("drag:moved", this.moved);
    this.form?.removeEventListener("savebar:rows", this.drafted);
  }

  styleTargetConnected(select: HTMLSelectElement): void {
    this.fit(select);
  }

  add(): void {
    this.append()?.querySelector<HTMLElement>("input:not([type=hidden]), select, textarea")?.focus();
  }

  // One more row at the end; none where there is no room for it.
  append(): HTMLElement | undefined {
    if (this.itemTargets.length >= this.mostValue) return undefined;
    this.count += 1;
    const item = this.made(`new${this.count}`);
    this.listTarget.append(item);
    this.look();
    return item;
  }

  // A row as the template has it, under a name of its own.
  private made(slot: string): HTMLElement {
    const holder = document.createElement("div");
    holder.innerHTML = this.templateTarget.innerHTML;
    for (const one of holder.querySelectorAll("*")) {
      for (const name of ["id", "for", "name", "value", "aria-describedby"]) {
        const value = one.getAttribute(name);
        if (value === "new" || value?.startsWith("new-")) one.setAttribute(name, slot + value.slice(3));
      }
    }
    return holder.firstElementChild as HTMLElement;
  }

  // The rows of a draft, in its order: those that were added are made anew, those that were taken away go. Every row names itself in a hidden
  // field.
  private arrange(values: Map<string, string[]>): void {
    const named = this.templateTarget.content.querySelector<HTMLInputElement>("input[type=hidden][value=new]")?.name;
    if (!named) return;
    const slot = (item: HTMLElement) => item.querySelector<HTMLInputElement>(`input[type=hidden][name="${named}"]`)?.value ?? "";
    const there = new Map(this.itemTargets.map((item) => [slot(item), item]));
    const wanted = (values.get(named) ?? []).slice(0, this.mostValue);
    for (const one of wanted) {
      const added = /^new(\d+)$/.exec(one);
      if (added) this.count = Math.max(this.count, Number(added[1]));
      const item = there.get(one) ?? (added ? this.made(one) : undefined);
      there.delete(one);
      if (item) this.listTarget.append(item);
    }
    there.forEach((item) => item.remove());
    this.look();
    // Once the fields are filled, each kind shows what belongs to it.
    queueMicrotask(() => this.styleTargets.forEach((select) => this.fit(select)));
  }

  remove(event: Event): void {
    const item = this.item(event);
    const near = (item.nextElementSibling ?? item.previousElementSibling) as HTMLElement | null;
    item.remove();
    (near?.querySelector<HTMLElement>("input:not([type=hidden]), select") ?? (this.hasAddTarget ? this.addTarget : null))?.focus();
    this.look();
  }

  up(event: Event): void {
    const item = this.item(event);
    item.previousElementSibling?.before(item);
    (event.currentTarget as HTMLElement).focus();
    this.look();
  }

  down(event: Event): void {
    const item = this.item(event);
    item.nextElementSibling?.after(item);
    (event.currentTarget as HTMLElement).focus();
    this.look();
  }

  style(event: Event): void {
    this.fit(event.currentTarget as HTMLSelectElement);
  }

  // Only what belongs to a kind of question is shown with it.
  private fit(select: HTMLSelectElement): void {
    const item = select.closest<HTMLElement>("fieldset");
    item?.querySelectorAll<HTMLElement>("[data-for]").forEach((one) => {
      one.hidden = !(one.dataset.for ?? "").split(" ").includes(select.value);
    });
  }

  private item(event: Event): HTMLElement {
    return (event.currentTarget as HTMLElement).closest<HTMLElement>("[data-builder-target~=item]")!;
  }

  private look(): void {
    const all = this.itemTargets;
    if (this.hasAddTarget) this.addTarget.disabled = all.length >= this.mostValue;
    all.forEach((item, index) => {
      const buttons = item.querySelectorAll<HTMLButtonElement>(".question-head button[data-action*='builder#up'], .question-head button[data-action*='builder#down']");
      if (buttons[0]) buttons[0].disabled = index === 0;
      if (buttons[1]) buttons[1].disabled = index === all.length - 1;
    });
    this.dispatch("changed");
  }
}
