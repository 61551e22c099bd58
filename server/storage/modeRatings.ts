/** The text of a player's ratings that rows carry, from the table of ratings. */
import { type Kysely, sql } from 'kysely';
import type { PlayerId } from '../../shared/ids.ts';
import { ratingsText } from '../../shared/modeRatings.ts';

/** SQLite has no booleans. */
type StoredModeRating = {
  player_id: PlayerId;
  mode: string;
  rating: number;
  is_provisional: boolean | number;
};

export function ratingsTexts(rows: readonly StoredModeRating[]): Map<PlayerId, string> {
  const byPlayer = Map.groupBy(rows, (row) => row.player_id);
  return new Map(
    [...byPlayer].map(([id, own]) => [
      id,
      ratingsText(own.map(({ is_provisional, ...row }) => ({ ...row, isProvisional: Boolean(is_provisional) }))),
    ]),
  );
}

/** The migration that adds the texts to the table of players. */
export async function addRatingsTexts(db: Kysely<unknown>): Promise<void> {
  // One column a statement: SQLite takes no more.
  for (const name of ['ratings', 'friends_ratings'])
    await db.schema
      .alterTable('players')
      .addColumn(name, 'text', (column) => column.notNull().defaultTo(''))
      .execute();
  const { rows } = await sql<StoredModeRating>`
    select player_id, mode, shown as rating, is_provisional from ratings`.execute(db);
  for (const [id, ratings] of ratingsTexts(rows))
    await sql`
      update players set ratings = ${ratings},
        friends_ratings = case when visibility <> 'nobody' then ${ratings} else '' end
      where id = ${id}`.execute(db);
}
