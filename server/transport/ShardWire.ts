/**
 * Carries a shard's state to its clients. Replaces what a Colyseus room does per client and per join (internals.ts).
 */
import type { Client, Room } from '@colyseus/core';
import type { LobbyState } from '../../shared/state.ts';
import type { PatchPace } from '../domain/roster/patchPace.ts';
import type { Metrics } from '../metrics.ts';
import type { Clock } from '../ports.ts';
import { FanOut } from './fanOut.ts';
import { RosterSerializer } from './RosterSerializer.ts';
import { bufferLimits, type Cut, readerOf, SlowReaders } from './slowReaders.ts';

type WireDeps = {
  metrics: Metrics;
  pace: PatchPace;
  clock: Clock;
  /** The part of the clients whose players do not hide: what the others cost is not to be seen in the pace. */
  shownPart: () => number;
  isHidden: (client: Client) => boolean;
};

export class ShardWire {
  readonly serializer: RosterSerializer<LobbyState>;
  readonly #readers = new SlowReaders();
  readonly #resumed = new WeakSet<Client>();
  readonly #fanOut: FanOut;
  readonly #clock: Clock;

  constructor({ metrics, pace, clock, shownPart, isHidden }: WireDeps) {
    this.#clock = clock;
    this.#fanOut = new FanOut({
      onBehind: (client) => this.watch(client),
      behindBytes: () => this.#limits().slowBytes,
      onSpent: (ms, writes) => {
        pace.spend(ms * shownPart());
        metrics.fannedOut(ms, writes);
      },
      now: () => clock.now(),
    });
    this.serializer = new RosterSerializer(this.#fanOut, (bytes) => metrics.patched(bytes), isHidden);
  }

  takeOver(room: Room): void {
    const sendFullState = (client: Client) => this.serializer.sendFullState(client, this.#resumed.has(client));
    Object.defineProperty(room, 'sendFullState', { value: sendFullState });
  }

  /** A client that had the state before gets the current one: going back in time would flicker. */
  watchResumed(client: Client): void {
    this.#resumed.add(client);
    this.watch(client);
  }

  /** The scans look at this client from now on: it has just joined, or is behind. */
  watch(client: Client): void {
    this.#readers.track(client.sessionId, this.#clock.now());
  }

  /** The client has left, or its socket is lost. */
  release(client: Client): void {
    this.#fanOut.release(client);
  }

  /** Returns the readers to cut. Call once a second. */
  scan(clients: { get(sessionId: string): Client | undefined }): Cut[] {
    return this.#readers.scan((id) => readerOf(clients.get(id)), this.#limits(), this.#clock.now());
  }

  #limits() {
    return bufferLimits(this.serializer.fullStateBytes);
  }
}
