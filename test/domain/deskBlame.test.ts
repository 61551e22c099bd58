import assert from 'node:assert/strict';
import { asPlayerId } from '../../shared/ids.ts';
import { DeskWorld } from '../support/deskWorld.ts';

describe('the desk: blame for a match that never started', () => {
  let world: DeskWorld;
  beforeEach(() => {
    world = new DeskWorld();
  });

  const [ada, bob] = [asPlayerId('ada'), asPlayerId('bob')];
  const propose = (...names: string[]) => {
    for (const name of names) world.queue(name, names.length > 2 ? 'cycles' : 'cycles-duel');
    world.pass(9_000);
  };
  const told = (name: string) => {
    const { reason, isYourFault, isQueuedAgain } = world.of(name).matchCancelled ?? assert.fail(`${name} was told`);
    return [reason, isYourFault, isQueuedAgain];
  };
  /** A ready check with the party of ada and bob and two others. */
  const proposeParty = () => {
    world.party('ada', 'bob');
    assert.ok('ticketId' in (world.ask('ada', { type: 'joinQueue', mode: 'cycles' }) as object));
    world.queue('eve', 'cycles');
    world.queue('joe', 'cycles');
    world.pass(1_000);
    assert.equal(world.of('ada').matchProposed?.players.length, 4);
  };

  it('QU19 a player who leaves their party in a ready check calls it off without blame, and the others keep their place', () => {
    proposeParty();
    world.ask('bob', { type: 'leaveParty' });
    assert.deepEqual(['ada', 'bob', 'eve', 'joe'].map(told), [
      ['party', false, false],
      ['party', false, false],
      ['party', false, true],
      ['party', false, true],
    ]);
    assert.deepEqual(world.of('ada').queueUpdated, { why: 'party' });
    assert.ok((world.of('eve').queueUpdated?.queue?.waitedMs ?? 0) >= 1_000);
    assert.deepEqual([world.playStatusOf('ada'), world.playStatusOf('eve')], [undefined, 'queued']);
    assert.deepEqual([world.storedOf('penalty'), world.storedOf('match')], [[], []]);
  });

  it('QU19 a party that changes while its seats wait loses the match and pays nothing, and so does a player who joins it', () => {
    proposeParty();
    world.isSeatTaken = false;
    for (const name of ['ada', 'bob', 'eve', 'joe']) world.accept(name);
    world.come('zoe');
    world.ask('ada', { type: 'inviteToParty', playerId: asPlayerId('zoe') });
    assert.equal(world.storedOf('match').length, 1);
    world.ask('zoe', { type: 'answerInvite', inviteId: world.of('zoe').invited?.inviteId ?? '', accept: true });
    assert.deepEqual(['ada', 'bob', 'eve'].map(told), [
      ['party', false, false],
      ['party', false, false],
      ['party', false, true],
    ]);
    assert.deepEqual(world.closed, world.opened);
    assert.deepEqual([world.storedOf('penalty'), world.storedOf('match')], [[], []]);
    assert.ok('ticketId' in (world.ask('ada', { type: 'joinQueue', mode: 'cycles' }) as object));
  });

  it('QU19 a player who opens a party by an invite stays queued', () => {
    world.queue('ada');
    world.come('bob');
    world.ask('ada', { type: 'inviteToParty', playerId: bob });
    assert.equal(world.playStatusOf('ada'), 'queued');
    world.ask('bob', { type: 'answerInvite', inviteId: world.of('bob').invited?.inviteId ?? '', accept: true });
    assert.deepEqual([world.playStatusOf('ada'), world.of('ada').queueUpdated], [undefined, { why: 'party' }]);
  });

  it('QU5 a player who accepted and is away while the seat waits keeps ticket and age, without blame', () => {
    propose('ada', 'bob');
    world.isSeatTaken = false;
    world.accept('ada');
    world.is('ada', 'held');
    world.accept('bob');
    const matchId = world.opened[0] ?? '';
    world.done(world.desk.matches.seated(matchId, bob));
    world.done(world.desk.matches.seatMissed(matchId, [ada], false, world.now));
    assert.deepEqual(['ada', 'bob'].map(told), [
      ['dropped', false, true],
      ['dropped', false, true],
    ]);
    assert.deepEqual(
      [world.playStatusOf('ada'), world.playStatusOf('bob'), world.storedOf('penalty')],
      ['queued', 'queued', []],
    );
    world.pass(1_000);
    assert.equal(world.opened.length, 1, 'who is away is proposed to nobody');
    world.desk.pushQueues(world.now);
    world.runEffects();
    assert.ok((world.of('ada').queueUpdated?.queue?.waitedMs ?? 0) >= 10_000);
  });

  it('QU5 if two players miss their seats, only the one present has declined', () => {
    propose('ada', 'bob');
    world.isSeatTaken = false;
    world.accept('ada');
    world.is('ada', 'held');
    world.accept('bob');
    world.done(world.desk.matches.seatMissed(world.opened[0] ?? '', [ada, bob], false, world.now));
    assert.deepEqual(['ada', 'bob'].map(told), [
      ['seatMissed', false, true],
      ['seatMissed', true, false],
    ]);
  });

  const drop = (name: string) => {
    world.is(name, 'held');
    world.pass(1_000);
    world.is(name, 'here');
  };

  it('QU20 two lost connections in ready checks are free within a day, and the third counts as a time-out', () => {
    for (let n = 0; n < 2; n++) {
      propose(...(n === 0 ? ['ada', 'bob'] : []));
      drop('bob');
      assert.deepEqual(told('bob'), ['dropped', false, true]);
    }
    world.pass(1_000);
    world.replace();
    world.pass(1_000);
    drop('bob');
    assert.deepEqual(['ada', 'bob'].map(told), [
      ['dropped', false, true],
      ['dropped', true, false],
    ]);
    assert.equal(world.of('bob').matchCancelled?.penaltyMs, 0, 'as the first time-out');
    world.queue('bob');
    world.pass(1_000);
    drop('bob');
    assert.equal(world.of('bob').matchCancelled?.penaltyMs, 60_000);
    world.now += 86_400_000;
    world.queue('bob');
    world.pass(1_000);
    drop('bob');
    assert.deepEqual(told('bob'), ['dropped', false, true]);
  });

  it('QU20 a player who keeps leaving their party in ready checks pays, and nobody else does', () => {
    for (let n = 0; n < 4; n++) {
      proposeParty();
      world.ask('bob', { type: 'leaveParty' });
      assert.deepEqual(['ada', 'bob'].map(told), [
        ['party', false, false],
        ['party', n >= 2, false],
      ]);
      for (const name of ['eve', 'joe']) world.leave(name);
    }
    assert.deepEqual(
      world.storedOf<{ player: string }>('penalty').map(({ player }) => player),
      ['bob'],
    );
  });

  it('QU22 a message that was lost either way blames nobody', () => {
    propose('ada', 'bob');
    world.accept('ada');
    world.play.excuse(world.now);
    world.runEffects();
    assert.deepEqual(['ada', 'bob'].map(told), [
      ['failed', false, true],
      ['failed', false, true],
    ]);
    world.pass(1_000);
    world.isSeatTaken = false;
    world.accept('ada');
    world.accept('bob');
    world.play.excuse(world.now);
    world.done(world.desk.matches.seatMissed(world.opened[0] ?? '', [ada, bob], false, world.now));
    assert.deepEqual(['ada', 'bob'].map(told), [
      ['failed', false, true],
      ['failed', false, true],
    ]);
    world.pass(1_000);
    world.accept('ada');
    world.accept('bob');
    world.replace();
    world.done(world.desk.matches.seatMissed(world.opened[1] ?? '', [bob], false, world.now));
    assert.deepEqual(told('bob'), ['failed', false, true], 'the last desk may have told nobody of the seats');
    assert.deepEqual(world.storedOf('penalty'), []);
  });

  it('QU23 a player blocked while both are queued is not matched', () => {
    world.come('ada', 'bob');
    world.queue('ada');
    world.queue('bob');
    world.ask('ada', { type: 'blocksChanged' }, { blocks: new Map([[ada, [bob]]]) });
    world.pass(60_000);
    assert.equal(world.of('ada').matchProposed, undefined);
    world.replace();
    world.pass(1_000);
    assert.equal(world.of('ada').matchProposed, undefined);
    world.ask('ada', { type: 'blocksChanged' });
    world.pass(1_000);
    assert.ok(world.of('ada').matchProposed);
    world.ask('zoe', { type: 'blocksChanged' }, { blocks: new Map([[asPlayerId('zoe'), [bob]]]) });
  });
});
