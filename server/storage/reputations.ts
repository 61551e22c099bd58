/** What is stored of players' reputations. `db`: a transaction that has locked the players. */
import type { Kysely } from 'kysely';
import type { PlayerId } from '../../shared/ids.ts';
import { ESTABLISHED_MATCHES, FOUNDERS, type Reputation } from '../domain/matchmaking/established.ts';
import type { RatingChange } from '../domain/play/ratingChanges.ts';
import type { Schema } from './schema.ts';

export async function readReputations(
  db: Kysely<Schema>,
  ids: readonly PlayerId[],
): Promise<Map<PlayerId, Reputation>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('reputations').selectAll().where('player_id', 'in', ids).execute();
  return new Map(
    rows.map(({ player_id, is_established, matches, proven, others }) => {
      const lists = { proven: JSON.parse(proven), others: JSON.parse(others) };
      return [player_id, { isEstablished: Boolean(is_established), matches, ...lists }];
    }),
  );
}

/** Fewer than FOUNDERS players are established. Banned ones are not counted. */
export async function isFounding(db: Kysely<Schema>): Promise<boolean> {
  const rows = await db
    .selectFrom('reputations')
    .innerJoin('players', 'players.id', 'reputations.player_id')
    .select('players.id')
    .where('is_established', '=', true)
    .where('banned_at', 'is', null)
    .limit(FOUNDERS)
    .execute();
  return rows.length < FOUNDERS;
}

/** Of established players no leaderboard is provisional on which they have enough matches. */
export async function writeReputations(
  db: Kysely<Schema>,
  changes: ReadonlyMap<PlayerId, RatingChange>,
): Promise<void> {
  const rows = [...changes].map(([player_id, { reputation }]) => {
    const { isEstablished, matches, proven, others } = reputation;
    const lists = { proven: JSON.stringify(proven), others: JSON.stringify(others) };
    return { player_id, is_established: isEstablished, matches, ...lists };
  });
  await db
    .insertInto('reputations')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('player_id').doUpdateSet((row) => ({
        is_established: row.ref('excluded.is_established'),
        matches: row.ref('excluded.matches'),
        proven: row.ref('excluded.proven'),
        others: row.ref('excluded.others'),
      })),
    )
    .execute();
  const established = [...changes].flatMap(([id, { reputation }]) => (reputation.isEstablished ? id : []));
  if (established.length === 0) return;
  await db
    .updateTable('ratings')
    .set({ is_provisional: false })
    .where('player_id', 'in', established)
    .where('is_provisional', '=', true)
    .where('matches', '>=', ESTABLISHED_MATCHES)
    .execute();
}
