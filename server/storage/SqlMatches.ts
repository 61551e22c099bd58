import { type Kysely, sql } from 'kysely';
import type { PlayerId } from '../../shared/ids.ts';
import type { PlayedMatch } from '../domain/play/playedMatch.ts';
import type { Matches, PastMatch, RecordedMatch, RecordedPlace } from '../ports.ts';
import { deleteInBatches } from './deleteInBatches.ts';
import { recordMatch } from './recordMatch.ts';
import { lastPublicOf } from './SqlPlayers.ts';
import type { Schema } from './schema.ts';

export class SqlMatches implements Matches {
  readonly #db: Kysely<Schema>;
  readonly #hasRowLocks: boolean;

  constructor(db: Kysely<Schema>, hasRowLocks: boolean) {
    this.#db = db;
    this.#hasRowLocks = hasRowLocks;
  }

  async record(match: PlayedMatch): Promise<RecordedMatch | undefined> {
    return (await recordMatch(this.#db, match, this.#hasRowLocks)) ? this.find(match.matchId) : undefined;
  }

  async find(matchId: string): Promise<RecordedMatch | undefined> {
    const match = await this.#db.selectFrom('matches').select('mode').where('id', '=', matchId).executeTakeFirst();
    if (!match) return undefined;
    const rows = await this.#db
      .selectFrom('match_players')
      .innerJoin('players', 'players.id', 'match_players.player_id')
      .select(['players.id', 'players.name', 'place', 'team', 'is_abandoned', 'rating_before', 'rating_after'])
      .where('match_id', '=', matchId)
      .orderBy('place')
      .orderBy('seat')
      .execute();
    const ranking = rows.map(({ id, name, ...row }) => ({ playerId: id, name, ...toPlace(row) }));
    return { matchId, mode: match.mode, ranking };
  }

  async of(
    id: PlayerId,
    limit: number,
    before?: { endedAt: number; matchId: string },
    until?: number,
  ): Promise<PastMatch[]> {
    const rows = await this.#db
      .selectFrom('match_players as own')
      .innerJoin('players', 'players.id', 'own.player_id')
      .innerJoin('matches', 'matches.id', 'own.match_id')
      .select(['matches.id', 'matches.mode', 'matches.started_at', 'matches.ended_at', 'matches.with_bots'])
      .select(['own.place', 'own.team', 'own.is_abandoned', 'own.rating_before', 'own.rating_after'])
      .where('own.player_id', '=', id)
      .$if(until !== undefined, (query) => query.where('own.ended_at', '<', until as number))
      .$if(before !== undefined, (query) => {
        const { endedAt, matchId } = before as NonNullable<typeof before>;
        return query
          .where('own.ended_at', '<=', endedAt)
          .where((is) => is.or([is('own.ended_at', '<', endedAt), is('own.match_id', '<', matchId)]));
      })
      .orderBy('own.ended_at', 'desc')
      .orderBy('own.match_id', 'desc')
      .limit(limit)
      .execute();
    const others = await this.#othersOf(
      id,
      rows.map((row) => row.id),
    );
    return rows.map((row) => ({
      matchId: row.id,
      mode: row.mode,
      startedAt: row.started_at,
      endedAt: row.ended_at,
      withBots: Boolean(row.with_bots),
      ...toPlace(row),
      others: others.get(row.id) ?? [],
    }));
  }

  async recentOpponents(ids: readonly PlayerId[], mode: string, limit: number): Promise<Map<PlayerId, PlayerId[]>> {
    const lists = await Promise.all(ids.map(async (id) => [id, await this.#opponentsOf(id, mode, limit)] as const));
    return new Map(lists.filter(([, list]) => list.length > 0));
  }

  prune(before: number): Promise<number> {
    return deleteInBatches((rows) =>
      this.#db
        .deleteFrom('matches')
        .where('id', 'in', (inner) =>
          inner
            .selectFrom('matches')
            .select('id')
            .where('ended_at', '<', Math.floor(before))
            .limit(rows)
            .$if(this.#hasRowLocks, (query) => query.forUpdate().skipLocked()),
        )
        .executeTakeFirst(),
    );
  }

  async #othersOf(id: PlayerId, matchIds: readonly string[]): Promise<Map<string, PastMatch['others']>> {
    if (matchIds.length === 0) return new Map();
    const rows = await this.#db
      .selectFrom('match_players as other')
      .leftJoin('players', 'players.id', 'other.player_id')
      .select(['other.match_id', 'other.place', 'other.team', 'other.is_abandoned'])
      .select(['players.id', 'players.name', 'players.visibility'])
      .select(['players.public_name', 'players.public_active_at', 'players.hidden_at'])
      .where('other.match_id', 'in', matchIds)
      .where('other.player_id', '<>', id)
      .orderBy('other.place')
      .orderBy('other.seat')
      .execute();
    const others = new Map<string, PastMatch['others']>();
    for (const { match_id, id, name, visibility, ...row } of rows) {
      const isStored = id !== null && name !== null && visibility !== null;
      const player = isStored ? { player: { id, name, visibility, lastPublic: lastPublicOf(row) } } : {};
      const { place, isAbandoned, team } = toPlace(row);
      const list = others.get(match_id) ?? [];
      list.push({ ...player, place, isAbandoned, ...(team !== undefined && { team }) });
      others.set(match_id, list);
    }
    return others;
  }

  async #opponentsOf(id: PlayerId, mode: string, limit: number): Promise<PlayerId[]> {
    const rows = await this.#db
      .with('own', (db) =>
        db
          .selectFrom('match_players')
          .select(['match_id', 'ended_at', 'team'])
          .where('player_id', '=', id)
          .where('mode', '=', mode)
          .orderBy('ended_at', 'desc')
          .orderBy('match_id', 'desc')
          .limit(limit),
      )
      .selectFrom('own')
      .innerJoin('match_players as other', 'other.match_id', 'own.match_id')
      .innerJoin('players', 'players.id', 'other.player_id')
      .select('players.id')
      .where('other.player_id', '<>', id)
      .where((is) =>
        is.or([
          is('own.team', 'is', null),
          is('other.team', 'is', null),
          is('other.team', '<>', sql.ref<number>('own.team')),
        ]),
      )
      .orderBy('own.ended_at', 'desc')
      .orderBy('own.match_id', 'desc')
      .orderBy('other.seat')
      .execute();
    return [...new Set(rows.map((row) => row.id))];
  }
}

/** Missing values are null in a row, and SQLite has no booleans. */
const toPlace = (row: {
  place: number;
  team: number | null;
  is_abandoned: boolean;
  rating_before?: number | null;
  rating_after?: number | null;
}): Omit<RecordedPlace, 'playerId' | 'name'> => ({
  place: row.place,
  isAbandoned: Boolean(row.is_abandoned),
  ...(row.team !== null && { team: row.team }),
  ...(typeof row.rating_before === 'number' && { ratingBefore: row.rating_before }),
  ...(typeof row.rating_after === 'number' && { ratingAfter: row.rating_after }),
});
