import assert from 'node:assert/strict';
import { type Blocks, contactRefusal, isWay } from '../../server/domain/social/contactRule.ts';
import { DECLINED_MAX, DeclinedAsks, type DeclinedEffect } from '../../server/domain/social/declinedAsks.ts';
import { asPlayerId } from '../../shared/ids.ts';
import { ASK_WAITS_MS } from '../../shared/limits.ts';
import { REQUESTS, type RequestName } from '../../shared/requests.ts';
import { DeskWorld } from '../support/deskWorld.ts';

const [ada, bob, eve] = [asPlayerId('ada'), asPlayerId('bob'), asPlayerId('eve')];
/** Bob blocks ada. */
const BLOCKS: Blocks = new Map([
  [ada, [bob]],
  [bob, [ada]],
]);
const [MINUTE_MS, DAY_MS] = [60_000, 86_400_000];

describe('the rule of contact', () => {
  it('FR9 every request is classified as a way to be together, or as none', () => {
    const names = Object.keys(REQUESTS) as RequestName[];
    assert.ok(names.every((name) => REQUESTS[name].contact !== undefined));
    for (const way of names.filter(isWay)) {
      assert.equal(contactRefusal(way, {}), undefined, way);
      const { absent } = REQUESTS[way].contact;
      assert.equal(contactRefusal(way, { isAbsent: true, isBusy: true, waitMs: 1 }), absent, 'first of all, not there');
    }
  });
});

