import assert from 'node:assert/strict';
import { LEFT, matchEvents, type Observation, type PlayerEvent } from '../../bench/fanout/match.ts';

const event = (name: string, value: string, at: number, shard = ''): PlayerEvent => ({
  kind: value === LEFT ? 'leave' : 'status',
  name,
  value,
  at,
  shard,
});
const saw = (name: string, value: string, at: number): Observation => ({ name, value, at });
const delays = (events: PlayerEvent[], observations: Observation[], shard = '') => {
  const { seen, unseen } = matchEvents(events, observations, shard);
  return { seen: seen.map(({ event: { name, at }, seenAt }) => [name, at, seenAt - at]), unseen: unseen.length };
};

describe('events and observations', () => {
  it('K4 an event is seen by the first later observation of its value', () => {
    const events = [event('A', 'busy', 10), event('B', LEFT, 20), event('A', 'away', 30)];
    const observations = [saw('A', 'busy', 15), saw('A', 'away', 42), saw('B', LEFT, 27), saw('C', 'busy', 11)];
    assert.deepEqual(delays(events, observations), {
      seen: [
        ['A', 10, 5],
        ['A', 30, 12],
        ['B', 20, 7],
      ],
      unseen: 0,
    });
  });

  it('K4 an observation before the event does not count', () => {
    assert.deepEqual(delays([event('A', 'busy', 10)], [saw('A', 'busy', 9)]), { seen: [], unseen: 1 });
  });

  it('K4 an event hidden by a later one is unseen, and the later one is not late', () => {
    const events = [event('A', 'busy', 10), event('A', 'online', 20), event('A', 'busy', 30)];
    assert.deepEqual(delays(events, [saw('A', 'busy', 33)]), { seen: [['A', 30, 3]], unseen: 2 });
  });

  it('K4 events of another shard are left out', () => {
    const events = [event('A', 'busy', 10, 'one'), event('B', 'busy', 10, 'two')];
    assert.deepEqual(delays(events, [saw('A', 'busy', 12), saw('B', 'busy', 12)], 'two'), {
      seen: [['B', 10, 2]],
      unseen: 0,
    });
  });
});
