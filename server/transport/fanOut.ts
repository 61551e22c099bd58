/**
 * One frame to many sockets, each in one write: `send` of `ws` frames again for each, and writes header and payload
 * apart. Clients that have the full state get every patch after it, until released. Slices let heartbeats in between.
 */
import type { Client } from '@colyseus/core';
import type WebSocket from 'ws';
import { PING, type SocketWriter, writerOf } from './SocketWriter.ts';

/** Sockets written to before others have a turn: 10 to 15 ms. */
export const SLICE = 1_000;
const OPEN = 1;

export type FanOutEvents = {
  /** After a write, more than `behindBytes` waits for the client. */
  onBehind: (client: Client) => void;
  behindBytes: () => number;
  /** The time that a slice took. */
  onSpent: (ms: number, writes: number) => void;
  /** Monotonic ms. */
  now: () => number;
};

type Receiver = { client: Client; socket: WebSocket; writer: SocketWriter; index: number };
/** `pinged`: the frame with a ping behind it. */
type Batch = { frame: Buffer; pinged: Buffer; receivers: readonly Receiver[]; next: number };

export class FanOut {
  readonly #deps: FanOutEvents;
  readonly #receivers: Receiver[] = [];
  readonly #byClient = new Map<Client, Receiver>();
  /** Batches that are not written yet, oldest first: patches stay in order. */
  readonly #batches: Batch[] = [];

  constructor(deps: FanOutEvents) {
    this.#deps = deps;
  }

  /** `frames`: the full state. Messages to the client in the same turn of the event loop go out with it. */
  admit(client: Client, frames: readonly Buffer[]): void {
    const socket = client.ref as unknown as WebSocket;
    const writer = socket.readyState === OPEN ? writerOf(socket) : undefined;
    if (!writer) return;
    if (!this.#byClient.has(client)) {
      const receiver = { client, socket, writer, index: this.#receivers.length };
      this.#byClient.set(client, receiver);
      this.#receivers.push(receiver);
    }
    if (writer.writeTogether(frames) > this.#deps.behindBytes()) this.#deps.onBehind(client);
  }

  /** The client has left: the last takes its place. */
  release(client: Client): void {
    const receiver = this.#byClient.get(client);
    const last = this.#receivers.at(-1);
    if (!receiver || !last) return;
    this.#receivers[receiver.index] = last;
    last.index = receiver.index;
    this.#receivers.length -= 1;
    this.#byClient.delete(client);
  }

  /** To all clients that have the full state. */
  send(frame: Buffer): void {
    const pinged = Buffer.concat([frame, PING]);
    const batch: Batch = { frame, pinged, receivers: this.#receivers, next: 0 };
    if (this.#batches.length === 0 && batch.receivers.length <= SLICE) return this.#write(batch, SLICE);
    // A copy: a client admitted between two slices gets this patch with the full state.
    this.#batches.push({ ...batch, receivers: batch.receivers.slice() });
    if (this.#batches.length === 1) this.#writeSlice();
  }

  #writeSlice = (): void => {
    const batch = this.#batches[0];
    if (!batch) return;
    this.#write(batch, batch.next + SLICE);
    if (batch.next === batch.receivers.length) this.#batches.shift();
    if (this.#batches.length > 0) setImmediate(this.#writeSlice);
  };

  #write(batch: Batch, upTo: number): void {
    const { now, behindBytes, onBehind, onSpent } = this.#deps;
    const { frame, pinged, receivers } = batch;
    const startedAt = now();
    const limit = behindBytes();
    const end = Math.min(upTo, receivers.length);
    let writes = 0;
    for (; batch.next < end; batch.next++) {
      const { client, socket, writer } = receivers[batch.next] as Receiver;
      if (socket.readyState !== OPEN) continue;
      writes += 1;
      if (writer.write(frame, pinged) > limit) onBehind(client);
    }
    onSpent(now() - startedAt, writes);
  }
}
