/** Encodes a Colyseus client's messages and requests; payloads are texts or flat objects of texts and booleans. Pure. */

export const CODE = { joinRoom: 10, error: 11, leaveRoom: 12, roomData: 13, roomState: 14, roomRequest: 21 } as const;
/** The code is in the low five bits. */
export const codeOf = (first: number | undefined): number => (first ?? 0) & 0x1f;

/** Replies repeat it. The bench awaits none, so one id serves all. */
const REQUEST_ID = 1;

type Payload = string | Record<string, string | boolean>;

export const message = (type: string, payload: Payload): Buffer =>
  Buffer.concat([Buffer.from([CODE.roomData]), packed(type), packed(payload)]);

export const roomRequest = (type: string, payload: Payload): Buffer =>
  Buffer.concat([Buffer.from([CODE.roomRequest, REQUEST_ID]), packed(type), packed(payload)]);

/** The MessagePack these payloads need: texts under 32 bytes, booleans, objects of under 16 entries. */
function packed(value: Payload | boolean): Buffer {
  if (typeof value === 'boolean') return Buffer.from([value ? 0xc3 : 0xc2]);
  if (typeof value === 'string') {
    const text = Buffer.from(value);
    if (text.length > 31) throw new Error(`too long: ${value}`);
    return Buffer.concat([Buffer.from([0xa0 | text.length]), text]);
  }
  const entries = Object.entries(value);
  return Buffer.concat([
    Buffer.from([0x80 | entries.length]),
    ...entries.flatMap(([key, entry]) => [packed(key), packed(entry)]),
  ]);
}
