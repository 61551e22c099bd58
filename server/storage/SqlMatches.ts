import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { emblemFromId } from '../../shared/emblem.ts';
import type { PlayerId } from '../../shared/ids.ts';
import type { Outcome } from '../../shared/records.ts';
import type { PlayedMatch, RecordedMatch, RecordedReplay } from '../domain/play/playedMatch.ts';
import type { Matches, PastMatch } from '../ports.ts';
import { deleteInBatches } from './deleteInBatches.ts';
import { readMet } from './readMet.ts';
import { recordMatch } from './recordMatch.ts';
import { pruneReplays, readReplay } from './replays.ts';
import { lastPublicOf } from './SqlPlayers.ts';
import type { Schema } from './schema.ts';
import { toPlace } from './toPlace.ts';

export const MATCH_NEWS: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`
      create table if not exists match_news (player_id text primary key references players (id) on delete cascade,
        match_id text not null, news text not null, at bigint not null)`.execute(db);
  },
};

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
      .select(['players.id', 'players.name', 'players.emblem', 'players.ratings'])
      .select(['place', 'team', 'is_abandoned', 'rating_before', 'rating_after'])
      .where('match_id', '=', matchId)
      .orderBy('place')
      .orderBy('seat')
      .execute();
    const ranking = rows.map(({ id, name, emblem, ratings, ...row }) => ({
      ...{ playerId: id, name, emblem: emblem ?? emblemFromId(id) },
      ...toPlace(row),
      ...(row.rating_after !== null && { ratings }),
    }));
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

  async keepNews(matchId: string, players: readonly PlayerId[], news: string, at: number): Promise<void> {
    if (players.length === 0) return;
    const rows = players.map((player_id) => ({ player_id, match_id: matchId, news, at: Math.floor(at) }));
    await this.#db
      .insertInto('match_news')
      .values(rows)
      .onConflict((conflict) =>
        conflict.column('player_id').doUpdateSet(({ ref }) => ({
          ...{ match_id: ref('excluded.match_id'), news: ref('excluded.news'), at: ref('excluded.at') },
        })),
      )
      .execute();
  }

  async told(matchId: string, player: PlayerId): Promise<void> {
    const ofPlayer = this.#db.deleteFrom('match_news').where('player_id', '=', player);
    await ofPlayer.where('match_id', '=', matchId).execute();
  }

  async takeNews(player: PlayerId, since: number): Promise<string | undefined> {
    // Nearly always there is nothing, and a delete would wait for other writers.
    const kept = this.#db.selectFrom('match_news').select('match_id').where('player_id', '=', player);
    if (!(await kept.executeTakeFirst())) return undefined;
    const taken = await this.#db.deleteFrom('match_news').where('player_id', '=', player).returningAll().execute();
    return taken.find(({ at }) => at >= since)?.news;
  }

  met(id: PlayerId, others: readonly PlayerId[], mode: string): Promise<Map<PlayerId, Record<Outcome, number>>> {
    return readMet(this.#db, id, others, mode);
  }

  replay(matchId: string): Promise<RecordedReplay | undefined> {
    return readReplay(this.#db, matchId);
  }

  pruneReplays(before: number, most: number): Promise<number> {
    return pruneReplays(this.#db, before, most);
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
      .select(['players.id', 'players.name', 'players.emblem', 'players.visibility'])
      .select(['players.public_name', 'players.public_emblem', 'players.public_active_at', 'players.hidden_at'])
      .where('other.match_id', 'in', matchIds)
      .where('other.player_id', '<>', id)
      .orderBy('other.place')
      .orderBy('other.seat')
      .execute();
    const others = new Map<string, PastMatch['others']>();
    for (const { match_id, id, name, emblem, visibility, ...row } of rows) {
      const isStored = id !== null && name !== null && visibility !== null;
      const known = isStored && { id, name, emblem: emblem ?? emblemFromId(id), visibility };
      const player = known ? { player: { ...known, lastPublic: lastPublicOf({ ...row, id: known.id }) } } : {};
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
