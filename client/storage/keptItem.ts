/** One item in the browser's storage. With storage closed (private windows, policies) or full, it is not kept. */
export type ItemStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export class KeptItem {
  readonly #key: string;
  readonly #storage: () => ItemStorage;

  /** `storage` may throw. */
  constructor(key: string, storage: () => ItemStorage) {
    this.#key = key;
    this.#storage = storage;
  }

  read(): string | undefined {
    try {
      return this.#storage().getItem(this.#key) ?? undefined;
    } catch {
      return undefined;
    }
  }

  /** undefined if it is no JSON. */
  readJson(): unknown {
    try {
      return JSON.parse(this.read() ?? '') as unknown;
    } catch {
      return undefined;
    }
  }

  /** undefined: removes it. */
  write(value: string | undefined): void {
    try {
      if (value === undefined) this.#storage().removeItem(this.#key);
      else this.#storage().setItem(this.#key, value);
    } catch {
      // The value lasts as long as the page.
    }
  }
}
