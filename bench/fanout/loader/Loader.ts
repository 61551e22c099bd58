/**
 * All players except the observers, in one process. They sign in, join and follow the schedule; the loader records their
 * true state, so the run can check what others were shown.
 */
import type { ChosenStatus } from '../../../shared/status.ts';
import { monotonicMs } from '../../lib/monotonic.ts';
import { playerName } from '../../lib/playerNames.ts';
import type { Connection, Connector, Identity } from '../connectors/connector.ts';
import { LEFT, type PlayerEvent } from '../match.ts';
import { type Act, HEARTBEAT_EVERY_MS, schedule } from '../schedule.ts';
import type { TruePlayer } from '../truth.ts';
import { eachOf } from '../wire/concurrency.ts';
import { traffic } from '../wire/FrameSocket.ts';
import { play } from './play.ts';

/** Concurrent joins or sign-ins. */
const IN_FLIGHT = 64;
/** Wait after a failed join without a Retry-After. */
const RETRY_MS = 1_000;
const JOIN_TRIES = 5;

type Player = {
  identity: Identity;
  connection: Connection | undefined;
  status: ChosenStatus;
  is: TruePlayer['is'];
  heartbeatAt: number;
};

export class Loader {
  readonly #connector: Connector;
  readonly #retryMs: number;
  #players: Player[] = [];
  readonly #events: PlayerEvent[] = [];
  readonly #returns = new Set<Promise<void>>();
  #background: NodeJS.Timeout | undefined;
  /** Joins told to wait, and joins that failed and were retried. */
  #refused = 0;
  #failed = 0;
  #lost = new Map<string, number>();

  constructor(connector: Connector, retryMs = RETRY_MS) {
    this.#connector = connector;
    this.#retryMs = retryMs;
  }

  async signIn(count: number): Promise<void> {
    this.#players = new Array<Player>(count);
    await eachOf(0, count, IN_FLIGHT, async (index) => {
      const identity = await this.#connector.signIn(playerName(index));
      this.#players[index] = { identity, connection: undefined, status: 'online', is: 'out', heartbeatAt: 0 };
    });
  }

  /** Joins players `from` up to `to`; resolves when all have the list. Their heartbeats begin, as in a real page. */
  async join({ from, to }: { from: number; to: number }): Promise<void> {
    this.#background ??= setInterval(() => this.#overdueHeartbeats(), 1_000).unref();
    await eachOf(from, to, IN_FLIGHT, (index) => this.#enter(this.#player(index), () => {}));
  }

  /** Plays the schedule; resolves when its time is over and all scheduled returns have finished. */
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

  /** The number of joined players, of joins that waited or failed, and of sockets the server closed, by reason. */
  troubles() {
    const isIn = this.#players.filter((player) => player?.is === 'in').length;
    return { isIn, refused: this.#refused, failed: this.#failed, lost: Object.fromEntries(this.#lost) };
  }

  truth(): TruePlayer[] {
    return this.#players.map(({ identity, connection, status, is }) => ({
      id: connection?.id ?? identity.id,
      name: identity.name,
      status,
      shard: connection?.shard ?? '',
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
        let connection: Connection | undefined;
        // An old socket may close after its player has returned on a new one.
        const closed = (why: string) => player.connection === connection && this.#closed(player, why);
        const entry = await this.#connector.enter(player.identity, { announcing: announced, closed });
        if ('connection' in entry) {
          connection = entry.connection;
          Object.assign(player, { connection, is: 'in', heartbeatAt: monotonicMs() });
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
    const { connection } = player;
    if (player.is !== 'in' || !connection) return;
    if (act.does === 'heartbeat') {
      this.#heartbeat(player);
    } else if (act.does === 'leave') {
      player.is = 'out';
      this.#note('leave', player, LEFT, monotonicMs());
      connection.leave();
    } else {
      player.status = act.status;
      this.#note('status', player, act.status, monotonicMs());
      connection.setStatus(act.status);
    }
  }

  #return(player: Player): void {
    let at = 0;
    const entered = this.#enter(player, () => {
      at = monotonicMs();
    }).then(
      () => this.#note('join', player, player.status, at),
      // The player stays out; the final check shows whether others agree.
      () => undefined,
    );
    this.#returns.add(entered);
    entered.finally(() => this.#returns.delete(entered));
  }

  #note(kind: PlayerEvent['kind'], { identity, connection }: Player, value: string, at: number): void {
    this.#events.push({ kind, name: identity.name, value, at, shard: connection?.shard ?? '' });
  }

  #heartbeat(player: Player): void {
    player.heartbeatAt = monotonicMs();
    player.connection?.heartbeat();
  }

  #overdueHeartbeats(): void {
    const dueAt = monotonicMs() - HEARTBEAT_EVERY_MS;
    for (const player of this.#players) {
      if (player?.is === 'in' && player.heartbeatAt <= dueAt) this.#heartbeat(player);
    }
  }
}
