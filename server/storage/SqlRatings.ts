import type { Kysely } from 'kysely';
import type { PlayerId } from '../../shared/ids.ts';
import { ESTABLISHED_MATCHES } from '../domain/matchmaking/established.ts';
import type { RatingChange, StoredRating } from '../domain/play/ratingChanges.ts';
import { PUBLIC } from '../domain/presence/visibility.ts';
import type { LeaderboardQuery, Ratings, Standing } from '../ports.ts';
import type { Schema } from './schema.ts';

export class SqlRatings implements Ratings {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  of(ids: readonly PlayerId[], mode: string): Promise<Map<PlayerId, StoredRating>> {
    return readRatings(this.#db, ids, mode);
  }

  async leaderboard({ mode, limit, viewer, after }: LeaderboardQuery): Promise<Standing[]> {
    const rows = await this.#db
      .selectFrom('ratings')
      .innerJoin('players', 'players.id', 'ratings.player_id')
      .select(['players.id', 'players.name', 'ratings.shown as rating', 'ratings.matches', 'ratings.is_provisional'])
      .where('ratings.mode', '=', mode)
      .where('players.banned_at', 'is', null)
      .where((is) => is.or([is('players.visibility', '=', PUBLIC), ...(viewer ? [is('players.id', '=', viewer)] : [])]))
      .$if(after !== undefined, (query) => {
        const { isProvisional, rating, id } = after as NonNullable<typeof after>;
        // The first condition is there for the index.
        return query
          .where('ratings.is_provisional', '>=', isProvisional)
          .where((is) =>
            is.or([
              is('ratings.is_provisional', '>', isProvisional),
              is('ratings.shown', '<', rating),
              is.and([is('ratings.shown', '=', rating), is('ratings.player_id', '>', id)]),
            ]),
          );
      })
      .orderBy('ratings.is_provisional')
      .orderBy('ratings.shown', 'desc')
      .orderBy('ratings.player_id')
      .limit(limit)
      .execute();
    const before = after?.place ?? 0;
    return rows.map(({ is_provisional, ...row }, at) => {
      return { place: before + at + 1, ...row, isProvisional: Boolean(is_provisional) };
    });
  }
}

export async function readRatings(
  db: Kysely<Schema>,
  ids: readonly PlayerId[],
  mode: string,
): Promise<Map<PlayerId, StoredRating>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('ratings')
    .select(['player_id', 'mu', 'sigma', 'matches', 'unproven'])
    .where('player_id', 'in', ids)
    .where('mode', '=', mode)
    .execute();
  return new Map(rows.map(({ player_id, ...rating }) => [player_id, { ...rating }]));
}

/** `db`: a transaction that has locked the players. */
export async function writeRatings(
  db: Kysely<Schema>,
  mode: string,
  changes: ReadonlyMap<PlayerId, RatingChange>,
): Promise<void> {
  const rows = [...changes].map(([player_id, { rating, reputation, after }]) => {
    const is_provisional = !reputation.isEstablished || rating.matches < ESTABLISHED_MATCHES;
    return { player_id, mode, ...rating, shown: after, is_provisional };
  });
  await db
    .insertInto('ratings')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['player_id', 'mode']).doUpdateSet((row) => ({
        mu: row.ref('excluded.mu'),
        sigma: row.ref('excluded.sigma'),
        shown: row.ref('excluded.shown'),
        matches: row.ref('excluded.matches'),
        unproven: row.ref('excluded.unproven'),
        is_provisional: row.ref('excluded.is_provisional'),
      })),
    )
    .execute();
  await db
    .updateTable('players')
    .from('ratings')
    .set((row) => ({ rating: row.ref('ratings.shown') }))
    .whereRef('ratings.player_id', '=', 'players.id')
    .where('ratings.mode', '=', mode)
    .where('players.id', 'in', [...changes.keys()])
    .execute();
}
