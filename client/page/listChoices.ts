/** How the reader wants the list: sorted by what, which groups closed, and whether as plain HTML. Kept in the browser. */
import { GROUPS, type Group, isSort, type Sort } from '../model/rosterRows.ts';
import type { RosterView } from '../model/rosterView.ts';

const KEY = 'foyer.list';
type Kept = { sort: Sort; closed: readonly Group[]; isPlain: boolean };
const DEFAULT: Kept = { sort: 'rank', closed: [], isPlain: false };

export class ListChoices {
  readonly #store: () => Pick<Storage, 'getItem' | 'setItem'>;
  readonly #roster: RosterView;
  #kept: Kept;
  #onPlain: () => void = () => {};

  /** `store`: throws where storage is closed; then choices last as long as the page. */
  constructor(store: () => Pick<Storage, 'getItem' | 'setItem'>, roster: RosterView) {
    this.#store = store;
    this.#roster = roster;
    this.#kept = this.#read();
    roster.sortBy(this.#kept.sort);
    for (const group of this.#kept.closed) roster.close(group, true);
  }

  get isPlain(): boolean {
    return this.#kept.isPlain;
  }

  /** The view is to be another. */
  onPlain(listener: () => void): void {
    this.#onPlain = listener;
  }

  showPlain(isPlain: boolean): void {
    this.#keep({ isPlain });
    this.#onPlain();
  }

  sortBy(sort: Sort): void {
    this.#roster.sortBy(sort);
    this.#keep({ sort });
  }

  close(group: Group, isClosed: boolean): void {
    this.#roster.close(group, isClosed);
    this.#keep({ closed: [...this.#roster.closed] });
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

/** Whatever another version of the page, or somebody else, has left there. */
function keptOf(value: unknown): Kept {
  if (typeof value !== 'object' || value === null) return DEFAULT;
  const { sort, closed, isPlain } = value as Record<keyof Kept, unknown>;
  return {
    sort: isSort(sort) ? sort : DEFAULT.sort,
    closed: Array.isArray(closed) ? GROUPS.filter((group) => closed.includes(group)) : DEFAULT.closed,
    isPlain: isPlain === true,
  };
}
