import { type Kysely, type NotNull, sql } from 'kysely';
import { emblemFromId } from '../../shared/emblem.ts';
import type { PlayerId } from '../../shared/ids.ts';
import { isProvisional } from '../domain/matchmaking/established.ts';
import type { LeaderboardQuery, Standing } from '../domain/play/leaderboard.ts';
import type { Known, RatingChange, StoredRating } from '../domain/play/ratingChanges.ts';
import { PUBLIC } from '../domain/presence/visibility.ts';
import type { Ratings } from '../ports.ts';
import { ratingsTexts } from './modeRatings.ts';
import { isFounding, readReputations } from './reputations.ts';
import type { Schema } from './schema.ts';

export class SqlRatings implements Ratings {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  of(ids: readonly PlayerId[], mode: string): Promise<Map<PlayerId, StoredRating>> {
    return readRatings(this.#db, ids, mode);
  }

  async known(ids: readonly PlayerId[], mode: string): Promise<Known> {
    const [ratings, reputations, founding] = await Promise.all([
      readRatings(this.#db, ids, mode),
      readReputations(this.#db, ids),
      isFounding(this.#db),
    ]);
    return { ratings, reputations, isFounding: founding };
  }

  async leaderboard({ mode, limit, viewer, after }: LeaderboardQuery): Promise<Standing[]> {
    const others = await this.#others(mode, viewer)
      .select(['players.id', 'public_name as name', 'public_shown as rating', 'public_matches as matches'])
      .select(['public_provisional as isProvisional', 'public_emblem as emblem'])
      .$if(after !== undefined, (query) => {
        const { isProvisional, rating, id } = after as NonNullable<typeof after>;
        // The first condition is there for the index.
        return query
          .where('public_provisional', '>=', isProvisional)
          .where((is) =>
            is.or([
              is('public_provisional', '>', isProvisional),
              is('public_shown', '<', rating),
              is.and([is('public_shown', '=', rating), is('ratings.player_id', '>', id)]),
            ]),
          );
      })
      .orderBy('public_provisional')
      .orderBy('public_shown', 'desc')
      .orderBy('ratings.player_id')
      .limit(limit)
      .$narrowType<{ name: NotNull; rating: NotNull; matches: NotNull }>()
      .execute();
    const before = after?.place ?? 0;
    const own = viewer === undefined ? [] : await this.#own(mode, viewer);
    return [...others, ...own.filter((row) => !after || compareStandings(row, after) > 0)]
      .toSorted(compareStandings)
      .slice(0, limit)
      .map((row, at) => standingOf(row, before + at + 1));
  }

  async standing(mode: string, viewer: PlayerId): Promise<Standing | undefined> {
    const [own] = await this.#own(mode, viewer);
    if (!own) return undefined;
    const { rating, id } = own;
    const isProvisional = Boolean(own.isProvisional);
    const { ahead } = await this.#others(mode, viewer)
      .select((is) => is.fn.countAll().as('ahead'))
      // The first condition is there for the index.
      .where('public_provisional', '<=', isProvisional)
      .where((is) =>
        is.or([
          is('public_provisional', '<', isProvisional),
          is('public_shown', '>', rating),
          is.and([is('public_shown', '=', rating), is('ratings.player_id', '<', id)]),
        ]),
      )
      .executeTakeFirstOrThrow();
    return standingOf(own, Number(ahead) + 1);
  }

  /** As they last were in public. */
  #others(mode: string, viewer: PlayerId | undefined) {
    return this.#rated(mode)
      .where('public_shown', 'is not', null)
      .$if(viewer !== undefined, (query) => query.where('players.id', '<>', viewer as PlayerId));
  }

  #own(mode: string, id: PlayerId): Promise<Unplaced[]> {
    return this.#rated(mode)
      .select(['players.id', 'players.name', 'ratings.shown as rating', 'ratings.matches'])
      .select(['ratings.is_provisional as isProvisional', 'players.emblem'])
      .where('ratings.player_id', '=', id)
      .execute();
  }

  #rated(mode: string) {
    return this.#db
      .selectFrom('ratings')
      .innerJoin('players', 'players.id', 'ratings.player_id')
      .where('ratings.mode', '=', mode)
      .where('players.banned_at', 'is', null);
  }
}

type Unplaced = Omit<Standing, 'place' | 'emblem' | 'isProvisional'> & {
  emblem: number | null;
  /** SQLite has no booleans. */
  isProvisional: boolean | number;
};
const standingOf = (row: Unplaced, place: number): Standing => ({
  ...{ place, ...row },
  emblem: row.emblem ?? emblemFromId(row.id),
  isProvisional: Boolean(row.isProvisional),
});

type Ranked = { isProvisional: boolean | number; rating: number; id: PlayerId };
const compareStandings = (a: Ranked, b: Ranked): number =>
  Number(a.isProvisional) - Number(b.isProvisional) || b.rating - a.rating || (a.id < b.id ? -1 : Number(a.id > b.id));

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
    const is_provisional = isProvisional(rating.matches, reputation);
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
  await publishRatings(db, [...changes.keys()]);
  await db
    .updateTable('players')
    .from('ratings')
    .set((row) => ({
      rating: row.ref('ratings.shown'),
      friends_rating: sql<number>`
        case when players.visibility <> 'nobody' then ratings.shown else players.friends_rating end`,
    }))
    .whereRef('ratings.player_id', '=', 'players.id')
    .where('ratings.mode', '=', mode)
    .where('players.id', 'in', [...changes.keys()])
    .execute();
  await writeTexts(db, [...changes.keys()]);
}

/** What rows carry of the players' ratings. `db`: as above. */
async function writeTexts(db: Kysely<Schema>, ids: readonly PlayerId[]): Promise<void> {
  const rows = await db
    .selectFrom('ratings')
    .select(['player_id', 'mode', 'shown as rating', 'is_provisional'])
    .where('player_id', 'in', ids)
    .execute();
  for (const [id, ratings] of ratingsTexts(rows)) {
    await db
      .updateTable('players')
      .set((row) => ({
        ratings,
        friends_ratings: sql<string>`
          case when visibility <> 'nobody' then ${ratings} else ${row.ref('friends_ratings')} end`,
      }))
      .where('id', '=', id)
      .execute();
  }
}

/** Of those players who are public, the ratings that everybody sees become the present ones. `db`: as above. */
export async function publishRatings(db: Kysely<Schema>, ids: readonly PlayerId[]): Promise<void> {
  await db
    .updateTable('ratings')
    .set((row) => ({
      public_shown: row.ref('shown'),
      public_matches: row.ref('matches'),
      public_provisional: row.ref('is_provisional'),
    }))
    .where('player_id', 'in', (inner) =>
      inner.selectFrom('players').select('id').where('id', 'in', ids).where('visibility', '=', PUBLIC),
    )
    .execute();
}
