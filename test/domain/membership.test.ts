import assert from 'node:assert/strict';
import { Membership } from '../../server/domain/cluster/membership.ts';
import { asProcessId, type ProcessId } from '../../shared/ids.ts';

const OWN = asProcessId('own');
const A = asProcessId('a');
const B = asProcessId('b');
const LEASE_MS = 1_000;
const FACTS = { shards: 1, isOpen: true };
const NONE: ReadonlyMap<ProcessId, number> = new Map();

describe('membership of the cluster', () => {
  let now: number;
  let membership: Membership;
  beforeEach(() => {
    now = 5_000;
    membership = new Membership(OWN, LEASE_MS, now);
    membership.findDead(NONE, now);
    pass(LEASE_MS);
  });

  /** `each` runs after every look. */
  function pass(ms: number, each = (): void => {}): void {
    for (const until = now + ms; now < until; ) {
      now += 100;
      membership.tick(now);
      each();
    }
  }
  const hear = (process: ProcessId, epoch = 1, facts = {}) =>
    membership.recordMessage({ process, epoch }, { ...FACTS, ...facts }, now);
  const leases = (...held: [ProcessId, number][]) => new Map(held);
  const names = () => membership.others().map(({ process }) => process);

  it('C1 a process is dead once its lease is gone and it has been silent for as long', () => {
    hear(A);
    hear(B);
    pass(LEASE_MS - 100, () => hear(B));
    assert.deepEqual(membership.findDead(NONE, now), [], 'A is not silent for long enough');
    pass(100, () => hear(B));
    assert.deepEqual(membership.findDead(leases([A, 1]), now), [], 'A holds its lease, B is heard');
    assert.deepEqual(membership.findDead(leases([A, 2]), now), [], 'or a newer one');
    assert.deepEqual(membership.findDead(NONE, now), [{ process: A, epoch: 1 }]);
    membership.remove({ process: A, epoch: 1 });
    assert.deepEqual([membership.findDead(NONE, now), names()], [[], [B]]);
  });

  it('C1 a lease of an older epoch does not keep a process alive', () => {
    hear(A, 2);
    pass(LEASE_MS);
    assert.deepEqual(membership.findDead(leases([A, 1]), now), [{ process: A, epoch: 2 }]);
  });

  it('C2 a silent process is hidden once, even if it holds a lease, and shown when heard', () => {
    hear(A);
    pass(LEASE_MS * 1.3 - 100);
    assert.deepEqual(membership.hideSilent(now), []);
    pass(100);
    assert.deepEqual(membership.hideSilent(now), [A]);
    assert.deepEqual([membership.hideSilent(now), membership.hidden, names()], [[], 1, []]);
    assert.ok(membership.knows(A));
    hear(A);
    assert.deepEqual([membership.hidden, names()], [0, [A]]);
  });

  it('C3 after an outage of the leases every process has time to take one', () => {
    hear(A);
    pass(5 * LEASE_MS, () => membership.findDead(undefined, now));
    assert.deepEqual(membership.findDead(NONE, now), []);
    pass(LEASE_MS - 100, () => assert.deepEqual(membership.findDead(NONE, now), []));
    pass(100);
    assert.deepEqual(membership.findDead(NONE, now), [{ process: A, epoch: 1 }]);
  });

  it('C4 a process that stood still does not treat the others as late', () => {
    hear(A);
    now += 60_000;
    membership.tick(now);
    assert.deepEqual([membership.findDead(NONE, now), membership.hideSilent(now)], [[], []]);
    pass(LEASE_MS);
    assert.deepEqual(membership.findDead(NONE, now), [{ process: A, epoch: 1 }]);
  });

  it('C5 a process that shut down departs after its time, with or without a lease', () => {
    hear(A, 1, { leavesInMs: 300 });
    assert.deepEqual([membership.departed(now), names()], [[], []], 'no process any more, but its players are there');
    pass(200);
    hear(A, 1, { leavesInMs: 300 });
    pass(100);
    assert.deepEqual(membership.departed(now), [{ process: A, epoch: 1 }], 'a second farewell gives no more time');
  });

  it('O16 a process that shut down or was never heard of is absent, and a silent one is present', () => {
    for (const process of [A, B]) hear(process);
    pass(2 * LEASE_MS);
    membership.hideSilent(now);
    hear(B, 1, { leavesInMs: 300 });
    const there = [OWN, A, B, asProcessId('c')].map((process) => membership.isThere(process));
    assert.deepEqual(there, [true, true, false, false]);
  });

  it('C6 any message makes its process known under the message’s epoch', () => {
    membership.recordMessage({ process: A, epoch: 2 }, undefined, now);
    assert.deepEqual([membership.knows(A), membership.isReachable(A, now)], [true, false]);
    hear(B);
    membership.recordMessage({ process: B, epoch: 3 }, undefined, now);
    assert.ok(membership.isReachable(B, now), 'its facts are what it told last');
    pass(LEASE_MS);
    assert.deepEqual(membership.findDead(NONE, now), [
      { process: A, epoch: 2 },
      { process: B, epoch: 3 },
    ]);
  });

  it('C6 messages under an old epoch, and reports of its death, do not count', () => {
    hear(A, 2);
    hear(A, 1, { isOpen: false });
    membership.remove({ process: A, epoch: 1 });
    assert.deepEqual(membership.others(), [{ process: A, facts: FACTS }]);
    membership.remove({ process: A, epoch: 2 });
    assert.equal(membership.knows(A), false);
  });

  it('C25 a process that was declared dead or shut down returns only under a new epoch', () => {
    hear(A, 2);
    hear(B, 1, { leavesInMs: 0 });
    membership.remove({ process: A, epoch: 2 });
    membership.remove({ process: B, epoch: 1 });
    hear(A, 2);
    membership.recordMessage({ process: B, epoch: 1 }, undefined, now);
    for (const process of [A, B]) {
      assert.deepEqual([membership.isReachable(process, now), membership.knows(process)], [false, false]);
    }
    hear(A, 3);
    assert.ok(membership.isReachable(A, now));
  });

  it('C7 new players go to processes heard from lately and open', () => {
    assert.ok(membership.isReachable(OWN, now));
    assert.ok(!membership.isReachable(A, now));
    hear(A);
    hear(B, 1, { isOpen: false });
    assert.ok(membership.isReachable(A, now));
    assert.ok(!membership.isReachable(B, now));
    pass(LEASE_MS * 0.3);
    assert.ok(!membership.isReachable(A, now));
    assert.deepEqual([membership.isHeard(A, now), membership.isHeard(OWN, now)], [false, true]);
    hear(A, 1, { leavesInMs: 300 });
    assert.ok(!membership.isReachable(A, now));
  });

  it('C1 this process is never among the others', () => {
    hear(OWN);
    pass(10 * LEASE_MS);
    assert.deepEqual([membership.findDead(NONE, now), membership.hideSilent(now), names()], [[], [], []]);
    assert.ok(membership.knows(OWN));
  });
});
