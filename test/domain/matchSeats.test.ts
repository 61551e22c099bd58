import assert from 'node:assert/strict';
import { type MatchSeat, MatchSeats, type MatchSetup } from '../../server/domain/play/matchSeats.ts';
import { asPlayerId } from '../../shared/ids.ts';
import { TEAMS, useModes } from '../support/extraModes.ts';

const [ADA, BEN, CLEO] = [asPlayerId('ada'), asPlayerId('ben'), asPlayerId('cleo')];
const seat = (playerId: typeof ADA, team = 0) => ({ playerId, name: playerId, emblem: 0, team });
const bot: MatchSeat = { bot: 'easy', name: 'Bot', team: 9 };
const seatsOf = (seats: readonly MatchSeat[], more: Partial<MatchSetup> = {}) =>
  new MatchSeats({ matchId: 'm', mode: 'x', seats, maxSeats: seats.length, startsWhen: 'now', ...more }, 1_000, 0);

describe('match seats', () => {
  useModes(TEAMS);
  it('MR2 the match begins once, when every seat is taken, even if a player has dropped', () => {
    const seats = seatsOf([seat(ADA), seat(BEN), bot]);
    assert.equal(seats.take(ADA), 'seated');
    assert.equal(seats.begin(), false);
    assert.ok(seats.drop(ADA, 60_000));
    assert.equal(seats.take(BEN), 'seated');
    assert.ok(seats.begin());
    assert.equal(seats.begin(), false);
    assert.equal(seats.phase, 'running');
    assert.deepEqual(
      seats.all.map(({ state }) => state.is),
      ['dropped', 'here', 'bot'],
    );
  });

  it('MR23 a new desk is told of the seats: the players, those who left, and how others join', () => {
    const seats = seatsOf([seat(ADA), seat(BEN, 1), bot], { isFriendly: true });
    const plan = {
      ...{ matchId: 'm', mode: 'x', maxSeats: 3, bots: 1, isOpen: false, isPrivate: false, isFriendly: true },
      seats: [seat(ADA), seat(BEN, 1)],
    };
    assert.deepEqual(seats.standing, { plan, state: 'seating', tickets: [], left: [] });
    for (const player of [ADA, BEN]) seats.take(player);
    seats.begin();
    seats.leave(BEN);
    assert.deepEqual(seats.standing, { plan, state: 'playing', tickets: [], left: [BEN] });
    seats.finish([seats.all]);
    assert.equal(seats.standing, undefined);
    const open = seatsOf([seat(ADA)], { startsWhen: 'full', maxSeats: 2, isPrivate: true, code: 'ABCDEF' });
    open.admit(seat(BEN, 1), 0);
    assert.deepEqual(open.standing, {
      plan: { ...plan, maxSeats: 2, bots: 0, isOpen: true, isPrivate: true, isFriendly: false, code: 'ABCDEF' },
      state: 'open',
      tickets: [],
      left: [],
    });
  });

  it('MR3 a seat belongs to its player alone', () => {
    const seats = seatsOf([seat(ADA)]);
    assert.equal(seats.admit(seat(BEN), 0), false);
    assert.equal(seats.take(BEN), undefined);
    assert.equal(seats.drop(BEN, 1), false);
    assert.equal(seats.leave(BEN), undefined);
  });

  it('MR4 a seat not taken in time is missed, and the match is called off', () => {
    const seats = seatsOf([seat(ADA), seat(BEN), seat(CLEO), bot]);
    seats.take(BEN);
    assert.deepEqual(seats.overdue(999), { missed: [], isOff: false });
    assert.deepEqual(seats.overdue(1_000), { missed: [ADA, CLEO], isOff: true });
    assert.equal(seatsOf([seat(ADA)]).leave(ADA), 'missed');
  });

  it('MR5 the seats of an open match come and go until it is full, and are numbered in order', () => {
    const seats = seatsOf([seat(ADA)], { startsWhen: 'full', maxSeats: 2 });
    seats.take(ADA);
    assert.equal(seats.begin(), false);
    assert.ok(seats.admit(seat(BEN), 500));
    assert.equal(seats.admit(seat(CLEO), 500), false);
    assert.deepEqual(seats.overdue(1_000), { missed: [], isOff: false });
    assert.deepEqual(seats.overdue(1_500), { missed: [BEN], isOff: false });
    assert.ok(seats.admit(seat(CLEO), 2_000));
    seats.take(CLEO);
    assert.equal(seats.leave(ADA), 'freed');
    assert.equal(seats.of(CLEO)?.index, 0);
    assert.ok(seats.admit(seat(BEN), 2_000));
    seats.drop(CLEO, 9_000);
    seats.take(BEN);
    assert.equal(seats.begin(), false, 'a dropped player does not make it full');
    assert.equal(seats.take(CLEO), 'resumed');
    assert.ok(seats.begin());
    assert.equal(seats.admit(seat(ADA), 2_000), false);
  });

  it('MR22 an open match may begin early with enough players, unless somebody is on the way', () => {
    const seats = seatsOf([seat(ADA)], { startsWhen: 'full', maxSeats: 4 });
    seats.take(ADA);
    assert.equal(seats.begin(2), false);
    seats.admit(seat(BEN), 0);
    assert.equal(seats.begin(2), false, 'somebody is on the way');
    seats.take(BEN);
    assert.equal(seats.begin(), false);
    assert.ok(seats.begin(2));
    assert.equal(seats.begin(2), false);
    assert.equal(seats.admit(seat(CLEO), 0), false);
  });

  it('MR7 players who left have abandoned the match and rank last, with the first to leave at the bottom', () => {
    const seats = seatsOf([seat(ADA), seat(BEN), seat(CLEO), bot]);
    for (const player of [ADA, BEN, CLEO]) seats.take(player);
    seats.begin();
    const [ada, ben, cleo, robot] = seats.all;
    assert.ok(ada && ben && cleo && robot);
    seats.markPlayed();
    assert.equal(seats.leave(ADA), 'abandoned');
    assert.equal(seats.leave(ADA), undefined);
    assert.equal(seats.take(ADA), undefined);
    assert.equal(seats.forcedRanking, undefined);
    assert.equal(seats.leave(CLEO), 'abandoned');
    assert.equal(seats.forcedRanking, undefined);
    const places = seats.finish([[ada], [ben, robot], [cleo]]);
    assert.deepEqual(places, [4, 1, 3, 1]);
    assert.deepEqual(seats.played(places, 0, 1).ranking, [
      { playerId: ADA, place: 4, isAbandoned: true },
      { playerId: BEN, place: 1, isAbandoned: false },
      { playerId: CLEO, place: 3, isAbandoned: true },
    ]);
  });

  it('MR30 a result says who left before the match was played, and whether that ended it', () => {
    const begun = () => {
      const seats = seatsOf([seat(ADA), seat(BEN), seat(CLEO)]);
      for (const player of [ADA, BEN, CLEO]) seats.take(player);
      seats.begin();
      return seats;
    };
    const result = (seats: MatchSeats) => {
      const { ranking, isUnplayed = false } = seats.played(seats.finish([seats.all]), 0, 1);
      return [isUnplayed, ranking.map(({ hasLeftEarly = false }) => hasLeftEarly)];
    };
    const unplayed = begun();
    unplayed.leave(BEN);
    assert.deepEqual(result(unplayed), [true, [false, true, false]]);
    const later = begun();
    later.leave(BEN);
    later.markPlayed();
    later.leave(CLEO);
    assert.deepEqual(result(later), [false, [false, true, false]]);
    assert.deepEqual(result(begun()), [false, [false, false, false]], 'nobody left: the result is enough');
  });

  it('MR31 a result names the sides of a mode with teams, and none of a free-for-all', () => {
    const teamsIn = (mode: string) => {
      const seats = seatsOf([seat(ADA, 1), seat(BEN), bot], { mode });
      for (const player of [ADA, BEN]) seats.take(player);
      seats.begin();
      return seats.played(seats.finish([seats.all]), 0, 1).ranking.map((entry) => entry.team);
    };
    assert.deepEqual(teamsIn(TEAMS.id), [1, 0]);
    assert.deepEqual(teamsIn('cycles'), [undefined, undefined]);
  });

  it('RA10 a result names the networks from which each player came, once each', () => {
    const seats = seatsOf([seat(ADA), seat(BEN)]);
    for (const network of ['home', 'train', 'home']) seats.take(ADA, network);
    seats.take(BEN);
    seats.begin();
    assert.deepEqual(
      seats.played(seats.finish([seats.all]), 0, 1).ranking.map(({ networks }) => networks),
      [['home', 'train'], undefined],
    );
  });

  it('MR8 every seat is ranked once, and results are final', () => {
    const seats = seatsOf([seat(ADA), seat(BEN)]);
    for (const player of [ADA, BEN]) seats.take(player);
    const [ada, ben] = seats.all;
    assert.ok(ada && ben);
    assert.throws(() => seats.finish([[ada], [ben]]), /running/);
    seats.begin();
    assert.throws(() => seats.finish([[ada]]), /each seat/);
    assert.throws(() => seats.finish([[ada], [ben], [ada]]), /each seat/);
    assert.deepEqual(seats.finish([[ada, ben]]), [1, 1]);
    assert.throws(() => seats.finish([[ada, ben]]), /running/);
    assert.equal(seats.leave(BEN), undefined, 'who leaves after the end has abandoned nothing');
  });
});
