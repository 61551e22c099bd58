/**
 * A socket of a room that is opened by hand and read at a given pace. It says a word now and then, so that nobody takes
 * it for dead. Linux tells how much of what was sent to it waits in the system, apart from what waits in the process.
 */
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { Protocol } from '@colyseus/core';
import type { ClusterProcess } from '../../scripts/cluster/ClusterProcess.ts';
import { homeOf } from './loopbackHomes.ts';
import { reserve, signIn, upgradeHead } from './strangers.ts';

const READ_EVERY_MS = 100;
const PING_EVERY_MS = 2_000;
/** The room listens for it by then. */
const ACKNOWLEDGE_AFTER_MS = 1_000;
/** Larger than what is read at once, and small beside what the system keeps. */
const OWN_BUFFER_BYTES = 4 * 1024;

export class SlowReader {
  bytesRead = 0;
  readonly #socket: Socket;
  readonly #timers: NodeJS.Timeout[];

  /** `bytesPerS` undefined: as fast as it can. */
  static async at(process: ClusterProcess, name: string, bytesPerS?: number): Promise<SlowReader> {
    const head = upgradeHead(await reserve(process.url, await signIn(process.url)));
    return new SlowReader(process.port, homeOf(name), head, bytesPerS);
  }

  private constructor(port: number, localAddress: string, head: string, bytesPerS: number | undefined) {
    const options = { port, host: '127.0.0.1', localAddress, readableHighWaterMark: OWN_BUFFER_BYTES };
    this.#socket = connect(options, () => this.#socket.write(head));
    this.#socket.on('error', () => {});
    const count = (chunk: Buffer | null) => {
      this.bytesRead += chunk?.length ?? 0;
    };
    if (bytesPerS === undefined) this.#socket.on('data', count);
    const atOnce = ((bytesPerS ?? 0) * READ_EVERY_MS) / 1_000;
    this.#timers = [
      setTimeout(() => this.#send(Protocol.JOIN_ROOM), ACKNOWLEDGE_AFTER_MS),
      setInterval(() => this.#send(Protocol.PING), PING_EVERY_MS),
      setInterval(() => atOnce > 0 && count(this.#socket.read(atOnce)), READ_EVERY_MS),
    ];
  }

  /** What the system keeps for it, on both ends of the connection; undefined once the process has ended it. */
  keptBySystem(sockets: ReadonlyMap<string, Queues>): number | undefined {
    const { localAddress, localPort, remoteAddress, remotePort } = this.#socket;
    const [here, there] = [hexOf(localAddress, localPort), hexOf(remoteAddress, remotePort)];
    const sent = sockets.get(`${there} ${here}`);
    return sent && sent.toSend + (sockets.get(`${here} ${there}`)?.toRead ?? 0);
  }

  leave(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#socket.destroy();
  }

  /** A frame with a mask of zeros. */
  #send(code: number): void {
    if (this.#socket.writable) this.#socket.write(Buffer.of(0x82, 0x81, 0, 0, 0, 0, code));
  }
}

/** Bytes. */
export type Queues = { toSend: number; toRead: number };

/** The system's open IPv4 connections, by both ends as it writes them. */
export function readSockets(): Map<string, Queues> {
  const OPEN = '01';
  const sockets = new Map<string, Queues>();
  for (const line of readFileSync('/proc/net/tcp', 'utf8').split('\n').slice(1)) {
    const [, local, remote, state, queues] = line.trim().split(/\s+/);
    const [toSend = '', toRead = ''] = queues?.split(':') ?? [];
    if (state === OPEN)
      sockets.set(`${local} ${remote}`, { toSend: Number.parseInt(toSend, 16), toRead: Number.parseInt(toRead, 16) });
  }
  return sockets;
}

const hex = (value: number, digits: number): string => value.toString(16).toUpperCase().padStart(digits, '0');
/** The address in the byte order of the machine. */
const hexOf = (address = '', port = 0): string =>
  `${address
    .split('.')
    .toReversed()
    .map((part) => hex(Number(part), 2))
    .join('')}:${hex(port, 4)}`;
