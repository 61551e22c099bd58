/**
 * A WebSocket client light enough for ten thousand in one process: all share one read buffer and only count what they read.
 * Replies to pings and closes.
 */
import { connect, type Socket } from 'node:net';
import { clientFrame, closeFrame, OPCODE } from './clientFrame.ts';
import { FrameParser, HEAD_MAX } from './FrameParser.ts';

/** Each read is handled synchronously, so all sockets share one buffer. */
const READ_BUFFER = Buffer.allocUnsafe(256 * 1024);
const HEAD_END = '\r\n\r\n';
/** Any 16 bytes: the key only protects against caching proxies, and there is none here. */
const KEY = Buffer.alloc(16, 7).toString('base64');
const PONG = clientFrame(OPCODE.pong, '');

export type FrameHooks = {
  /** Called just before the upgrade request. */
  opening?(): void;
  /** A whole message arrived; `buffer` holds its first bytes from `at`, at most HEAD_MAX, during the call only. */
  message(buffer: Buffer, at: number, length: number): void;
  /** Called once, when either side has closed the socket. */
  closed(why: string): void;
};

/** Bytes read by all sockets of this process. */
export const traffic = { bytes: 0 };

export class FrameSocket {
  readonly #socket: Socket;
  readonly #hooks: FrameHooks;
  readonly #parser = new FrameParser((opcode, length, buffer, at) => this.#onFrame(opcode, length, buffer, at));
  /** The upgrade response until it is complete. */
  #answer: string | undefined = '';
  #why = 'the connection ended';
  #isClosing = false;

  constructor(port: number, path: string, hooks: FrameHooks) {
    this.#hooks = hooks;
    this.#socket = connect({
      host: '127.0.0.1',
      port,
      noDelay: true,
      onread: { buffer: READ_BUFFER, callback: (size) => this.#onRead(size) },
    });
    this.#socket.on('connect', () => {
      hooks.opening?.();
      this.#socket.write(
        `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
          `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${KEY}${HEAD_END}`,
      );
    });
    this.#socket.on('error', (error) => {
      this.#why = error.message;
    });
    this.#socket.on('close', () => hooks.closed(this.#why));
  }

  send(frame: Buffer): void {
    this.#socket.write(frame);
  }

  /** Sends a close frame; the server ends the connection. */
  close(code: number): void {
    this.#isClosing = true;
    this.#socket.write(closeFrame(code));
  }

  #onRead(size: number): boolean {
    traffic.bytes += size;
    if (this.#answer === undefined) this.#parser.feed(READ_BUFFER, 0, size);
    else this.#readAnswer(size);
    return true;
  }

  #readAnswer(size: number): void {
    const before = this.#answer?.length ?? 0;
    const text = this.#answer + READ_BUFFER.toString('latin1', 0, size);
    const end = text.indexOf(HEAD_END);
    this.#answer = end < 0 ? text : undefined;
    if (end < 0) return;
    if (text.startsWith('HTTP/1.1 101 ')) {
      this.#parser.feed(READ_BUFFER, end + HEAD_END.length - before, size);
    } else {
      this.#why = text.slice(0, text.indexOf('\r\n'));
      this.#socket.destroy();
    }
  }

  #onFrame(opcode: number, length: number, buffer: Buffer, at: number): void {
    if (opcode === OPCODE.ping) {
      this.send(length === 0 ? PONG : clientFrame(OPCODE.pong, buffer.subarray(at, at + length)));
    } else if (opcode === OPCODE.close) {
      const code = length >= 2 ? buffer.readUInt16BE(at) : 1005;
      this.#why = `closed with ${code} ${buffer.toString('utf8', at + 2, at + Math.min(length, HEAD_MAX))}`;
      if (this.#isClosing) this.#socket.end();
      else this.#socket.end(closeFrame(code === 1005 ? 1000 : code));
    } else {
      this.#hooks.message(buffer, at, length);
    }
  }
}
