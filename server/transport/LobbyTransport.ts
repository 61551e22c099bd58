/**
 * Colyseus' WebSocket transport, changed: messages leave in one write, the answer to an upgrade together with that to
 * the join; dead sockets are looked for a few at a time; and a stop cuts sockets that do not answer a close. Leans on
 * `onConnection`, and on the base calling it without `this` (internals.ts).
 */
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { type TransportOptions, WebSocketTransport } from '@colyseus/ws-transport';
import type WebSocket from 'ws';
import { CLOSE } from '../../shared/protocol.ts';
import { frameOf } from './frame.ts';
import { LinkWatch } from './linkWatch.ts';
import { OLD_SDK_ROOM, VERSION_LINE, versionFrame } from './otherVersions.ts';
import { type SocketWriter, writerOf } from './SocketWriter.ts';

/** How long a client has to answer the close. */
const CLOSE_ANSWER_MS = 1_000;
const OLD_SDK = new RegExp(`/${OLD_SDK_ROOM}(\\?|$)`);

export class LobbyTransport extends WebSocketTransport {
  readonly #watch = new LinkWatch();

  constructor(options: TransportOptions) {
    // Its pings go to all sockets at once, and thousands of them stall the loop.
    super({ ...options, pingInterval: 0 });
    this.wss.on('headers', (_headers: string[], req: IncomingMessage) => joinWrites(req.socket));
    this.wss.on('connection', (socket: WebSocket) => {
      const writer = writerOf(socket);
      if (writer) this.#watch.add(socket, writer);
    });
    this.server?.on('listening', () => this.#watch.start());
    this.server?.on('close', () => this.#watch.stop());
  }

  protected override onConnection(
    socket: Parameters<WebSocketTransport['onConnection']>[0],
    req: IncomingMessage,
  ): Promise<void> {
    const writer = writerOf(socket);
    if (writer) sendInOneWrite(socket, writer);
    if (OLD_SDK.test(req.url ?? '')) return tellVersion(socket);
    return super.onConnection(socket, req);
  }

  override shutdown(): void {
    super.shutdown();
    this.server?.closeIdleConnections();
    setTimeout(() => {
      for (const socket of this.wss.clients) socket.terminate();
      this.server?.closeAllConnections();
    }, CLOSE_ANSWER_MS).unref();
  }
}

async function tellVersion(socket: Pick<WebSocket, 'send' | 'close'>): Promise<void> {
  socket.send(versionFrame());
  socket.close(CLOSE.error, VERSION_LINE);
}

/** Each write wakes the reader, which costs more than the write: all writes of this turn go out with the first. */
function joinWrites(socket: Socket): void {
  socket.cork();
  setImmediate(() => socket.uncork());
}

/** `ws` writes the header and the payload of a frame separately. */
function sendInOneWrite(socket: WebSocket, writer: SocketWriter): void {
  const send = socket.send.bind(socket) as (data: unknown, options: object, done?: (error?: Error) => void) => void;
  const sendOnce: typeof send = (data, options, done) => {
    if (data instanceof Uint8Array && done === undefined && socket.readyState === socket.OPEN) {
      writer.write(frameOf(data));
    } else send(data, options, done);
  };
  Object.defineProperty(socket, 'send', { value: sendOnce });
}
