import assert from 'node:assert/strict';
import fc from 'fast-check';
import { JoinGate } from '../../server/domain/admission/joinGate.ts';
import { TURN_KEPT_MS, WAIT_MAX_MS } from '../../shared/limits.ts';
import { checked } from '../support/property.ts';

const RATE = { perSecond: 10, burst: 5 };

describe('the join gate', () => {
  it('F11 the gate admits a burst, then gives each player a turn, a tenth of a second apart', () => {
    const gate = new JoinGate(RATE, 0);
    const waits = Array.from({ length: 8 }, (_, i) => gate.waitMs(`p${i}`, 0));
    assert.deepEqual(waits, [0, 0, 0, 0, 0, 100, 200, 300]);
  });

  it('F11 a turn is kept despite newcomers, and never comes early', () => {
    const gate = new JoinGate({ perSecond: 10, burst: 1 }, 0);
    gate.waitMs('first', 0);
    assert.equal(gate.waitMs('ada', 0), 100);
    assert.equal(gate.waitMs('ada', 60), 40);
    for (let i = 0; i < 20; i++) assert.ok(gate.waitMs(`new${i}`, 99) > 0);
    assert.equal(gate.waitMs('ada', 100), 0);
    assert.ok(gate.waitMs('ada', 100) > 0, 'one join a turn');
  });

  it('F11 newcomers queue behind the players already waiting', () => {
    const gate = new JoinGate({ perSecond: 10, burst: 1 }, 0);
    for (const id of ['first', 'ada', 'bo']) gate.waitMs(id, 0);
    assert.equal(gate.waitMs('new', 50), 250);
  });

  it('F11 an empty queue leaves the gate as open as its rate', () => {
    const gate = new JoinGate(RATE, 0);
    for (let i = 0; i < 6; i++) gate.waitMs(`p${i}`, 0);
    const later = Array.from({ length: 7 }, (_, i) => gate.waitMs(`q${i}`, 600));
    assert.deepEqual(later.slice(0, 5), [0, 0, 0, 0, 0]);
    assert.ok(later[5]);
  });

  it('F11 an unused turn is forgotten, and no wait exceeds two minutes', () => {
    const gate = new JoinGate({ perSecond: 10, burst: 1 }, 0);
    const waits = Array.from({ length: 1_500 }, (_, i) => gate.waitMs(`p${i}`, 0));
    assert.equal(Math.max(...waits), WAIT_MAX_MS);
    assert.equal(gate.waiting, 1_200);
    gate.waitMs('new', WAIT_MAX_MS + TURN_KEPT_MS);
    assert.equal(gate.waiting, 0);
  });

  it('F11 any crowd stays within rate and burst, and everybody who returns in time gets in', () => {
    checked(
      fc.property(fc.array(fc.nat(3_000), { minLength: 1, maxLength: 200, size: 'max' }), (arrivals) => {
        const gate = new JoinGate(RATE, 0);
        const line = arrivals.map((at, i) => ({ at, key: `p${i}` }));
        const joined: number[] = [];
        for (let tries = 0; line.length > 0; tries++) {
          assert.ok(tries < 1_000);
          line.sort((a, b) => a.at - b.at);
          const next = line.shift();
          if (!next) break;
          const waitMs = gate.waitMs(next.key, next.at);
          if (waitMs === 0) joined.push(next.at);
          else line.push({ at: next.at + Math.ceil(waitMs), key: next.key });
        }
        assert.equal(joined.length, arrivals.length);
        for (const from of joined) {
          const inASecond = joined.filter((at) => at >= from && at < from + 1_000).length;
          assert.ok(inASecond <= RATE.burst + RATE.perSecond + 1, `${inASecond} in a second`);
        }
      }),
      1_000,
    );
  });
});
