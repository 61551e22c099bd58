import type { Kysely, Transaction } from 'kysely';
import type { PlayerId } from '../../shared/ids.ts';
import type { PlayedMatch } from '../domain/play/playedMatch.ts';
import { type RatingChange, ratingChanges } from '../domain/play/ratingChanges.ts';
import { insertReplay } from './replays.ts';
import { isFounding, readReputations, writeReputations } from './reputations.ts';
import { readRatings, writeRatings } from './SqlRatings.ts';
import type { Schema } from './schema.ts';

/**
 * Players are locked before anything of theirs is read, in the order of their ids: of two processes with the same
 * players one waits, and reads what the other wrote. False where the match was recorded before.
 */
export function recordMatch(database: Kysely<Schema>, match: PlayedMatch, hasRowLocks: boolean): Promise<boolean> {
  const ids = match.ranking.map(({ playerId }) => playerId);
  return database.transaction().execute(async (db) => {
    if (!(await insertMatch(db, match))) return false;
    await insertReplay(db, match);
    const stored = await lockPlayers(db, ids, hasRowLocks);
    const changes = ratingChanges(match, {
      ratings: await readRatings(db, ids, match.mode),
      reputations: await readReputations(db, ids),
      isFounding: await isFounding(db),
    });
    await insertPlayers(db, match, changes);
    const known = new Map([...changes].filter(([id]) => stored.has(id)));
    if (known.size === 0) return true;
    await writeReputations(db, known);
    await writeRatings(db, match.mode, known);
    return true;
  });
}

/** Returns the ids of the stored players. */
async function lockPlayers(
  db: Transaction<Schema>,
  ids: readonly PlayerId[],
  hasRowLocks: boolean,
): Promise<Set<PlayerId>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectFrom('players')
    .select('id')
    .where('id', 'in', ids)
    .orderBy('id')
    .$if(hasRowLocks, (query) => query.forNoKeyUpdate())
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** False where it was recorded before. Waits for a transaction of another process that is recording it. */
async function insertMatch(db: Transaction<Schema>, match: PlayedMatch): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('matches')
    .values({
      id: match.matchId,
      mode: match.mode,
      started_at: Math.floor(match.startedAt),
      ended_at: Math.floor(match.endedAt),
      with_bots: match.withBots,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  return Boolean(numInsertedOrUpdatedRows);
}

async function insertPlayers(
  db: Transaction<Schema>,
  { matchId, mode, endedAt, ranking }: PlayedMatch,
  changes: ReadonlyMap<PlayerId, RatingChange>,
): Promise<void> {
  if (ranking.length === 0) return;
  const rows = ranking.map(({ playerId, place, team, isAbandoned }, seat) => ({
    match_id: matchId,
    seat,
    player_id: playerId,
    mode,
    ended_at: Math.floor(endedAt),
    place,
    team: team ?? null,
    is_abandoned: isAbandoned,
    rating_before: changes.get(playerId)?.before ?? null,
    rating_after: changes.get(playerId)?.after ?? null,
  }));
  await db.insertInto('match_players').values(rows).execute();
}
