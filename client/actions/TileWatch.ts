/** Tells the server which matches' tiles this page shows. Nothing while the page is hidden. */
import { TILE_EVERY_MS, TILES_MAX } from '../../shared/limits.ts';
import type { Link } from '../net/events.ts';

export type TileWatchDeps = {
  send: (matchIds: string[]) => Promise<unknown>;
  now: () => number;
  setTimeout: (callback: () => void, ms: number) => unknown;
};

export class TileWatch {
  readonly #deps: TileWatchDeps;
  #shown: readonly string[] = [];
  #link: Link | undefined;
  #isHidden = false;
  #told = '';
  #toldAt = Number.NEGATIVE_INFINITY;
  #isWaiting = false;

  constructor(deps: TileWatchDeps) {
    this.#deps = deps;
  }

  /** From the top down; those beyond the server's limit get no pictures. After a join or resume the server knows none. */
  show(matchIds: readonly string[], link: Link): void {
    if (link !== this.#link) this.#told = '';
    this.#link = link;
    this.#shown = matchIds;
    this.#follow();
  }

  pageShown(isShown: boolean): void {
    this.#isHidden = !isShown;
    this.#follow();
  }

  /** At most once a second, and at once where it has been quiet. */
  #follow(): void {
    const wanted = this.#isHidden ? [] : this.#shown.slice(0, TILES_MAX);
    if (this.#link?.kind !== 'online' || this.#isWaiting || wanted.join(' ') === this.#told) return;
    const waitMs = this.#toldAt + TILE_EVERY_MS - this.#deps.now();
    if (waitMs > 0) {
      this.#isWaiting = true;
      this.#deps.setTimeout(() => {
        this.#isWaiting = false;
        this.#follow();
      }, waitMs);
      return;
    }
    this.#told = wanted.join(' ');
    this.#toldAt = this.#deps.now();
    void this.#deps.send(wanted);
  }
}
