/** The reader's choices for the list: sort, closed groups, and plain HTML. Kept in the browser. */

import type { LobbyModel } from '../model/lobbyModel.ts';
import { GROUPS, type Group, isSort, type Sort } from '../model/rosterRows.ts';
import { type ItemStorage, jsonForm, KeptItem } from '../storage/keptItem.ts';

type StoredChoices = { sort: Sort; closed: readonly Group[]; isPlain: boolean };
const DEFAULT: StoredChoices = { sort: 'relevance', closed: [], isPlain: false };
export const LIST_FORM = jsonForm('foyer.list', choicesOf);

export class ListChoices {
  readonly #item: KeptItem<StoredChoices>;
  readonly #model: LobbyModel;
  #kept: StoredChoices;
  #onPlain: () => void = () => {};

  /** `storage` may throw. */
  constructor(storage: () => ItemStorage, model: LobbyModel) {
    this.#item = new KeptItem(LIST_FORM, storage);
    this.#model = model;
    this.#kept = this.#item.read() ?? DEFAULT;
    model.commit(() => {
      model.roster.sortBy(this.#kept.sort);
      for (const group of this.#kept.closed) model.roster.close(group, true);
    });
  }

  get isPlain(): boolean {
    return this.#kept.isPlain;
  }

  onPlain(listener: () => void): void {
    this.#onPlain = listener;
  }

  showPlain(isPlain: boolean): void {
    this.#keep({ isPlain });
    this.#onPlain();
  }

  sortBy(sort: Sort): void {
    this.#model.commit(() => this.#model.roster.sortBy(sort));
    this.#keep({ sort });
  }

  close(group: Group, isClosed: boolean): void {
    const { roster } = this.#model;
    this.#model.commit(() => roster.close(group, isClosed));
    this.#keep({ closed: [...roster.closed] });
  }

  #keep(choice: Partial<StoredChoices>): void {
    this.#kept = { ...this.#kept, ...choice };
    this.#item.write(this.#kept);
  }
}

/** What another version of the page has left there is used as far as it is understood. */
function choicesOf(value: unknown): StoredChoices | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { sort, closed, isPlain } = value as Record<keyof StoredChoices, unknown>;
  return {
    sort: isSort(sort) ? sort : DEFAULT.sort,
    closed: Array.isArray(closed) ? GROUPS.filter((group) => closed.includes(group)) : DEFAULT.closed,
    isPlain: isPlain === true,
  };
}
