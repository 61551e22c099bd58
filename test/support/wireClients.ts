/** Clients of a shard without a network: bytes written to them are kept and can be decoded with the stock SDK. */
import assert from 'node:assert/strict';
import { type Client, ClientState } from '@colyseus/core';
import { SchemaSerializer } from 'colyseus.js';
import type { LobbyState } from '../../shared/state.ts';
import { codeOf, FRAME } from './rawSocket.ts';

export class WireSocket {
  readonly chunks: Buffer[] = [];
  writable = true;
  readonly _writableState = { length: 0 };
  bytesRead = 0;
  corks = 0;
  readonly _handle = {
    writeBuffer: (_request: object, chunk: Buffer): number => {
      this.chunks.push(chunk);
      return 0;
    },
  };

  destroy(): void {
    this.writable = false;
  }

  write(chunk: Buffer): boolean {
    this.chunks.push(chunk);
    return true;
  }
  cork(): void {
    this.corks += 1;
  }
  uncork(): void {
    this.corks -= 1;
  }
}

export class WireClient {
  readonly sessionId: string;
  state: ClientState = ClientState.JOINED;
  readonly socket = new WireSocket();
  readonly ref = { readyState: 1, _socket: this.socket, bufferedAmount: 0 };
  readonly #sdk = new SchemaSerializer<LobbyState>();
  #read = 0;

  constructor(sessionId: string, handshake: Uint8Array) {
    this.sessionId = sessionId;
    this.#sdk.handshake(handshake, { offset: 0 });
  }

  get client(): Client {
    return this as unknown as Client;
  }

  /** The state as the SDK decodes everything written so far. */
  decoded(): unknown {
    for (const message of this.messages().slice(this.#read)) {
      this.#read += 1;
      if (codeOf(message) === FRAME.state) this.#sdk.setState(message as Buffer, { offset: 1 });
      else this.#sdk.patch(message as Buffer, { offset: 1 });
    }
    return (this.#sdk.getState() as unknown as { toJSON(): unknown }).toJSON();
  }

  /** The payloads of the frames in order; throws on incomplete frames. */
  messages(): Uint8Array[] {
    const bytes = Buffer.concat(this.socket.chunks);
    const messages: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; ) {
      assert.equal(bytes[at], 0x82);
      const short = bytes[at + 1] as number;
      const length =
        short < 126 ? short : short === 126 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2));
      const start = at + (short < 126 ? 2 : short === 126 ? 4 : 10);
      assert.ok(start + length <= bytes.length);
      messages.push(bytes.subarray(start, start + length));
      at = start + length;
    }
    return messages;
  }
}
