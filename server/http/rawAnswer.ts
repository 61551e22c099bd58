/** Answers of the guard on the bare response or socket, for requests that Express never sees. */
import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { PREFLIGHT_HEADERS } from './cors.ts';
import { type HeadRefusal, METHODS } from './requestHead.ts';

export type RawRefusal = HeadRefusal & { headers?: Record<string, string> };

/** Ends the connection too, as the rest of a body is not read. */
export function answer(res: ServerResponse, { status, code, message, headers }: RawRefusal): void {
  const body = JSON.stringify({ error: code, message });
  res
    .writeHead(status, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': Buffer.byteLength(body),
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      ...(status === 405 ? { Allow: METHODS.join(', ') } : {}),
      ...headers,
      Connection: 'close',
    })
    .end(body);
}

export function endUpgrade(socket: Duplex, status: number, retryAfterS?: number): void {
  const retry = retryAfterS === undefined ? '' : `Retry-After: ${retryAfterS}\r\n`;
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${retry}Connection: close\r\nContent-Length: 0\r\n\r\n`);
}

export function redirect(res: ServerResponse, to: string): void {
  res.writeHead(302, { Location: to, 'Content-Length': 0, 'Cache-Control': 'no-store' }).end();
}

export function answerPreflight(res: ServerResponse): void {
  const isShared = res.hasHeader('Access-Control-Allow-Origin');
  res.writeHead(204, { Allow: METHODS.join(', '), ...(isShared ? PREFLIGHT_HEADERS : {}) }).end();
}
