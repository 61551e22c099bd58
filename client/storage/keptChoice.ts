/** One of a few words that the player chose: kept in this browser, and followed when another of its tabs changes it. */
import { type ItemForm, type ItemStorage, KeptItem } from './keptItem.ts';

export class KeptChoice<Word extends string> {
  readonly #item: KeptItem<Word>;
  readonly #listeners = new Set<() => void>();
  #chosen: Word;

  /** `usual`: before anything was chosen. `storage` may throw: the choice then lasts as long as the page. */
  constructor(form: ItemForm<Word>, usual: Word, storage: () => ItemStorage) {
    this.#item = new KeptItem(form, storage);
    this.#chosen = this.#item.read() ?? usual;
  }

  get chosen(): Word {
    return this.#chosen;
  }

  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  choose(word: Word): void {
    if (word === this.#chosen) return;
    this.#item.write(word);
    this.#show(word);
  }

  /** Another tab may have chosen. */
  readAgain(): void {
    const kept = this.#item.read();
    if (kept !== undefined && kept !== this.#chosen) this.#show(kept);
  }

  #show(word: Word): void {
    this.#chosen = word;
    for (const listener of this.#listeners) listener();
  }
}
