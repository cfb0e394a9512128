import { Controller } from "@hotwired/stimulus";

// Opens a <dialog>. The browser keeps the focus inside and gives it back afterwards.
export default class Dialog extends Controller<HTMLElement> {
  static targets = ["box"];
  declare readonly boxTarget: HTMLDialogElement;

  open(event: Event): void {
    event.preventDefault();
    if (!this.boxTarget.open) this.boxTarget.showModal();
  }

  close(event: Event): void {
    event.preventDefault();
    this.boxTarget.close();
  }

  // A press on the backdrop closes it; one inside does not reach here.
  backdrop(event: MouseEvent): void {
    if (event.target === this.boxTarget) this.boxTarget.close();
  }

  // As in the composer: Enter sends, Shift and Enter makes a line.
  send(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    const form = (event.target as HTMLTextAreaElement).form;
    form?.requestSubmit(form.querySelector<HTMLButtonElement>(".button-primary"));
  }

  submitted(): void {
    this.boxTarget.close();
  }
}
