/** With whom this player has to do, as the server told it: friends, asks in both directions, and who is blocked. */
import type { FriendRow, SocialPushes, Tie } from '../../../shared/socialProtocol.ts';

export class Friends {
  #rows: ReadonlyMap<string, FriendRow> = new Map();
  #sorted = new Map<Tie, readonly FriendRow[]>();
  /** False before the server told of all. */
  isKnown = false;

  /** Blocks are among them, so that they outlive the page. */
  apply({ isWhole, put, removed }: SocialPushes['friendsUpdated']): void {
    const rows = new Map(isWhole ? [] : this.#rows);
    for (const row of put) rows.set(row.id, row);
    for (const id of removed) rows.delete(id);
    this.#rows = rows;
    this.#sorted = new Map();
    this.isKnown ||= isWhole;
  }

  /** Undefined: nothing to do with each other. */
  tieOf(id: string): Tie | undefined {
    return this.#rows.get(id)?.tie;
  }

  row(id: string): FriendRow | undefined {
    return this.#rows.get(id);
  }

  /** Those here first, by name; then the others, the latest first. */
  rows(tie: Tie = 'friend'): readonly FriendRow[] {
    const known = this.#sorted.get(tie);
    if (known) return known;
    const rows = [...this.#rows.values()].filter((row) => row.tie === tie).toSorted(compare);
    this.#sorted.set(tie, rows);
    return rows;
  }
}

function compare(a: FriendRow, b: FriendRow): number {
  const isHere = ({ status }: FriendRow) => (status === null ? 1 : 0);
  const seen = a.status === null && b.status === null ? (b.lastActiveAtS ?? 0) - (a.lastActiveAtS ?? 0) : 0;
  return isHere(a) - isHere(b) || seen || a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1);
}
