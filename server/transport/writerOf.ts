/** The one writer of a WebSocket's socket: all writes must know how much waits there. */
import type { Socket } from 'node:net';
import type WebSocket from 'ws';
import { SocketWriter } from './SocketWriter.ts';

const writers = new WeakMap<object, SocketWriter>();

/** Undefined once the WebSocket has no socket. Leans on `_socket` of `ws` (internals.ts). */
export function writerOf(socket: WebSocket): SocketWriter | undefined {
  const known = writers.get(socket);
  if (known) return known;
  const { _socket: tcp } = socket as unknown as { _socket: Socket | null };
  if (!tcp) return undefined;
  const writer = new SocketWriter(tcp);
  writers.set(socket, writer);
  return writer;
}
