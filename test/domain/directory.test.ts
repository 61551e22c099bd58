import assert from 'node:assert/strict';
import { type Batch, Directory } from '../../server/domain/cluster/directory.ts';
import type { Entry } from '../../server/domain/cluster/playerView.ts';
import { asPlayerId, asProcessId } from '../../shared/ids.ts';
import { entryOfAda } from '../support/entries.ts';

const A = asProcessId('a');
const B = asProcessId('b');
const ada = asPlayerId('ada');
const bo = asPlayerId('bo');

const entry = (id: Entry['id'], name = 'name'): Entry => entryOfAda({ id, name });
const told = (directory: Directory): Batch => directory.takeBatch() as Batch;
const names = (directory: Directory, id = ada): string[] => directory.entriesOf(id).map(({ name }) => name);

describe('the directory', () => {
  let a: Directory;
  let b: Directory;
  beforeEach(() => {
    a = new Directory({ process: A, epoch: 1 });
    b = new Directory({ process: B, epoch: 1 });
  });

  it('D1 a change of this process shows here at once, is sent once, and cannot come from another process', () => {
    a.put(entry(ada, 'Ada'));
    assert.deepEqual(names(a), ['Ada']);
    const batch = told(a);
    assert.deepEqual([batch.from, batch.changes.length], [0, 1]);
    assert.equal(a.takeBatch(), undefined);
    a.applyBatch({ ...batch, from: 1, changes: [{ type: 'remove', id: ada }] });
    a.applySnapshot({ process: A, epoch: 9, seq: 9, entries: [] });
    assert.deepEqual(a.expire({ process: A, epoch: 9 }), []);
    assert.deepEqual(names(a), ['Ada']);
  });

  it('D2 repeated and overlapping batches count once', () => {
    a.put(entry(ada, 'first'));
    const first = told(a);
    a.put(entry(ada, 'second'));
    const second = told(a);
    assert.deepEqual(b.applyBatch(first), new Set([ada]));
    assert.deepEqual(b.applyBatch(first), new Set());
    b.applyBatch({ ...first, changes: [...first.changes, ...second.changes] });
    assert.deepEqual(b.applyBatch(second), new Set());
    b.applyBatch(first);
    assert.deepEqual(names(b), ['second']);
    assert.deepEqual(b.behind(), []);
  });

  it('D2 batches that overtake each other are applied in numerical order', () => {
    const batches = ['one', 'two', 'three'].map((name) => {
      a.put(entry(ada, name));
      return told(a);
    }) as [Batch, Batch, Batch];
    b.applyBatch(batches[0]);
    assert.deepEqual(b.applyBatch(batches[2]), new Set());
    assert.deepEqual(names(b), ['one']);
    b.applyBatch(batches[1]);
    assert.deepEqual(names(b), ['three']);
    assert.deepEqual(b.behind(), []);
  });

  it('D3 a gap is reported, later batches wait, and the snapshot fills it and applies the waiting ones', () => {
    a.put(entry(ada, 'one'));
    b.applyBatch(told(a));
    a.put(entry(bo, 'lost'));
    told(a);
    const snapshot = a.snapshot();
    a.put(entry(ada, 'three'));
    b.applyBatch(told(a));
    assert.deepEqual(b.behind(), [A]);
    assert.deepEqual([names(b), names(b, bo)], [['one'], []]);
    assert.deepEqual(b.applySnapshot(snapshot), new Set([bo, ada]));
    assert.deepEqual([names(b), names(b, bo), b.behind()], [['three'], ['lost'], []]);
  });

  it('D3 a process first heard of mid-stream needs a snapshot, and an older snapshot changes nothing', () => {
    const before = a.snapshot();
    a.put(entry(ada));
    told(a);
    a.put(entry(bo));
    b.applyBatch(told(a));
    assert.deepEqual(b.behind(), [A]);
    b.applySnapshot(a.snapshot());
    assert.deepEqual(b.applySnapshot(before), new Set());
    assert.equal([...b.players()].length, 2);
  });

  it('D4 a lost last change is noticed when its process reports its position', () => {
    b.noteSeq(a.id, 0);
    assert.deepEqual(b.behind(), []);
    a.put(entry(ada));
    told(a);
    b.noteSeq(a.id, a.snapshot().seq);
    assert.deepEqual(b.behind(), [A]);
    b.applySnapshot(a.snapshot());
    assert.deepEqual([names(b), b.behind()], [['name'], []]);
  });

  it('D5 a dead process takes its players along, and its later messages are ignored', () => {
    a.put(entry(ada));
    b.applyBatch(told(a));
    assert.deepEqual(b.expire(a.id), [entry(ada)]);
    assert.deepEqual(names(b), []);
    a.put(entry(bo));
    assert.deepEqual(b.applyBatch(told(a)), new Set());
    assert.deepEqual(b.applySnapshot(a.snapshot()), new Set());
    b.noteSeq(a.id, 9);
    assert.deepEqual([b.behind(), [...b.players()]], [[], []]);
  });

  it('D6 a process declared dead returns under a new epoch, with each of its players once', () => {
    a.put(entry(ada));
    b.applyBatch(told(a));
    b.expire(a.id);
    a.put(entry(bo));
    const snapshot = a.renew(2);
    assert.deepEqual(b.applySnapshot(snapshot), new Set([ada, bo]));
    a.remove(ada);
    b.applyBatch(told(a));
    assert.deepEqual([names(b), names(b, bo)], [[], ['name']]);
    assert.deepEqual(b.expire({ process: A, epoch: 1 }), [], 'late news of the old death');
    assert.deepEqual(names(b, bo), ['name']);
  });

  it('D7 a new epoch without an outage changes nothing for players who are still there', () => {
    a.put(entry(ada));
    a.put(entry(bo));
    b.applyBatch(told(a));
    a.remove(bo);
    told(a);
    const snapshot = a.renew(2);
    a.put(entry(ada, 'Ada'));
    const changed = b.applyBatch(told(a));
    assert.deepEqual([changed, names(b), names(b, bo)], [new Set(), ['name'], ['name']]);
    assert.deepEqual(b.behind(), [A]);
    b.applySnapshot(snapshot);
    assert.deepEqual([names(b), names(b, bo)], [['Ada'], []]);
  });

  it('D10 the players of an unreachable process are hidden, and return with its next snapshot', () => {
    a.put(entry(ada));
    b.applyBatch(told(a));
    assert.deepEqual(b.hide(A), [entry(ada)]);
    assert.deepEqual([names(b), b.hide(A), b.hide(B)], [[], [], []]);
    a.put(entry(bo));
    b.applyBatch(told(a));
    assert.deepEqual([names(b, bo), b.behind()], [[], [A]]);
    assert.deepEqual(b.applySnapshot(a.snapshot()), new Set([ada, bo]));
  });

  it('D11 only the last of several changes of a player is reported, and an empty change is not', () => {
    for (const name of ['one', 'two', 'three']) a.put(entry(ada, name));
    a.put(entry(bo));
    a.remove(bo);
    assert.deepEqual(told(a).changes, [
      { type: 'put', entry: entry(ada, 'three') },
      { type: 'remove', id: bo },
    ]);
    a.put(entry(ada, 'three'));
    a.remove(bo);
    assert.equal(a.takeBatch(), undefined);
  });

  it('D9 a player known to two processes stays as long as one of them has them', () => {
    a.put(entry(ada, 'at a'));
    b.put(entry(ada, 'at b'));
    a.applyBatch(told(b));
    assert.equal(a.entriesOf(ada).length, 2);
    a.expire(b.id);
    assert.deepEqual(names(a), ['at a']);
    a.remove(ada);
    assert.deepEqual([...a.players()], []);
  });
});
