/**
 * Writes whole frames to one socket. While no bytes wait for the reader it bypasses Node's stream: the bookkeeping of
 * that is a quarter of the cost of a small write, and a lobby makes ten thousand a second. While bytes wait, the stream
 * queues and counts them. Relies on Node's `stream_wrap` binding, `_handle.writeBuffer` and `_writableState`; without
 * the binding or the handle, and for TLS, it uses `socket.write`, which always works and costs that quarter.
 */
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type WebSocket from 'ws';

/** Node's record of one write. `oncomplete` is called only where the kernel does not take all bytes at once. */
type WriteRequest = { oncomplete?: (status: number) => void; bytes?: Buffer };
type Binding = { WriteWrap: new () => WriteRequest; streamBaseState: Int32Array; kLastWriteWasAsync: number };
type Handle = { writeBuffer(request: WriteRequest, bytes: Buffer): number };
type Inside = { _handle?: Handle | null; _writableState: { length: number } };

/** RFC 6455 5.5.2: FIN, opcode 9, no payload, not masked. */
export const PING = Buffer.from([0x89, 0]);

const binding = bindingOfNode();
/** Shared by all writes that end at once; one that does not keeps it, and the next get a new one. */
let request = binding && new binding.WriteWrap();

export class SocketWriter {
  readonly #socket: Socket;
  /** Kept here, so that a write touches few objects. Once closed, it refuses writes with an error. */
  readonly #handle: Handle | undefined;
  readonly #stream: { readonly length: number };
  /** Bytes of a direct write wait in libuv, where the stream does not count them. */
  #isWaiting = false;
  #isPingDue = false;

  constructor(socket: Socket) {
    const inside = socket as unknown as Inside;
    this.#socket = socket;
    this.#stream = inside._writableState;
    this.#handle = binding && !(socket instanceof TLSSocket) ? (inside._handle ?? undefined) : undefined;
  }

  get bytesRead(): number {
    return this.#socket.bytesRead;
  }

  /**
   * In order with all writes before; the bytes must not change afterwards. Returns the number of bytes that wait for
   * the reader, mostly 0. `withPing`: the same bytes with a ping behind them, for a socket that is due one.
   */
  write(bytes: Buffer, withPing?: Buffer): number {
    let out = bytes;
    if (this.#isPingDue && withPing) {
      this.#isPingDue = false;
      out = withPing;
    }
    if (this.#handle && !this.#isWaiting && this.#stream.length === 0) {
      this.#writeDirectly(this.#handle, out);
      return 0;
    }
    if (this.#socket.writable) this.#socket.write(out);
    return this.#stream.length;
  }

  /** A ping rides on the next patch, or goes alone with `pingNow`: a write of its own costs as much as a patch. */
  pingSoon(): void {
    this.#isPingDue = true;
  }

  pingNow(): void {
    if (!this.#isPingDue) return;
    this.#isPingDue = false;
    this.write(PING);
  }

  /** As `write`; all writes to the socket in the same turn of the event loop go out in the same call. */
  writeTogether(frames: readonly Buffer[]): number {
    const socket = this.#socket;
    socket.cork();
    process.nextTick(() => socket.uncork());
    for (const frame of frames) socket.write(frame);
    return this.#stream.length;
  }

  #writeDirectly(handle: Handle, bytes: Buffer): void {
    if (!binding || !request) return;
    const error = handle.writeBuffer(request, bytes);
    if (error !== 0) this.#socket.destroy();
    else if (binding.streamBaseState[binding.kLastWriteWasAsync]) {
      this.#finishLater(request, bytes);
      request = new binding.WriteWrap();
    }
  }

  /** Until `oncomplete` the request belongs to libuv, and must keep the bytes alive. */
  #finishLater(pending: WriteRequest, bytes: Buffer): void {
    this.#isWaiting = true;
    pending.bytes = bytes;
    pending.oncomplete = (status) => {
      this.#isWaiting = false;
      if (status < 0) this.#socket.destroy();
    };
  }
}

function bindingOfNode(): Binding | undefined {
  try {
    const found = (process as unknown as { binding(name: string): Partial<Binding> }).binding('stream_wrap');
    const hasInternals = found.WriteWrap && found.streamBaseState && found.kLastWriteWasAsync !== undefined;
    return hasInternals ? (found as Binding) : undefined;
  } catch {
    return undefined;
  }
}

const writers = new WeakMap<object, SocketWriter>();

/** A socket has one writer, as all writes must know how much waits. Relies on `_socket` of `ws` (internals.ts). */
export function writerOf(socket: WebSocket): SocketWriter | undefined {
  const known = writers.get(socket);
  if (known) return known;
  const { _socket: tcp } = socket as unknown as { _socket: Socket | null };
  if (!tcp) return undefined;
  const writer = new SocketWriter(tcp);
  writers.set(socket, writer);
  return writer;
}
