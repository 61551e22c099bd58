import assert from 'node:assert/strict';
import type { Blocks } from '../../server/domain/social/contactRule.ts';
import { asPlayerId } from '../../shared/ids.ts';
import { DeskWorld } from '../support/deskWorld.ts';

describe('a rematch', () => {
  let world: DeskWorld;
  let matchId: string;
  const names = ['ada', 'bob', 'eve'] as const;
  beforeEach(() => {
    world = new DeskWorld();
    for (const name of names) world.queue(name, 'cycles');
    world.pass(9_000);
    for (const name of names) world.accept(name);
    [matchId] = world.opened as [string];
  });

  const finish = () => world.done(world.play.report({ matchId, type: 'finished' }, world.now));
  const left = (name: string, type: 'left' | 'leftTable' = 'leftTable') =>
    world.done(world.play.report({ matchId, type, player: asPlayerId(name) }, world.now));
  const ask = (name: string, blocks: Blocks = new Map()) => world.ask(name, { type: 'rematch', matchId }, { blocks });
  const told = (name: string) => {
    const { asked, refused, isOutOfTime } = world.of(name).rematchUpdated ?? { asked: [], refused: [] };
    return `${asked} | ${refused}${isOutOfTime ? ' out of time' : ''}`;
  };

  it('QU32 everybody is told who wants it, who left the table, and when it is too late', () => {
    finish();
    assert.deepEqual(names.map(told), [' | ', ' | ', ' | ']);
    ask('ada');
    assert.deepEqual(names.map(told), ['ada | ', 'ada | ', 'ada | ']);
    left('eve');
    assert.deepEqual(names.map(told), ['ada | eve', 'ada | eve', 'ada | ']);
    left('ada');
    assert.deepEqual(told('bob'), ' | eve,ada');
    ask('bob');
    world.done(world.play.report({ matchId, type: 'closed' }, world.now));
    assert.deepEqual(told('bob'), 'bob | eve,ada out of time');
    assert.deepEqual(world.of('bob').rematchUpdated?.matchId, matchId);
  });

  it('QU32 nothing is pushed twice, nor once the rematch has begun, nor without a wish', () => {
    finish();
    ask('ada');
    ask('ada');
    const count = () => world.pushes.filter(({ push }) => push === 'rematchUpdated').length;
    assert.equal(count(), 3);
    ask('bob');
    ask('eve');
    assert.equal(world.opened.length, 2);
    const before = count();
    left('ada');
    world.done(world.play.report({ matchId, type: 'closed' }, world.now));
    assert.equal(count(), before);
    const [, second = ''] = world.opened;
    for (const type of ['finished', 'closed'] as const)
      world.done(world.play.report({ matchId: second, type }, world.now));
    assert.equal(count(), before);
  });

  it('QU32 players who gave up have left the table, and may still ask', () => {
    left('bob', 'left');
    finish();
    assert.deepEqual(told('ada'), ' | bob');
    for (const name of ['ada', 'eve']) ask(name);
    assert.deepEqual(told('eve'), 'ada,eve | bob');
    assert.deepEqual([ask('bob'), world.opened.length], [{}, 2]);
  });

  it('QU32 a wish that a block hides after it was told looks like one that was taken back', () => {
    finish();
    ask('ada');
    ask('eve');
    const blocks = new Map([[asPlayerId('ada'), [asPlayerId('bob')]]]);
    assert.deepEqual(ask('bob', blocks), {});
    assert.equal(world.opened.length, 1);
    assert.deepEqual(names.map(told), ['ada,eve | ', 'eve,bob | ada', 'ada,eve,bob | ']);
    world.done(world.play.report({ matchId, type: 'closed' }, world.now));
    assert.equal(told('bob'), 'eve,bob | ada out of time');
  });

  it('QU32 a wish does not reach a player on the other side of a block', () => {
    finish();
    ask('ada', new Map([[asPlayerId('ada'), [asPlayerId('bob')]]]));
    assert.deepEqual(names.map(told), ['ada | ', ' | ', 'ada | ']);
    world.done(world.play.report({ matchId, type: 'closed' }, world.now));
    assert.deepEqual(names.map(told), ['ada |  out of time', ' | ', 'ada |  out of time']);
  });
});

describe('answers to a ready check', () => {
  it('QU33 the same answer again is no error and changes nothing, also when the check is over', () => {
    for (const [first, second] of [
      ['acceptMatch', 'acceptMatch'],
      ['acceptMatch', 'declineMatch'],
    ] as const) {
      const world = new DeskWorld();
      for (const name of ['ada', 'bob']) world.queue(name);
      world.pass(500);
      const proposalId = world.proposalOf('ada');
      const answer = (name: string, type: 'acceptMatch' | 'declineMatch') => world.ask(name, { type, proposalId });
      assert.deepEqual([answer('ada', first), answer('bob', second)], [{}, {}]);
      const before = [world.pushes.length, world.opened.length];
      assert.deepEqual([answer('ada', first), answer('bob', second)], [{}, {}]);
      assert.deepEqual([world.pushes.length, world.opened.length], before);
      const other = second === 'acceptMatch' ? 'declineMatch' : 'acceptMatch';
      assert.equal(answer('bob', other), 'proposal/unknown');
      world.come('eve');
      assert.equal(answer('eve', first), 'proposal/unknown');
    }
  });
});
