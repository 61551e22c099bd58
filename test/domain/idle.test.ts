import assert from 'node:assert/strict';
import { asPlayerId, asSessionId } from '../../shared/ids.ts';
import { PresenceWorld, TIMING, types } from '../support/presenceWorld.ts';

/** Beats each second, active but with an ever older input, as a page does when its user is away. */
function sit(world: PresenceWorld, session: string, ms: number, active = true): string[] {
  const seen: string[] = [];
  for (let ago = 0; ago < ms; ago += 1_000) {
    seen.push(...types(world.pass(1_000)), ...types(world.beat(session, active, ago + 1_000)));
  }
  return seen;
}

describe('presence: idle and kick', () => {
  let world: PresenceWorld;
  beforeEach(() => {
    world = new PresenceWorld();
    world.join('ada', 's1');
  });

  it('P9 a player is idle if the client says so', () => {
    world.beat('s1', false);
    assert.equal(world.status('ada'), 'away');
  });

  it('P9 a player is idle if the last input is old, even if heartbeats arrive', () => {
    sit(world, 's1', TIMING.idleAfterMs - 1_000);
    assert.equal(world.status('ada'), 'online');
    world.pass(1_000);
    world.beat('s1', true, TIMING.idleAfterMs);
    assert.equal(world.status('ada'), 'away');
  });

  it('P9 a player is idle after two missed heartbeats', () => {
    world.pass(2 * TIMING.heartbeatMs);
    assert.equal(world.status('ada'), 'online');
    world.pass(TIMING.heartbeatMs);
    assert.equal(world.status('ada'), 'away');
  });

  it('P10 an active heartbeat ends idleness at once, and a resume or an idle heartbeat does not', () => {
    world.beat('s1', false);
    world.beat('s1', false);
    world.drop('s1');
    world.resume('s1');
    assert.equal(world.status('ada'), 'away');
    world.beat('s1', true);
    assert.equal(world.status('ada'), 'online');
  });

  it('P11 the warning comes before the kick, and an input cancels it', () => {
    world.beat('s1', false);
    const before = sit(world, 's1', TIMING.kickAfterMs - TIMING.kickWarningMs - 1_000, false);
    assert.ok(!before.includes('idleWarned'));
    assert.deepEqual(
      sit(world, 's1', 1_000, false).filter((type) => type === 'idleWarned'),
      ['idleWarned'],
    );
    assert.ok(types(world.beat('s1', true)).includes('idleCancelled'));
    assert.ok(!sit(world, 's1', TIMING.kickWarningMs).includes('closed'));
  });

  it('P12 a player idle for long enough is kicked, in every tab', () => {
    world.join('ada', 's2');
    world.beat('s1', false);
    world.beat('s2', false);
    const events = world.pass(TIMING.kickAfterMs);
    const closed = events.filter((event) => event.type === 'closed');
    assert.deepEqual(
      closed.map(({ sessionId, why }) => [sessionId, why]),
      [
        ['s1', 'idle'],
        ['s2', 'idle'],
      ],
    );
    assert.equal(events.find((event) => event.type === 'left')?.reason, 'idle');
  });

  it('P21 a player in a match is neither warned nor kicked, and the idle time counts from its end', () => {
    const is = (activity: 'playing' | undefined) =>
      world.presence.update(asPlayerId('ada'), { playStatus: activity }, world.now);
    is('playing');
    world.beat('s1', false);
    assert.ok(!types(world.pass(10 * TIMING.kickAfterMs, 1_000)).some((type) => /idle|closed|left/.test(type)));
    assert.equal(world.status('ada'), 'playing');
    is(undefined);
    assert.deepEqual(types(world.pass(TIMING.kickAfterMs - TIMING.kickWarningMs - 1)), []);
    assert.deepEqual(types(world.pass(1)), ['idleWarned']);
    is('playing');
    assert.ok(!types(world.pass(TIMING.kickAfterMs)).includes('closed'));
  });

  it('P12 a player is not kicked while another tab is active, nor if the limit is 0', () => {
    world.join('ada', 's2');
    world.beat('s1', false);
    for (let i = 0; i < 100; i++) {
      world.beat('s2', true);
      assert.ok(!types(world.pass(1_000)).includes('closed'));
    }
    const patient = new PresenceWorld({ kickAfterMs: 0 });
    patient.join('bob', 's3');
    patient.beat('s3', false);
    assert.deepEqual(types(patient.pass(10 * TIMING.kickAfterMs, 1_000)), []);
  });

  it('P12 the kick counts from the last input, whenever and why the client said idle', () => {
    sit(world, 's1', TIMING.kickAfterMs - TIMING.kickWarningMs - 1_000);
    assert.equal(world.status('ada'), 'away');
    assert.deepEqual(types(world.pass(1_000)), ['idleWarned']);
    assert.ok(!types(world.pass(TIMING.kickWarningMs - 250)).includes('closed'));
    assert.ok(types(world.pass(250)).includes('closed'));
  });

  it('P22 a warning that a drop kept away comes whole after the resume', () => {
    sit(world, 's1', TIMING.kickAfterMs - TIMING.kickWarningMs - 2_000);
    world.drop('s1');
    world.pass(TIMING.reconnectWindowMs - 250);
    world.resume('s1');
    const [warning] = world.pass(250).filter(({ type }) => type === 'idleWarned');
    assert.deepEqual(warning, { type: 'idleWarned', playerId: 'ada', kickInMs: TIMING.kickWarningMs });
    assert.ok(!types(world.pass(TIMING.kickWarningMs - 500)).includes('closed'));
    assert.ok(types(world.pass(250)).includes('closed'));
  });

  it('P22 P25 with a session in a match alone nobody is warned or kicked, or idle for a missing heartbeat', () => {
    const join = (session: string, isPlaying: boolean) =>
      world.presence.join(world.find('ada') as never, asSessionId(session), null, world.now, isPlaying);
    join('m1', false);
    world.leave('s1');
    assert.ok(!types(world.pass(TIMING.idleAfterMs - 250)).includes('closed'));
    assert.equal(world.status('ada'), 'online');
    assert.ok(!types(world.pass(10 * TIMING.kickAfterMs, 1_000)).some((type) => /Warned|closed|left/.test(type)));
    assert.equal(world.status('ada'), 'away');
    join('m2', true);
    assert.equal(world.status('ada'), 'playing');
    world.drop('m1');
    world.drop('m2');
    assert.equal(world.status('ada'), 'reconnecting');
    world.resume('m2');
    assert.equal(world.status('ada'), 'playing');
    world.presence.endMatch(asSessionId('m2'), world.now);
    assert.equal(world.status('ada'), 'online');
  });

  it('P23 the end of a match is told of a player whose session there is held, though the status stays', () => {
    world.presence.join(world.find('ada') as never, asSessionId('m1'), null, world.now, true);
    world.drop('s1');
    world.drop('m1');
    const events = world.presence.endMatch(asSessionId('m1'), world.now);
    assert.deepEqual([types(events), world.status('ada')], [['changed'], 'reconnecting']);
  });

  it('P26 input in a match is told once in 10 s, and at once where it takes a warning back', () => {
    const m1 = asSessionId('m1');
    world.presence.join(world.find('ada') as never, m1, null, world.now);
    const move = (afterMs: number) => {
      world.pass(afterMs, 250);
      return types(world.presence.input(m1, world.now));
    };
    const stepMs = Math.min(10_000, TIMING.idleAfterMs / 10);
    assert.deepEqual([move(stepMs / 2), move(stepMs / 2)], [[], ['changed']]);
    world.beat('s1', false);
    sit(world, 's1', TIMING.kickAfterMs - TIMING.kickWarningMs, false);
    assert.ok(world.find('ada')?.isWarned);
    assert.ok(types(world.presence.input(m1, world.now)).includes('idleCancelled'));
  });

  it('P25 sessions in matches take no place in the lobby', () => {
    for (let n = 0; n < 10; n++) world.presence.join(world.find('ada') as never, asSessionId(`m${n}`), null, world.now);
    assert.deepEqual([...(world.find('ada')?.sessions.keys() ?? [])].slice(0, 2), ['s1', 'm0']);
    world.join('ada', 's2');
    assert.deepEqual(types(world.join('ada', 's3')).includes('closed'), false);
    assert.ok(types(world.join('ada', 's4')).includes('closed'));
  });

  it('P14 the last input is the latest of all tabs and never moves back', () => {
    world.join('ada', 's2');
    world.pass(1_000);
    world.beat('s2', true, 0);
    const player = world.find('ada');
    const at = player?.inputAt;
    world.beat('s1', true, 900);
    world.beat('s2', false, 0);
    assert.equal(player?.inputAt, at);
  });

  it('P17 a half-hour stall kicks nobody, makes nobody idle and ends no window', () => {
    world.join('bob', 's2');
    world.drop('s2');
    world.stall(1_800_000);
    assert.deepEqual(types(world.presence.sweep(world.now)), []);
    world.beat('s1', true);
    world.resume('s2');
    assert.equal(world.status('ada'), 'online');
    assert.equal(world.status('bob'), 'online');
  });

  it('P16 a sweep over 100,000 players with nothing due looks at one entry', () => {
    const crowd = new PresenceWorld();
    for (let i = 0; i < 100_000; i++) crowd.join(`p${i}`, `s${i}`);
    const before = crowd.presence.looks;
    crowd.pass(250);
    assert.equal(crowd.presence.looks - before, 1);
  });

  it('P16 a sweep that expires ten of 100,000 players looks at a few hundred entries', () => {
    const crowd = new PresenceWorld();
    for (let i = 0; i < 10; i++) crowd.join(`early${i}`, `e${i}`);
    crowd.pass(500);
    for (let i = 0; i < 100_000; i++) crowd.join(`p${i}`, `s${i}`);
    const before = crowd.presence.looks;
    const events = crowd.pass(TIMING.heartbeatMs * 2.5 - 500, TIMING.heartbeatMs * 2.5 - 500);
    assert.equal(events.length, 10);
    assert.ok(crowd.presence.looks - before < 10 * 200, `${crowd.presence.looks - before} looks`);
  });
});
