import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findMatches, type Ticket, type TicketPlayer, windowOf } from '../../server/domain/matchmaker.ts';
import { asPlayerId } from '../../shared/ids.ts';
import type { Mode } from '../../shared/modes.ts';
import { checked } from '../support/property.ts';

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
const player = (id: string, mu = 25, sigma = 2): TicketPlayer => ({ id: asPlayerId(id), name: id, mu, sigma });
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

describe('the matchmaker', () => {
  it('T1 equals are matched at once, strangers in skill when their windows have widened to each other', () => {
    assert.deepEqual(found(mode(), ticket('a'), ticket('b', 26)), [[['a'], ['b']]]);
    assert.deepEqual(found(mode(), ticket('a'), ticket('b', 45)), []);
    assert.deepEqual(
      found(mode(), ticket('a', 25, 50_000), ticket('b', 45)),
      [],
      'not before the newcomer wants it too',
    );
    assert.deepEqual(found(mode(), ticket('a', 25, 50_000), ticket('b', 45, 45_000)), [[['a'], ['b']]]);
    assert.deepEqual(
      found(mode(), ticket('a', 0, 61_000), ticket('b', 60, 60_000)),
      [[['a'], ['b']]],
      'everybody will do after a minute',
    );
  });

  it('T1 who is unsure of their skill looks further', () => {
    const unsure = (id: string, mu: number) => ticket(id, mu, 0, { players: [player(id, mu, 8)] });
    assert.deepEqual(found(mode(), ticket('a'), ticket('b', 31)), []);
    assert.deepEqual(found(mode(), unsure('a', 25), unsure('b', 31)), [[['a'], ['b']]]);
  });

  it('T2 the longest waiting choose first, and take the nearest', () => {
    const queue = [ticket('a', 25, 9_000), ticket('b', 27, 1_000), ticket('c', 26, 2_000), ticket('d', 28, 500)];
    assert.deepEqual(found(mode(), ...queue), [
      [['a'], ['c']],
      [['b'], ['d']],
    ]);
  });

  it('T3 who has blocked the other is never matched, whoever of both it was', () => {
    const blocks = [asPlayerId('b')];
    assert.deepEqual(found(mode(), ticket('a', 25, 99_000, { blocks }), ticket('b', 25, 99_000)), []);
    assert.deepEqual(
      found(mode(), ticket('b', 25, 99_000), ticket('a', 25, 99_000, { blocks }), ticket('c', 26, 99_000)),
      [[['a'], ['c']]],
    );
  });

  it('T4 the latest opponent is taken only where nobody else is near', () => {
    const again = ticket('a', 25, 5_000, { recent: [asPlayerId('b')] });
    assert.deepEqual(found(mode(), again, ticket('b'), ticket('c', 27)), [[['a'], ['c']]]);
    assert.deepEqual(found(mode(), again, ticket('b')), [[['a'], ['b']]]);
  });

  it('T5 a match that could be larger waits for more for some seconds, and then plays with those who are there', () => {
    const four = mode({ players: { min: 2, max: 4 }, ranked: false });
    const two = (waitedMs: number) => [ticket('a', 0, waitedMs), ticket('b', 60, waitedMs)];
    assert.deepEqual(found(four, ...two(1_000)), []);
    assert.deepEqual(found(four, ...two(8_000)), [[['a'], ['b']]]);
    assert.deepEqual(found(four, ...two(1_000), ticket('c'), ticket('d')), [[['a'], ['b'], ['c'], ['d']]]);
  });

  it('T6 a party stays together, and sides are of one size and near in skill', () => {
    const teams = mode({ players: { min: 4, max: 4 }, teams: 2 });
    const party = ticket('p', 30, 9_000, { players: [player('p1', 30), player('p2', 30)] });
    assert.deepEqual(found(teams, party, ticket('x', 30, 5_000), ticket('y', 29, 5_000)), [[['p'], ['x', 'y']]]);
    const [match] = findMatches(
      teams,
      [32, 31, 30, 29].map((mu, n) => ticket(`s${n}`, mu, 30_000)),
      NOW,
    );
    const strength = match?.sides.map((side) => side.reduce((sum, { players: [one] }) => sum + (one?.mu ?? 0), 0));
    assert.deepEqual(strength, [61, 61]);
    assert.deepEqual(
      found(
        teams,
        ticket('t', 30, 99_000, { players: [player('1'), player('2'), player('3')] }),
        ticket('u', 30, 99_000),
      ),
      [],
    );
  });

  it('T7 a player is shown the window that is searched, and every match says why', () => {
    assert.deepEqual(windowOf(mode(), ticket('a', 25, 10_000), NOW), { from: 17, to: 33 });
    assert.equal(windowOf(mode({ ranked: false }), ticket('a'), NOW), null);
    const [match] = findMatches(mode(), [ticket('a', 25, 3_000), ticket('b', 26)], NOW);
    assert.deepEqual(match?.reasons, { spread: 1, waitedMs: 3_000, window: 5.2, isShort: false });
  });

  const MODES = [
    mode(),
    mode({ players: { min: 2, max: 4 }, ranked: false }),
    mode({ players: { min: 4, max: 4 }, teams: 2 }),
    mode({ players: { min: 3, max: 5 } }),
  ];
  const queues = fc
    .array(
      fc.record({
        size: fc.constantFrom(1, 1, 1, 2),
        mu: fc.oneof(fc.integer({ min: 0, max: 50 }), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY)),
        waitedMs: fc.integer({ min: 0, max: 90_000 }),
        block: fc.nat(30),
      }),
      { maxLength: 30, size: 'max' },
    )
    .map((entries) =>
      entries.map(({ size, mu, waitedMs, block }, n) =>
        ticket(`t${String(n).padStart(2, '0')}`, mu, waitedMs, {
          players: Array.from({ length: size }, (_, seat) => player(`t${n}-${seat}`, mu)),
          blocks: block < entries.length && block !== n ? [asPlayerId(`t${block}-0`)] : [],
        }),
      ),
    );

  it('T8 nobody is in two matches, sizes and sides are exact, nobody meets whom they blocked, windows hold, order makes no difference', () => {
    checked(
      fc.property(queues, fc.constantFrom(...MODES), (tickets, one) => {
        const matches = findMatches(one, tickets, NOW);
        const ids = matches.flatMap(({ sides }) => sides.flat().map(({ id }) => id));
        assert.equal(new Set(ids).size, ids.length);
        for (const { sides, reasons } of matches) {
          const those = sides.flat();
          const size = those.reduce((sum, { players }) => sum + players.length, 0);
          assert.ok(size >= one.players.min && size <= one.players.max);
          if (one.teams) {
            assert.equal(sides.length, one.teams);
            for (const side of sides)
              assert.equal(
                side.reduce((sum, { players }) => sum + players.length, 0),
                size / one.teams,
              );
          }
          const players = new Set(those.flatMap((each) => each.players.map(({ id }) => id)));
          for (const { blocks, players: own } of those) {
            for (const id of blocks) assert.ok(!players.has(id) || own.some((each) => each.id === id));
          }
          // One of them chose the others, each of whom takes the chooser too.
          const skill = ({ players: [each] }: Ticket) => (each && Number.isFinite(each.mu) ? each.mu : 25);
          const takes = (a: Ticket, b: Ticket) => {
            const window = windowOf(one, a, NOW);
            return !window || (skill(b) >= window.from - 1e-9 && skill(b) <= window.to + 1e-9);
          };
          assert.ok(those.some((chooser) => those.every((other) => takes(chooser, other) && takes(other, chooser))));
          assert.ok(reasons.window > 0);
        }
        assert.deepEqual(findMatches(one, tickets.toReversed(), NOW), matches);
      }),
      10_000,
    );
  });

  it('T9 where enough have waited for a minute and nobody blocks, fewer stay behind than a match needs', () => {
    checked(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 40, size: 'max' }),
        fc.constantFrom(...MODES),
        (skills, one) => {
          const tickets = skills.map((mu, n) => ticket(`t${String(n).padStart(2, '0')}`, mu, 60_000 + n));
          const matched = findMatches(one, tickets, NOW).flatMap(({ sides }) => sides.flat()).length;
          assert.ok(tickets.length - matched < one.players.min);
        },
      ),
      1_000,
    );
  });
});
