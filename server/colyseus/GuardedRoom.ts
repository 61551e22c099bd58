/** What rooms share: monotonic timers, resumes only by a session's player, cuts of floods and slow readers, logs. */
import {
  type Client,
  Room,
  type RoomException,
  RoomInternalState,
  type RoomOptions,
  ServerError,
} from '@colyseus/core';
import { asSessionId, type PlayerId, type SessionId } from '../../shared/ids.ts';
import { CLOSE_REASON_MAX_BYTES } from '../../shared/limits.ts';
import { CLOSE } from '../../shared/protocol.ts';
import type { RefusalCode, RequestRefusal } from '../../shared/refusals.ts';
import type { SharedCoolDowns } from '../cluster/SharedCoolDowns.ts';
import { PlayerBudgets } from '../domain/admission/PlayerBudgets.ts';
import { type BucketLimit, TokenBucket } from '../domain/admission/tokenBucket.ts';
import type { Tokens } from '../identity/tokens.ts';
import type { Metrics } from '../metrics.ts';
import type { Clock } from '../ports.ts';
import { VERSION_LINE, versionFrame } from '../transport/otherVersions.ts';
import type { Cut } from '../transport/slowReaders.ts';
import { guardFrames } from './guardFrames.ts';
import type { RequestHost } from './handle.ts';
import { restrictResumes } from './heldReservations.ts';
import { cancelDisposeTimeout } from './openReservations.ts';

/** Frames of a player's sessions at one process. No tabs of a player that keep to their limits send more. */
const FRAMES: BucketLimit = { burst: 120, perMinute: 3_600 };
/** Refusals as `request/tooMany`, bad requests and frames that cannot be read, before the session is cut. */
const PATIENCE: BucketLimit = { burst: 100, perMinute: 60 };
const SCAN_EVERY_MS = 1_000;
/** A sweep is late by at most this part of its interval, at whatever pace patches go out. */
const TICKS_PER_SWEEP = 5;
/** A client that does not read never answers the close, and its queued bytes would stay in memory. */
const CLOSE_ANSWERED_MS = 2_000;

export type RoomDeps = {
  /** What time does to the players of the process; each room's clock sweeps for all. */
  localPlayers: { noteRunning(): void; sweep(): void; input(session: SessionId): void };
  sweepMs: number;
  tokens: Tokens;
  clock: Clock;
  metrics: Metrics;
  areLimitsOn: boolean;
  /** Of all rooms of this process. */
  budgets: PlayerBudgets;
  coolDowns: SharedCoolDowns;
  /** Why a player who was banned, kicked or cut after the reservation may not come in. */
  barOf: (id: PlayerId) => RefusalCode | undefined;
  failed: (error: unknown, where: string) => void;
};

type Owner = { id: PlayerId; name: string };

export abstract class GuardedRoom<Options extends RoomOptions> extends Room<Options> implements RequestHost {
  protected abstract readonly deps: RoomDeps;
  /** Prefix of the `where` of each error in log and metrics. */
  protected abstract readonly logName: string;
  /** Of the room's requests: its own, which end with it, or those of the process. */
  protected readonly budgets = new PlayerBudgets();
  /** Every message is human input. */
  protected readonly areMessagesInput: boolean = false;
  readonly #ofRoom = new Map<BucketLimit, TokenBucket>();
  #ownerOf: ((auth: never) => Owner) | undefined;
  #hasTimestep = false;

  now(): number {
    return this.deps.clock.now();
  }

  isWithin(client: Client, key: unknown, limit: BucketLimit): boolean {
    return this.#takes(this.budgets, client, key, limit);
  }

  isWithinRoom(limit: BucketLimit): boolean {
    if (!this.deps.areLimitsOn) return true;
    const bucket = this.#ofRoom.get(limit) ?? new TokenBucket(limit, this.now());
    this.#ofRoom.set(limit, bucket);
    return bucket.take(this.now());
  }

