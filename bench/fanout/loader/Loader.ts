/**
 * All players but the observers, in one process: they sign in, join, act by the schedule, and are remembered as they
 * are, so that what others are shown of them can be checked.
 */
import type { ChosenStatus } from '../../../shared/status.ts';
import { monotonicMs } from '../../lib/monotonic.ts';
import { playerName } from '../../lib/playerNames.ts';
import type { Door, Identity, Seat } from '../connectors/connector.ts';
import { LEFT, type PlayerEvent } from '../match.ts';
import { type Act, HEARTBEAT_EVERY_MS, schedule } from '../schedule.ts';
import type { TruePlayer } from '../truth.ts';
import { eachOf } from '../wire/concurrency.ts';
import { traffic } from '../wire/FrameSocket.ts';
import { play } from './play.ts';

/** Joins, and sign-ins, that are under way at a time. */
const IN_FLIGHT = 64;
/** After a join that failed for no reason that has a time to wait in it. */
const RETRY_MS = 1_000;
const JOIN_TRIES = 5;

type Player = {
  identity: Identity;
  seat: Seat | undefined;
  status: ChosenStatus;
  is: TruePlayer['is'];
  heartbeatAt: number;
};

export class Loader {
  readonly #door: Door;
  readonly #retryMs: number;
  #players: Player[] = [];
  readonly #events: PlayerEvent[] = [];
  readonly #returns = new Set<Promise<void>>();
  #background: NodeJS.Timeout | undefined;
  /** Joins that were told to wait, and joins that failed and were tried again. */
  #refused = 0;
  #failed = 0;
  #lost = new Map<string, number>();

  constructor(door: Door, retryMs = RETRY_MS) {
    this.#door = door;
    this.#retryMs = retryMs;
  }

  async signIn(count: number): Promise<void> {
    this.#players = new Array<Player>(count);
    await eachOf(0, count, IN_FLIGHT, async (index) => {
      const identity = await this.#door.signIn(playerName(index));
      this.#players[index] = { identity, seat: undefined, status: 'online', is: 'out', heartbeatAt: 0 };
    });
  }

  /** Players `from` up to `to`; resolves when all have the list. Heartbeats begin as they would in a player's page. */
  async join({ from, to }: { from: number; to: number }): Promise<void> {
    this.#background ??= setInterval(() => this.#overdueHeartbeats(), 1_000).unref();
    await eachOf(from, to, IN_FLIGHT, (index) => this.#enter(this.#player(index), () => {}));
  }

  /** Plays the schedule; resolves when its time is over and everybody who was to return has. */
  async steady(seconds: number): Promise<{ events: PlayerEvent[]; bytes: number }> {
    clearInterval(this.#background);
    const before = traffic.bytes;
    await play(schedule(this.#players.length, seconds), seconds * 1_000, (act) => this.#act(act));
    const bytes = traffic.bytes - before;
    await Promise.all(this.#returns);
    return { events: this.#events, bytes };
  }

  bytes(): number {
    return traffic.bytes;
  }

  /** How it went: who is in, joins that had to wait or failed, and sockets that the server closed, by reason. */
  troubles() {
    const isIn = this.#players.filter((player) => player?.is === 'in').length;
    return { isIn, refused: this.#refused, failed: this.#failed, lost: Object.fromEntries(this.#lost) };
  }

  truth(): TruePlayer[] {
    return this.#players.map(({ identity, seat, status, is }) => ({
      id: seat?.id ?? identity.id,
      name: identity.name,
      status,
      shard: seat?.shard ?? '',
      is,
    }));
  }

  #player(index: number): Player {
    const player = this.#players[index];
    if (!player) throw new Error(`no player ${index}`);
    return player;
  }

  async #enter(player: Player, announced: () => void): Promise<void> {
    for (let tries = 1; ; ) {
      let waitMs = this.#retryMs;
      try {
        let seat: Seat | undefined;
        // An old socket may end after its player has come back on another.
        const closed = (why: string) => player.seat === seat && this.#closed(player, why);
        const entry = await this.#door.enter(player.identity, { announcing: announced, closed });
        if ('seat' in entry) {
          seat = entry.seat;
          Object.assign(player, { seat, is: 'in', heartbeatAt: monotonicMs() });
          return;
        }
        this.#refused += 1;
        waitMs = entry.retryAfterMs;
      } catch (error) {
        this.#failed += 1;
        if (tries++ >= JOIN_TRIES) throw new Error(`a join failed ${JOIN_TRIES} times: ${(error as Error).message}`);
      }
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }

  #closed(player: Player, why: string): void {
    if (player.is !== 'in') return;
    player.is = 'lost';
    this.#lost.set(why, (this.#lost.get(why) ?? 0) + 1);
  }

  #act(act: Act): void {
    const player = this.#player(act.player);
    if (act.does === 'return') {
      if (player.is === 'out') this.#return(player);
      return;
    }
    const { seat } = player;
    if (player.is !== 'in' || !seat) return;
    if (act.does === 'heartbeat') {
      this.#heartbeat(player);
    } else if (act.does === 'leave') {
      player.is = 'out';
      this.#note('leave', player, LEFT, monotonicMs());
      seat.leave();
    } else {
      player.status = act.status;
      this.#note('status', player, act.status, monotonicMs());
      seat.setStatus(act.status);
    }
  }

  #return(player: Player): void {
    let at = 0;
    const entered = this.#enter(player, () => {
      at = monotonicMs();
    }).then(
      () => this.#note('join', player, player.status, at),
      // Still out, and noted as that: the check will show whether others agree.
      () => undefined,
    );
    this.#returns.add(entered);
    entered.finally(() => this.#returns.delete(entered));
  }

  #note(kind: PlayerEvent['kind'], { identity, seat }: Player, value: string, at: number): void {
    this.#events.push({ kind, name: identity.name, value, at, shard: seat?.shard ?? '' });
  }

  #heartbeat(player: Player): void {
    player.heartbeatAt = monotonicMs();
    player.seat?.heartbeat();
  }

  #overdueHeartbeats(): void {
    const dueAt = monotonicMs() - HEARTBEAT_EVERY_MS;
    for (const player of this.#players) {
      if (player?.is === 'in' && player.heartbeatAt <= dueAt) this.#heartbeat(player);
    }
  }
}
