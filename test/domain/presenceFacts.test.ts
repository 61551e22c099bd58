import assert from 'node:assert/strict';
import { type PresenceFacts, presenceFacts } from '../../server/domain/presence/presenceFacts.ts';
import { PresenceWorld, TIMING } from '../support/presenceWorld.ts';

const WALL = 1_700_000_000_000;
const WALL_S = WALL / 1000;

describe('what a process knows about its player', () => {
  let world: PresenceWorld;
  beforeEach(() => {
    world = new PresenceWorld();
    world.join('ada', 's1');
  });
  const facts = (name = 'ada'): PresenceFacts => {
    const player = world.find(name);
    assert.ok(player);
    return presenceFacts(player, TIMING, world.presence.time.at(world.now), WALL);
  };
  const session = (at = 0) => facts().sessions[at];
  const idle = () => {
    const one = session();
    return one?.state === 'live' ? one.idle : undefined;
  };
  /** A heartbeat each second, while the last input ages. */
  const beats = (seconds: number) => {
    for (let n = 1; n <= seconds; n++) {
      world.pass(1_000);
      world.beat('s1', true, n * 1_000);
    }
  };

  it('O19 a live session reports its start, last heartbeat and last input, and that it is not idle', () => {
    beats(3);
    world.pass(500);
    assert.deepEqual(session(), {
      id: 's1',
      shard: 'hall',
      sinceAtS: Math.floor(WALL_S - 3.5),
      state: 'live',
      heardAtS: Math.floor(WALL_S - 0.5),
      inputAtS: Math.floor(WALL_S - 3.5),
      idle: null,
    });
    assert.deepEqual([facts().status, facts().kick], ['online', null]);
  });

  it('O19 a session reports idleness by input, hidden tab or missed heartbeats', () => {
    beats(10);
    assert.deepEqual(idle(), { sinceAtS: WALL_S, by: 'noInput' });
    world.beat('s1');
    assert.equal(idle(), null);
    world.pass(1_000);
    world.beat('s1', false, 1_000);
    assert.deepEqual(idle(), { sinceAtS: WALL_S, by: 'hiddenTab' });
    world.pass(1_000);
    world.beat('s1', false, 2_000);
    assert.deepEqual(idle(), { sinceAtS: WALL_S - 1, by: 'hiddenTab' }, 'since when it was so');
    world.beat('s1');
    world.pass(3_000);
    assert.equal(idle()?.by, 'noHeartbeat');
    assert.equal(facts().status, 'away');
  });

  it('O19 a kick counts down and says whether it was announced, and a playing player is not kicked', () => {
    world.beat('s1', false);
    world.pass(4_000);
    assert.deepEqual(facts().kick, { leftMs: TIMING.kickAfterMs - 4_000, isWarned: false });
    world.pass(TIMING.kickAfterMs - TIMING.kickWarningMs - 4_000);
    assert.deepEqual(facts().kick, { leftMs: TIMING.kickWarningMs, isWarned: true });
    world.presence.update('ada' as never, { playStatus: 'playing' }, world.now);
    assert.deepEqual([facts().kick, facts().activity], [null, 'playing']);
  });

  it('O19 a held session reports its window, and a leaving one its damping', () => {
    world.join('ada', 's2', 'attic');
    world.drop('s1');
    world.pass(3_000);
    const held = session();
    assert.deepEqual(held?.state === 'held' && [held.leftMs, held.sinceAtS, held.wasIdle], [
      TIMING.reconnectWindowMs - 3_000,
      WALL_S - 3,
      false,
    ]);
    world.leave('s2');
    const leaving = session(1);
    assert.deepEqual(leaving, {
      id: 's2',
      shard: 'attic',
      sinceAtS: WALL_S,
      state: 'leaving',
      leftMs: TIMING.leaveDampingMs,
    });
    world.resume('s1');
    const back = session();
    assert.deepEqual([back?.state, back?.sinceAtS], ['live', WALL_S], 'since it is back');
  });

  it('O19 a mute is reported while it lasts, and friends as a number', () => {
    assert.deepEqual([facts().mutedUntilS, facts().friends], [null, 0]);
    Object.assign(world.find('ada') ?? {}, { mutedUntil: WALL + 60_000 });
    world.presence.update('ada' as never, { friends: ['bob', 'cem'] as never }, world.now);
    assert.deepEqual([facts().mutedUntilS, facts().friends], [WALL_S + 60, 2]);
    Object.assign(world.find('ada') ?? {}, { mutedUntil: WALL - 1 });
    assert.equal(facts().mutedUntilS, null);
  });
});
