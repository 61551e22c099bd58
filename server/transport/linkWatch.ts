/**
 * Finds sockets whose other end is gone without a word: each is pinged every 3 s and cut when it has not answered two of
 * them, so after 6 to 9 s. The sockets are looked at a few at a time, so that ten thousand of them stall nothing.
 */
import type { Socket } from 'node:net';
import { writeNow } from './writeNow.ts';

export const PING_EVERY_MS = 3_000;
export const PINGS_UNANSWERED = 2;
const GROUPS = 30;
/** RFC 6455 5.5.2: FIN, opcode 9, no payload, not masked. */
const PING = Buffer.from([0x89, 0]);
const OPEN = 1;

/** A WebSocket of `ws`; `pingCount` is set to 0 by the transport at each pong. */
export type WatchedSocket = {
  pingCount: number;
  readyState: number;
  _socket: Socket | null;
  terminate(): void;
  once(event: 'close', listener: () => void): unknown;
};

export class LinkWatch {
  readonly #groups = Array.from({ length: GROUPS }, () => new Set<WatchedSocket>());
  #nextToFill = 0;
  #nextToLook = 0;
  #timer: NodeJS.Timeout | undefined;

  start(): void {
    this.#timer = setInterval(() => this.look(), PING_EVERY_MS / GROUPS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  add(socket: WatchedSocket): void {
    const group = this.#groups[this.#nextToFill] as Set<WatchedSocket>;
    this.#nextToFill = (this.#nextToFill + 1) % GROUPS;
    group.add(socket);
    socket.once('close', () => group.delete(socket));
  }

  /** At the next group; all groups are looked at once in PING_EVERY_MS. */
  look(): void {
    const group = this.#groups[this.#nextToLook] as Set<WatchedSocket>;
    this.#nextToLook = (this.#nextToLook + 1) % GROUPS;
    for (const socket of group) {
      if (socket.pingCount >= PINGS_UNANSWERED) socket.terminate();
      else {
        socket.pingCount += 1;
        if (socket.readyState === OPEN && socket._socket) writeNow(socket._socket, PING);
      }
    }
  }
}
