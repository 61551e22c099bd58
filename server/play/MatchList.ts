/** The cluster's public matches, from the desk's news. */
import type { MatchProgress, MatchRow, PlayPushes } from '../../shared/playProtocol.ts';

export type MatchDelta = PlayPushes['matchesUpdated'];

type Progressed = { matchId: string; progress: MatchProgress };

export class MatchList {
  readonly #rows = new Map<string, MatchRow>();

  rows(): MatchRow[] {
    return [...this.#rows.values()];
  }

  has(matchId: string): boolean {
    return this.#rows.has(matchId);
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
  apply(items: readonly { put?: MatchRow; removed?: string; progressed?: Progressed }[]): MatchDelta | undefined {
    const put = new Map<string, MatchRow>();
    const removed = new Set<string>();
    const progressed = new Map<string, Progressed>();
    for (const item of items) {
      if (item.put) {
        put.set(item.put.matchId, item.put);
        removed.delete(item.put.matchId);
        progressed.delete(item.put.matchId);
      }
      if (item.progressed) this.#progress(item.progressed, put, progressed);
      if (item.removed === undefined) continue;
      put.delete(item.removed);
      progressed.delete(item.removed);
      if (this.#rows.has(item.removed)) removed.add(item.removed);
    }
    for (const row of put.values()) this.#rows.set(row.matchId, row);
    for (const id of removed) this.#rows.delete(id);
    if (put.size + removed.size + progressed.size === 0) return undefined;
    const more = progressed.size > 0 && { progressed: [...progressed.values()] };
    return { isWhole: false, put: [...put.values()], removed: [...removed], ...more };
  }

  #progress(item: Progressed, put: Map<string, MatchRow>, progressed: Map<string, Progressed>): void {
    const { matchId, progress } = item;
    const [isPut, row] = [put.get(matchId), this.#rows.get(matchId)];
    if (isPut) put.set(matchId, { ...isPut, progress });
    else if (row) {
      this.#rows.set(matchId, { ...row, progress });
      progressed.set(matchId, item);
    }
  }
}
