/** One choice for all sounds of the page, the lobby's and the games'. This browser remembers it, for all its tabs. */
const KEY = 'foyer.muted';

export class Mute {
  readonly #page: { readonly store: Pick<Storage, 'getItem' | 'setItem'> };
  #isOn: boolean;

  /** `page.store`: may throw where storage is closed. */
  constructor(page: { readonly store: Pick<Storage, 'getItem' | 'setItem'> }) {
    this.#page = page;
    this.#isOn = this.#kept() ?? false;
  }

  /** Nothing is heard. */
  get isOn(): boolean {
    return this.#isOn;
  }

  toggle(): void {
    this.#isOn = !this.#isOn;
    try {
      this.#page.store.setItem(KEY, this.#isOn ? 'yes' : 'no');
    } catch {
      // Full or closed: it lasts as long as the page.
    }
  }

  /** Another tab may have chosen. */
  readAgain(): void {
    this.#isOn = this.#kept() ?? this.#isOn;
  }

  #kept(): boolean | undefined {
    try {
      const kept = this.#page.store.getItem(KEY);
      return kept === null ? undefined : kept === 'yes';
    } catch {
      return undefined;
    }
  }
}

/** Of this browser. */
export function browserMute(): Mute {
  const mute = new Mute({
    // Its getter throws where storage is closed.
    get store() {
      return window.localStorage;
    },
  });
  window.addEventListener('storage', () => mute.readAgain());
  return mute;
}
