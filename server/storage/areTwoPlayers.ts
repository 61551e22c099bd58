import type { Kysely } from 'kysely';
import type { PlayerId } from '../../shared/ids.ts';
import type { Schema } from './schema.ts';

/** Whether both ids belong to stored players, and not to the same one. */
export async function areTwoPlayers(db: Kysely<Schema>, id: PlayerId, other: PlayerId): Promise<boolean> {
  // PostgreSQL refuses a text with a NUL in it.
  if (other.includes('\0')) return false;
  const rows = await db.selectFrom('players').select('id').where('id', 'in', [id, other]).execute();
  return rows.length === 2;
}
