import type { Kysely, Selectable } from 'kysely';
import { emblemFromId } from '../../shared/emblem.ts';
import type { PlayerId } from '../../shared/ids.ts';
import { FRIEND_ASKS_MAX, FRIENDS_MAX } from '../../shared/limits.ts';
import { onlyPersona, traitsOf } from '../../shared/playerRow.ts';
import type { Tie } from '../../shared/socialProtocol.ts';
import { type StoredTie, tieBetween } from '../domain/social/friendBook.ts';
import type { Friendships } from '../ports.ts';
import { areTwoPlayers } from './areTwoPlayers.ts';
import { deleteInBatches } from './deleteInBatches.ts';
import { type PlayersTable, type Schema, UNRATED } from './schema.ts';

export class SqlFriendships implements Friendships {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async add(id: PlayerId, other: PlayerId): Promise<'asked' | 'friend' | 'unknown' | 'full'> {
    if (!(await areTwoPlayers(this.#db, id, other))) return 'unknown';
    if (await this.#isFull(id, other)) return 'full';
    const isLow = id < other;
    const pair = { low_id: isLow ? id : other, high_id: isLow ? other : id };
    const row = await this.#db
      .insertInto('friendships')
      .values({ ...pair, has_low_added: isLow, has_high_added: !isLow })
      .onConflict((conflict) =>
        conflict.columns(['low_id', 'high_id']).doUpdateSet(isLow ? { has_low_added: true } : { has_high_added: true }),
      )
      .returning(['has_low_added', 'has_high_added'])
      .executeTakeFirstOrThrow();
    return row.has_low_added && row.has_high_added ? 'friend' : 'asked';
  }

  async remove(id: PlayerId, other: PlayerId): Promise<Tie | undefined> {
    if (other.includes('\0')) return undefined;
    const isLow = id < other;
    const [low, high] = isLow ? [id, other] : [other, id];
    const row = await this.#db
      .deleteFrom('friendships')
      .where('low_id', '=', low)
      .where('high_id', '=', high)
      .returning(['has_low_added', 'has_high_added'])
      .executeTakeFirst();
    if (!row) return undefined;
    const [hasAdded, isAdded] = isLow
      ? [row.has_low_added, row.has_high_added]
      : [row.has_high_added, row.has_low_added];
    return tieBetween(Boolean(hasAdded), Boolean(isAdded));
  }

  async tiesOf(ids: readonly PlayerId[]): Promise<Map<PlayerId, StoredTie[]>> {
    if (ids.length === 0) return new Map();
    const pairs = await this.#db
      .selectFrom(this.#pairsOf(ids).as('pair'))
      .innerJoin('players as other', 'other.id', 'pair.other_id')
      .leftJoin('blocks as block', (join) =>
        join.onRef('block.player_id', '=', 'pair.id').onRef('block.other_id', '=', 'pair.other_id'),
      )
      .where('block.other_id', 'is', null)
      .select(['pair.id as owner', 'pair.has_added as hasAdded', 'pair.is_added as isAdded', ...OTHER])
      .execute();
    const blocked = await this.#db
      .selectFrom('blocks as block')
      .innerJoin('players as other', 'other.id', 'block.other_id')
      .where('block.player_id', 'in', ids)
      .select(['block.player_id as owner', ...OTHER])
      .execute();
    return byOwner([
      ...pairs.map(({ owner, hasAdded, isAdded, ...other }) => ({
        owner,
        tie: asTie(tieBetween(Boolean(hasAdded), Boolean(isAdded)), other),
      })),
      ...blocked.map(({ owner, ...other }) => ({ owner, tie: asTie('blocked', other) })),
    ]);
  }

  async #isFull(id: PlayerId, other: PlayerId): Promise<boolean> {
    const rows = await this.#db
      .selectFrom(this.#pairsOf([id, other]).as('pair'))
      .selectAll()
      .execute();
    const own = rows.filter((row) => row.id === id && row.has_added);
    if (own.some(({ other_id }) => other_id === other)) return false;
    const asks = rows.filter((row) => row.id === other && row.is_added && !row.has_added);
    const isAccepting = rows.some((row) => row.id === id && row.other_id === other);
    return own.length >= FRIENDS_MAX || (!isAccepting && asks.length >= FRIEND_ASKS_MAX);
  }

  /** Each pair one of the players is part of, seen from that player. */
  #pairsOf(ids: readonly PlayerId[]) {
    return this.#db
      .selectFrom('friendships')
      .where('low_id', 'in', ids)
      .select(['low_id as id', 'high_id as other_id', 'has_low_added as has_added', 'has_high_added as is_added'])
      .unionAll(
        this.#db
          .selectFrom('friendships')
          .where('high_id', 'in', ids)
          .select(['high_id as id', 'low_id as other_id', 'has_high_added as has_added', 'has_low_added as is_added']),
      );
  }
}

const OTHER = [
  ...(['other.id', 'other.name', 'other.public_name', 'other.public_emblem'] as const),
  ...(['other.friends_name', 'other.friends_emblem', 'other.friends_active_at'] as const),
  ...(['other.friends_rating', 'other.friends_ratings'] as const),
] as const;

/** As friends last saw them, or of all others the name and the emblem that were last public. */
const asTie = (tie: Tie, other: Other): StoredTie => {
  const { id, name } = other;
  const emblemOr = (stored: number | null): number => stored ?? emblemFromId(id);
  const shown = { name: other.public_name ?? name, emblem: emblemOr(other.public_emblem) };
  if (tie !== 'friend') return { ...onlyPersona(shown), id, tie, lastActiveAt: null };
  const { friends_name, friends_emblem, friends_rating, friends_ratings, friends_active_at: lastActiveAt } = other;
  const traits = {
    name: friends_name ?? name,
    emblem: emblemOr(friends_emblem),
    rating: friends_rating ?? UNRATED,
    ratings: friends_ratings || undefined,
  };
  return { ...traitsOf(traits), id, tie, lastActiveAt };
};
type Other = Pick<
  Selectable<PlayersTable>,
  | ('id' | 'name' | 'public_name' | 'public_emblem')
  | ('friends_name' | 'friends_emblem' | 'friends_rating' | 'friends_ratings' | 'friends_active_at')
>;

/** Deletes pairs one of whose players has been pruned. */
export const deleteOrphanedFriendships = (db: Kysely<Schema>): Promise<number> =>
  deleteInBatches((rows) =>
    db
      .deleteFrom('friendships')
      .where(({ eb, refTuple, selectFrom }) =>
        eb(
          refTuple('low_id', 'high_id'),
          'in',
          selectFrom('friendships as pair')
            .select(['pair.low_id', 'pair.high_id'])
            .leftJoin('players as low', 'low.id', 'pair.low_id')
            .leftJoin('players as high', 'high.id', 'pair.high_id')
            .where((where) => where.or([where('low.id', 'is', null), where('high.id', 'is', null)]))
            .limit(rows)
            .$asTuple('low_id', 'high_id'),
        ),
      )
      .executeTakeFirst(),
  );

function byOwner(ties: readonly { owner: PlayerId; tie: StoredTie }[]): Map<PlayerId, StoredTie[]> {
  const tiesOf = new Map<PlayerId, StoredTie[]>();
  for (const { owner, tie } of ties) tiesOf.set(owner, [...(tiesOf.get(owner) ?? []), tie]);
  for (const each of tiesOf.values()) each.sort((a, b) => (a.id < b.id ? -1 : 1));
  return tiesOf;
}
