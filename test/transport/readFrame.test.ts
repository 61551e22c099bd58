import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { getMessageBytes, Protocol } from '@colyseus/core';
import { between, pick, seeded } from '../../bots/random.ts';
import { badFrame } from '../../server/transport/readFrame.ts';
import { badFrames } from '../support/badFrames.ts';

const ROOM = { hasType: (type: string) => ['wave', '7', '_$bfile'].includes(type), hasInputs: false };
const request = (id: number, ...rest: number[]): Buffer => Buffer.of(Protocol.ROOM_REQUEST, id, ...rest);
const WAVE = [0xa4, ...Buffer.from('wave')];

const GOOD: readonly Buffer[] = [
  getMessageBytes.raw(Protocol.ROOM_DATA, 'wave', { hand: 'left' }),
  getMessageBytes.raw(Protocol.ROOM_DATA, 'wave'),
  getMessageBytes.raw(Protocol.ROOM_DATA, 7, [1, 2]),
  getMessageBytes.raw(Protocol.ROOM_DATA_BYTES, 'file', undefined, Buffer.of(0xc1, 0xc1)),
  request(1, ...WAVE, 0x80),
  request(1, ...WAVE),
  Buffer.of(Protocol.ROOM_REQUEST, 0xcd, 0x00, 0x02, ...WAVE),
  Buffer.of(Protocol.ROOM_DATA, 0xd9, 4, ...Buffer.from('wave')),
  ...[Protocol.JOIN_ROOM, Protocol.LEAVE_ROOM, Protocol.PING].map((code) => Buffer.of(code)),
];
const FRAMES = 1_000_000;
/** What the collector leaves varies by less. */
const KEPT_BYTES_MAX = 4 * 1024 * 1024;

describe('frames of clients', () => {
  it('LM5 what a room can take is passed on', () => {
    for (const frame of GOOD) assert.equal(badFrame(frame, ROOM), undefined, frame.toString('hex'));
    for (const code of [Protocol.ROOM_INPUT_RELIABLE, Protocol.ROOM_INPUT_UNRELIABLE]) {
      assert.equal(badFrame(Buffer.of(code, 1), { ...ROOM, hasInputs: true }), undefined);
      assert.deepEqual(badFrame(Buffer.of(code, 1), ROOM), { code: 'request/unknown' });
    }
    assert.equal(
      badFrame(getMessageBytes.raw(Protocol.ROOM_DATA, 'else'), { ...ROOM, hasType: (it) => it === '*' }),
      undefined,
    );
  });

  it('LM5 every kind of bad frame has its code, and the id of its request', () => {
    for (const [kind, frame, code, requestId] of badFrames('wave')) {
      const expected = requestId === undefined ? { code } : { code, requestId };
      assert.deepEqual(badFrame(frame, ROOM), expected, `${kind}: ${frame.toString('hex')}`);
    }
  });

  it('LM5 no bytes whatever make the reading throw or log', () => {
    const logged: unknown[] = [];
    const { error } = console;
    console.error = (...words: unknown[]) => logged.push(words);
    try {
      for (let first = 0; first < 256; first++)
        for (let second = 0; second < 256; second++)
          for (const rest of [[], [0xff], [0xa1, 0xff], [0xdf, 0xff, 0xff, 0xff, 0xff]])
            badFrame(Buffer.of(first, second, ...rest), ROOM);
    } finally {
      console.error = error;
    }
    assert.deepEqual(logged, []);
  });

  it('LM5 a million frames, good ones with changed bytes among them, make the reading neither throw, nor log, nor keep anything', () => {
    const seed = Number(process.env.FC_SEED ?? Date.now() | 0);
    console.log(`      seed ${seed}, ${FRAMES} frames`);
    const random = seeded(seed);
    const whole = [...GOOD, ...badFrames('wave').map(([, frame]) => frame)];
    const changed = (): Buffer => {
      const frame = Buffer.concat([pick(random, whole), Buffer.alloc(between(random, 0, 4))]);
      for (let changes = between(random, 1, 4); changes > 0 && frame.length > 0; changes--)
        frame[between(random, 0, frame.length - 1)] = between(random, 0, 255);
      return frame.subarray(0, between(random, 0, frame.length));
    };
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const keptBytes = () => {
      for (let n = 0; n < 2; n++) collect();
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      return heapUsed + arrayBuffers;
    };
    const logged: unknown[] = [];
    const { error } = console;
    console.error = (...words: unknown[]) => logged.push(words);
    // Half of the time would go into the traces of errors that are caught.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    let refused = 0;
    try {
      for (let n = 0; n < FRAMES / 100; n++) badFrame(changed(), ROOM);
      const before = keptBytes();
      for (let n = 0; n < FRAMES; n++) if (badFrame(changed(), ROOM)) refused += 1;
      const kept = keptBytes() - before;
      assert.ok(kept < KEPT_BYTES_MAX, `${kept} bytes are kept`);
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
      console.error = error;
    }
    assert.deepEqual(logged, []);
    assert.ok(refused > FRAMES / 2 && refused < FRAMES, `${refused} refused`);
  });
});
