import assert from 'node:assert/strict';
import { findMatches, windowOf } from '../../server/domain/matchmaking/matchmaker.ts';
import { shownRating } from '../../server/domain/matchmaking/ratings.ts';
import type { Ticket, TicketPlayer } from '../../server/domain/matchmaking/ticket.ts';
import { asPlayerId } from '../../shared/ids.ts';
import type { Mode } from '../../shared/modes.ts';

const mode = (more: Partial<Mode> = {}): Mode => ({
  id: 'duel',
  title: 'Duel',
  room: 'duel',
  players: { min: 2, max: 2 },
  ranked: true,
  bots: false,
  ...more,
});
const NOW = 1_000_000;
const player = (id: string, mu = 25, sigma = 2): TicketPlayer => ({
  id: asPlayerId(id),
  name: id,
  emblem: 0,
  mu,
  sigma,
});
const ticket = (id: string, mu = 25, waitedMs = 0, more: Partial<Ticket> = {}): Ticket => ({
  id,
  mode: 'duel',
  players: [player(id, mu)],
  queuedAt: NOW - waitedMs,
  blocks: [],
  recent: [],
  ...more,
});
const found = (one: Mode, ...tickets: Ticket[]) =>
  findMatches(one, tickets, NOW).map(({ sides }) => sides.map((side) => side.map(({ id }) => id)));

const party = (id: string, mu: number, size: number, waitedMs = 0, more: Partial<Ticket> = {}): Ticket =>
  ticket(id, mu, waitedMs, { players: Array.from({ length: size }, (_, seat) => player(`${id}${seat}`, mu)), ...more });
const blocks = (...ids: string[]) => ({ blocks: ids.map(asPlayerId) });
const met = (...ids: string[]) => ({ recent: ids.map(asPlayerId) });

