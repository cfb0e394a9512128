// What the page of a form knows of questions that depend on answers: the fields of each row, read as the server reads them.

export const LEADING = ["select", "radio", "checkboxes", "checkbox"];

export function field<T extends HTMLElement = HTMLInputElement>(row: HTMLElement, name: string): T | null {
  return row.querySelector<T>(`[name$="-${name}"]`);
}

export function text(row: HTMLElement, name: string): string {
  return field(row, name)?.value.trim() ?? "";
}

export function lines(value: string): string[] {
  return value.split("\n").map((line) => line.trim()).filter(Boolean);
}

// The name of a row among the fields of the form.
export function slot(row: HTMLElement): string {
  return row.querySelector<HTMLInputElement>("input[type=hidden][name=question]")?.value ?? "";
}

export function labels(row: HTMLElement): string[] {
  return lines(text(row, "choices")).map((line) => line.split("|")[0].trim());
}

// The answers on which others can depend.
export function outcomes(row: HTMLElement): string[] {
  const style = text(row, "style");
  if (style === "checkbox") return ["yes", "no"];
  return LEADING.includes(style) ? labels(row) : [];
}

// Whether others can depend on it.
export function leads(row: HTMLElement): boolean {
  return LEADING.includes(text(row, "style")) && text(row, "when") === "" && text(row, "label") !== "";
}

// Whether it takes several answers.
export function several(row: HTMLElement): boolean {
  const [style, most] = [text(row, "style"), Number(text(row, "most"))];
  return (style === "checkboxes" && most !== 1) || (style === "select" && most > 1);
}

export function make(tag: string, name: string, words?: string): HTMLElement {
  const made = document.createElement(tag);
  made.className = name;
  if (words) made.textContent = words;
  return made;
}
