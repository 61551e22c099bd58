/** WebSocket frames of a client. Pure. */

export const OPCODE = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;
export type Opcode = (typeof OPCODE)[keyof typeof OPCODE];

/** A client must mask its frames. Any mask costs the server the same. */
const MASK = Buffer.from([0x37, 0xfa, 0x21, 0x3d]);

/** One whole frame, which can be written repeatedly. */
export function clientFrame(opcode: Opcode, payload: Uint8Array | string): Buffer {
  const body = Buffer.from(payload as Uint8Array);
  if (body.length > 0xffff) throw new Error('payload too long for the bench');
  const head =
    body.length < 126
      ? Buffer.from([0x80 | opcode, 0x80 | body.length])
      : Buffer.from([0x80 | opcode, 0x80 | 126, body.length >> 8, body.length & 0xff]);
  for (let i = 0; i < body.length; i++) body[i] = (body[i] as number) ^ (MASK[i % 4] as number);
  return Buffer.concat([head, MASK, body]);
}

export const closeFrame = (code: number): Buffer => clientFrame(OPCODE.close, Buffer.from([code >> 8, code & 0xff]));
