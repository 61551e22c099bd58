/** Every kind of frame that a room cannot take, with its refusal. */
import { Protocol } from '@colyseus/core';

type BadFrame = [
  kind: string,
  frame: Buffer,
  code: 'request/invalid' | 'request/unknown',
  /** Of the request that is refused. */
  requestId?: number,
];

/** `type`: of a message that the room handles. */
export function badFrames(type: string): BadFrame[] {
  const name = [0xa0 + type.length, ...Buffer.from(type)];
  const { ROOM_DATA: DATA, ROOM_REQUEST: REQUEST, ROOM_DATA_BYTES: BYTES, ROOM_STATE: STATE } = Protocol;
  return [
    ['empty', Buffer.alloc(0), 'request/invalid'],
    ['no such code', Buffer.of(0x1f, 1, 2), 'request/invalid'],
    ['the server’s own code', Buffer.of(STATE, 1, 2), 'request/invalid'],
    ['an input', Buffer.of(Protocol.ROOM_INPUT_RELIABLE, 1), 'request/unknown'],
    ['no type', Buffer.of(DATA), 'request/invalid'],
    ['no number as type', Buffer.of(DATA, 0xc1), 'request/invalid'],
    ['a number cut short', Buffer.of(DATA, 0xcd, 1), 'request/invalid'],
    ['no finite number', Buffer.of(DATA, 0xca, 0, 0, 0x80, 0x7f), 'request/invalid'],
    ['a type cut short', Buffer.of(DATA, 0xa9, 0x61), 'request/invalid'],
    ['a length cut short', Buffer.of(DATA, 0xdb, 1, 1), 'request/invalid'],
    ['a type that is not UTF-8', Buffer.of(DATA, 0xa2, 0xc3, 0x28), 'request/invalid'],
    ['an endless type', Buffer.of(DATA, 0xdb, 0xff, 0xff, 0xff, 0xff, 0x61), 'request/invalid'],
    ['an unknown type', Buffer.of(DATA, 0xa3, ...Buffer.from('xyz')), 'request/unknown'],
    ['an unknown number', Buffer.of(DATA, 0x70), 'request/unknown'],
    ['a name of Object’s', Buffer.of(DATA, 0xa9, ...Buffer.from('__proto__')), 'request/unknown'],
    ['bytes of an unknown type', Buffer.of(BYTES, 0xa3, ...Buffer.from('xyz'), 1), 'request/unknown'],
    ['an extension cut short', Buffer.of(DATA, ...name, 0xd6, 0xff), 'request/invalid'],
    ['a payload cut short', Buffer.of(DATA, ...name, 0x81, 0xa6, 0x61), 'request/invalid'],
    ['a payload and more', Buffer.of(DATA, ...name, 0x80, 0x80), 'request/invalid'],
    ['an array of billions', Buffer.of(DATA, ...name, 0xdd, 0xff, 0xff, 0xff, 0xff), 'request/invalid'],
    ['no request id', Buffer.of(REQUEST), 'request/invalid'],
    ['a request id that is none', Buffer.of(REQUEST, 0xc1), 'request/invalid'],
    ['a request without a type', Buffer.of(REQUEST, 9), 'request/invalid', 9],
    ['an unknown request', Buffer.of(REQUEST, 9, 0xa3, ...Buffer.from('xyz'), 0x80), 'request/unknown', 9],
    ['a request with a bad payload', Buffer.of(REQUEST, 9, ...name, 0x81), 'request/invalid', 9],
  ];
}
