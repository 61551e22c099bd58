/**
 * Reads a client's frame before Colyseus does, which would end the session of a bad one with a code that holds it, or
 * answer with an error's text. Layout: shared-types/Protocol.ts. Footprint: the payload is decoded once more, about 1 µs.
 */
import { Protocol } from '@colyseus/core';
import { decode } from '@colyseus/schema';
import { unpack } from 'msgpackr';

/** The low five bits of the first byte; the others modify. */
const CODE = 0x1f;
const REQUEST_ID_MAX = 0xffff_ffff;

/** What is wrong with a frame. `requestId`: of the request to answer. */
export type BadFrame = { code: 'request/invalid' | 'request/unknown'; requestId?: number };
/** The message types that a room handles, and whether it takes inputs. */
export type Handled = { hasType: (type: string) => boolean; hasInputs: boolean };

const codeOf = (frame: Buffer): number => (frame[0] ?? 0) & CODE;

/** What a client sends by itself: joins, leaves and pings. */
const AUTOMATIC: ReadonlySet<number> = new Set([Protocol.JOIN_ROOM, Protocol.LEAVE_ROOM, Protocol.PING]);

/** Whether the frame brings something to a room's game or to its handlers. */
export const isMessage = (frame: Buffer): boolean => !AUTOMATIC.has(codeOf(frame));

/** Undefined: the room can take it. */
export function badFrame(frame: Buffer, { hasType, hasInputs }: Handled): BadFrame | undefined {
  const at = { offset: 1 };
  switch (codeOf(frame)) {
    case Protocol.JOIN_ROOM:
    case Protocol.LEAVE_ROOM:
    case Protocol.PING:
      return undefined;
    case Protocol.ROOM_INPUT_RELIABLE:
    case Protocol.ROOM_INPUT_UNRELIABLE:
      return hasInputs ? undefined : { code: 'request/unknown' };
    case Protocol.ROOM_DATA:
      return badMessage(frame, at, (type) => hasType(type) || hasType('*'));
    case Protocol.ROOM_DATA_BYTES:
      return badMessage(frame, at, (type) => hasType(`_$b${type}`) || hasType('*'));
    case Protocol.ROOM_REQUEST: {
      const requestId = readNumber(frame, at);
      if (requestId === undefined || requestId > REQUEST_ID_MAX) return { code: 'request/invalid' };
      const bad = badMessage(frame, at, hasType);
      return bad && { ...bad, requestId };
    }
    default:
      return { code: 'request/invalid' };
  }
}

type Position = { offset: number };

function badMessage(frame: Buffer, at: Position, hasType: (type: string) => boolean): BadFrame | undefined {
  const type = readType(frame, at);
  if (type === undefined) return { code: 'request/invalid' };
  if (!hasType(type)) return { code: 'request/unknown' };
  if (at.offset === frame.length || codeOf(frame) === Protocol.ROOM_DATA_BYTES) return undefined;
  try {
    unpack(frame.subarray(at.offset));
    return undefined;
  } catch {
    return { code: 'request/invalid' };
  }
}

const STRING_8 = 0xd9;
const STRING_16 = 0xda;
const STRING_32 = 0xdb;

/** Not with `decode.string`: it takes a string that is cut short, and logs each byte that is not UTF-8. */
function readType(frame: Buffer, at: Position): string | undefined {
  const length = readLength(frame, at);
  if (length === undefined) return readNumber(frame, at)?.toString();
  const end = at.offset + length;
  if (end > frame.length) return undefined;
  const type = frame.toString('utf8', at.offset, end);
  at.offset = end;
  return Buffer.byteLength(type) === length && !type.includes('\ufffd') ? type : undefined;
}

/** Of a string, whose header is read; undefined where no string begins. */
function readLength(frame: Buffer, at: Position): number | undefined {
  const prefix = frame[at.offset] ?? 0;
  if (prefix > 0xa0 && prefix < 0xc0) {
    at.offset += 1;
    return prefix & 0x1f;
  }
  const size = { [STRING_8]: 1, [STRING_16]: 2, [STRING_32]: 4 }[prefix];
  if (size === undefined) return undefined;
  const from = at.offset + 1;
  at.offset = from + size;
  return at.offset > frame.length ? Number.POSITIVE_INFINITY : frame.readUIntLE(from, size);
}

function readNumber(frame: Buffer, at: Position): number | undefined {
  const number: number | undefined = decode.number(frame, at);
  return at.offset > frame.length || number === undefined || !Number.isFinite(number) ? undefined : number;
}
