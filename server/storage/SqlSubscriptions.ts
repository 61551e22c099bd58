/** A browser belongs to one player at a time: the one that subscribed it last. */
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { PlayerId } from '../../shared/ids.ts';
import { SUBSCRIPTIONS_MAX } from '../../shared/limits.ts';
import type { Subscription } from '../domain/push/subscription.ts';
import type { Subscriptions } from '../ports.ts';
import type { Schema } from './schema.ts';

export const PUSH_SUBSCRIPTIONS: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('push_subscriptions')
      .ifNotExists()
      .addColumn('endpoint', 'text', (column) => column.primaryKey())
      .addColumn('player_id', 'text', (column) => column.notNull().references('players.id').onDelete('cascade'))
      .addColumn('p256dh', 'text', (column) => column.notNull())
      .addColumn('auth', 'text', (column) => column.notNull())
      .addColumn('language', 'text', (column) => column.notNull())
      .addColumn('quiet_from', 'integer')
      .addColumn('quiet_to', 'integer')
      .addColumn('time_zone', 'text')
      .addColumn('at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('push_subscriptions_player')
      .ifNotExists()
      .on('push_subscriptions')
      .columns(['player_id', 'at'])
      .execute();
  },
};

export class SqlSubscriptions implements Subscriptions {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async keep(player: PlayerId, subscription: Subscription, at: number): Promise<boolean> {
    const known = await this.#db.selectFrom('players').select('id').where('id', '=', player).executeTakeFirst();
    if (!known) return false;
    const { endpoint, p256dh, auth, language, quiet } = subscription;
    const hours = { quiet_from: quiet?.from ?? null, quiet_to: quiet?.to ?? null, time_zone: quiet?.timeZone ?? null };
    const kept = { player_id: player, p256dh, auth, language, ...hours, at: Math.floor(at) };
    await this.#db
      .insertInto('push_subscriptions')
      .values({ endpoint, ...kept })
      .onConflict((conflict) => conflict.column('endpoint').doUpdateSet(kept))
      .execute();
    const all = await this.#db
      .selectFrom('push_subscriptions')
      .select('endpoint')
      .where('player_id', '=', player)
      .orderBy('at', 'desc')
      .orderBy('endpoint')
      .execute();
    for (const old of all.slice(SUBSCRIPTIONS_MAX)) await this.end(old.endpoint);
    return true;
  }

  async of(ids: readonly PlayerId[]): Promise<Map<PlayerId, Subscription[]>> {
    if (ids.length === 0) return new Map();
    const rows = await this.#db
      .selectFrom('push_subscriptions')
      .selectAll()
      .where('player_id', 'in', [...ids])
      .orderBy('at', 'desc')
      .orderBy('endpoint')
      .execute();
    const byPlayer = new Map<PlayerId, Subscription[]>();
    for (const { player_id, quiet_from: from, quiet_to: to, time_zone: timeZone, at: _, ...keys } of rows) {
      const quiet = from === null || to === null || timeZone === null ? null : { from, to, timeZone };
      byPlayer.set(player_id, [...(byPlayer.get(player_id) ?? []), { ...keys, quiet }]);
    }
    return byPlayer;
  }

  async end(endpoint: string, player?: PlayerId): Promise<void> {
    await this.#db
      .deleteFrom('push_subscriptions')
      .where('endpoint', '=', endpoint)
      .$if(player !== undefined, (query) => query.where('player_id', '=', player as PlayerId))
      .execute();
  }
}
