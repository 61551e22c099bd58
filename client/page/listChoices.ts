/** How the reader wants the list: its sort, the closed groups, and whether as plain HTML. Kept in the browser. */

import type { LobbyModel } from '../model/lobbyModel.ts';
import { GROUPS, type Group, isSort, type Sort } from '../model/rosterRows.ts';

const KEY = 'foyer.list';
type Kept = { sort: Sort; closed: readonly Group[]; isPlain: boolean };
const DEFAULT: Kept = { sort: 'rank', closed: [], isPlain: false };

export class ListChoices {
  readonly #store: () => Pick<Storage, 'getItem' | 'setItem'>;
  readonly #model: LobbyModel;
  #kept: Kept;
  #onPlain: () => void = () => {};

  /** `store`: throws when storage is closed; then choices last as long as the page. */
  constructor(store: () => Pick<Storage, 'getItem' | 'setItem'>, model: LobbyModel) {
    this.#store = store;
    this.#model = model;
    this.#kept = this.#read();
    model.commit(() => {
      model.roster.sortBy(this.#kept.sort);
      for (const group of this.#kept.closed) model.roster.close(group, true);
    });
  }

  get isPlain(): boolean {
    return this.#kept.isPlain;
  }

  /** `listener` runs when the other view is chosen. */
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

  #read(): Kept {
    try {
      return keptOf(JSON.parse(this.#store().getItem(KEY) ?? 'null'));
    } catch {
      return DEFAULT;
    }
  }

  #keep(choice: Partial<Kept>): void {
    this.#kept = { ...this.#kept, ...choice };
    try {
      this.#store().setItem(KEY, JSON.stringify(this.#kept));
    } catch {
      // Full or closed.
    }
  }
}

/** Reads whatever another version of the page, or anyone else, has left there. */
function keptOf(value: unknown): Kept {
  if (typeof value !== 'object' || value === null) return DEFAULT;
  const { sort, closed, isPlain } = value as Record<keyof Kept, unknown>;
  return {
    sort: isSort(sort) ? sort : DEFAULT.sort,
    closed: Array.isArray(closed) ? GROUPS.filter((group) => closed.includes(group)) : DEFAULT.closed,
    isPlain: isPlain === true,
  };
}
