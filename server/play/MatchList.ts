/** The cluster's public matches, from the desk's news. */
import type { MatchRow, PlayPushes } from '../../shared/playProtocol.ts';

export type MatchDelta = PlayPushes['matchesUpdated'];

export class MatchList {
  readonly #rows = new Map<string, MatchRow>();

  rows(): MatchRow[] {
    return [...this.#rows.values()];
  }

  fullList(): MatchDelta {
    return { isWhole: true, put: this.rows(), removed: [] };
  }

  /** `rows` is the complete list. */
  replace(rows: readonly MatchRow[]): void {
    this.#rows.clear();
    for (const row of rows) this.#rows.set(row.matchId, row);
  }

  /** Undefined where nothing changes. */
  apply(items: readonly { put?: MatchRow; removed?: string }[]): MatchDelta | undefined {
    const put = new Map<string, MatchRow>();
    const removed = new Set<string>();
    for (const item of items) {
      if (item.put) {
        put.set(item.put.matchId, item.put);
        removed.delete(item.put.matchId);
      }
      if (item.removed === undefined) continue;
      put.delete(item.removed);
      if (this.#rows.has(item.removed)) removed.add(item.removed);
    }
    for (const row of put.values()) this.#rows.set(row.matchId, row);
    for (const id of removed) this.#rows.delete(id);
    return put.size + removed.size === 0
      ? undefined
      : { isWhole: false, put: [...put.values()], removed: [...removed] };
  }
}
