import assert from 'node:assert/strict';
import { matchMaker } from '@colyseus/core';
import { Client } from 'colyseus.js';
import { eventually } from '../support/eventually.ts';
import { MatchServer, playerSeat, WINDOWS } from '../support/matchServer.ts';

const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error: Error) => error.message,
  );
const TWO = [playerSeat('ada', 0), playerSeat('ben', 1)];

describe('a seat in a match', () => {
  let server: MatchServer;
  // The SDK warns about every refused try, which the rejection reports too.
  const { warn } = console;
  before(() => {
    console.warn = () => {};
  });
  after(() => {
    console.warn = warn;
  });
  beforeEach(async () => {
    server = await MatchServer.start();
  });
  afterEach(async () => {
    await server.stop();
    assert.deepEqual(server.failures, []);
  });
  const duel = () => server.open('connect-four', { seats: TWO });

  it('MR1 a match requested twice at once or again later has one room', async () => {
    const [first, second] = await Promise.all([duel(), server.open('connect-four', { seats: TWO, matchId: 'm1' })]);
    assert.equal(first, second);
    await server.open('connect-four', { seats: TWO, matchId: 'm1' });
    const rooms = await matchMaker.query({ name: 'connect-four' });
    assert.deepEqual(
      rooms.map(({ roomId }) => roomId),
      ['m1'],
    );
    const ada = await server.enter('m1', 'ada');
    await server.open('connect-four', { seats: TWO, matchId: 'm1' });
    await ada.sees('here waiting');
    assert.deepEqual(server.reportsOf('m1'), ['seated ada']);
  });

  it('MR2 the match begins once everybody is there, and each player sees the table and their own place', async () => {
    const id = await duel();
    const ada = await server.enter(id, 'ada');
    await ada.sees('here waiting');
    assert.equal(ada.table?.phase, 'seating');
    const ben = await server.enter(id, 'ben');
    for (const seated of [ada, ben]) await seated.sees('here here');
    assert.deepEqual(server.reportsOf(id), ['seated ada', 'seated ben', 'started']);
    assert.deepEqual([ada.table?.you, ben.table?.you, ben.table?.phase], [0, 1, 'running']);
    assert.deepEqual(ben.table?.seats[0], { name: 'ada', emblem: 0, team: 0, is: 'here', id: 'ada' });
  });

  it('MR3 another player’s reservation lets nobody in over 100 tries, and its owner still gets in', async () => {
    const id = await duel();
    const reservation = await server.reserve(id, 'ada');
    for (let tries = 0; tries < 100; tries += 20) {
      const answers = await Promise.all(Array.from({ length: 20 }, () => refusal(server.take(reservation, 'mallory'))));
      for (const answer of answers) assert.match(answer, /auth\/invalid|consumed|expired/);
    }
    assert.deepEqual(server.reportsOf(id), []);
    const ada = await eventually(() => server.take(reservation, 'ada'));
    await ada.sees('here waiting');
    assert.match(await refusal(server.take(reservation, 'ada')), /expired|request\/unknown/);
  });

  it('MR3 a missing, expired or wrong-purpose token, and a seat reserved for nobody, are refused', async () => {
    const id = await duel();
    const tokens = ['', 'x.y.z', (await server.tokens.issue('ada' as never, 'resume')).token];
    for (const token of tokens) {
      const reservation = await server.reserve(id, 'ada');
      const client = new Client(server.url);
      client.auth.token = token;
      assert.match(await refusal(client.consumeSeatReservation(reservation as never)), /auth\/(required|invalid)/);
    }
    const place = (await matchMaker.query({ roomId: id }))[0];
    const free = await matchMaker.reserveSeatFor(place as never, { playerId: 'ada', role: 'player' });
    assert.equal(await refusal(server.take(free as never, 'ada')), 'request/notAllowed');
    assert.deepEqual(server.reportsOf(id), []);
  });

  it('MR3 a player without a seat in the match gets none', async () => {
    const id = await duel();
    assert.equal(await refusal(server.reserve(id, 'mallory')), 'match/full');
    assert.equal(await refusal(server.reserve('no-such-match', 'ada')), 'match/unknown');
  });

  it('MR4 a seat not taken in time calls the match off and names the player', async () => {
    const id = await duel();
    const ada = await server.enter(id, 'ada');
    await server.reserve(id, 'ben');
    server.clock.advance(WINDOWS.seatMs);
    await ada.closes();
    assert.equal(ada.closed, 4000);
    assert.deepEqual(server.reportsOf(id), ['seated ada', 'seatMissed ben', 'closed']);
    assert.equal(await refusal(server.reserve(id, 'ben')), 'match/unknown');
  });

  it('MR4 a player who leaves before the start has missed their seat', async () => {
    const id = await duel();
    const ada = await server.enter(id, 'ada');
    await ada.room.leave();
    await server.hears(id, 'closed');
    assert.deepEqual(server.reportsOf(id), ['seated ada', 'seatMissed ada', 'closed']);
  });

  it('MR5 players of an open match come and go until it is full, and it closes when the last one leaves', async () => {
    const seats = [playerSeat('ada', 0)];
    const id = await server.open('connect-four', { seats, maxSeats: 2, startsWhen: 'full' });
    const ada = await server.enter(id, 'ada');
    const ben = await server.enter(id, 'ben');
    await ada.sees('here here');
    assert.equal(await refusal(server.reserve(id, 'cleo')), 'match/full');
    assert.deepEqual(server.reportsOf(id), ['seated ada', 'seated ben', 'started ada ben']);
    await Promise.all([ada.room.leave(), ben.room.leave()]);

    const other = await server.open('connect-four', { seats, maxSeats: 2, startsWhen: 'full' });
    const host = await server.enter(other, 'ada');
    await server.reserve(other, 'ben');
    await host.sees('here waiting');
    server.clock.advance(WINDOWS.seatMs);
    await server.hears(other, 'seatMissed ben');
    await host.sees('here');
    const cleo = await server.enter(other, 'cleo', 'spectator');
    await host.room.leave();
    await server.hears(other, 'left ada');
    await cleo.room.leave();
    await server.hears(other, 'closed');
    assert.ok(!server.reportsOf(other).includes('started'));
  });

  it('MR6 a player who takes their seat from another tab has it there, and the old session closes with 4101', async () => {
    const id = await duel();
    const ada = await server.enter(id, 'ada');
    await server.enter(id, 'ben');
    const again = await server.enter(id, 'ada');
    await ada.closes();
    assert.equal(ada.closed, 4101);
    await again.sees('here here');
    assert.deepEqual(server.reportsOf(id), ['seated ada', 'seated ben', 'started']);
  });
});
