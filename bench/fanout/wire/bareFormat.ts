/**
 * The bare server's wire format. Rows are numbered, so a change starts with three bytes: its kind and the number. Little
 * endian; a text is preceded by its length in one byte.
 */
import { CHOSEN_STATUSES, type ChosenStatus } from '../../../shared/status.ts';

/** First byte of a server's message. */
export const MESSAGE = { list: 1, changes: 2, reply: 3 } as const;
/** First byte of a client's message. */
export const REQUEST = { heartbeat: 1, setStatus: 2 } as const;

/** The same fields as Foyer's row. `status`: an index of CHOSEN_STATUSES. `lastActive`: unix seconds. */
export type BareRow = { id: string; name: string; status: number; lastActive: number; rating: number };
export type Change =
  | { op: 'put'; number: number; row: BareRow }
  | { op: 'remove'; number: number }
  | { op: 'status'; number: number; status: number }
  | { op: 'lastActive'; number: number; lastActive: number };

const OP = { put: 0, remove: 1, status: 2, lastActive: 3 } as const;
/** The largest change: a row with an id of 20 bytes and a name of 48. */
const CHANGE_MAX = 96;

export const setStatusMessage = (status: ChosenStatus): Uint8Array =>
  Uint8Array.of(REQUEST.setStatus, CHOSEN_STATUSES.indexOf(status));

/** A whole message of the kind `list` (puts only) or `changes`. */
export function encode(kind: typeof MESSAGE.list | typeof MESSAGE.changes, changes: readonly Change[]): Buffer {
  const buffer = Buffer.allocUnsafe(1 + changes.length * CHANGE_MAX);
  let at = buffer.writeUInt8(kind, 0);
  for (const change of changes) {
    at = buffer.writeUInt8(OP[change.op], at);
    at = buffer.writeUInt16LE(change.number, at);
    if (change.op === 'put') at = writeRow(buffer, at, change.row);
    else if (change.op === 'status') at = buffer.writeUInt8(change.status, at);
    else if (change.op === 'lastActive') at = buffer.writeUInt32LE(change.lastActive, at);
  }
  return Buffer.from(buffer.subarray(0, at));
}

export function decode(message: Buffer): Change[] {
  const changes: Change[] = [];
  let at = 1;
  const byte = (): number => message.readUInt8(at++);
  const text = (): string => {
    const length = byte();
    at += length;
    return message.toString('utf8', at - length, at);
  };
  const int16 = (): number => byte() + byte() * 0x100;
  const int32 = (): number => int16() + int16() * 0x10000;
  while (at < message.length) {
    const op = byte();
    const number = int16();
    if (op === OP.put) {
      const row = { id: text(), name: text(), status: byte(), lastActive: int32(), rating: int16() };
      changes.push({ op: 'put', number, row });
    } else if (op === OP.status) changes.push({ op: 'status', number, status: byte() });
    else if (op === OP.lastActive) changes.push({ op: 'lastActive', number, lastActive: int32() });
    else changes.push({ op: 'remove', number });
  }
  return changes;
}

function writeRow(buffer: Buffer, from: number, row: BareRow): number {
  let at = from;
  for (const text of [row.id, row.name]) {
    const length = buffer.write(text, at + 1);
    buffer.writeUInt8(length, at);
    at += 1 + length;
  }
  at = buffer.writeUInt8(row.status, at);
  at = buffer.writeUInt32LE(row.lastActive, at);
  return buffer.writeUInt16LE(row.rating, at);
}
