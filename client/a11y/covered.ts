/**
 * What something lies over is not to be pressed or focused through it, and is there again afterwards. What has the focus
 * keeps it.
 */
export class Covered {
  #now: ReadonlySet<HTMLElement> = new Set();

  /**
   * After every other part. `parts`: the screen's own. A game's are none of them: its controls may be as large as its
   * board, and are pressed beside what lies over a corner of it.
   */
  update(parts: readonly Element[]): void {
    const above = parts.filter(({ classList }) => classList.contains('above'));
    const covers = above
      .flatMap((part) => [...part.querySelectorAll<HTMLElement>(':scope > :is(.blocker, .cover):not([hidden])')])
      .filter(isShown);
    const below = parts.filter((part) => !above.includes(part));
    const covered = covers.length === 0 ? [] : controlsUnder(below, covers.map(boxOf));
    const next = new Set(covered);
    for (const each of this.#now) if (!next.has(each)) each.inert = false;
    for (const each of next) each.inert = true;
    this.#now = next;
  }
}

const boxOf = (element: HTMLElement): DOMRect => element.getBoundingClientRect();
const isShown = (element: HTMLElement): boolean => element.closest('[hidden]') === null;

function controlsUnder(parts: readonly Element[], covers: readonly DOMRect[]): HTMLElement[] {
  const controls = parts.flatMap((part) => [...part.querySelectorAll<HTMLElement>(':is(button, select, input)')]);
  return controls.filter((each) => {
    if (each.hidden || each === document.activeElement || each.closest('.above')) return false;
    const box = boxOf(each);
    return box.width > 0 && covers.some((cover) => overlap(cover, box));
  });
}

const overlap = (a: DOMRect, b: DOMRect): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
