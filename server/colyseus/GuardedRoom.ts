/** What rooms share: monotonic timers, resumes only by a session's player, cuts of floods and slow readers, logs. */
import {
  type Client,
  Room,
  type RoomException,
  RoomInternalState,
  type RoomOptions,
  ServerError,
} from '@colyseus/core';
import type { PlayerId } from '../../shared/ids.ts';
import { CLOSE_REASON_MAX_BYTES } from '../../shared/limits.ts';
import { CLOSE } from '../../shared/protocol.ts';
import type { RefusalCode, RequestRefusal } from '../../shared/refusals.ts';
import type { Tokens } from '../identity/tokens.ts';
import type { Metrics } from '../metrics.ts';
import type { Clock } from '../ports.ts';
import type { Cut } from '../transport/slowReaders.ts';
import { isPatient, type RequestHost } from './handle.ts';
import { restrictResumes } from './heldReservations.ts';
import { cancelDisposeTimeout } from './openReservations.ts';

/** No client that keeps to its limits sends more. More is a flood: Colyseus closes the session at once. */
const MESSAGES_PER_S_MAX = 60;
const SCAN_EVERY_MS = 1_000;
/** A client that does not read never answers the close, and its queued bytes would stay in memory. */
const CLOSE_ANSWERED_MS = 2_000;

export type RoomDeps = {
  tokens: Tokens;
  clock: Clock;
  metrics: Metrics;
  areLimitsOn: boolean;
  /** Why a player who was banned or kicked after the reservation may not come in. */
  barOf: (id: PlayerId) => RefusalCode | undefined;
  failed: (error: unknown, where: string) => void;
};

type Owner = { id: PlayerId; name: string };

export abstract class GuardedRoom<Options extends RoomOptions> extends Room<Options> implements RequestHost {
  protected abstract readonly deps: RoomDeps;
  /** Prefix of the `where` of each error in log and metrics. */
  protected abstract readonly logName: string;
  #ownerOf: ((auth: never) => Owner) | undefined;

  now(): number {
    return this.deps.clock.now();
  }

  get areLimitsOn(): boolean {
    return this.deps.areLimitsOn;
  }

  refused(code: RequestRefusal): void {
    this.deps.metrics.refused(code);
  }

  failed(error: unknown, type: string): void {
    this.deps.failed(error, `${this.logName}.${type}`);
  }

  cut(client: Client, why: string): void {
    this.closeSession(client.sessionId, CLOSE.error, why);
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
    this.autoDispose = false;
    if (this.areLimitsOn) this.maxMessagesPerSecond = MESSAGES_PER_S_MAX;
    restrictResumes(this, (auth: Auth) => ownerOf(auth).id, this.deps.tokens);
    // Otherwise Colyseus closes the session with the unknown type as the reason, and `ws` refuses a long reason.
    this.onMessage('*', (client) => {
      this.refused('request/unknown');
      if (this.areLimitsOn && !isPatient(client, this.now())) this.cut(client, 'unknown requests');
    });
    this.clock.setInterval(() => {
      for (const { id, why } of scan()) {
        this.deps.metrics.slowReadersCut.inc();
        this.closeSession(id, why === 'too-slow' ? CLOSE.mayReconnect : CLOSE.error, why);
      }
    }, SCAN_EVERY_MS);
  }

  /** No message of the session is handled after this: Colyseus removes its listeners at once. */
  protected closeSession(sessionId: string, code: number, why: string): void {
    const socket = this.clients.get(sessionId)?.ref as unknown as { terminate(): void } | undefined;
    this.kickClient(sessionId, code, why.slice(0, CLOSE_REASON_MAX_BYTES));
    if (socket) setTimeout(() => socket.terminate(), CLOSE_ANSWERED_MS).unref();
  }
}
