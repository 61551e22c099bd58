/**
 * Back closes what lies over the page instead of leaving it: every layer (a sheet, a menu, a dialog, a match) has an
 * entry in the browser's history. An entry holds only its height; what Back closes is decided by what is open then.
 */

/** `back` closes the layer, or does what else Back is to do there: it may stay open, and then keeps its entry. */
export interface Layer {
  readonly isOpen: boolean;
  back(): void;
}

type PageHistory = Pick<History, 'state' | 'pushState' | 'replaceState' | 'go'>;
type PageLocation = Pick<Location, 'hash' | 'pathname' | 'search'>;

/** The browser keeps these over a reload, and so does another version of the page. */
const HEIGHT_MAX = 20;

export class BackStack {
  /** From the ground up. */
  layers: readonly Layer[] = [];
  readonly #history: PageHistory;
  readonly #location: PageLocation;
  /** Of the entry at which the page is. */
  #height = 0;
  /** What the address shows, at every entry. */
  #hash: string;
  /** A move of ours is under way: its `popstate` is not the player's. */
  #isMoving = false;
  /** The last move came to an entry that a link made, or a hand. */
  #isAtLink = false;
  /** Hears of such addresses. The browser also tells of those that are rewritten here. */
  onLink: (hash: string) => void = () => {};

  constructor(history: PageHistory, location: PageLocation) {
    this.#history = history;
    this.#location = location;
    this.#hash = location.hash;
    this.#arrive();
    // After a reload nothing is open yet.
    this.#follow();
  }

  /** Call after anything has opened or closed. */
  update(layers: readonly Layer[]): void {
    this.layers = layers;
    this.#follow();
  }

  /** '' for the lobby's own address. */
  showHash(hash: string): void {
    this.#hash = hash;
    this.#write();
  }

  /** For `popstate`. A player's move down closes as many layers; a move up opens nothing. */
  moved(): void {
    const isOurs = this.#isMoving;
    const before = this.#height;
    this.#isMoving = false;
    const isKnown = this.#arrive();
    const height = this.#height;
    this.#isAtLink = !isKnown;
    if (isOurs || !isKnown || height >= before) return this.#follow();
    for (const layer of this.#open.slice(height).reverse()) {
      layer.back();
      if (layer.isOpen) break;
    }
    const wanted = Math.min(this.#open.length, before);
    // What stayed open has its entry still: a new one would be skipped by browsers, as nobody has pressed anything.
    if (wanted > height) this.#go(wanted - height);
    else this.#follow();
  }

  /** For `hashchange`, which comes after `popstate`. */
  hashChanged(): void {
    if (this.#isAtLink) this.onLink(this.#location.hash);
    this.#isAtLink = false;
  }

  get #open(): readonly Layer[] {
    return this.layers.filter(({ isOpen }) => isOpen);
  }

  #follow(): void {
    if (this.#isMoving) return;
    const wanted = this.#open.length;
    if (wanted < this.#height) return this.#go(wanted - this.#height);
    while (this.#height < wanted) {
      this.#history.pushState({ height: this.#height + 1 }, '');
      this.#height += 1;
    }
  }

  #go(by: number): void {
    this.#isMoving = true;
    this.#history.go(by);
  }

  /** False for an entry without a height: it was made by a link or by hand, and is a new ground. */
  #arrive(): boolean {
    const height = heightOf(this.#history.state);
    if (height === undefined) this.#hash = this.#location.hash;
    this.#height = height ?? 0;
    if (height === undefined || this.#location.hash !== this.#hash) this.#write();
    return height !== undefined;
  }

  #write(): void {
    const { pathname, search } = this.#location;
    this.#history.replaceState({ height: this.#height }, '', this.#hash === '' ? pathname + search : this.#hash);
  }
}

function heightOf(state: unknown): number | undefined {
  const { height } = (state ?? {}) as { height?: unknown };
  return Number.isInteger(height) && Number(height) >= 0 && Number(height) <= HEIGHT_MAX ? Number(height) : undefined;
}

export function browserBack(): BackStack {
  const back = new BackStack(window.history, window.location);
  window.addEventListener('popstate', () => back.moved());
  window.addEventListener('hashchange', () => back.hashChanged());
  return back;
}
