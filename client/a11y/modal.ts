/** One dialog at a time: the rest of the page is inert, focus goes in and comes back. */
export class Modal {
  readonly #root: HTMLElement;
  #open: HTMLElement | undefined;
  #before: Element | null = null;

  /** `root`: the parent of the parts and of the dialogs. */
  constructor(root: HTMLElement) {
    this.#root = root;
  }

  /** undefined: none. `focus`: what gets the focus when it opens. */
  show(dialog: HTMLElement | undefined, focus?: HTMLElement): void {
    if (dialog === this.#open) {
      // What had the focus may have gone from within the dialog.
      if (dialog && focus && !dialog.contains(document.activeElement)) focus.focus();
      return;
    }
    if (!this.#open) this.#before = document.activeElement;
    this.#open = dialog;
    for (const part of this.#root.children) {
      if (part instanceof HTMLElement) part.inert = dialog !== undefined && part !== dialog;
    }
    if (dialog) focus?.focus();
    else if (this.#before instanceof HTMLElement && this.#before.isConnected) this.#before.focus();
  }
}