describe('the matchmaker', () => {
  it('T1 equal players are matched at once, and unequal players when their windows have widened enough', () => {
    assert.deepEqual(found(mode(), ticket('a'), ticket('b', 26)), [[['a'], ['b']]]);
    const apart = (waitedMs: number, othersMs: number) => [ticket('a', 25, waitedMs), ticket('b', 39, othersMs)];
    assert.deepEqual(found(mode(), ...apart(0, 0)), []);
    assert.deepEqual(found(mode(), ...apart(50_000, 0)), [], 'not before the newcomer wants it too');
    assert.deepEqual(found(mode(), ...apart(31_000, 30_000)), [[['a'], ['b']]]);
  });

  it('T1 a player with an uncertain rating searches a wider window', () => {
    const unsure = (id: string, mu: number) => ticket(id, mu, 0, { players: [player(id, mu, 8)] });
    assert.deepEqual(found(mode(), ticket('a'), ticket('b', 29)), []);
    assert.deepEqual(found(mode(), unsure('a', 25), unsure('b', 29)), [[['a'], ['b']]]);
  });

  it('T2 after a minute a player takes anybody, even a newcomer, and the nearest first', () => {
    assert.deepEqual(found(mode(), ticket('a', 0, 60_000), ticket('b', 60)), [[['a'], ['b']]]);
    assert.deepEqual(found(mode(), ticket('a', 0, 59_999), ticket('b', 60)), []);
    assert.deepEqual(found(mode(), ticket('a', 0, 60_000), ticket('b', 60), ticket('c', 50)), [[['a'], ['c']]]);
  });

  it('T3 players with a block between them are never matched, in either direction', () => {
    const [a, b] = [ticket('a', 25, 99_000, blocks('b')), ticket('b', 25, 99_000)];
    assert.deepEqual(found(mode(), a, b), []);
    assert.deepEqual(
      found(mode(), b, a, ticket('c', 26, 99_000))
        .flat(2)
        .includes('c'),
      true,
    );
    const four = mode({ players: { min: 4, max: 4 } });
    const others = ['c', 'd', 'e'].map((id, n) => ticket(id, 26 + n, 99_000));
    const [match] = found(four, a, b, ...others).map((sides) => sides.flat());
    assert.ok(match && match.length === 4 && !(match.includes('a') && match.includes('b')));
  });

  it('T3 a party shares the blocks of its members', () => {
    const teams = mode({ players: { min: 4, max: 4 }, teams: 2 });
    const one = party('p', 25, 2, 99_000, blocks('q1'));
    assert.deepEqual(found(teams, one, party('q', 25, 2, 99_000)), []);
    assert.deepEqual(found(teams, one, party('r', 25, 2, 99_000)), [[['p'], ['r']]]);
  });

  it('T4 the latest opponent is matched only if nobody else is near, and a little later', () => {
    const again = (waitedMs: number) => [ticket('a', 25, waitedMs, met('b')), ticket('b', 25, waitedMs)];
    assert.deepEqual(found(mode(), ...again(5_000), ticket('c', 27, 5_000)).length, 1);
    assert.ok(!found(mode(), ...again(5_000), ticket('c', 27, 5_000)).some((sides) => `${sides}` === 'a,b'));
    assert.deepEqual(found(mode(), ...again(4_000)), []);
    assert.deepEqual(found(mode(), ...again(6_000)), [[['a'], ['b']]]);
    const older = [ticket('a', 25, 0, met('x', 'b')), ticket('b', 25)];
    assert.deepEqual(found(mode(), ...older), [[['a'], ['b']]], 'the one before costs half');
  });

  it('T5 a match that could be larger waits some seconds for more players, then starts', () => {
    const four = mode({ players: { min: 2, max: 4 }, ranked: false });
    const two = (waitedMs: number) => [ticket('a', 0, waitedMs), ticket('b', 60)];
    assert.deepEqual(found(four, ...two(7_999)), []);
    assert.deepEqual(found(four, ...two(8_000)), [[['a'], ['b']]]);
    assert.deepEqual(
      found(four, ...two(1_000), ticket('c'), ticket('d'))
        .flat(2)
        .toSorted(),
      ['a', 'b', 'c', 'd'],
    );
    const sizes = (count: number) =>
      found(four, ...Array.from({ length: count }, (_, n) => ticket(`t${n}`, 25, 9_000))).map((sides) => sides.length);
    assert.deepEqual(sizes(5).toSorted(), [2, 3]);
    assert.deepEqual(sizes(6), [3, 3], 'rather than four and two');
    assert.deepEqual(sizes(1), []);
  });

  it('T6 a party stays together, and sides have equal size and similar skill', () => {
    const teams = mode({ players: { min: 4, max: 4 }, teams: 2 });
    const sides = found(teams, party('p', 30, 2, 9_000), ticket('x', 30, 5_000), ticket('y', 29, 5_000));
    assert.deepEqual(
      sides.map((match) => match.map((side) => side.toSorted())),
      [[['p'], ['x', 'y']]],
    );
    const [match] = findMatches(
      teams,
      [32, 31, 30, 29].map((mu, n) => ticket(`s${n}`, mu, 30_000)),
      NOW,
    );
    const strength = match?.sides.map((side) => side.reduce((sum, { players: [one] }) => sum + (one?.mu ?? 0), 0));
    assert.deepEqual(strength, [61, 61]);
    assert.deepEqual(found(teams, party('t', 25, 3, 99_000), ticket('u', 25, 99_000)), [], 'no side has three');
  });

  it('T6 parties of any size find each other, even if their neighbours do not fit', () => {
    const five = mode({ players: { min: 10, max: 10 }, teams: 2, ranked: false });
    const sizes = [3, 4, 1, 2, 3, 5, 2];
    const tickets = sizes.map((size, n) => party(`p${n}`, 25, size, 9_000 - n));
    const [match, ...more] = findMatches(five, tickets, NOW);
    assert.deepEqual(
      match?.sides.map((side) => side.reduce((sum, { players }) => sum + players.length, 0)),
      [5, 5],
    );
    assert.equal(more.length, 1, 'twenty players, two matches');
  });

  it('T6 a party plays among itself in casual modes, and never in a ranked mode', () => {
    const four = { players: { min: 2, max: 4 } };
    assert.deepEqual(found(mode({ ...four, ranked: false }), party('p', 25, 2, 8_000)), [[['p']]]);
    assert.deepEqual(found(mode(four), party('p', 25, 4, 99_000)), []);
    assert.deepEqual(found(mode(), party('p', 25, 2, 99_000)), []);
  });

  it('T7 a player sees the current search window, in displayed ratings', () => {
    const reach = 1 + 1 + 4;
    assert.deepEqual(windowOf(mode(), ticket('a', 25, 10_000), NOW), {
      from: shownRating({ mu: 25 - reach, sigma: 2 }),
      to: shownRating({ mu: 25 + reach, sigma: 2 }),
    });
    assert.deepEqual(windowOf(mode(), ticket('a', 25, 60_000), NOW), {
      from: 0 + shownRating({ mu: 0, sigma: 2 }),
      to: shownRating({ mu: 50, sigma: 2 }),
    });
    assert.equal(windowOf(mode({ ranked: false }), ticket('a'), NOW), null);
  });

  it('T7 every match states its reasons and how fair it is', () => {
    const [even] = findMatches(mode(), [ticket('a', 25, 3_000), ticket('b', 25, 1_000)], NOW);
    assert.deepEqual(even?.quality, { spread: 0, favourite: 0.5 });
    assert.deepEqual(even?.reasons, {
      way: 'neighbours',
      waitedMs: 3_000,
      youngestMs: 1_000,
      reach: 2.4,
      takeAnybody: 0,
      empty: 0,
      metAgain: 0,
    });
    const late = [ticket('a', 10, 70_000, met('b')), ticket('b', 45)];
    const [uneven] = findMatches(mode({ players: { min: 2, max: 4 } }), late, NOW);
    assert.equal(uneven?.quality.spread, 35);
    assert.ok(uneven.quality.favourite > 0.99);
    assert.deepEqual([uneven.reasons.takeAnybody, uneven.reasons.empty, uneven.reasons.metAgain], [1, 2, 1]);
    assert.deepEqual(JSON.parse(JSON.stringify(uneven.reasons)), uneven.reasons, 'can be logged');
  });

  it('T10 neighbours are matched by the least total distance, not by who is first in line', () => {
    const ms = 20_000;
    const row = [ticket('a', 20, ms), ticket('b', 23, ms + 1), ticket('c', 25, ms), ticket('d', 29, ms)];
    assert.deepEqual(found(mode(), ...row), [
      [['a'], ['b']],
      [['c'], ['d']],
    ]);
  });

  it('T10 the odd player left over is the last to arrive', () => {
    const matched = (...waits: number[]) =>
      found(mode(), ...waits.map((waitedMs, n) => ticket(`t${n}`, 25, waitedMs)))
        .flat(2)
        .toSorted();
    assert.deepEqual(matched(9_000, 3_000, 6_000), ['t0', 't2']);
    assert.deepEqual(matched(61_000, 90_000, 60_000), ['t0', 't1']);
  });

  it('T11 matches are found among 10,000 tickets in under 50 ms', () => {
    const tickets = Array.from({ length: 10_000 }, (_, n) =>
      ticket(`t${n}`, 25 + 12 * Math.sin(n * n), (n * 7_919) % 40_000, {
        ...blocks(`t${(n * 31) % 10_000}`),
        ...met(`t${(n * 17) % 10_000}`, `t${(n * 13) % 10_000}`),
      }),
    );
    const times = Array.from({ length: 10 }, () => {
      // CPU time, so the machine's other work does not count.
      const start = process.threadCpuUsage();
      assert.ok(findMatches(mode(), tickets, NOW).length > 4_900);
      const { user, system } = process.threadCpuUsage(start);
      return (user + system) / 1_000;
    });
    assert.ok(Math.min(...times) < 50, `${times.map(Math.round)} ms`);
  });
});
