import { Controller } from "@hotwired/stimulus";
import { dismissed } from "./toasting";

// Says what was done, for some seconds, wherever one goes; u or Ctrl and Z take it back. It waits while somebody is at it.
export default class Toast extends Controller<HTMLElement> {
  static targets = ["undo"];
  static values = { stays: Number };
  declare readonly undoTarget: HTMLButtonElement;
  declare readonly hasUndoTarget: boolean;
  declare readonly staysValue: number;
  private timer?: number;

  connect(): void {
    this.go();
  }

  disconnect(): void {
    this.hold();
  }

  hold(): void {
    window.clearTimeout(this.timer);
  }

  go(): void {
    this.hold();
    this.timer = window.setTimeout(() => this.close(), this.staysValue);
  }

  close(): void {
    dismissed();
    this.element.remove();
  }

  key(event: KeyboardEvent): void {
    if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || !this.hasUndoTarget) return;
    // What is being typed has an undo of its own.
    if ((event.target as HTMLElement).closest("input:not([type=checkbox], [type=radio]), textarea, [contenteditable]")) return;
    event.preventDefault();
    this.undoTarget.click();
  }
}
