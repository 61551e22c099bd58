/** The player's ties, as the server sends them: friends, requests in both directions, and blocked players. */
import type { FriendRow, SocialPushes, Tie } from '../../../shared/socialProtocol.ts';

export class Friends {
  #rows: ReadonlyMap<string, FriendRow> = new Map();
  #sorted = new Map<Tie, readonly FriendRow[]>();
  /** False until the first whole list. */
  isKnown = false;

  /** Blocked players are among them, so that blocks outlive the page. */
  apply({ isWhole, put, removed }: SocialPushes['friendsUpdated']): void {
    const rows = new Map(isWhole ? [] : this.#rows);
    for (const row of put) rows.set(row.id, row);
    for (const id of removed) rows.delete(id);
    this.#rows = rows;
    this.#sorted = new Map();
    this.isKnown ||= isWhole;
  }

  tieOf(id: string): Tie | undefined {
    return this.#rows.get(id)?.tie;
  }

  blocked(): ReadonlySet<string> {
    return new Set(this.rows('blocked').map(({ id }) => id));
  }

  row(id: string): FriendRow | undefined {
    return this.#rows.get(id);
  }

  /** Friends in the lobby first, by name; then the others, the latest first. */
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
