import assert from 'node:assert/strict';
import { asSessionId } from '../../shared/ids.ts';
import { PresenceWorld, TIMING, types } from '../support/presenceWorld.ts';

describe('presence: sessions and players', () => {
  let world: PresenceWorld;
  beforeEach(() => {
    world = new PresenceWorld();
  });

  it('P1 a second tab is not a second join', () => {
    assert.deepEqual(types(world.join('ada', 's1')), ['joined', 'changed']);
    assert.deepEqual(
      types(world.join('ada', 's2')).filter((type) => type === 'joined'),
      [],
    );
    assert.equal(world.find('ada')?.sessions.size, 2);
  });

  it('P2 the player leaves with the last of two tabs', () => {
    world.join('ada', 's1');
    world.join('ada', 's2');
    world.leave('s1');
    assert.ok(!types(world.pass(5_000)).includes('left'));
    world.leave('s2');
    assert.ok(types(world.pass(TIMING.leaveDampingMs)).includes('left'));
    assert.equal(world.status('ada'), 'gone');
  });

  it('P3 a leave is announced late, and not at all if the player returns', () => {
    world.join('ada', 's1');
    const seen = [...world.leave('s1'), ...world.pass(TIMING.leaveDampingMs - 250)];
    const back = world.join('ada', 's2');
    assert.deepEqual(types(seen), []);
    assert.ok(!types(back).includes('joined'));
    assert.ok(!types(world.pass(5_000)).includes('left'));
    assert.equal(world.find('ada')?.sessions.size, 1);
  });

  it('P3 a leave without damping is announced at once', () => {
    world = new PresenceWorld({ leaveDampingMs: 0 });
    world.join('ada', 's1');
    assert.deepEqual(types(world.leave('s1')), ['left']);
  });

  it('P4 a busy player stays busy while leaving', () => {
    world.join('ada', 's1');
    world.choose('ada', 'busy');
    world.leave('s1');
    assert.equal(world.status('ada'), 'busy');
  });

  it('P5 a player is reconnecting once every session has dropped, not just one of two', () => {
    world.join('ada', 's1');
    world.join('ada', 's2');
    world.drop('s1');
    assert.equal(world.status('ada'), 'online');
    world.drop('s2');
    assert.equal(world.status('ada'), 'reconnecting');
  });

  it('P6 a resume restores an idle session as idle and an active one as active', () => {
    world.join('ada', 's1');
    world.join('bob', 's2');
    world.beat('s1', false);
    for (const session of ['s1', 's2']) {
      world.drop(session);
      world.pass(100);
      world.resume(session);
    }
    assert.equal(world.status('ada'), 'away');
    assert.equal(world.status('bob'), 'online');
  });

  it('P6 a session resumes just inside the window, and not just outside it', () => {
    world.join('ada', 's1');
    world.join('bob', 's2');
    world.drop('s1');
    world.drop('s2');
    world.pass(TIMING.reconnectWindowMs - 1);
    assert.deepEqual(types(world.resume('s1')), ['changed']);
    world.pass(1);
    assert.deepEqual(types(world.resume('s2')), []);
    assert.equal(world.status('bob'), 'gone');
  });

  it('P7 the end of the window is the leave, with its reason, and frees the seat', () => {
    world.join('ada', 's1');
    world.drop('s1');
    const events = world.pass(TIMING.reconnectWindowMs);
    assert.deepEqual(types(events), ['closed', 'left']);
    assert.equal(events.find((event) => event.type === 'left')?.reason, 'dropped');
  });

  it('P8 busy outranks away, and away outranks online', () => {
    world.join('ada', 's1');
    world.choose('ada', 'away');
    assert.equal(world.status('ada'), 'away');
    world.choose('ada', 'busy');
    world.beat('s1', false);
    assert.equal(world.status('ada'), 'busy');
    world.choose('ada', 'online');
    assert.equal(world.status('ada'), 'away');
    world.beat('s1', true);
    assert.equal(world.status('ada'), 'online');
  });

  it('P8 one active tab of two keeps the player online', () => {
    world.join('ada', 's1');
    world.join('ada', 's2');
    world.beat('s1', false);
    assert.equal(world.status('ada'), 'online');
    world.beat('s2', false);
    assert.equal(world.status('ada'), 'away');
  });

  it('P13 a fourth session replaces the first', () => {
    for (const session of ['s1', 's2', 's3']) world.join('ada', session);
    const closed = world.join('ada', 's4').filter((event) => event.type === 'closed');
    assert.deepEqual(
      closed.map(({ sessionId, why }) => [sessionId, why]),
      [['s1', 'replaced']],
    );
    assert.deepEqual([...(world.find('ada')?.sessions.keys() ?? [])], ['s2', 's3', 's4']);
  });

  it('P15 a repeated command has no second effect', () => {
    world.join('ada', 's1');
    assert.deepEqual(world.join('ada', 's1'), []);
    for (const act of [
      () => world.beat('s1', false),
      () => world.choose('ada', 'busy'),
      () => world.change('ada', { name: 'Ada' }),
      () => world.change('ada', { visibility: 'nobody' }),
      () => world.drop('s1'),
      () => world.resume('s1'),
      () => world.leave('s1'),
      () => world.presence.remove(asSessionId('s1'), 'kicked', world.now),
    ]) {
      act();
      assert.deepEqual(act(), [], `${act}`);
    }
  });
});
