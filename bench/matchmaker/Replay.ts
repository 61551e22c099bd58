/** Tickets from a file, with their times of arrival and, optionally, of giving up. */
import * as z from 'zod';
import type { Found } from '../../server/domain/matchmaking/matchmaker.ts';
import { UNKNOWN_SKILL } from '../../server/domain/matchmaking/ratings.ts';
import type { Ticket } from '../../server/domain/matchmaking/ticket.ts';
import { asPlayerId } from '../../shared/ids.ts';
import type { Crowd } from './crowd.ts';

/** Runs on this long after the last arrival. */
const LINGER_MS = 120_000;
const Id = z.string().min(1);
const Line = z.strictObject({
  at: z.number().min(0),
  players: z.array(z.strictObject({ id: Id, mu: z.number().optional(), sigma: z.number().min(0).optional() })).min(1),
  blocks: z.array(Id).optional(),
  recent: z.array(Id).optional(),
  leftAt: z.number().min(0).optional(),
});

export const REPLAY_FORMAT = `A file has one ticket per line, as a JSON object; empty lines and lines starting with # are ignored:
  {"at": 1500, "players": [{"id": "ada", "mu": 27.1, "sigma": 3.2}]}
  at       when it queued, in ms from the start
  players  one, or the members of a party; without mu and sigma, an unknown player
  blocks   optional: ids of players it must not meet
  recent   optional: ids of the latest opponents, newest first
  leftAt   optional: when it cancelled unless matched by then, in ms from the start`;

export class Replay implements Crowd {
  readonly endsAt: number;
  readonly #tickets: readonly Ticket[];
  readonly #leftAt = new Map<string, number>();
  #next = 0;

  /** Throws a `SyntaxError` naming the line. */
  constructor(mode: string, text: string) {
    const lines = text.split('\n').map((line, at) => ({ line: line.trim(), id: `line ${at + 1}` }));
    this.#tickets = lines
      .filter(({ line }) => line !== '' && !line.startsWith('#'))
      .map(({ line, id }) => this.#ticketOf(mode, id, line))
      .sort((a, b) => a.queuedAt - b.queuedAt);
    this.endsAt = (this.#tickets.at(-1)?.queuedAt ?? 0) + LINGER_MS;
  }

  get size(): number {
    return this.#tickets.length;
  }

  arrivals(now: number): Ticket[] {
    const from = this.#next;
    while (this.#next < this.#tickets.length && this.#tickets[this.#next]!.queuedAt <= now) this.#next += 1;
    return this.#tickets.slice(from, this.#next);
  }

  hasGivenUp({ id }: Ticket, now: number): boolean {
    return now >= (this.#leftAt.get(id) ?? Number.POSITIVE_INFINITY);
  }

  matched(): void {
    // The file alone determines what tickets come next.
  }

  favouriteOf({ quality }: Found): number {
    return quality.favourite;
  }

  #ticketOf(mode: string, id: string, line: string): Ticket {
    const read = Line.safeParse(jsonOf(line));
    if (!read.success) throw new SyntaxError(`${id}: ${read.error.issues[0]?.message ?? 'not a ticket'}`);
    const { at, players, blocks = [], recent = [], leftAt } = read.data;
    if (leftAt !== undefined) this.#leftAt.set(id, leftAt);
    return {
      id,
      mode,
      queuedAt: at,
      players: players.map(({ id: player, mu = UNKNOWN_SKILL.mu, sigma = UNKNOWN_SKILL.sigma }) => {
        return { id: asPlayerId(player), name: player, emblem: 0, mu, sigma };
      }),
      blocks: blocks.map(asPlayerId),
      recent: recent.map(asPlayerId),
    };
  }
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