  misbehaved(client: Client, why: string): void {
    if (!this.#takes(this.deps.budgets, client, PATIENCE, PATIENCE)) this.#cut(client, why);
  }

  refused(code: RequestRefusal): void {
    this.deps.metrics.refused(code);
  }

  failed(error: unknown, type: string): void {
    this.deps.failed(error, `${this.logName}.${type}`);
  }

  protected attempt(where: string, act: () => void, failed: () => void): void {
    try {
      act();
    } catch (error) {
      this.failed(error, where);
      failed();
    }
  }

  /** A method, not a field: Colyseus looks for it before fields are set. */
  override onUncaughtException(error: RoomException, method: string): void {
    if (!(error.cause instanceof ServerError)) this.failed(error, method);
  }

  override onLeave(_client: Client, _code?: number): void {
    if (this.isOver) cancelDisposeTimeout(this);
  }

  protected get isOver(): boolean {
    // A private part of Room, checked at boot (transport/internals.ts).
    return (this as unknown as { _internalState: RoomInternalState })._internalState === RoomInternalState.DISPOSING;
  }

  /** For operators (operators/monitor.ts). */
  playerShown({ auth }: Client): Owner | undefined {
    return auth && this.#ownerOf?.(auth as never);
  }

  /** Call first in `onCreate`. `ownerOf`: the player of an `auth`. `scan`: called each second; the readers to cut. */
  protected guard<Auth>(ownerOf: (auth: Auth) => Owner, scan: () => Cut[]): void {
    this.#ownerOf = ownerOf;
    (this.clock as unknown as { now(): number }).now = () => this.now();
    this.clock.start();
    this.#keepClock();
    this.clock.setInterval(() => this.deps.localPlayers.sweep(), this.deps.sweepMs);
    this.autoDispose = false;
    restrictResumes(this, (auth: Auth) => ownerOf(auth).id, this.deps);
    guardFrames(this, {
      admitsFrame: (client) => {
        const isWithin = this.#takes(this.deps.budgets, client, FRAMES, FRAMES);
        if (!isWithin) this.#cut(client, 'too many messages');
        return isWithin;
      },
      message: ({ sessionId }) => this.areMessagesInput && this.deps.localPlayers.input(asSessionId(sessionId)),
      badFrame: (client, code) => {
        this.refused(code);
        this.misbehaved(client, 'bad messages');
      },
      brokenSocket: (client) => {
        this.misbehaved(client, 'bad messages');
        this.closeSession(client.sessionId, CLOSE.cut, 'bad messages');
      },
    });
    this.clock.setInterval(() => {
      for (const { id, why } of scan()) {
        this.deps.metrics.slowReadersCut.inc();
        if (why === 'too-slow') this.closeSession(id, CLOSE.mayReconnect, why);
        else {
          this.clients.get(id)?.raw(versionFrame());
          this.closeSession(id, CLOSE.error, VERSION_LINE);
        }
      }
    }, SCAN_EVERY_MS);
  }

  /** A game's timestep ticks the clock, and needs its own measure of the time between two. */
  override setTimestep(...step: Parameters<Room['setTimestep']>): void {
    this.#hasTimestep = step[0] !== undefined;
    super.setTimestep(...step);
  }

  override setFixedTimestep(...step: Parameters<Room['setFixedTimestep']>): void {
    this.#hasTimestep = true;
    super.setFixedTimestep(...step);
  }

  /** Colyseus ticks the clock with the patches, which may be slow. */
  #keepClock(): void {
    const ticker = setInterval(() => {
      if (this.isOver) return clearInterval(ticker);
      this.deps.localPlayers.noteRunning();
      if (!this.#hasTimestep) this.clock.tick();
    }, this.deps.sweepMs / TICKS_PER_SWEEP).unref();
  }

  /** No message of the session is handled after this: Colyseus removes its listeners at once. */
  protected closeSession(sessionId: string, code: number, why: string): void {
    const socket = this.clients.get(sessionId)?.ref as unknown as { terminate(): void } | undefined;
    this.kickClient(sessionId, code, why.slice(0, CLOSE_REASON_MAX_BYTES));
    if (socket) setTimeout(() => socket.terminate(), CLOSE_ANSWERED_MS).unref();
  }

  #takes(budgets: PlayerBudgets, client: Client, key: unknown, limit: BucketLimit): boolean {
    const owner = this.playerShown(client);
    return !this.deps.areLimitsOn || !owner || budgets.take(key, limit, owner.id, this.now());
  }

  #cut(client: Client, why: string): void {
    const owner = this.playerShown(client);
    if (owner) this.deps.coolDowns.begin(owner.id);
    this.closeSession(client.sessionId, CLOSE.cut, why);
  }
}
