import type { Kysely } from 'kysely';
import type { PlayerId } from '../../shared/ids.ts';
import type { RatingChange, StoredRating } from '../domain/play/playedMatch.ts';
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
      .select(['players.id', 'players.name', 'ratings.shown as rating', 'ratings.matches'])
      .where('ratings.mode', '=', mode)
      .where('players.banned_at', 'is', null)
      .where((is) => is.or([is('players.visibility', '=', PUBLIC), ...(viewer ? [is('players.id', '=', viewer)] : [])]))
      .$if(after !== undefined, (query) => {
        const { rating, id } = after as NonNullable<typeof after>;
        // The first condition is there for the index.
        return query
          .where('ratings.shown', '<=', rating)
          .where((is) => is.or([is('ratings.shown', '<', rating), is('ratings.player_id', '>', id)]));
      })
      .orderBy('ratings.shown', 'desc')
      .orderBy('ratings.player_id')
      .limit(limit)
      .execute();
    const before = after?.place ?? 0;
    return rows.map((row, at) => ({ place: before + at + 1, ...row }));
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
    .select(['player_id', 'mu', 'sigma', 'matches'])
    .where('player_id', 'in', ids)
    .where('mode', '=', mode)
    .execute();
  return new Map(rows.map(({ player_id, mu, sigma, matches }) => [player_id, { mu, sigma, matches }]));
}

/** `db`: a transaction that has locked the players. */
export async function writeRatings(
  db: Kysely<Schema>,
  mode: string,
  changes: ReadonlyMap<PlayerId, RatingChange>,
): Promise<void> {
  const rows = [...changes].map(([id, { rating, after }]) => ({ player_id: id, mode, ...rating, shown: after }));
  await db
    .insertInto('ratings')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['player_id', 'mode']).doUpdateSet((row) => ({
        mu: row.ref('excluded.mu'),
        sigma: row.ref('excluded.sigma'),
        shown: row.ref('excluded.shown'),
        matches: row.ref('excluded.matches'),
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
