/** One item in the browser's storage. Another version of the page, an extension or a person may have written it. */
export type ItemStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** `read`: undefined for anything that `write` could not have written. */
export type ItemForm<Value> = {
  readonly key: string;
  read(stored: string): Value | undefined;
  write(value: Value): string;
};

/** Longer texts are not even read: a header that carries 20 KB is refused by every server. */
const STORED_MAX_CHARS = 4_096;

/** With storage closed (private windows, policies) or full, the value is not kept. */
export class KeptItem<Value> {
  readonly #form: ItemForm<Value>;
  readonly #storage: () => ItemStorage;

  /** `storage` may throw. */
  constructor(form: ItemForm<Value>, storage: () => ItemStorage) {
    this.#form = form;
    this.#storage = storage;
  }

  read(): Value | undefined {
    try {
      const stored = this.#storage().getItem(this.#form.key);
      return stored === null || stored.length > STORED_MAX_CHARS ? undefined : this.#form.read(stored);
    } catch {
      return undefined;
    }
  }

  /** undefined: removes it. */
  write(value: Value | undefined): void {
    try {
      if (value === undefined) this.#storage().removeItem(this.#form.key);
      else this.#storage().setItem(this.#form.key, this.#form.write(value));
    } catch {
      // The value lasts as long as the page.
    }
  }
}

/** One of a few words. */
export const wordForm = <Word extends string>(key: string, words: readonly Word[]): ItemForm<Word> => ({
  key,
  read: (stored) => words.find((word) => word === stored),
  write: (word) => word,
});

export const textForm = (key: string, pattern: RegExp): ItemForm<string> => ({
  key,
  read: (stored) => (pattern.test(stored) ? stored : undefined),
  write: (text) => text,
});

/** `read` gets whatever the JSON holds. Broken JSON throws, which `KeptItem` takes for nothing. */
export const jsonForm = <Value>(key: string, read: (value: unknown) => Value | undefined): ItemForm<Value> => ({
  key,
  read: (stored) => read(JSON.parse(stored)),
  write: (value) => JSON.stringify(value),
});