describe('a block at the desk', () => {
  let world: DeskWorld;
  beforeEach(() => {
    world = new DeskWorld();
    world.come('ada', 'bob', 'eve');
  });
  const inviteOf = (name: string) => world.of(name).invited?.inviteId ?? 'none';
  const membersOf = (name: string) => world.play.queuersOf(asPlayerId(name));
  const blocksChange = (name: string) => world.ask(name, { type: 'blocksChanged' }, { blocks: BLOCKS });

  it('FR10 a block ends open invites between the two, in both directions', () => {
    world.ask('ada', { type: 'inviteToParty', playerId: bob });
    world.ask('bob', { type: 'challenge', playerId: ada, mode: 'cycles-duel' });
    world.ask('eve', { type: 'challenge', playerId: ada, mode: 'cycles-duel' });
    const [toBob, fromEve] = [inviteOf('bob'), inviteOf('ada')];
    blocksChange('bob');
    assert.equal(world.storedOf('invite').length, 1, 'the third player’s is still open');
    assert.equal(world.of('ada').partyUpdated?.why, 'expired', 'it looks as if the invite had expired');
    assert.equal(world.ask('bob', { type: 'answerInvite', inviteId: toBob, accept: true }), 'invite/unknown');
    assert.deepEqual(world.ask('ada', { type: 'answerInvite', inviteId: fromEve, accept: true }), {});
  });

  it('FR10 a block between two members of a party separates them: the leader stays, any other leaves', () => {
    world.party('bob', 'ada', 'eve');
    blocksChange('bob');
    assert.deepEqual([membersOf('bob'), membersOf('ada')], [[bob, eve], [ada]]);
    world = new DeskWorld();
    world.party('ada', 'bob', 'eve');
    blocksChange('bob');
    assert.deepEqual([membersOf('ada'), membersOf('bob')], [[ada, eve], [bob]]);
  });

  it('FR10 a block calls off a ready check of both, and blames nobody', () => {
    world.queue('ada');
    world.queue('bob');
    world.pass(1_000);
    assert.ok(world.of('ada').matchProposed);
    blocksChange('bob');
    assert.deepEqual(
      world.cancelled.map(({ payload }) => [payload.reason, payload.isYourFault, payload.isQueuedAgain]),
      [
        ['failed', false, true],
        ['failed', false, true],
      ],
    );
    assert.equal(world.ask('ada', { type: 'acceptMatch', proposalId: world.proposalOf('ada') }), 'proposal/unknown');
  });

  it('FR11 no third player brings two into one party of whom one blocks the other', () => {
    world.party('eve', 'bob');
    const refused = world.ask('eve', { type: 'inviteToParty', playerId: ada }, { blocks: BLOCKS });
    assert.equal(refused, 'invite/notHere');
    world.ask('eve', { type: 'inviteToParty', playerId: ada });
    const answer = () =>
      world.ask('ada', { type: 'answerInvite', inviteId: inviteOf('ada'), accept: true }, { blocks: BLOCKS });
    assert.equal(answer(), 'invite/unknown', 'the block came after the invite');
    assert.deepEqual([membersOf('eve'), world.storedOf('invite')], [[eve, bob], []], 'and it is over');
  });

  it('FR11 a party that holds such two cannot queue', () => {
    world.party('eve', 'ada', 'bob');
    const queue = { type: 'joinQueue', mode: 'cycles' } as const;
    assert.equal(world.ask('eve', queue, { blocks: BLOCKS }), 'party/notReady');
  });

  it('FR11 a rematch of such two does not start, whichever of its players asks last', () => {
    const { matchId } = world.desk.arranged.create(world.seat('eve'), 'cycles', false, world.now) as {
      matchId: string;
    };
    world.runEffects();
    for (const name of ['ada', 'bob']) world.ask(name, { type: 'joinMatch', matchId });
    world.done(world.desk.matches.finished(matchId));
    for (const name of ['ada', 'bob']) assert.deepEqual(world.ask(name, { type: 'rematch', matchId }), {});
    assert.deepEqual(world.play.concernedBy({ player: eve, type: 'rematch', matchId }), [eve, ada, bob]);
    // As where the others had not answered yet: a refusal would tell of the block.
    assert.deepEqual(world.ask('eve', { type: 'rematch', matchId }, { blocks: BLOCKS }), {});
    assert.equal(world.opened.length, 1);
    world.play.report({ matchId, type: 'closed' }, world.now);
    world.runEffects();
    assert.equal(world.of('eve').rematchUpdated?.isOutOfTime, true);
  });

  it('FR12 a party’s leader calls no busy member to a ready check, but may queue while busy themself', () => {
    world.party('eve', 'ada');
    world.busy.add(ada);
    const queue = () => world.ask('eve', { type: 'joinQueue', mode: 'cycles' });
    assert.equal(queue(), 'party/busy');
    world.busy.delete(ada);
    world.busy.add(eve);
    assert.equal(typeof queue(), 'object');
  });

  it('FR12 a member who turns busy takes the party out of the queue, before a ready check and not during one', () => {
    world.party('eve', 'ada');
    world.ask('eve', { type: 'joinQueue', mode: 'cycles' });
    world.pass(1_000);
    assert.equal(world.of('eve').queueUpdated?.why, undefined);
    world.busy.add(ada);
    world.pass(1_000);
    assert.deepEqual(
      ['eve', 'ada'].map((name) => world.of(name).queueUpdated?.why),
      ['party', 'party'],
    );
    assert.equal(world.play.desk.knows(eve), false);
    world.busy.clear();
    world.ask('eve', { type: 'joinQueue', mode: 'cycles' });
    world.queue('bob', 'cycles');
    world.pass(10_000);
    assert.ok(world.of('ada').matchProposed);
    world.busy.add(ada);
    world.pass(1_000);
    assert.equal(world.play.desk.knows(ada), true);
  });

  it('FR18 what another player is in keeps a match from them, and is not told', () => {
    const challenge = (from: string, to: typeof ada) => {
      world.ask(from, { type: 'challenge', playerId: to, mode: 'cycles-duel' });
      return world.ask(to, { type: 'answerInvite', inviteId: inviteOf(to), accept: true });
    };
    world.queue('ada', 'cycles');
    assert.equal(challenge('ada', bob), 'invite/notHere');
    assert.equal(challenge('bob', ada), 'queue/already', 'that is ada’s own');
    world.leave('ada');
    assert.deepEqual(challenge('eve', bob), {});
    const matchId = world.opened.at(-1) as string;
    world.done(world.desk.matches.finished(matchId));
    assert.deepEqual(world.ask('eve', { type: 'rematch', matchId }), {});
    world.queue('eve', 'cycles');
    assert.equal(world.ask('bob', { type: 'rematch', matchId }), 'invite/notHere');
    world.leave('eve');
    assert.deepEqual(world.ask('bob', { type: 'rematch', matchId }), {});
    assert.equal(world.opened.length, 2);
  });
});

