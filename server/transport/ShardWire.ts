/**
 * How a shard's state reaches its clients: the serializer, the fan-out and the watch over slow readers, made for each
 * other. Replaces in a Colyseus room what it does per client and per join (internals.ts lists which parts).
 */
import { type Client, ClientState, type Room } from '@colyseus/core';
import type { LobbyState } from '../../shared/state.ts';
import { FanOut } from './fanOut.ts';
import { RosterSerializer } from './RosterSerializer.ts';
import { bufferLimits, type Cut, SlowReaders } from './slowReaders.ts';

export type ShardWireDeps = {
  /** A patch was sent: its size, and then for each slice what writing it took and to how many sockets. */
  onPatch: (bytes: number) => void;
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

  /** A client that had the state before: it gets it as it is now, since going back in time would flicker. */
  watchResumed(client: Client): void {
    this.#resumed.add(client);
    this.watch(client);
  }

  /** A client that is to be looked at in the scans: it has just come, or is behind. */
  watch(client: Client): void {
    this.#readers.suspect(client.sessionId, this.#now());
  }

  /** The client has left, or its socket is lost. */
  release(client: Client): void {
    this.#fanOut.release(client);
  }

  /** Names whom to cut. Once a second. */
  scan(clients: { get(sessionId: string): Client | undefined }): Cut[] {
    const read = (id: string) => {
      const client = clients.get(id);
      return (
        client && {
          bufferedBytes: (client.ref as unknown as { bufferedAmount: number }).bufferedAmount,
          isAcknowledged: client.state !== ClientState.JOINING,
        }
      );
    };
    return this.#readers.scan(read, this.#limits(), this.#now());
  }

  #limits() {
    return bufferLimits(this.serializer.fullStateBytes);
  }
}
