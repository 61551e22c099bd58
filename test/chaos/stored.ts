/** The players as the database has them. */
import { runSql } from '../support/postgres.ts';

/** `lastActiveAt`: epoch ms. */
export type Stored = { isOnline: boolean; lastActiveAt: number };

/** What players do is stored by then: within a second, and the database may have other things to do. */
export const STORED_AFTER_MS = 3_000;

/** By id. */
export async function storedPlayers(postgresUrl: string): Promise<Map<string, Stored>> {
  const rows = (await runSql(postgresUrl, 'select id, is_online, last_active_at::float8 as at from players')) as {
    id: string;
    is_online: boolean;
    at: number;
  }[];
  return new Map(rows.map(({ id, is_online, at }) => [id, { isOnline: is_online, lastActiveAt: at }]));
}

/**
 * `stuck`: stored as online but gone; `missed`: present but stored as offline. `here`: the players who are really
 * online.
 */
export function compareStored(
  stored: ReadonlyMap<string, Stored>,
  here: ReadonlySet<string>,
): { stuck: string[]; missed: string[] } {
  const stuck = [...stored].filter(([id, { isOnline }]) => isOnline && !here.has(id)).map(([id]) => id);
  const missed = [...here].filter((id) => !stored.get(id)?.isOnline);
  return { stuck, missed };
}
