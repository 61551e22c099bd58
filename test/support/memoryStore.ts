/** A store for tests: SQLite in memory, ready at once because its tables are copied from ones migrated at load. */
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { Store, StoredPlayer } from '../../server/ports.ts';
import { sqliteDialect } from '../../server/storage/databases/sqlite.ts';
import { sqliteStore } from '../../server/storage/openStore.ts';
import { emblemFromId } from '../../shared/emblem.ts';
import { asPlayerId } from '../../shared/ids.ts';
import { personaOf } from '../../shared/playerRow.ts';

export type MemoryStore = Store & {
  /** While true, calls reject as with a failing driver. */
  isAway: boolean;
  /** Runs a statement behind the store's back. */
  run(statement: string, ...parameters: SQLInputValue[]): Record<string, unknown>[];
  /** Adds a player, or replaces the one with this name. */
  add(name: string, facts?: Partial<StoredPlayer>): StoredPlayer;
};

const migrated = new DatabaseSync(':memory:');
await sqliteStore(sqliteDialect(migrated)).migrate();
const TABLES = migrated.serialize();
migrated.close();

export function memoryStore(): MemoryStore {
  const database = new DatabaseSync(':memory:', { enableForeignKeyConstraints: true });
  database.deserialize(TABLES);
  const run: MemoryStore['run'] = (statement, ...parameters) => database.prepare(statement).all(...parameters);
  const store: MemoryStore = {
    ...sqliteStore(sqliteDialect(database)),
    isAway: false,
    run,
    add(name, facts) {
      const player: StoredPlayer = {
        ...{ id: asPlayerId(name.padEnd(20, '_')), name, visibility: 'everyone', rating: 0, isOnline: false },
        emblem: emblemFromId(name.padEnd(20, '_')),
        ...{ lastActiveAt: 1_600_000_000_000, createdAt: 0, bannedAt: null, mutedUntil: null },
        ...{ bannedUntil: null, kickedUntil: null },
        ...facts,
        lastPublic: null,
      };
      const isPublic = player.visibility === 'everyone';
      if (isPublic) player.lastPublic = { ...personaOf(player), lastActiveAt: player.lastActiveAt, hiddenAt: null };
      const { id, visibility, rating, isOnline, lastActiveAt, createdAt, bannedAt, mutedUntil } = player;
      const { bannedUntil, kickedUntil } = player;
      run(
        `insert or replace into players (id, name, skeleton, visibility, rating, is_online, last_active_at, created_at, banned_at, muted_until,
          banned_until, kicked_until, public_name, public_active_at)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        ...[id, player.name, name.toLowerCase(), visibility, rating, Number(isOnline)],
        ...[lastActiveAt, createdAt, bannedAt, mutedUntil, bannedUntil, kickedUntil],
        ...[isPublic ? name : null, isPublic ? lastActiveAt : null],
      );
      return player;
    },
  };
  const interruptible = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get(target, name) {
        const method = Reflect.get(target, name, target);
        if (typeof method !== 'function') return method;
        return async (...args: unknown[]) => {
          if (store.isAway) throw new Error('ECONNREFUSED db.internal:5432 password=hunter2');
          return method.apply(target, args);
        };
      },
    });
  const { players, ratings, matches, blocks, friendships, reports, bans, orders, play, subscriptions } = store;
  return Object.assign(store, {
    players: interruptible(players),
    ratings: interruptible(ratings),
    matches: interruptible(matches),
    blocks: interruptible(blocks),
    friendships: interruptible(friendships),
    reports: interruptible(reports),
    bans: interruptible(bans),
    orders: interruptible(orders),
    play: interruptible(play),
    subscriptions: interruptible(subscriptions),
  });
}