describe('a remembered no', () => {
  const remembered = () => {
    const stored = new Map<string, unknown>();
    const asks = new DeclinedAsks((effect: DeclinedEffect) => {
      if (effect.type === 'save') stored.set(effect.id, effect.value);
      else stored.delete(effect.id);
      assert.deepEqual([...stored.values()], asks.stored(), 'what is stored is what it knows');
    });
    return asks;
  };

  it('FR13 each no to the same ask is waited on longer, up to half an hour', () => {
    const asks = remembered();
    let now = 0;
    const waits = [0, 1, 2, 3].map(() => {
      asks.add('party', ada, bob, now);
      const waitMs = asks.waitMs('party', ada, bob, now);
      assert.equal(asks.waitMs('party', ada, bob, now + waitMs - 1), 1);
      now += waitMs;
      assert.equal(asks.waitMs('party', ada, bob, now), 0);
      return waitMs;
    });
    assert.deepEqual(waits, [...ASK_WAITS_MS, ASK_WAITS_MS.at(-1)]);
    assert.deepEqual(ASK_WAITS_MS, [MINUTE_MS, 5 * MINUTE_MS, 30 * MINUTE_MS]);
    asks.add('party', ada, bob, now + DAY_MS);
    assert.equal(asks.waitMs('party', ada, bob, now + DAY_MS), MINUTE_MS, 'a day clears it');
  });

  it('FR13 other asks, other players and the other direction do not wait, and a yes clears it', () => {
    const asks = remembered();
    asks.add('party', ada, bob, 0);
    assert.equal(asks.waitMs('challenge', ada, bob, 0), 0);
    assert.equal(asks.waitMs('party', bob, ada, 0), 0);
    assert.equal(asks.waitMs('party', ada, eve, 0), 0);
    asks.clear('party', bob, ada);
    assert.deepEqual([asks.waitMs('party', ada, bob, 0), asks.stored()], [0, []]);
    assert.equal(asks.waitMs('party', ada, bob, -5 * DAY_MS), 0);
  });

  it('FR13 a clock that was set back makes nobody wait longer', () => {
    const asks = remembered();
    asks.add('party', ada, bob, DAY_MS);
    assert.equal(asks.waitMs('party', ada, bob, 0), MINUTE_MS);
  });

  it('FR14 an expired invite counts only where its addressee was there to see it', () => {
    const world = new DeskWorld();
    world.come('ada', 'bob', 'eve');
    const invite = (playerId: typeof ada) => world.ask('ada', { type: 'inviteToParty', playerId });
    world.is('eve', 'held');
    assert.deepEqual([invite(bob), invite(eve)], [{}, {}]);
    world.pass(31_000);
    assert.deepEqual([invite(bob), invite(eve)], ['ask/declined', {}]);
    assert.deepEqual(world.ask('bob', { type: 'inviteToParty', playerId: ada }), {}, 'bob may still ask ada');
    world.pass(MINUTE_MS);
    assert.deepEqual(invite(bob), {});
  });

  it('FR14 an invite or challenge that its asker ends, by a block or by leaving, counts as ignored', () => {
    const world = new DeskWorld();
    world.come('ada', 'bob');
    const asks = [
      { type: 'inviteToParty', playerId: bob },
      { type: 'challenge', playerId: bob, mode: 'cycles' },
    ] as const;
    for (const ask of asks) assert.deepEqual(world.ask('ada', ask), {});
    world.ask('ada', { type: 'blocksChanged' }, { blocks: BLOCKS });
    world.ask('ada', { type: 'blocksChanged' });
    for (const ask of asks) assert.equal(world.ask('ada', ask), 'ask/declined');
    world.pass(MINUTE_MS);
    for (const ask of asks) assert.deepEqual(world.ask('ada', ask), {});
    world.is('ada', 'gone');
    world.pass(1_000);
    world.pass(31_000);
    world.is('ada', 'here');
    for (const ask of asks) assert.equal(world.ask('ada', ask), 'ask/declined');
  });

  it('FR15 a new desk remembers it', () => {
    const world = new DeskWorld();
    world.come('ada', 'bob');
    const challenge = () => world.ask('ada', { type: 'challenge', playerId: bob, mode: 'cycles-duel' });
    challenge();
    const inviteId = world.of('bob').invited?.inviteId ?? '';
    world.ask('bob', { type: 'answerInvite', inviteId, accept: false });
    world.ask('bob', { type: 'friendAskEnded', from: ada, to: bob, isAccepted: false });
    world.replace();
    assert.equal(challenge(), 'ask/declined');
    assert.equal(world.ask('ada', { type: 'friendAsked', playerId: bob }), 'ask/declined');
    assert.deepEqual(world.ask('ada', { type: 'friendAsked', playerId: eve }), {});
    assert.deepEqual(world.play.stored().declined, world.storedOf('declined'));
  });

  it('FR15 the oldest are forgotten: after a day, and above a number', () => {
    const asks = new DeclinedAsks(() => {});
    for (let n = 0; n <= DECLINED_MAX; n++) asks.add('party', asPlayerId(`p${n}`), bob, n);
    assert.equal(asks.stored().length, DECLINED_MAX);
    assert.equal(asks.stored()[0]?.from, 'p1');
    const again = new DeclinedAsks(() => {});
    again.restore(asks.stored().toReversed());
    assert.deepEqual(again.stored(), asks.stored());
    again.add('party', ada, bob, DAY_MS + 10_000);
    assert.equal(again.stored()[0]?.from, 'p10001');
  });
});
