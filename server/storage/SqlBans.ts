import { type Kysely, type SqlBool, sql } from 'kysely';
import type { PlayerId } from '../../shared/ids.ts';
import { type Ban, NETWORKS_KEPT_MS, type ShownBan, type StoredBan } from '../domain/operators/ban.ts';
import type { Bans } from '../ports.ts';
import type { SqlFlavour } from './SqlPlayers.ts';
import type { BansTable, Schema } from './schema.ts';

export class SqlBans implements Bans {
  readonly #db: Kysely<Schema>;
  readonly #flavour: SqlFlavour;

  constructor(db: Kysely<Schema>, flavour: SqlFlavour) {
    this.#db = db;
    this.#flavour = flavour;
  }

  add({ player, at: exactAt, until: exactUntil, reason, operator, ofNetworks }: StoredBan): Promise<boolean> {
    const at = Math.floor(exactAt);
    const until = exactUntil === null ? null : Math.floor(exactUntil);
    return this.#db.transaction().execute(async (db) => {
      if (!(await mark(db, player, at, until))) return false;
      const of_networks = ofNetworks;
      const ban = { at, until, reason: plain(reason), operator: plain(operator), of_networks };
      await db
        .insertInto('bans')
        .values({ player_id: player, ...ban })
        .onConflict((conflict) => conflict.column('player_id').doUpdateSet(ban))
        .execute();
      await db.deleteFrom('ban_networks').where('player_id', '=', player).execute();
      if (!ofNetworks) return true;
      await db
        .insertInto('ban_networks')
        .columns(['network', 'player_id'])
        .expression((eb) =>
          eb
            .selectFrom('player_networks')
            .select(['network', 'player_id'])
            .where('player_id', '=', player)
            .where('at', '>', at - NETWORKS_KEPT_MS),
        )
        .execute();
      return true;
    });
  }

  lift(player: PlayerId): Promise<boolean> {
    return this.#db.transaction().execute(async (db) => {
      if (!(await mark(db, player, null, null))) return false;
      for (const table of ['bans', 'ban_networks'] as const)
        await db.deleteFrom(table).where('player_id', '=', player).execute();
      return true;
    });
  }

  async find(player: PlayerId, now: number): Promise<Ban | undefined> {
    if (player.includes('\0')) return undefined;
    const row = await this.#db
      .selectFrom('bans')
      .selectAll()
      .where('player_id', '=', player)
      .where(holds(now))
      .executeTakeFirst();
    return row && toBan(row);
  }

  async ofNetwork(network: string, now: number): Promise<Ban | undefined> {
    const row = await this.#db
      .selectFrom('ban_networks')
      .innerJoin('bans', 'bans.player_id', 'ban_networks.player_id')
      .selectAll('bans')
      .where('network', '=', network)
      .where(holds(now))
      .orderBy('at', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row && toBan(row);
  }

  async among(ids: readonly PlayerId[], now: number): Promise<PlayerId[]> {
    const { rows } = await sql<{ id: PlayerId }>`
      select id from players where banned_at is not null and (banned_until is null or banned_until > ${Math.floor(now)})
      and id in (
        select value ->> 0 from ${sql.raw(this.#flavour.elementsOf)}(${JSON.stringify(ids.map((id) => [id]))})
      )`.execute(this.#db);
    return rows.map(({ id }) => id);
  }

  async latest(limit: number, now: number, before?: { at: number; player: PlayerId }): Promise<ShownBan[]> {
    const rows = await this.#db
      .selectFrom('bans')
      .leftJoin('players', 'players.id', 'bans.player_id')
      .selectAll('bans')
      .select('players.name')
      .where(holds(now))
      .$if(before !== undefined, (query) =>
        query.where(({ eb, refTuple, tuple }) => {
          const { at, player } = before as NonNullable<typeof before>;
          return eb(refTuple('bans.at', 'bans.player_id'), '<', tuple(at, player));
        }),
      )
      .orderBy('bans.at', 'desc')
      .orderBy('bans.player_id', 'desc')
      .limit(limit)
      .execute();
    return rows.map((row) => ({ ...toBan(row), player: row.player_id, name: row.name ?? undefined }));
  }

  async seen(player: PlayerId, network: string, exactAt: number): Promise<void> {
    const at = Math.floor(exactAt);
    await this.#db
      .insertInto('player_networks')
      .values({ player_id: player, network, at })
      .onConflict((conflict) => conflict.columns(['player_id', 'network']).doUpdateSet({ at }))
      .execute();
  }

  async expire(exactNow: number): Promise<void> {
    const now = Math.floor(exactNow);
    await this.#db.transaction().execute(async (db) => {
      await db
        .updateTable('players')
        .set({ banned_at: null, banned_until: null })
        .where('banned_until', '<=', now)
        .execute();
      await db.deleteFrom('bans').where('until', '<=', now).execute();
      await db
        .deleteFrom('ban_networks')
        .where('player_id', 'not in', (eb) => eb.selectFrom('bans').select('player_id'))
        .execute();
    });
    await this.#db
      .deleteFrom('player_networks')
      .where('at', '<=', now - NETWORKS_KEPT_MS)
      .execute();
  }
}

/** On the player's own row, where each join looks. False where there is none. */
async function mark(db: Kysely<Schema>, id: PlayerId, at: number | null, until: number | null): Promise<boolean> {
  // PostgreSQL refuses a text with a NUL in it.
  if (id.includes('\0')) return false;
  const { numUpdatedRows } = await db
    .updateTable('players')
    .set({ banned_at: at, banned_until: until })
    .where('id', '=', id)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

const holds = (now: number) => sql<SqlBool>`(bans.until is null or bans.until > ${Math.floor(now)})`;

const plain = (text: string): string => text.replaceAll('\0', '');

/** SQLite has no booleans. */
const toBan = ({ at, until, reason, operator, of_networks }: BansTable): Ban => ({
  ...{ at, until, reason, operator },
  ofNetworks: Boolean(of_networks),
});
