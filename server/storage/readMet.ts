import { type Kysely, sql } from 'kysely';
import type { PlayerId } from '../../shared/ids.ts';
import type { Outcome } from '../../shared/records.ts';
import type { Schema } from './schema.ts';

/** How matches against each of the others went. */
export async function readMet(
  db: Kysely<Schema>,
  id: PlayerId,
  others: readonly PlayerId[],
  mode: string,
): Promise<Map<PlayerId, Record<Outcome, number>>> {
  if (others.length === 0) return new Map();
  const rows = await db
    .selectFrom('match_players as own')
    .innerJoin('match_players as other', 'other.match_id', 'own.match_id')
    .innerJoin('matches', 'matches.id', 'own.match_id')
    .select('other.player_id as id')
    .select(sql<number>`sum(case when own.place < other.place then 1 else 0 end)`.as('won'))
    .select(sql<number>`sum(case when own.place = other.place then 1 else 0 end)`.as('drawn'))
    .select(sql<number>`sum(case when own.place > other.place then 1 else 0 end)`.as('lost'))
    .where('own.player_id', '=', id)
    .where('own.mode', '=', mode)
    .where('matches.with_bots', '=', false)
    .where('other.player_id', 'in', others)
    .where((is) =>
      is.or([
        is('own.team', 'is', null),
        is('other.team', 'is', null),
        is('other.team', '<>', sql.ref<number>('own.team')),
      ]),
    )
    .groupBy('other.player_id')
    .execute();
  return new Map(
    rows.map(({ id, won, drawn, lost }) => [id, { won: Number(won), drawn: Number(drawn), lost: Number(lost) }]),
  );
}
