/** One WebSocket frame from a server: a whole binary message (RFC 6455 5.2: FIN, opcode 2, not masked). */
const FIN_BINARY = 0x82;

/** Header and payload, copied into a buffer of their own: bytes queued for a slow reader must never change. */
export function frameOf(payload: Uint8Array): Buffer {
  const { length } = payload;
  const headerLength = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(headerLength + length);
  frame[0] = FIN_BINARY;
  if (headerLength === 2) frame[1] = length;
  else if (headerLength === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.set(payload, headerLength);
  return frame;
}
