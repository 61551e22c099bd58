import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Change, decode, encode, MESSAGE } from '../../bench/fanout/wire/bareFormat.ts';

const PLAIN = { noNullPrototype: true };
const number = fc.nat(0xffff);
const row = fc.record(
  {
    id: fc.stringMatching(/^[\w-]{20}$/),
    name: fc.string({ unit: 'binary', maxLength: 12 }).filter((name) => name.isWellFormed()),
    status: fc.nat(2),
    lastActive: fc.nat(0xffffffff),
    rating: fc.nat(0xffff),
  },
  PLAIN,
);
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ op: fc.constant('put' as const), number, row }, PLAIN),
  fc.record({ op: fc.constant('remove' as const), number }, PLAIN),
  fc.record({ op: fc.constant('status' as const), number, status: fc.nat(2) }, PLAIN),
  fc.record({ op: fc.constant('lastActive' as const), number, lastActive: fc.nat(0xffffffff) }, PLAIN),
);

describe('the bare format', () => {
  it('K12 written values are read back', () => {
    fc.assert(
      fc.property(fc.array(change), (changes) => {
        const message = encode(MESSAGE.changes, changes);
        assert.equal(message[0], MESSAGE.changes);
        assert.deepEqual(decode(message), changes);
      }),
    );
  });

  it('K12 a change of status takes four bytes', () => {
    const one: Change = { op: 'status', number: 7, status: 1 };
    assert.equal(encode(MESSAGE.changes, [one, one]).length - encode(MESSAGE.changes, [one]).length, 4);
  });
});
