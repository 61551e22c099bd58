/** One dialog at a time: the rest of the page is inert; focus goes in and comes back. */
export class Modal {
  readonly #root: HTMLElement;
  #opened: HTMLElement | undefined;
  #before: Element | null = null;

  /** `root`: the parent of the parts and of the dialogs. */
  constructor(root: HTMLElement) {
    this.#root = root;
  }

  /** undefined: closes. `focus` gets the focus when the dialog opens. */
  open(dialog: HTMLElement | undefined, focus?: HTMLElement): void {
    if (dialog === this.#opened) {
      // The element that had the focus may have left the dialog.
      if (dialog && focus && !dialog.contains(document.activeElement)) focus.focus();
      return;
    }
    if (!this.#opened) this.#before = document.activeElement;
    this.#opened = dialog;
    for (const part of this.#root.children) {
      if (part instanceof HTMLElement) part.inert = dialog !== undefined && part !== dialog;
    }
    if (dialog) focus?.focus();
    else if (this.#before instanceof HTMLElement && this.#before.isConnected) this.#before.focus();
  }
}
