/** Keeps the focus: if its control goes or is disabled, the neighbour gets it, else an earlier one, else the first. */
const CONTROLS = 'button, select, input, [tabindex="0"]';
const STEPS = 32;

export class FocusKeeper {
  readonly #root: HTMLElement;
  /** What had the focus, the newest last. */
  #trail: HTMLElement[] = [];
  /** The part in which the newest stands: it may be taken out of it. */
  #part: Element | undefined;
  /** Somebody pressed beside everything: then nothing is to have it. */
  #isGivenUp = true;

  /** `root`: the parent of the parts. `until`: aborted when it is to end. */
  constructor(root: HTMLElement, until: AbortSignal) {
    this.#root = root;
    root.addEventListener('focusin', ({ target }) => this.#came(target as HTMLElement), { signal: until });
    root.addEventListener(
      'focusout',
      ({ target, relatedTarget }) => {
        if (relatedTarget === null && canFocus(target as HTMLElement)) this.#isGivenUp = true;
      },
      { signal: until },
    );
  }

  /** Call it after parts have come or gone. */
  update(): void {
    const last = this.#trail.at(-1);
    if (this.#isGivenUp || !last || canFocus(last)) return;
    const active = document.activeElement;
    if (active !== null && active !== document.body && active !== last) return;
    const controls = [...this.#root.querySelectorAll<HTMLElement>(CONTROLS)].filter(isOffered);
    const next = neighbour(
      last,
      controls.filter((each) => this.#part?.contains(each)),
    );
    const before = this.#trail.findLast((each) => isOffered(each));
    (next ?? before ?? controls[0])?.focus({ preventScroll: true });
  }

  #came(target: HTMLElement): void {
    this.#isGivenUp = false;
    this.#trail = [...this.#trail.filter((each) => each !== target && each.isConnected), target].slice(-STEPS);
    this.#part = [...this.#root.children].find((part) => part.contains(target));
  }
}

/** Focuses what has just covered the page, like a game. False if somebody types or is asked something, or it cannot be. */
export function focusUnlessBusy(element: HTMLElement | undefined): boolean {
  const active = document.activeElement;
  const isBusy = active instanceof HTMLInputElement || active?.closest('[aria-modal]') != null;
  if (!isBusy) element?.focus({ preventScroll: true });
  return !isBusy && (element === undefined || element === document.activeElement);
}

const canFocus = (element: HTMLElement): boolean =>
  element.isConnected &&
  !element.matches(':disabled') &&
  element.closest('[inert]') === null &&
  element.checkVisibility({ visibilityProperty: true });

/** A focused field opens a phone's keyboard, which nobody asked for. Of radio buttons only the chosen one counts. */
function isOffered(element: HTMLElement): boolean {
  if (element instanceof HTMLInputElement && !(element.type === 'radio' && element.checked)) return false;
  return canFocus(element);
}

function neighbour(last: HTMLElement, controls: readonly HTMLElement[]): HTMLElement | undefined {
  const isAfter = (each: HTMLElement) => (last.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  return last.isConnected ? (controls.find(isAfter) ?? controls.at(-1)) : controls[0];
}
