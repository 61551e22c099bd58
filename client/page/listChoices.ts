/** The reader's choices for the list: sort, closed groups, and plain HTML. Kept in the browser. */

import type { LobbyModel } from '../model/lobbyModel.ts';
import { GROUPS, type Group, isSort, type Sort } from '../model/rosterRows.ts';
import { type ItemStorage, KeptItem } from '../storage/keptItem.ts';

type StoredChoices = { sort: Sort; closed: readonly Group[]; isPlain: boolean };
const DEFAULT: StoredChoices = { sort: 'rank', closed: [], isPlain: false };

export class ListChoices {
  readonly #item: KeptItem;
  readonly #model: LobbyModel;
  #kept: StoredChoices;
  #onPlain: () => void = () => {};

  /** `storage` may throw. */
  constructor(storage: () => ItemStorage, model: LobbyModel) {
    this.#item = new KeptItem('foyer.list', storage);
    this.#model = model;
    this.#kept = keptOf(this.#item.readJson());
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
    this.#item.write(JSON.stringify(this.#kept));
  }
}

/** Accepts whatever another version of the page has left there. */
function keptOf(value: unknown): StoredChoices {
  if (typeof value !== 'object' || value === null) return DEFAULT;
  const { sort, closed, isPlain } = value as Record<keyof StoredChoices, unknown>;
  return {
    sort: isSort(sort) ? sort : DEFAULT.sort,
    closed: Array.isArray(closed) ? GROUPS.filter((group) => closed.includes(group)) : DEFAULT.closed,
    isPlain: isPlain === true,
  };
}
