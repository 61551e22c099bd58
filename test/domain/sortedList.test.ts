import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SortedList } from '../../shared/sortedList.ts';
import { checked } from '../support/property.ts';

const byNumber = (a: number, b: number) => a - b;

describe('sorted list', () => {
  it('V9 the list equals the sorted rows after any additions and deletions', () => {
    const commands = fc.array(fc.tuple(fc.boolean(), fc.nat(400)), { maxLength: 300 });
    checked(
      fc.property(commands, fc.nat(400), (edits, from) => {
        const list = new SortedList<number>(byNumber);
        const model = new Set<number>();
        for (const [isAdded, value] of edits) {
          if (!isAdded) assert.equal(list.delete(value), model.delete(value));
          else if (!model.has(value)) {
            list.add(value);
            model.add(value);
          }
        }
        const sorted = [...model].sort(byNumber);
        assert.deepEqual([...list], sorted);
        assert.deepEqual(
          [...list.after(from)],
          sorted.filter((value) => value > from),
        );
        assert.deepEqual(list.slice(3, 5), sorted.slice(3, 8));
        assert.equal(list.positionOf(from), sorted.filter((value) => value < from).length);
      }),
      1_000,
    );
  });

  it('V9 the list stays sorted across chunks, with 5,000 rows in and out', () => {
    const list = new SortedList<number>(byNumber);
    const shuffled = Array.from({ length: 5_000 }, (_, i) => (i * 7_919) % 5_000);
    for (const value of shuffled) list.add(value);
    assert.deepEqual([...list], [...shuffled].sort(byNumber));
    assert.equal(list.at(4_321), 4_321);
    for (const value of shuffled.slice(0, 2_500)) assert.ok(list.delete(value));
    assert.deepEqual([...list], shuffled.slice(2_500).sort(byNumber));
    assert.equal(list.size, 2_500);
  });
});
