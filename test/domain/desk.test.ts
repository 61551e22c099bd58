import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { MatchPlan, StoredTicket } from '../../server/domain/deskEffects.ts';
import { asPlayerId } from '../../shared/ids.ts';
import { MATCH_EVERY_MS } from '../../shared/limits.ts';
import { type Mode, partyMaxOf } from '../../shared/modes.ts';
import { ACCEPT_MS, DeskWorld } from '../support/deskWorld.ts';
import { checked } from '../support/property.ts';

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
  /** The id of a match that ada and bob play. */
  const begin = (): string => {
    propose();
    world.accept('ada');
    world.accept('bob');
    return world.seats.at(-1)?.matchId ?? assert.fail();
  };

  it('QU1 two who queue are proposed a match, accept it, are seated, and play', () => {
    assert.match((world.queue('ada') as { ticketId: string }).ticketId, /^id/);
    assert.equal(world.doing('ada'), 'queued');
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
    assert.deepEqual([world.doing('ada'), world.of('ada').queueUpdated], ['playing', { why: 'accepted' }]);
    assert.deepEqual([world.storedOf('match').length, world.storedOf('ticket').length], [1, 0]);
  });

  it('QU2 nobody queues twice, while playing, for what is no mode, or from outside of the lobby', () => {
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

  it('QU3 a decline sends the other back with their age, and is forgiven once', () => {
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
      [world.of('bob').matchCancelled?.isYourFault, world.of('bob').matchCancelled?.penaltyMs, world.doing('bob')],
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

  it('QU4 who does not answer in time is out, who accepted stays', () => {
    propose();
    world.accept('ada');
    world.pass(ACCEPT_MS);
    assert.deepEqual([world.of('ada').matchCancelled?.reason, world.doing('ada')], ['timedOut', 'queued']);
    assert.deepEqual([world.of('bob').matchCancelled?.isYourFault, world.doing('bob')], [true, undefined]);
  });

  it('QU5 who drops in a ready check is not to blame and keeps the place; who had accepted may be back in time', () => {
    propose();
    world.is('bob', 'held');
    world.pass(1_000);
    assert.deepEqual(
      ['ada', 'bob'].map((name) => [
        world.of(name).matchCancelled?.reason,
        world.of(name).matchCancelled?.isYourFault,
        world.doing(name),
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

  it('QU6 a seat that is missed is as a decline, and one that we cannot give is nobody’s fault', () => {
    propose();
    world.isSeatTaken = false;
    world.accept('ada');
    world.accept('bob');
    const [seat] = world.seats;
    world.desk.matches.seated(seat?.matchId ?? '', asPlayerId('ada'));
    world.desk.matches.seatMissed(seat?.matchId ?? '', [asPlayerId('bob')], false, world.now);
    world.carry();
    assert.deepEqual([world.of('ada').matchCancelled?.reason, world.doing('ada')], ['seatMissed', 'queued']);
    assert.deepEqual([world.of('bob').matchCancelled?.isYourFault, world.doing('bob')], [true, undefined]);
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
        world.doing(name),
      ]),
      [
        ['failed', false, 'queued'],
        ['failed', false, 'queued'],
      ],
    );
  });

  it('QU7 another desk goes on with the same tickets and their age, and calls off what was being accepted', () => {
    world.queue('eve', 'cycles');
    world.pass(4_000);
    propose();
    world.replace();
    assert.deepEqual(
      [world.of('ada').matchCancelled?.reason, world.of('ada').matchCancelled?.isYourFault],
      ['failed', false],
    );
    assert.equal(world.desk.counts().queued, 3);
    world.desk.tellQueues(world.now);
    world.carry();
    assert.ok((world.of('eve').queueUpdated?.queue?.waitedMs ?? 0) >= 5_000);
    world.accept('ada');
    world.accept('bob');
    world.replace();
    assert.equal(world.queue('ada'), 'match/already');
    world.desk.matches.finished(world.opened[0] ?? '');
    world.carry();
    assert.ok('ticketId' in (world.queue('ada') as object));
  });

  it('QU19 a desk that could not act for a while calls off what was being accepted, and blames nobody for a seat', () => {
    propose();
    world.accept('ada');
    world.now += ACCEPT_MS;
    world.done(world.desk.stoodStill(world.now));
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
    world.done(world.desk.stoodStill(world.now));
    world.pass(1_000);
    assert.deepEqual(world.closed, [], 'there is still time to sit');
    world.done(world.desk.matches.seatMissed(matchId, [asPlayerId('bob')], false, world.now));
    assert.deepEqual([world.of('bob').matchCancelled?.reason, world.doing('bob')], ['failed', 'queued']);
    assert.deepEqual(world.storedOf('penalty'), []);
  });

  it('QU20 who has left a running match for good is free with the next desk too', () => {
    begin();
    const [matchId = ''] = world.opened;
    world.done(world.desk.matches.left(matchId, asPlayerId('ada')));
    world.replace();
    assert.ok('ticketId' in (world.queue('ada') as object));
    assert.equal(world.queue('bob'), 'match/already');
  });

  it('QU21 a match that stands is taken over by a desk that does not know it, with those who are in nothing else', () => {
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

  it('QU8 a ticket goes with its player, and a party’s with any of them', () => {
    world.queue(['ada', 'bob'], 'cycles');
    world.is('bob', 'gone');
    world.pass(1_000);
    assert.deepEqual(
      [world.of('ada').queueUpdated, world.doing('ada'), world.storedOf('ticket').length],
      [{ why: 'gone' }, undefined, 0],
    );
  });

  it('QU9 a match of one’s own is joined from the list or by its code, while there is room', () => {
    world.come('ada', 'bob', 'eve', 'joe', 'zoe');
    const open = world.done(world.desk.matches.create(world.seat('ada'), 'cycles', false, world.now)) as {
      matchId: string;
    };
    assert.deepEqual([...world.listed], [open.matchId]);
    const hidden = world.done(world.desk.matches.create(world.seat('bob'), 'connect-four', true, world.now)) as {
      matchId: string;
      code: string;
    };
    assert.equal(world.desk.matches.join(world.seat('eve'), { matchId: hidden.matchId }), 'match/unknown');
    assert.deepEqual(world.done(world.desk.matches.join(world.seat('eve'), { code: hidden.code })), {
      matchId: hidden.matchId,
    });
    assert.equal(world.desk.matches.join(world.seat('joe'), { code: hidden.code }), 'match/full');
    assert.deepEqual(world.done(world.desk.matches.join(world.seat('joe'), open)), open);
    assert.deepEqual(world.done(world.desk.matches.watch(world.seat('zoe'), open.matchId)), open);
    assert.equal(world.doing('joe'), 'playing');
    world.desk.matches.started(open.matchId);
    world.carry();
    world.come('max');
    assert.equal(world.desk.matches.join(world.seat('max'), open), 'match/full');
    assert.deepEqual(
      world.desk.matches.rows().map(({ state, players }) => [state, players.length]),
      [['playing', 2]],
    );
    world.desk.matches.finished(open.matchId);
    world.carry();
    assert.deepEqual([[...world.listed], world.doing('joe')], [[], undefined]);
  });

  it('QU10 bots play now with who does not want to wait, where the mode has them', () => {
    world.queue('ada', 'cycles');
    assert.deepEqual(world.done(world.desk.playBots(asPlayerId('ada'), world.now)), {});
    assert.equal(world.doing('ada'), 'playing');
    world.queue('bob');
    assert.equal(world.desk.playBots(asPlayerId('bob'), world.now), 'queue/noBots');
  });

  it('QU11 a rematch starts when all have asked for it', () => {
    propose();
    world.accept('ada');
    world.accept('bob');
    const [matchId = ''] = world.opened;
    assert.equal(world.desk.matches.rematch(asPlayerId('ada'), matchId, world.now), 'match/unknown');
    world.desk.matches.finished(matchId);
    world.carry();
    assert.deepEqual(world.done(world.desk.matches.rematch(asPlayerId('ada'), matchId, world.now)), {});
    assert.equal(world.opened.length, 1);
    assert.equal(world.desk.matches.rematch(asPlayerId('eve'), matchId, world.now), 'match/unknown');
    assert.deepEqual(world.done(world.desk.matches.rematch(asPlayerId('bob'), matchId, world.now)), {});
    assert.equal(world.opened.length, 2);
    assert.equal(world.doing('ada'), 'playing');
  });

  it('QU12 who comes back is told what they are in, and given their seat again', () => {
    propose();
    world.told.clear();
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

  it('QU12 who closed the page in a running match is given the seat again, until they have left', () => {
    const matchId = begin();
    const seats = world.seats.length;
    assert.equal(world.done(world.desk.sync(asPlayerId('ada'), world.now)), 'playing');
    assert.deepEqual(world.seats.slice(seats), [{ matchId, playerId: 'ada', role: 'player' }]);
    world.done(world.desk.matches.left(matchId, asPlayerId('ada')));
    assert.equal(world.done(world.desk.sync(asPlayerId('ada'), world.now)), undefined);
    assert.equal(world.seats.length, seats + 1);
  });

  it('QU18 where a seat in a running match cannot be given again, its player is still in it', () => {
    const matchId = begin();
    world.done(world.desk.matches.seatMissed(matchId, [asPlayerId('ada')], true, world.now));
    assert.deepEqual([world.doing('ada'), world.queue('ada')], ['playing', 'match/already']);
  });

  it('QU14 a party that does not fit on one side of a mode is refused when it queues, and nobody of it is queued', () => {
    assert.equal(world.queue(['ada', 'bob'], 'cycles-duel'), 'party/tooLarge');
    assert.equal(world.queue(['ada', 'bob', 'eve', 'joe', 'zoe'], 'cycles'), 'party/tooLarge');
    assert.deepEqual([world.desk.counts().queued, world.doing('ada')], [0, undefined]);
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

  it('QU15 those who come in one burst are matched in one pass, the nearest with each other, and every match says why', () => {
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

  it('QU16 another desk blocks as long as the last one, tells the same waits, and forgets what counts no more', () => {
    for (let match = 0; match < 3; match++) {
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
    world.desk.tellQueues(world.now);
    world.carry();
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

  it('QU17 who chose each other plays a friendly match, by code, list, challenge or once more; the queue’s matches count', () => {
    world.come('ada', 'bob', 'eve', 'joe', 'zoe');
    const ended = () => {
      const { matchId, isFriendly } = world.plans.at(-1) as MatchPlan;
      world.done(world.desk.matches.finished(matchId));
      return isFriendly;
    };
    world.done(world.desk.matches.create(world.seat('ada'), 'connect-four', true, world.now));
    assert.equal(ended(), true);
    world.done(world.desk.matches.create(world.seat('ada'), 'connect-four', false, world.now));
    assert.equal(ended(), true);
    const duel = [world.seat('ada'), world.seat('bob', 1)];
    const { matchId } = world.done(world.desk.matches.start(duel, 'cycles-duel', world.now)) as { matchId: string };
    assert.equal(ended(), true);
    for (const { playerId } of duel) world.done(world.desk.matches.rematch(playerId, matchId, world.now));
    assert.deepEqual([world.opened.length, ended()], [4, true]);
    propose();
    world.accept('ada');
    world.accept('bob');
    const found = world.opened.at(-1) as string;
    assert.equal(ended(), false);
    for (const { playerId } of duel) world.done(world.desk.matches.rematch(playerId, found, world.now));
    assert.deepEqual([world.opened.length, ended()], [6, false]);
  });

  it('QU13 whatever players do, whatever fails: each is in one ticket and one match at most, and shown as what they are', () => {
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
      { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('replace' as const, 'standStill' as const) }) },
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
          if (now.do === 'queue') run.done(run.desk.joinQueue([run.player(now.name)], now.mode, run.now));
          if (now.do === 'accept') run.accept(now.name);
          if (now.do === 'decline') run.decline(now.name);
          if (now.do === 'leave') run.leave(now.name);
          if (now.do === 'bots') run.done(run.desk.playBots(asPlayerId(now.name), run.now));
          if (now.do === 'create') run.done(run.desk.matches.create(run.seat(now.name), 'cycles', false, run.now));
          if (now.do === 'where') run.is(now.name, now.where);
          if (now.do === 'finish') run.done(run.desk.matches.finished(matchId));
          if (now.do === 'close') run.done(run.desk.matches.closed(matchId, run.now));
          if (now.do === 'miss') run.done(run.desk.matches.seatMissed(matchId, [asPlayerId(now.name)], false, run.now));
          if (now.do === 'seated') run.done(run.desk.matches.seated(matchId, asPlayerId(now.name)));
          if (now.do === 'rooms') Object.assign(run, { areRoomsAway: now.away, isSeatTaken: now.taken });
          if (now.do === 'replace') run.replace();
          if (now.do === 'standStill') run.done(run.desk.stoodStill(run.now));
          if (now.do === 'pass') run.pass(now.ms);
          const queued = run
            .storedOf<StoredTicket>('ticket')
            .flatMap(({ ticket }) => ticket.players.map(({ id }) => id));
          assert.equal(new Set(queued).size, queued.length, 'one ticket each');
          const { tickets, matches, penalties, waits } = run.desk.stored();
          for (const [kind, values] of Object.entries({ ticket: tickets, match: matches, penalty: penalties, waits }))
            assert.deepEqual(sorted(JSON.parse(JSON.stringify(values))), sorted(run.storedOf(kind)), kind);
          for (const one of names) {
            const doing = run.doing(one);
            if (doing === 'queued')
              assert.ok(queued.includes(asPlayerId(one)), `${one} is shown as queued and has no ticket`);
            if (doing === undefined)
              assert.ok(!queued.includes(asPlayerId(one)), `${one} has a ticket and is not shown as queued`);
          }
        }
        // Everything ends: nobody is stranded.
        for (const matchId of run.opened) run.done(run.desk.matches.closed(matchId, run.now));
        for (const one of names) run.is(one, 'gone');
        run.pass(2_000);
        assert.deepEqual(
          [run.storedOf('ticket'), run.storedOf('match'), run.desk.counts()],
          [[], [], { queued: 0, proposals: 0, matches: 0 }],
        );
        for (const one of names) assert.equal(run.doing(one), undefined);
      }),
      10_000,
    );
  });
});

const sorted = (values: unknown[]): string[] => values.map((value) => JSON.stringify(value)).toSorted();
