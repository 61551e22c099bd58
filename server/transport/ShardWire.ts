/**
 * Carries a shard's state to its clients: the serializer, the fan-out and the watch over slow readers, made for each
 * other. Replaces parts of a Colyseus room that work per client and per join (internals.ts lists them).
 */
import type { Client, Room } from '@colyseus/core';
import type { LobbyState } from '../../shared/state.ts';
import { FanOut } from './fanOut.ts';
import { RosterSerializer } from './RosterSerializer.ts';
import { bufferLimits, type Cut, readerOf, SlowReaders } from './slowReaders.ts';

export type ShardWireDeps = {
  /** A patch was sent. */
  onPatch: (bytes: number) => void;
  /** A slice of a patch was written: the time it took, and to how many sockets. */
  onSpent: (ms: number, writes: number) => void;
  /** Monotonic ms. */
  now: () => number;
};

export class ShardWire {
  readonly serializer: RosterSerializer<LobbyState>;
  readonly #readers = new SlowReaders();
  readonly #resumed = new WeakSet<Client>();
  readonly #fanOut: FanOut;
  readonly #now: () => number;

  constructor({ onPatch, onSpent, now }: ShardWireDeps) {
    this.#now = now;
    this.#fanOut = new FanOut({
      onBehind: (client) => this.watch(client),
      behindBytes: () => this.#limits().slowBytes,
      onSpent,
      now,
    });
    this.serializer = new RosterSerializer(this.#fanOut, onPatch);
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
    this.#readers.suspect(client.sessionId, this.#now());
  }

  /** The client has left, or its socket is lost. */
  release(client: Client): void {
    this.#fanOut.release(client);
  }

  /** Returns the readers to cut. Call once a second. */
  scan(clients: { get(sessionId: string): Client | undefined }): Cut[] {
    return this.#readers.scan((id) => readerOf(clients.get(id)), this.#limits(), this.#now());
  }

  #limits() {
    return bufferLimits(this.serializer.fullStateBytes);
  }
}
