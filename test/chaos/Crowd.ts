/** Players of a cluster, each with a client of their own behind the load balancer, and the events each has seen. */
import assert from 'node:assert/strict';
import type { Pushes } from '../../shared/pushes.ts';
import { eventually } from '../support/eventually.ts';
import { FollowedClient } from '../support/lobbyClients.ts';

/** The server bounds how many may join a second; at this rate nobody has to wait. */
const ARRIVALS_PER_S = 60;
const SEATED_WITHIN_MS = 15_000;

export type Mark = ReadonlyMap<FollowedClient, number>;

export class Crowd {
  readonly players: FollowedClient[] = [];
  /** Players that scenarios must not disturb. */
  readonly busy = new Set<FollowedClient>();
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /**
   * Resolves when all newcomers are online. A `url` of one process bypasses the load balancer. Those players are not
   * disturbed: they would reconnect through that process, which may not know their reservation.
   */
  async arrive(count = 1, url = this.#url): Promise<FollowedClient[]> {
    const arrived: FollowedClient[] = [];
    for (let n = 0; n < count; n++) {
      const player = new FollowedClient(url);
      arrived.push(player);
      this.players.push(player);
      if (url !== this.#url) this.busy.add(player);
      player.client.start();
      // Real time: the pace of the arrivals.
      if (n + 1 < count) await new Promise((resolve) => setTimeout(resolve, 1_000 / ARRIVALS_PER_S));
    }
    await eventually(() => assert.ok(arrived.every(isSeated)), SEATED_WITHIN_MS);
    return arrived;
  }

  ids(): string[] {
    return this.players.map(({ id }) => id).toSorted();
  }

  get free(): FollowedClient[] {
    return this.players.filter((player) => !this.busy.has(player));
  }

  /** A pair of players for each room that has two; a different pair each turn. */
  neighbours(turn: number): [FollowedClient, FollowedClient][] {
    const rooms = [...Map.groupBy(this.free, shardOf).values()].filter((room) => room.length > 1);
    return rooms.map((room) => {
      const [one, other] = [room[(2 * turn) % room.length], room[(2 * turn + 1) % room.length]];
      return [one as FollowedClient, other as FollowedClient];
    });
  }

  /** The current end of each player's events, for the checks of what came later. */
  mark(): Mark {
    return new Map(this.players.map((player) => [player, player.events.length]));
  }

  /** Everybody leaves by default. */
  async leave(players: readonly FollowedClient[] = [...this.players]): Promise<void> {
    for (const player of players) this.players.splice(this.players.indexOf(player), 1);
    await Promise.all(players.map(({ client }) => client.leave()));
  }
}

export const isSeated = (player: FollowedClient): boolean =>
  player.client.link.kind === 'online' && welcomeOf(player) !== undefined;

export const welcomeOf = ({ events }: FollowedClient): Pushes['welcomed'] | undefined =>
  events.findLast((event) => event.type === 'welcomed')?.payload;

/** The player's current room, or the last one. */
export const shardOf = (player: FollowedClient): string => welcomeOf(player)?.shard ?? '';

export const seesPart = ({ events }: FollowedClient): boolean =>
  events.findLast((event) => event.type === 'partialChanged')?.isPartial ?? false;

/** `since`: an index in the player's events. */
export function lostLinks({ events }: FollowedClient, since = 0): number {
  const links = events.slice(since).flatMap((event) => (event.type === 'linkChanged' ? [event.link.kind] : []));
  return links.filter((kind, at) => kind !== 'online' && (links[at - 1] ?? 'online') === 'online').length;
}

/** Rows removed from rosters since the mark, summed over all players. */
export function rowsRemoved(mark: Mark): number {
  let removed = 0;
  for (const [{ events }, since] of mark) {
    for (const event of events.slice(since)) if (event.type === 'rosterChanged') removed += event.removed.length;
  }
  return removed;
}
