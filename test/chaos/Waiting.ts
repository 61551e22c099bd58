/**
 * Players who queue and cannot be matched, because they block each other. Each must keep their ticket, with its age,
 * whatever becomes of the desk.
 */
import assert from 'node:assert/strict';
import { eventually } from '../support/eventually.ts';
import { runSql } from '../support/postgres.ts';
import type { Player } from './Players.ts';

const MODE = 'cycles-duel';
const WAIT_MS = 15_000;
/** Ages are rounded to ms, delayed by the network, and measured by clocks that differ. */
const AGE_MS = 500;

type Ticket = { ticketId: string; since: number };

export class Waiting {
  readonly #players: readonly Player[];
  readonly #tickets = new Map<Player, Ticket>();
  #before = new Map<Player, Ticket>();

  constructor(players: readonly Player[]) {
    this.#players = players;
    for (const player of players) {
      player.client.subscribe((event) => {
        if (event.type !== 'queueUpdated') return;
        const { queue } = event.payload;
        if (queue) {
          this.#tickets.set(player, { ticketId: queue.ticketId, since: performance.now() - queue.waitedMs });
        } else this.#tickets.delete(player);
      });
    }
  }

  /** Resolves when all are queued. */
  async queue(postgresUrl: string): Promise<void> {
    await runSql(
      postgresUrl,
      'insert into blocks select a, b from unnest($1::text[]) a, unnest($1::text[]) b where a < b on conflict do nothing',
      [this.#players.map(({ id }) => id)],
    );
    for (const { client } of this.#players) {
      await eventually(
        async () => assert.ok((await client.request('joinQueue', { mode: MODE })).ok, 'the desk answers'),
        WAIT_MS,
        200,
      );
    }
    await eventually(() => assert.equal(this.#tickets.size, this.#players.length), WAIT_MS);
    this.#before = new Map(this.#tickets);
  }

  /** Those without their old ticket. */
  get lost(): Player[] {
    return this.#players.filter((player) => {
      const [was, is] = [this.#before.get(player), this.#tickets.get(player)];
      return !was || !is || is.ticketId !== was.ticketId || is.since > was.since + AGE_MS;
    });
  }
}
