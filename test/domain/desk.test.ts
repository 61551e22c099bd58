import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { MatchPlan, StoredMatch, StoredTicket } from '../../server/domain/play/deskEffects.ts';
import { plansBy } from '../../server/domain/play/deskMatch.ts';
import { ratingChanges } from '../../server/domain/play/ratingChanges.ts';
import type { MatchFact } from '../../server/play/deskMessages.ts';
import { asPlayerId } from '../../shared/ids.ts';
import { MATCH_EVERY_MS } from '../../shared/limits.ts';
import { type Mode, partyMaxOf, QUICK_PLAY } from '../../shared/modes.ts';
import { ACCEPT_MS, DeskWorld } from '../support/deskWorld.ts';
import { SMALL_TEAMS, TEAMS, useModes } from '../support/extraModes.ts';
import { checked } from '../support/property.ts';
import { NOTHING_KNOWN } from '../support/ratings.ts';

describe('the desk: queue, ready check, matches', () => {
  let world: DeskWorld;
  beforeEach(() => {
    world = new DeskWorld();
  });

  const propose = () => {
    world.queue('ada');
    world.queue('bob');
    world.pass(1_000);
  };
  /** Starts a match of ada and bob and returns its id. */
  const begin = (): string => {
    propose();
    world.accept('ada');
    world.accept('bob');
    return world.seats.at(-1)?.matchId ?? assert.fail();
  };

  it('QU1 two queued players are offered a match, accept it, get their seats and play', () => {
    assert.match((world.queue('ada') as { ticketId: string }).ticketId, /^id/);
    assert.equal(world.playStatusOf('ada'), 'queued');
    assert.deepEqual(world.of('ada').queueUpdated?.queue?.playersInQueue, 1);
    world.queue('bob');
    world.pass(1_000);
    assert.deepEqual(
      world.of('ada').matchProposed?.players.map(({ id, isReady }) => [id, isReady]),
      [
        ['ada', false],
        ['bob', false],
      ],
    );
    world.accept('ada');
    assert.deepEqual(world.of('bob').matchProposed?.players.find(({ id }) => id === 'ada')?.isReady, true);
    assert.deepEqual(world.opened, []);
    world.accept('bob');
    assert.equal(world.opened.length, 1);
    assert.deepEqual(
      world.seats.map(({ playerId, role }) => [playerId, role]),
      [
        ['ada', 'player'],
        ['bob', 'player'],
      ],
    );
    assert.deepEqual([world.playStatusOf('ada'), world.of('ada').queueUpdated], ['playing', { why: 'accepted' }]);
    assert.deepEqual([world.storedOf('match').length, world.storedOf('ticket').length], [1, 0]);
  });

  it('QU2 a player cannot queue twice, while playing, for an unknown mode, or from outside the lobby', () => {
    world.queue('ada');
    assert.equal(world.queue('ada'), 'queue/already');
    assert.equal(world.queue('eve', 'chess'), 'mode/unknown');
    world.is('eve', 'gone');
    assert.equal(world.desk.joinQueue([world.player('eve')], 'cycles', world.now), 'party/notReady');
    world.queue('bob');
    world.pass(1_000);
    world.accept('ada');
    world.accept('bob');
    assert.equal(world.queue('ada'), 'match/already');
    assert.equal(world.leave('ada'), 'queue/none');
  });

  it('QU3 a decline sends the other player back with their age, and the first one is forgiven', () => {
    world.queue('ada');
    world.pass(5_000);
    world.queue('bob');
    world.pass(1_000);
    world.accept('ada');
    world.decline('bob');
    assert.deepEqual(world.of('ada').matchCancelled, {
      ...world.of('ada').matchCancelled,
      reason: 'declined',
      isYourFault: false,
      isQueuedAgain: true,
    });
    assert.ok((world.of('ada').queueUpdated?.queue?.waitedMs ?? 0) >= 6_000);
    assert.deepEqual(
      [
        world.of('bob').matchCancelled?.isYourFault,
        world.of('bob').matchCancelled?.penaltyMs,
        world.playStatusOf('bob'),
      ],
      [true, 0, undefined],
    );
    assert.ok('ticketId' in (world.queue('bob') as object));
    world.pass(1_000);
    world.decline('bob');
    assert.equal(world.of('bob').matchCancelled?.penaltyMs, 60_000);
    assert.equal(world.queue('bob'), 'queue/penalised');
    world.pass(61_000);
    assert.ok('ticketId' in (world.queue('bob') as object));
  });

  it('QU4 a player who does not answer in time leaves the queue, and one who accepted stays', () => {
    propose();
    world.accept('ada');
    world.pass(ACCEPT_MS);
    assert.deepEqual([world.of('ada').matchCancelled?.reason, world.playStatusOf('ada')], ['timedOut', 'queued']);
    assert.deepEqual([world.of('bob').matchCancelled?.isYourFault, world.playStatusOf('bob')], [true, undefined]);
  });

  it('QU5 a player who drops during a ready check keeps their place without blame, and one who accepted may return in time', () => {
    propose();
    world.is('bob', 'held');
    world.pass(1_000);
    assert.deepEqual(
      ['ada', 'bob'].map((name) => [
        world.of(name).matchCancelled?.reason,
        world.of(name).matchCancelled?.isYourFault,
        world.playStatusOf(name),
      ]),
      [
        ['dropped', false, 'queued'],
        ['dropped', false, 'queued'],
      ],
    );
    world.pass(5_000);
    assert.equal(world.opened.length, 0, 'nobody is proposed to who is not there');
    world.is('bob', 'here');
    world.pass(1_000);
    world.accept('bob');
    world.is('bob', 'held');
    world.pass(1_000);
    world.accept('ada');
    assert.equal(world.opened.length, 1);
  });

  it('QU6 a missed seat counts as a decline, and a seat the server cannot give is nobody’s fault', () => {
    propose();
    world.isSeatTaken = false;
    world.accept('ada');
    world.accept('bob');
    const [seat] = world.seats;
    world.desk.matches.seated(seat?.matchId ?? '', asPlayerId('ada'));
    world.desk.matches.seatMissed(seat?.matchId ?? '', [asPlayerId('bob')], false, world.now);
    world.runEffects();
    assert.deepEqual([world.of('ada').matchCancelled?.reason, world.playStatusOf('ada')], ['seatMissed', 'queued']);
    assert.deepEqual([world.of('bob').matchCancelled?.isYourFault, world.playStatusOf('bob')], [true, undefined]);
    assert.deepEqual(world.closed, [seat?.matchId]);
    world.queue('eve');
    world.areRoomsAway = true;
    world.pass(1_000);
    world.accept('ada');
    world.accept('eve');
    assert.deepEqual(
      ['ada', 'eve'].map((name) => [
        world.of(name).matchCancelled?.reason,
        world.of(name).matchCancelled?.isYourFault,
        world.playStatusOf(name),
      ]),
      [
        ['failed', false, 'queued'],
        ['failed', false, 'queued'],
      ],
    );
  });

  it('QU7 the next desk keeps the tickets and their age, and calls off ready checks in progress', () => {
    world.queue('eve', 'cycles');
    world.pass(4_000);
    propose();
    world.replace();
    assert.deepEqual(
      [world.of('ada').matchCancelled?.reason, world.of('ada').matchCancelled?.isYourFault],
      ['failed', false],
    );
    assert.equal(world.desk.counts().queued, 3);
    world.desk.pushQueues(world.now);
    world.runEffects();
    assert.ok((world.of('eve').queueUpdated?.queue?.waitedMs ?? 0) >= 5_000);
    world.accept('ada');
    world.accept('bob');
    world.replace();
    assert.equal(world.queue('ada'), 'match/already');
    world.desk.matches.finished(world.opened[0] ?? '');
    world.runEffects();
    assert.ok('ticketId' in (world.queue('ada') as object));
  });

  it('QU7 the next desk calls off an accepted match whose room was still being created, and tells its players', () => {
    propose();
    world.areRoomsSlow = true;
    world.accept('ada');
    world.accept('bob');
    world.replace();
    const told = { reason: 'failed', isYourFault: false, isQueuedAgain: true };
    for (const name of ['ada', 'bob'])
      assert.deepEqual(
        [{ ...world.of(name).matchCancelled, ...told }, world.playStatusOf(name)],
        [world.of(name).matchCancelled, 'queued'],
      );
    world.areRoomsSlow = false;
    world.pass(1_000);
    world.accept('ada');
    world.isSeatTaken = false;
    world.accept('bob');
    world.cancelled.length = 0;
    world.replace();
    assert.deepEqual(world.cancelled, [], 'its room is there: it goes on');
  });

  it('QU26 a desk that could not act for a while calls off its ready checks and blames nobody for a missed seat', () => {
    propose();
    world.accept('ada');
    world.now += ACCEPT_MS;
    world.done(world.desk.excuse(world.now));
    world.pass(100);
    for (const name of ['ada', 'bob']) {
      const { reason, isYourFault, isQueuedAgain } = world.of(name).matchCancelled ?? assert.fail(name);
      assert.deepEqual([reason, isYourFault, isQueuedAgain], ['failed', false, true], name);
    }
    world.pass(1_000);
    world.isSeatTaken = false;
    world.accept('ada');
    world.accept('bob');
    const matchId = world.opened.at(-1) ?? assert.fail();
    world.now += 60_000;
    world.done(world.desk.excuse(world.now));
    world.pass(1_000);
    assert.deepEqual(world.closed, [], 'there is still time to sit');
    world.done(world.desk.matches.seatMissed(matchId, [asPlayerId('bob')], false, world.now));
    assert.deepEqual([world.of('bob').matchCancelled?.reason, world.playStatusOf('bob')], ['failed', 'queued']);
    assert.deepEqual(world.storedOf('penalty'), []);
  });

  it('QU27 a player who left a running match for good is free at the next desk too', () => {
    begin();
    const [matchId = ''] = world.opened;
    world.done(world.desk.matches.left(matchId, asPlayerId('ada')));
    world.replace();
    assert.ok('ticketId' in (world.queue('ada') as object));
    assert.equal(world.queue('bob'), 'match/already');
  });

  it('QU28 a desk takes over a running match it does not know, with those of its players who are in nothing else', () => {
    begin();
    const [match] = world.desk.stored().matches;
    assert.ok(match);
    world.stored.clear();
    world.listed.clear();
    world.replace();
    world.queue('ada', 'cycles');
    for (const _ of ['once', 'and again']) world.done(world.desk.matches.adopt(match, world.now));
    assert.deepEqual([[...world.listed], world.desk.matches.size], [[match.plan.matchId], 1]);
    assert.equal(world.queue('bob'), 'match/already');
    assert.equal(world.done(world.desk.leaveQueue(asPlayerId('ada'), 'left', world.now)) instanceof Object, true);
    assert.deepEqual(world.storedOf('match'), [{ ...match, left: ['ada'] }]);
  });

  it('QU8 a ticket leaves with its player, and a party’s ticket with any of its members', () => {
    world.queue(['ada', 'bob'], 'cycles');
    world.is('bob', 'gone');
    world.pass(1_000);
    assert.deepEqual(
      [world.of('ada').queueUpdated, world.playStatusOf('ada'), world.storedOf('ticket').length],
      [{ why: 'gone' }, undefined, 0],
    );
  });

  it('QU8 the ready check ends with the ticket, even for a player who accepted, and the others in it pay nothing', () => {
    for (const hasAccepted of [true, false]) {
      world = new DeskWorld();
      world.queue(['ada', 'bob'], 'cycles');
      world.pass(21_000);
      assert.ok(world.of('ada').matchProposed, 'they were proposed a match with bots');
      if (hasAccepted) world.accept('bob');
      world.is('bob', 'gone');
      world.pass(1_000);
      const { reason, isYourFault } = world.of('ada').matchCancelled ?? {};
      assert.deepEqual([reason, isYourFault, world.of('ada').queueUpdated], ['dropped', false, { why: 'gone' }]);
      assert.deepEqual([world.opened, world.desk.counts()], [[], { queued: 0, proposals: 0, matches: 0 }]);
    }
  });

  it('QU9 a private match is joined from the list or by its code while it has room', () => {
    world.come('ada', 'bob', 'eve', 'joe', 'zoe');
    const open = world.done(world.desk.arranged.create(world.seat('ada'), 'cycles', false, world.now)) as {
      matchId: string;
    };
    assert.deepEqual([...world.listed], [open.matchId]);
    const hidden = world.done(world.desk.arranged.create(world.seat('bob'), 'connect-four', true, world.now)) as {
      matchId: string;
      code: string;
    };
    assert.equal(world.desk.arranged.join(world.seat('eve'), { matchId: hidden.matchId }), 'match/unknown');
    assert.deepEqual(world.done(world.desk.arranged.join(world.seat('eve'), { code: hidden.code })), {
      matchId: hidden.matchId,
    });
    assert.equal(world.desk.arranged.join(world.seat('joe'), { code: hidden.code }), 'match/full');
    assert.deepEqual(world.done(world.desk.arranged.join(world.seat('joe'), open)), open);
    assert.deepEqual(world.done(world.desk.arranged.watch(world.seat('zoe'), open.matchId)), open);
    assert.equal(world.playStatusOf('joe'), 'playing');
    world.desk.matches.started(open.matchId);
    world.runEffects();
    world.come('max');
    assert.equal(world.desk.arranged.join(world.seat('max'), open), 'match/full');
    assert.deepEqual(
      world.desk.matches.listed.rows().map(({ state, players }) => [state, players.length]),
      [['playing', 2]],
    );
    world.desk.matches.finished(open.matchId);
    world.runEffects();
    assert.deepEqual([[...world.listed], world.playStatusOf('joe')], [[], undefined]);
  });

  it('MV5 where matches stand is listed with the next tick, for all together, and in the order of the seats', () => {
    world.come('ada', 'bob', 'eve');
    const { matchId } = world.done(world.desk.arranged.create(world.seat('ada'), 'cycles', false, world.now)) as {
      matchId: string;
    };
    for (const name of ['bob', 'eve']) world.done(world.desk.arranged.join(world.seat(name), { matchId }));
    const report = (fact: MatchFact) => {
      world.play.report({ matchId, ...fact }, world.now);
      world.runEffects();
    };
    report({ type: 'started', order: ['ada', 'eve', 'bob'].map(asPlayerId) });
    const row = () => world.desk.matches.listed.rows()[0];
    assert.deepEqual([row()?.players.map(({ id }) => id), row()?.seats], [['ada', 'eve', 'bob'], 3]);
    world.listings.length = 0;
    for (const at of [1, 2]) report({ type: 'progressed', progress: { at, scores: [at, 0, 0] } });
    assert.deepEqual(world.listings, []);
    world.pass(2_000);
    const progress = { at: 2, scores: [2, 0, 0] };
    assert.deepEqual(world.listings, [{ type: 'listed', progressed: { matchId, progress } }]);
    assert.deepEqual(row()?.progress, progress);
    // The next desk hears it again with the match.
    world.replace();
    world.play.resync(
      { players: [], matches: [{ ...(world.stored.get(`match ${matchId}`) as StoredMatch), progress }] },
      false,
      world.now,
    );
    world.pass(1_000);
    assert.deepEqual(row()?.progress, progress);
  });

  it('MV5 of a match in which everybody hides, nothing is listed', () => {
    world.come('ada');
    world.hide('ada');
    const { matchId } = world.done(world.desk.arranged.create(world.seat('ada'), 'cycles', false, world.now)) as {
      matchId: string;
    };
    world.play.report({ matchId, type: 'started' }, world.now);
    world.play.report({ matchId, type: 'progressed', progress: { at: 1, scores: [0] } }, world.now);
    world.pass(2_000);
    assert.deepEqual(world.listings, []);
  });

  it('QU10 bots have the chosen strength, and keep it in a rematch', () => {
    world.queue('ada', 'cycles');
    world.ask('ada', { type: 'playBots', strength: 'hard' });
    assert.equal(world.plans.at(-1)?.botStrength, 'hard');
    const [matchId = ''] = world.opened;
    world.done(world.desk.matches.finished(matchId));
    world.ask('ada', { type: 'rematch', matchId });
    assert.deepEqual([world.opened.length, world.plans.at(-1)?.botStrength], [2, 'hard']);
  });

  it('QU10 a player who does not want to wait plays against bots now, if the mode has them', () => {
    world.queue('ada', 'cycles');
    assert.deepEqual(world.done(world.desk.playBots(asPlayerId('ada'), world.now)), {});
    assert.equal(world.playStatusOf('ada'), 'playing');
    world.queue('bob');
    assert.equal(world.desk.playBots(asPlayerId('bob'), world.now), 'queue/noBots');
  });

  it('QU11 a rematch starts once everybody has asked for it', () => {
    propose();
    world.accept('ada');
    world.accept('bob');
    const [matchId = ''] = world.opened;
    assert.equal(world.desk.arranged.rematch(asPlayerId('ada'), matchId, world.now), 'match/unknown');
    world.desk.matches.finished(matchId);
    world.runEffects();
    assert.deepEqual(world.done(world.desk.arranged.rematch(asPlayerId('ada'), matchId, world.now)), {});
    assert.equal(world.opened.length, 1);
    assert.equal(world.desk.arranged.rematch(asPlayerId('eve'), matchId, world.now), 'match/unknown');
    assert.deepEqual(world.done(world.desk.arranged.rematch(asPlayerId('bob'), matchId, world.now)), {});
    assert.equal(world.opened.length, 2);
    assert.equal(world.playStatusOf('ada'), 'playing');
  });

  it('QU11 a rematch waits for absent players, and a player may ask again', () => {
    const matchId = begin();
    world.done(world.desk.matches.finished(matchId));
    world.done(world.desk.arranged.rematch(asPlayerId('ada'), matchId, world.now));
    world.is('ada', 'held');
    assert.equal(world.done(world.desk.arranged.rematch(asPlayerId('bob'), matchId, world.now)), 'invite/notHere');
    assert.equal(world.opened.length, 1);
    world.is('ada', 'here');
    assert.deepEqual(world.done(world.desk.arranged.rematch(asPlayerId('bob'), matchId, world.now)), {});
    assert.equal(world.opened.length, 2);
  });

  it('QU12 a returning player learns how long they may not queue, and that they are not queued', () => {
    for (let dodged = 0; dodged < 2; dodged++) {
      propose();
      world.decline('bob');
      world.leave('ada');
    }
    world.pass(20_000);
    world.pushesTo.clear();
    world.ask('bob', { type: 'sync' });
    assert.deepEqual(world.of('bob').queueUpdated, { penaltyMs: 40_000 });
    world.pass(40_000);
    world.ask('bob', { type: 'sync' });
    assert.deepEqual(world.of('bob').queueUpdated, { penaltyMs: 0 });
  });

  it('QU12 a returning player learns what they are in and gets their seat again', () => {
    propose();
    world.pushesTo.clear();
    assert.equal(world.done(world.desk.sync(asPlayerId('ada'), world.now)), 'queued');
    assert.ok(world.of('ada').matchProposed && world.of('ada').queueUpdated);
    world.accept('ada');
    world.isSeatTaken = false;
    world.accept('bob');
    const seats = world.seats.length;
    assert.equal(world.done(world.desk.sync(asPlayerId('ada'), world.now)), 'playing');
    assert.equal(world.seats.length, seats + 1);
    assert.equal(world.desk.sync(asPlayerId('nobody'), world.now), undefined);
  });

  it('QU12 a player who closed the page during a match gets the seat again until they leave the match', () => {
    const matchId = begin();
    const seats = world.seats.length;
    assert.equal(world.done(world.desk.sync(asPlayerId('ada'), world.now)), 'playing');
    assert.deepEqual(world.seats.slice(seats), [{ matchId, playerId: 'ada', role: 'player' }]);
    world.done(world.desk.matches.left(matchId, asPlayerId('ada')));
    assert.equal(world.done(world.desk.sync(asPlayerId('ada'), world.now)), undefined);
    assert.equal(world.seats.length, seats + 1);
  });

  it('QU18 a player stays in a running match even if its seat cannot be given again', () => {
    const matchId = begin();
    world.done(world.desk.matches.seatMissed(matchId, [asPlayerId('ada')], true, world.now));
    assert.deepEqual([world.playStatusOf('ada'), world.queue('ada')], ['playing', 'match/already']);
  });

  it('QU14 a party too large for one side of the mode is refused, and none of its members is queued', () => {
    assert.equal(world.queue(['ada', 'bob'], 'cycles-duel'), 'party/tooLarge');
    assert.equal(world.queue(['ada', 'bob', 'eve', 'joe', 'zoe'], 'cycles'), 'party/tooLarge');
    assert.deepEqual([world.desk.counts().queued, world.playStatusOf('ada')], [0, undefined]);
    assert.ok('ticketId' in (world.queue(['ada', 'bob', 'eve', 'joe'], 'cycles') as object));
    const modes = (ranked: boolean, teams?: number): Mode => ({
      id: 'm',
      title: 'M',
      room: 'm',
      players: { min: 2, max: 4 },
      ranked,
      bots: false,
      ...(teams !== undefined && { teams }),
    });
    assert.deepEqual([modes(true), modes(true, 2), modes(false), modes(false, 2)].map(partyMaxOf), [1, 2, 4, 2]);
  });

  it('QU15 players who arrive in one burst are matched in one pass by closeness, and every match gives its reasons', () => {
    const skills = { ada: 20, bob: 30, eve: 20.5, joe: 30.5 };
    world.come(...Object.keys(skills));
    for (const [name, mu] of Object.entries(skills))
      world.done(world.desk.joinQueue([world.player(name, { mu })], 'cycles-duel', world.now));
    assert.equal(world.found.length, 0, 'nobody is matched as they come');
    world.pass(MATCH_EVERY_MS);
    assert.deepEqual(
      ['ada', 'bob'].map((name) => world.of(name).matchProposed?.players.map(({ id }) => id)),
      [
        ['ada', 'eve'],
        ['bob', 'joe'],
      ],
    );
    const { matchId, mode, sides, quality, reasons } = world.found[0] as (typeof world.found)[0];
    assert.deepEqual([matchId, mode], [world.of('ada').matchProposed?.matchId, 'cycles-duel']);
    assert.deepEqual([sides, quality.spread], [[[1], [1]], 0.5]);
    assert.deepEqual(
      [reasons.way, reasons.waitedMs, reasons.youngestMs],
      ['neighbours', MATCH_EVERY_MS, MATCH_EVERY_MS],
    );
    assert.equal(world.found.length, 2);
  });

  it('QU16 the next desk keeps blocks and wait times, and forgets those that no longer count', () => {
    for (let match = 0; match < 3; match++) {
      world.done(world.desk.matches.finished(begin()));
      propose();
      world.decline('bob');
      world.leave('ada');
      if (match < 2) world.pass(61_000);
    }
    assert.equal(world.of('bob').matchCancelled?.penaltyMs, 5 * 60_000);
    world.queue('eve');
    const told = world.of('eve').queueUpdated?.queue?.waitRangeMs;
    assert.ok(told && told.to >= told.from);
    world.replace();
    world.desk.pushQueues(world.now);
    world.runEffects();
    assert.deepEqual(world.of('eve').queueUpdated?.queue?.waitRangeMs, told);
    assert.equal(world.queue('bob'), 'queue/penalised');
    world.pass(5 * 60_000 - 1_000);
    assert.equal(world.queue('bob'), 'queue/penalised');
    world.pass(1_000);
    assert.ok('ticketId' in (world.queue('bob') as object));
    assert.deepEqual(
      world.storedOf<{ player: string }>('penalty').map(({ player }) => player),
      ['bob'],
    );
    world.leave('bob');
    world.now += 86_400_000;
    world.queue('joe');
    world.pass(1_000);
    world.decline('joe');
    assert.deepEqual(
      world.storedOf<{ player: string }>('penalty').map(({ player }) => player),
      ['joe'],
    );
  });

  it('QU17 matches by code, list or challenge are friendly, queued matches count, and a rematch is like its match', () => {
    world.come('ada', 'bob', 'eve', 'joe', 'zoe');
    const ended = () => {
      const { matchId, isFriendly } = world.plans.at(-1) as MatchPlan;
      world.done(world.desk.matches.finished(matchId));
      return isFriendly;
    };
    world.done(world.desk.arranged.create(world.seat('ada'), 'connect-four', true, world.now));
    assert.equal(ended(), true);
    world.done(world.desk.arranged.create(world.seat('ada'), 'connect-four', false, world.now));
    assert.equal(ended(), true);
    const duel = [world.seat('ada'), world.seat('bob', 1)];
    const { matchId } = world.done(world.desk.arranged.start(duel, 'cycles-duel', asPlayerId('ada'), world.now)) as {
      matchId: string;
    };
    assert.equal(ended(), true);
    for (const { playerId } of duel) world.done(world.desk.arranged.rematch(playerId, matchId, world.now));
    assert.deepEqual([world.opened.length, ended()], [4, true]);
    propose();
    world.accept('ada');
    world.accept('bob');
    const found = world.opened.at(-1) as string;
    assert.equal(ended(), false);
    for (const { playerId } of duel) world.done(world.desk.arranged.rematch(playerId, found, world.now));
    assert.deepEqual([world.opened.length, ended()], [6, false]);
  });

  it('QU17 a free-for-all match with a party in it does not count', () => {
    world.queue(['ada', 'bob'], 'cycles');
    for (const name of ['eve', 'joe']) world.queue(name, 'cycles');
    world.pass(1_000);
    for (const name of ['ada', 'bob', 'eve', 'joe']) world.accept(name);
    assert.equal(world.plans.at(-1)?.isFriendly, true);
  });

  it('QU25 Quick Play counts if all players come alone', () => {
    for (const name of ['ada', 'bob', 'eve', 'joe']) world.queue(name, QUICK_PLAY);
    world.pass(1_000);
    for (const name of ['ada', 'bob', 'eve', 'joe']) world.accept(name);
    const { isFriendly, mode } = world.plans.at(-1) as MatchPlan;
    assert.deepEqual([isFriendly, mode], [false, QUICK_PLAY]);
    const ids = ['ada', 'bob', 'eve', 'joe'].map(asPlayerId);
    const ranking = ids.map((playerId, at) => ({ playerId, place: at + 1, isAbandoned: false }));
    const played = { matchId: 'm', mode, ranking, startedAt: 0, endedAt: 1, isFriendly };
    const changes = ratingChanges({ ...played, withBots: false }, NOTHING_KNOWN);
    const after = ids.map((id) => changes.get(id)?.after ?? assert.fail());
    assert.deepEqual(
      after,
      after.toSorted((a, b) => b - a),
    );
    assert.ok((after[0] ?? 0) > 1_000 && (after[3] ?? 9_999) <= 1_000);
    assert.equal(ratingChanges({ ...played, withBots: true }, NOTHING_KNOWN).size, 0);
  });

  it('T13 a match that never started does not count as the end of a wait', () => {
    for (let n = 0; n < 6; n++) {
      propose();
      world.decline('bob');
      world.leave('ada');
      world.pass(3_600_000 * 7);
    }
    world.queue('eve');
    assert.equal(world.of('eve').queueUpdated?.queue?.waitRangeMs, null);
    world.leave('eve');
    for (let n = 0; n < 3; n++) world.done(world.desk.matches.finished(begin()));
    world.queue('eve');
    assert.deepEqual(world.of('eve').queueUpdated?.queue?.waitRangeMs, { from: 1_000, to: 1_000 });
  });

  it('QU21 tickets and matches of a removed mode are dropped, and everything else goes on', () => {
    world.queue('ada');
    world.queue('eve', 'connect-four');
    world.stored.set('ticket old', {
      ticket: { id: 'old', mode: 'tag', players: [world.player('joe')], queuedAt: 0, blocks: [], recent: [] },
    });
    const plan = { ...plansBy(() => 'old')(TEAMS, [world.seat('zoe')]), mode: 'tag' };
    world.stored.set('match old', { plan, state: 'playing', tickets: [] });
    world.replace();
    assert.deepEqual(
      world.outdated.map(({ kind, id, mode }) => [kind, id, mode]),
      [
        ['ticket', 'old', 'tag'],
        ['match', 'old', 'tag'],
      ],
    );
    assert.deepEqual([world.of('joe').queueUpdated, world.playStatusOf('joe')], [{ why: 'gone' }, undefined]);
    assert.deepEqual([world.closed, world.storedOf('match'), world.storedOf('ticket').length], [['old'], [], 2]);
    world.queue('bob');
    world.pass(1_000);
    assert.ok(world.of('ada').matchProposed);
  });

  it('QU24 a player joining an open match gets the smallest free seat number', () => {
    world.come('ada', 'bob', 'eve', 'joe');
    const open = world.done(world.desk.arranged.create(world.seat('ada'), 'cycles', false, world.now)) as {
      matchId: string;
    };
    const teams = () => world.storedOf<StoredMatch>('match')[0]?.plan.seats.map(({ team }) => team);
    for (const name of ['bob', 'eve']) world.done(world.desk.arranged.join(world.seat(name), open));
    world.done(world.desk.matches.left(open.matchId, asPlayerId('bob')));
    assert.deepEqual(teams(), [0, 2]);
    for (const name of ['joe', 'bob']) world.done(world.desk.arranged.join(world.seat(name), open));
    assert.deepEqual(teams(), [0, 2, 1, 3]);
  });

  describe('in a mode with teams and its own time to accept', () => {
    useModes(TEAMS, SMALL_TEAMS);

    it('QU24 open matches, challenges and matches with bots put each player on the smallest team', () => {
      world.come('ada', 'bob', 'eve', 'joe');
      const teams = () => world.plans.at(-1)?.seats.map(({ team }) => team);
      const open = world.done(world.desk.arranged.create(world.seat('ada'), TEAMS.id, false, world.now)) as {
        matchId: string;
      };
      for (const name of ['bob', 'eve', 'joe']) world.done(world.desk.arranged.join(world.seat(name), open));
      const seats = world.storedOf<StoredMatch>('match')[0]?.plan.seats.map(({ playerId, team }) => [playerId, team]);
      assert.deepEqual(seats, [
        ['ada', 0],
        ['bob', 1],
        ['eve', 0],
        ['joe', 1],
      ]);
      world.done(world.desk.matches.finished(open.matchId));
      const duel = [world.seat('ada'), world.seat('bob')];
      world.done(world.desk.arranged.start(duel, SMALL_TEAMS.id, asPlayerId('ada'), world.now));
      assert.deepEqual(teams(), [0, 1]);
      world.done(world.desk.matches.finished(world.opened.at(-1) ?? ''));
      world.queue(['ada', 'bob'], TEAMS.id);
      world.done(world.desk.playBots(asPlayerId('ada'), world.now));
      assert.deepEqual(teams(), [0, 1]);
    });

    it('QU14 parties the size of a side play against each other, each on its own side', () => {
      assert.equal(world.queue(['ada', 'bob', 'eve'], TEAMS.id), 'party/tooLarge');
      world.queue(['ada', 'bob'], TEAMS.id);
      world.queue(['eve', 'joe'], TEAMS.id);
      world.pass(1_000);
      for (const name of ['ada', 'bob', 'eve', 'joe']) world.accept(name);
      const team = new Map(world.plans[0]?.seats.map(({ playerId, team: of }) => [String(playerId), of]));
      assert.equal(team.get('ada'), team.get('bob'));
      assert.equal(team.get('eve'), team.get('joe'));
      assert.deepEqual([...team.values()].toSorted(), [0, 0, 1, 1]);
    });

    it('QU4 the mode decides the time to accept', () => {
      for (const name of ['ada', 'bob', 'eve', 'joe']) world.queue(name, TEAMS.id);
      world.pass(1_000);
      assert.equal(world.of('ada').matchProposed?.leftMs, TEAMS.acceptMs);
      for (const name of ['ada', 'bob', 'eve']) world.accept(name);
      world.pass(4_000);
      assert.equal(world.playStatusOf('joe'), 'queued');
      world.pass(1_000);
      assert.deepEqual([world.of('joe').matchCancelled?.reason, world.playStatusOf('joe')], ['timedOut', undefined]);
    });
  });

  it('QU13 whatever players do and whatever fails, each has at most one ticket and one match, and the matching status', () => {
    const names = ['ada', 'bob', 'eve', 'joe', 'zoe'];
    const name = fc.constantFrom(...names);
    const step = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({
          do: fc.constant('queue' as const),
          name,
          mode: fc.constantFrom('cycles', 'cycles-duel'),
        }),
      },
      {
        weight: 8,
        arbitrary: fc.record({ do: fc.constantFrom('accept' as const, 'accept' as const, 'decline' as const), name }),
      },
      {
        weight: 2,
        arbitrary: fc.record({ do: fc.constantFrom('leave' as const, 'bots' as const, 'create' as const), name }),
      },
      {
        weight: 3,
        arbitrary: fc.record({
          do: fc.constant('where' as const),
          name,
          where: fc.constantFrom('here' as const, 'held' as const, 'gone' as const),
        }),
      },
      {
        weight: 4,
        arbitrary: fc.record({
          do: fc.constantFrom('finish' as const, 'close' as const, 'miss' as const, 'seated' as const),
          at: fc.nat(9),
          name,
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({ do: fc.constant('rooms' as const), away: fc.boolean(), taken: fc.boolean() }),
      },
      {
        weight: 6,
        arbitrary: fc.record({
          do: fc.constantFrom('invite' as const, 'yes' as const, 'yes' as const, 'leaveParty' as const),
          name,
          other: name,
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({ do: fc.constantFrom('promote' as const, 'remove' as const), name, other: name }),
      },
      { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('replace' as const, 'excuse' as const) }) },
      {
        weight: 8,
        arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.constantFrom(1_000, 9_000, 21_000) }),
      },
    );
    checked(
      fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
        const run = new DeskWorld();
        run.come(...names);
        for (const now of steps) {
          const matchId = 'at' in now ? (run.opened[now.at] ?? 'none') : '';
          run.cancelled.length = 0;
          const other = 'other' in now ? asPlayerId(now.other) : asPlayerId('');
          if (now.do === 'queue') run.ask(now.name, { type: 'joinQueue', mode: now.mode });
          if (now.do === 'invite') run.ask(now.name, { type: 'inviteToParty', playerId: other });
          if (now.do === 'yes')
            run.ask(now.name, {
              type: 'answerInvite',
              inviteId: run.of(now.name).invited?.inviteId ?? '',
              accept: true,
            });
          if (now.do === 'leaveParty') run.ask(now.name, { type: 'leaveParty' });
          if (now.do === 'promote') run.ask(now.name, { type: 'promote', playerId: other });
          if (now.do === 'remove') run.ask(now.name, { type: 'removeFromParty', playerId: other });
          if (now.do === 'excuse') run.done(run.play.excuse(run.now));
          if (now.do === 'accept') run.accept(now.name);
          if (now.do === 'decline') run.decline(now.name);
          if (now.do === 'leave') run.leave(now.name);
          if (now.do === 'bots') run.done(run.desk.playBots(asPlayerId(now.name), run.now));
          if (now.do === 'create') run.done(run.desk.arranged.create(run.seat(now.name), 'cycles', false, run.now));
          if (now.do === 'where') run.is(now.name, now.where);
          if (now.do === 'finish') run.done(run.desk.matches.finished(matchId));
          if (now.do === 'close') run.done(run.desk.matches.closed(matchId, run.now));
          if (now.do === 'miss') run.done(run.desk.matches.seatMissed(matchId, [asPlayerId(now.name)], false, run.now));
          if (now.do === 'seated') run.done(run.desk.matches.seated(matchId, asPlayerId(now.name)));
          if (now.do === 'rooms') Object.assign(run, { areRoomsAway: now.away, isSeatTaken: now.taken });
          if (now.do === 'replace') run.replace();
          if (now.do === 'pass') run.pass(now.ms);
          // Only time may blame others; an action blames at most the acting player.
          const blamed = run.cancelled.flatMap(({ to, payload }) => (payload.isYourFault ? to : []));
          if ('name' in now && now.do !== 'accept')
            assert.deepEqual(
              blamed.filter((who) => who !== now.name),
              [],
            );
          if (now.do === 'excuse' || now.do === 'replace') assert.deepEqual(blamed, []);
          const tickets = run.storedOf<StoredTicket>('ticket').map(({ ticket }) => ticket.players.map(({ id }) => id));
          for (const [first = asPlayerId(''), ...others] of tickets)
            assert.deepEqual([first, ...others], run.play.queuersOf(first), 'a ticket is of a whole party');
          const queued = tickets.flat();
          assert.equal(new Set(queued).size, queued.length, 'one ticket each');
          const { tickets: ticket, matches: match, penalties: penalty, drops, waits } = run.desk.stored();
          for (const [kind, values] of Object.entries({ ticket, match, penalty, drops, waits }))
            assert.deepEqual(sorted(JSON.parse(JSON.stringify(values))), sorted(run.storedOf(kind)), kind);
          for (const one of names) {
            const doing = run.playStatusOf(one);
            if (doing === 'queued')
              assert.ok(queued.includes(asPlayerId(one)), `${one} is shown as queued and has no ticket`);
            if (doing === undefined)
              assert.ok(!queued.includes(asPlayerId(one)), `${one} has a ticket and is not shown as queued`);
          }
        }
        // Everything ends, and no player is stranded.
        for (const matchId of run.opened) run.done(run.desk.matches.closed(matchId, run.now));
        for (const one of names) run.is(one, 'gone');
        run.pass(2_000);
        assert.deepEqual(
          [run.storedOf('ticket'), run.storedOf('match'), run.storedOf('party'), run.desk.counts()],
          [[], [], [], { queued: 0, proposals: 0, matches: 0 }],
        );
        for (const one of names) assert.equal(run.playStatusOf(one), undefined);
      }),
      4_000,
    );
  });
});

const sorted = (values: unknown[]): string[] => values.map((value) => JSON.stringify(value)).toSorted();
