/**
 * What something lies over is not to be pressed or focused through it, and is there again afterwards. What has the focus
 * keeps it.
 */
export class Covered {
  readonly #root: HTMLElement;
  #now: ReadonlySet<HTMLElement> = new Set();

  /** `root`: the parent of the parts. */
  constructor(root: HTMLElement) {
    this.#root = root;
  }

  /** After every other part. */
  update(): void {
    const root = this.#root;
    const covers = [...root.querySelectorAll<HTMLElement>('.above > :is(.blocker, .cover):not([hidden])')].filter(
      isShown,
    );
    const covered = covers.length === 0 ? [] : controlsUnder(root, covers.map(boxOf));
    const next = new Set(covered);
    for (const each of this.#now) if (!next.has(each)) each.inert = false;
    for (const each of next) each.inert = true;
    this.#now = next;
  }
}

const boxOf = (element: HTMLElement): DOMRect => element.getBoundingClientRect();
const isShown = (element: HTMLElement): boolean => element.closest('[hidden]') === null;

function controlsUnder(root: HTMLElement, covers: readonly DOMRect[]): HTMLElement[] {
  const controls = [...root.querySelectorAll<HTMLElement>('.part:not(.above) :is(button, select, input)')];
  return controls.filter((each) => {
    if (each.hidden || each === document.activeElement || each.closest('.above')) return false;
    const box = boxOf(each);
    return box.width > 0 && covers.some((cover) => overlap(cover, box));
  });
}

const overlap = (a: DOMRect, b: DOMRect): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
