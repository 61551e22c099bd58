/**
 * Finds sockets whose other end has vanished. Each is looked at every 2.25 s: silent since the last look, it is pinged;
 * with two pings unanswered it is cut, 6 to 9 s after the last sign of life. The answer to a ping counts for the next
 * look too, so a quiet client is pinged every 4.5 s. A few at a time, so that ten thousand stall nothing.
 */
import type { SocketWriter } from './SocketWriter.ts';

export const CHECK_EVERY_MS = 2_250;
export const PINGS_UNANSWERED = 2;
const GROUPS = 30;
/** A ping that no patch has taken along goes alone after so many groups: 600 ms. */
const RIDE_GROUPS = 8;
const OPEN = 1;

export type WatchedSocket = {
  readonly readyState: number;
  terminate(): void;
  once(event: 'close', listener: () => void): unknown;
};
type Link = { socket: WatchedSocket; writer: SocketWriter; bytesRead: number; unanswered: number };

export class LinkWatch {
  readonly #groups = Array.from({ length: GROUPS }, () => new Set<Link>());
  #nextToFill = 0;
  #nextToCheck = 0;
  #timer: NodeJS.Timeout | undefined;

  start(): void {
    this.#timer = setInterval(() => this.checkNextGroup(), CHECK_EVERY_MS / GROUPS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  add(socket: WatchedSocket, writer: SocketWriter): void {
    const group = this.#groups[this.#nextToFill] as Set<Link>;
    this.#nextToFill = (this.#nextToFill + 1) % GROUPS;
    const link = { socket, writer, bytesRead: writer.bytesRead, unanswered: 0 };
    group.add(link);
    socket.once('close', () => group.delete(link));
  }

  /** All groups are checked once in CHECK_EVERY_MS. */
  checkNextGroup(): void {
    const looked = this.#nextToCheck;
    this.#nextToCheck = (looked + 1) % GROUPS;
    for (const link of this.#groups[looked] as Set<Link>) checkLink(link);
    for (const { socket, writer } of this.#groups[(looked + GROUPS - RIDE_GROUPS) % GROUPS] as Set<Link>) {
      if (socket.readyState === OPEN) writer.pingNow();
    }
  }
}

function checkLink(link: Link): void {
  const { bytesRead } = link.writer;
  if (bytesRead !== link.bytesRead) {
    link.bytesRead = bytesRead;
    link.unanswered = 0;
    return;
  }
  if (link.unanswered >= PINGS_UNANSWERED) return link.socket.terminate();
  link.unanswered += 1;
  link.writer.pingSoon();
}
