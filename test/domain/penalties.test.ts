import assert from 'node:assert/strict';
import { Blame, blockedMsOf, punished } from '../../server/domain/play/blame.ts';
import { Effects, type Offences } from '../../server/domain/play/deskEffects.ts';
import { asPlayerId } from '../../shared/ids.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const NOW = 1_700_000_000_000;

function offended(times: number, at = NOW): Offences | undefined {
  let offences: Offences | undefined;
  for (let time = 0; time < times; time++) offences = punished(offences, at);
  return offences;
}
const minutes = (offences: Offences | undefined, now = NOW) => blockedMsOf(offences, now) / MINUTE_MS;

describe('penalties', () => {
  it('T12 the first offence costs nothing, and later ones 1, 5, 15 and at most 60 minutes', () => {
    assert.deepEqual(
      [0, 1, 2, 3, 4, 5, 6, 99].map((times) => minutes(offended(times))),
      [0, 0, 1, 5, 15, 60, 60, 60],
    );
  });

  it('T12 the remaining time runs down to zero', () => {
    const offences = offended(3);
    assert.deepEqual(
      [0, 2, 4.5, 5, 60].map((passed) => minutes(offences, NOW + passed * MINUTE_MS)),
      [5, 3, 0.5, 0, 0],
    );
  });

  it('T12 every six clean hours forgive one offence, and a clean day forgives all', () => {
    const next = (hours: number) => minutes(punished(offended(99), NOW + hours * HOUR_MS), NOW + hours * HOUR_MS);
    assert.deepEqual([0, 5.9, 6, 12, 18, 23.9, 24].map(next), [60, 60, 60, 15, 5, 5, 0]);
  });

  it('T12 a clock set back blocks nobody for longer than the penalty', () => {
    assert.equal(minutes(offended(3), NOW - 48 * HOUR_MS), 5);
  });

  it('T12 stored penalties continue elsewhere, and nobody pays for another player', () => {
    const [ada, bob] = [asPlayerId('ada'), asPlayerId('bob')];
    const first = new Blame(new Effects());
    first.penalise(ada, NOW);
    first.penalise(ada, NOW);
    const { penalties, drops } = JSON.parse(JSON.stringify(first.stored()));
    const effects = new Effects();
    const second = new Blame(effects);
    second.restore(penalties, drops);
    assert.deepEqual([second.blockedMs(ada, NOW + 1_000), second.blockedMs(bob, NOW)], [59_000, 0]);
    const forgotten = () => effects.take().flatMap((effect) => (effect.type === 'forget' ? effect.id : []));
    second.penalise(bob, NOW + 23 * HOUR_MS);
    assert.deepEqual(forgotten(), []);
    second.penalise(bob, NOW + 24 * HOUR_MS);
    assert.deepEqual(forgotten(), [ada]);
    second.penalise(ada, NOW + 25 * HOUR_MS);
    assert.equal(second.blockedMs(ada, NOW + 25 * HOUR_MS), 0, 'a day later it is the first one');
  });
});
