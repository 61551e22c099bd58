/** Replays of matches, beside their results. The migration, and what SqlMatches and recordMatch do with them. */
import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { emblemFromId } from '../../shared/emblem.ts';
import type { PlayerId } from '../../shared/ids.ts';
import type { MatchReplay, PlayedMatch, RecordedReplay } from '../domain/play/playedMatch.ts';
import { deleteInBatches } from './deleteInBatches.ts';
import { lastPublicOf } from './SqlPlayers.ts';
import type { Schema } from './schema.ts';
import { toPlace } from './toPlace.ts';

export const MATCH_REPLAYS: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`
      create table if not exists match_replays (match_id text primary key references matches (id) on delete cascade,
        seats text not null, inputs text not null, is_private boolean not null, ended_at bigint not null)`.execute(db);
    // For pruneReplays.
    await sql`create index if not exists match_replays_ended_at on match_replays (ended_at)`.execute(db);
  },
};

export async function insertReplay(db: Kysely<Schema>, { matchId, endedAt, replay }: PlayedMatch): Promise<void> {
  if (!replay) return;
  const { seats, inputs, isPrivate } = replay;
  const row = {
    match_id: matchId,
    seats: JSON.stringify(seats),
    inputs: Buffer.from(inputs).toString('base64'),
    is_private: isPrivate,
  };
  await db
    .insertInto('match_replays')
    .values({ ...row, ended_at: Math.floor(endedAt) })
    .execute();
}

export async function readReplay(db: Kysely<Schema>, matchId: string): Promise<RecordedReplay | undefined> {
  const row = await db
    .selectFrom('match_replays')
    .innerJoin('matches', 'matches.id', 'match_replays.match_id')
    .select(['matches.mode', 'matches.started_at', 'matches.ended_at'])
    .select(['match_replays.seats', 'match_replays.inputs', 'match_replays.is_private'])
    .where('matches.id', '=', matchId)
    .executeTakeFirst();
  if (!row) return undefined;
  const seats: MatchReplay['seats'] = JSON.parse(row.seats);
  const ids = seats.flatMap((seat): PlayerId | [] => ('id' in seat ? seat.id : []));
  const [rows, places] = ids.length === 0 ? [[], []] : [await playersOf(db, ids), await placesOf(db, matchId)];
  return {
    ...{ matchId, mode: row.mode, startedAt: row.started_at, endedAt: row.ended_at },
    ...{ seats, inputs: Buffer.from(row.inputs, 'base64'), isPrivate: Boolean(row.is_private) },
    players: new Map(
      rows.map(({ id, name, visibility, ...row }) => {
        const emblem = row.emblem ?? emblemFromId(id);
        return [id, { id, name, emblem, visibility, lastPublic: lastPublicOf({ ...row, id }) }];
      }),
    ),
    places: new Map(places.map(({ player_id, ...row }) => [player_id, toPlace(row)])),
  };
}

const placesOf = (db: Kysely<Schema>, matchId: string) =>
  db
    .selectFrom('match_players')
    .select(['player_id', 'place', 'team', 'is_abandoned', 'rating_before', 'rating_after'])
    .where('match_id', '=', matchId)
    .execute();

const playersOf = (db: Kysely<Schema>, ids: readonly PlayerId[]) =>
  db
    .selectFrom('players')
    .select(['id', 'name', 'emblem', 'visibility'])
    .select(['public_name', 'public_emblem', 'public_active_at', 'hidden_at'])
    .where('id', 'in', ids)
    .execute();

/** Those that ended before `before`, and all but the latest `most`. */
export async function pruneReplays(db: Kysely<Schema>, before: number, most: number): Promise<number> {
  const last = await db
    .selectFrom('match_replays')
    .select('ended_at')
    .orderBy('ended_at', 'desc')
    .offset(most - 1)
    .limit(1)
    .executeTakeFirst();
  const from = Math.max(Math.floor(before), last?.ended_at ?? 0);
  return deleteInBatches((rows) =>
    db
      .deleteFrom('match_replays')
      .where('match_id', 'in', (inner) =>
        inner.selectFrom('match_replays').select('match_id').where('ended_at', '<', from).limit(rows),
      )
      .executeTakeFirst(),
  );
}
