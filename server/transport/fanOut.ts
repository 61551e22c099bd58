/**
 * One frame to many sockets, each in one write: `send` of `ws` frames again for every socket, and writes header and
 * payload apart. Many sockets are written to in slices, so that a heartbeat never waits for ten thousand patches.
 *
 * Leans on `_socket` of `ws` and on no compression being negotiated (internals.ts).
 */
import type { Socket } from 'node:net';
import { type Client, ClientState } from '@colyseus/core';
import { writeNow } from './writeNow.ts';

/** Sockets written to before others have a turn: 10 to 15 ms. */
export const SLICE = 1_000;
const OPEN = 1;

export type FanOutDeps = {
  /** So much waits for a reader after a write. Called only above `behindBytes`. */
  onBehind: (client: Client) => void;
  behindBytes: () => number;
  /** What writing took, in ms. */
  onSpent: (ms: number, writes: number) => void;
  /** Monotonic ms. */
  now: () => number;
};

type Batch = { frame: Buffer; clients: readonly Client[]; next: number };

export class FanOut {
  readonly #deps: FanOutDeps;
  /** Batches that are not out yet, oldest first: patches stay in order. */
  readonly #batches: Batch[] = [];

  constructor(deps: FanOutDeps) {
    this.#deps = deps;
  }

  /** To every client that has joined by now, after all that was sent to it before. */
  send(frame: Buffer, clients: readonly Client[]): void {
    if (this.#batches.length === 0 && clients.length <= SLICE) return this.#write(frame, clients, 0, clients.length);
    // Who acknowledges between two slices gets this patch with the full state.
    this.#batches.push({ frame, clients: clients.filter(hasJoined), next: 0 });
    if (this.#batches.length === 1) this.#writeSlice();
  }

  /** Several frames to one client; what is sent to it in the same turn of the event loop goes out with them. */
  sendTogether(frames: readonly Buffer[], client: Client): void {
    const socket = socketOf(client);
    if (!socket) return;
    socket.cork();
    process.nextTick(() => socket.uncork());
    for (const frame of frames) socket.write(frame);
    if (socket.writableLength > this.#deps.behindBytes()) this.#deps.onBehind(client);
  }

  #writeSlice = (): void => {
    const batch = this.#batches[0];
    if (!batch) return;
    const end = Math.min(batch.next + SLICE, batch.clients.length);
    this.#write(batch.frame, batch.clients, batch.next, end);
    batch.next = end;
    if (end === batch.clients.length) this.#batches.shift();
    if (this.#batches.length > 0) setImmediate(this.#writeSlice);
  };

  #write(frame: Buffer, clients: readonly Client[], start: number, end: number): void {
    const { now, behindBytes, onBehind, onSpent } = this.#deps;
    const startedAt = now();
    const limit = behindBytes();
    let writes = 0;
    for (let i = start; i < end; i++) {
      const client = clients[i] as Client;
      const socket = hasJoined(client) ? socketOf(client) : undefined;
      if (!socket) continue;
      writeNow(socket, frame);
      writes += 1;
      if (socket.writableLength > limit) onBehind(client);
    }
    onSpent(now() - startedAt, writes);
  }
}

const hasJoined = (client: Client): boolean => client.state === ClientState.JOINED;

/** The TCP or TLS socket of a client; undefined where it is closing or gone. */
function socketOf(client: Client): Socket | undefined {
  const { readyState, _socket } = client.ref as unknown as { readyState: number; _socket: Socket | null };
  return readyState === OPEN && _socket?.writable ? _socket : undefined;
}
