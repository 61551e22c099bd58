import type { LeaderboardRow, PastMatchRow } from '../../shared/records.ts';

export type RecordsOf =
  | { kind: 'leaderboard'; mode: string }
  | { kind: 'history'; player: { readonly id: string; readonly name: string } };
export type RecordsPage =
  | { kind: 'leaderboard'; rows: readonly LeaderboardRow[]; own: LeaderboardRow | null; nextCursor: string | null }
  | { kind: 'history'; rows: readonly PastMatchRow[]; nextCursor: string | null };

/** `page`: all pages so far; undefined before the first. `problem`: why no more comes. */
export type Records = {
  readonly of: RecordsOf;
  readonly page: RecordsPage | undefined;
  readonly isAsked: boolean;
  readonly problem: string | undefined;
};

export const opened = (of: RecordsOf): Records => ({ of, page: undefined, isAsked: true, problem: undefined });

/** Ignores a late page of the other kind. */
export function answered(records: Records, page: RecordsPage | { problem: string }): Records {
  if ('problem' in page) return { ...records, isAsked: false, problem: page.problem };
  if (page.kind !== records.of.kind) return records;
  const before = records.page;
  const rows = [...(before?.rows ?? []), ...page.rows];
  const { nextCursor } = page;
  // What the first page alone has stays.
  const whole = { ...(before ?? page), rows, nextCursor } as RecordsPage;
  return { ...records, isAsked: false, problem: undefined, page: whole };
}

export const asking = (records: Records): Records => ({ ...records, isAsked: true, problem: undefined });
export const hasMore = ({ page, isAsked, problem }: Records): boolean =>
  !isAsked && problem === undefined && page !== undefined && page.nextCursor !== null;
