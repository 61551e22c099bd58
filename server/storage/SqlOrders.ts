import type { Kysely } from 'kysely';
import type { PlayerId } from '../../shared/ids.ts';
import type { OrdersQuery, ShownOrder, StoredOrder } from '../domain/operators/storedOrder.ts';
import type { Orders } from '../ports.ts';
import type { Schema } from './schema.ts';

export class SqlOrders implements Orders {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async add({ player, at, reason, details, operator, ...order }: StoredOrder): Promise<void> {
    const plain = (text: string): string => text.replaceAll('\0', '');
    await this.#db
      .insertInto('orders')
      .values({
        ...order,
        player_id: player,
        at: Math.floor(at),
        operator: plain(operator),
        reason: reason === null ? null : plain(reason),
        details: JSON.stringify(details),
      })
      .execute();
  }

  async latest({ limit, player, before }: OrdersQuery): Promise<ShownOrder[]> {
    const rows = await this.#db
      .selectFrom('orders')
      .leftJoin('players', 'players.id', 'orders.player_id')
      .selectAll('orders')
      .select('players.name as playerName')
      .$if(player !== undefined, (query) => query.where('orders.player_id', '=', player as PlayerId))
      .$if(before !== undefined, (query) =>
        query.where(({ eb, refTuple, tuple }) => {
          const { at, id } = before as NonNullable<typeof before>;
          return eb(refTuple('orders.at', 'orders.id'), '<', tuple(at, id));
        }),
      )
      .orderBy('orders.at', 'desc')
      .orderBy('orders.id', 'desc')
      .limit(limit)
      .execute();
    return rows.map(({ player_id, details, playerName, ...row }) => ({
      ...row,
      player: player_id,
      details: JSON.parse(details),
      playerName: playerName ?? undefined,
    }));
  }

  async prune(before: number): Promise<number> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('orders')
      .where('at', '<', Math.floor(before))
      .executeTakeFirst();
    return Number(numDeletedRows);
  }
}
