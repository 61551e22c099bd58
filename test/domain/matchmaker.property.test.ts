import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findMatches, windowOf } from '../../server/domain/matchmaking/matchmaker.ts';
import type { Ticket } from '../../server/domain/matchmaking/ticket.ts';
import { asPlayerId } from '../../shared/ids.ts';
import type { Mode } from '../../shared/modes.ts';
import { objection, oneMore, playersIn } from '../support/matchOracle.ts';
import { checked } from '../support/property.ts';

const NOW = 10_000_000;
const mode = (players: Mode['players'], more: Partial<Mode> = {}): Mode => ({
  id: 'any',
  title: 'Any',
  room: 'any',
  players,
  ranked: true,
  bots: false,
  ...more,
});
const MODES = [
  mode({ min: 2, max: 2 }),
  mode({ min: 2, max: 4 }, { ranked: false }),
  mode({ min: 3, max: 5 }),
  mode({ min: 4, max: 4 }, { teams: 2 }),
  mode({ min: 2, max: 6 }, { teams: 2, ranked: false }),
  mode({ min: 6, max: 6 }, { teams: 3 }),
];

type Entry = { size: number; mu: number; sigma: number; waitedMs: number; knows: number[] };
const entry = (waitedMs: fc.Arbitrary<number>) =>
  fc.record({
    size: fc.constantFrom(1, 1, 1, 2, 3),
    mu: fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 15, max: 35 }) }, fc.integer({ min: -20, max: 70 })),
    sigma: fc.constantFrom(1, 2, 4, 8),
    waitedMs,
    // Even numbers are blocked, odd ones met lately.
    knows: fc.array(fc.nat(24), { maxLength: 2 }),
  });
const waited = fc.oneof(fc.integer({ min: 0, max: 70_000 }), fc.constantFrom(0, 7_999, 8_000, 59_999, 60_000));

function ticketsOf(entries: readonly Entry[]): Ticket[] {
  return entries.map(({ size, mu, sigma, waitedMs, knows }, n) => {
    const known = knows.filter((other) => other !== n).map((other) => [other, asPlayerId(`p${other >> 1}-0`)] as const);
    const others = known.filter(([, id]) => id !== `p${n}-0`);
    return {
      id: `t${String(n).padStart(2, '0')}`,
      mode: 'any',
      players: Array.from({ length: size }, (_, seat) => {
        const id = asPlayerId(`p${n}-${seat}`);
        return { id, name: id, emblem: 0, mu, sigma };
      }),
      queuedAt: NOW - waitedMs,
      blocks: others.filter(([other]) => other % 2 === 0).map(([, id]) => id),
      recent: others.filter(([other]) => other % 2 === 1).map(([, id]) => id),
    };
  });
}
const queue = (maxLength: number, wait = waited) =>
  fc.array(entry(wait), { maxLength, size: 'max' }).map((entries) => ticketsOf(entries));
const anyMode = fc.constantFrom(...MODES);
const left = (tickets: readonly Ticket[], matches: ReturnType<typeof findMatches>): Ticket[] => {
  const gone = new Set(matches.flatMap(({ sides }) => sides.flat()));
  return tickets.filter((ticket) => !gone.has(ticket));
};

describe('the matchmaker for any queue', () => {
  it('T8 nobody is in two matches or in a match without a ticket, and every match follows the rules', () => {
    checked(
      fc.property(queue(30), anyMode, (tickets, one) => {
        const matches = findMatches(one, tickets, NOW);
        const matched = matches.flatMap(({ sides }) => sides.flat());
        assert.equal(new Set(matched).size, matched.length, 'in two matches');
        assert.ok(
          matched.every((ticket) => tickets.includes(ticket)),
          'without a ticket',
        );
        for (const { sides, reasons, quality } of matches) {
          const those = sides.flat();
          assert.equal(objection(one, those, NOW), undefined);
          const sizes = sides.map(playersIn);
          if (one.teams) assert.deepEqual(sizes, Array(one.teams).fill(playersIn(those) / one.teams));
          else assert.ok(sides.every((side) => side.length === 1));
          assert.equal(reasons.empty, one.players.max - playersIn(those));
          assert.equal(reasons.waitedMs, Math.max(...those.map(({ queuedAt }) => NOW - queuedAt)));
          assert.ok(quality.favourite >= 0.5 && quality.favourite <= 1 && quality.spread >= 0);
        }
      }),
      10_000,
    );
  });

  it('T8 tickets in any order give the same matches, and the queue is left unchanged', () => {
    checked(
      fc.property(queue(30), anyMode, fc.infiniteStream(fc.nat()), (tickets, one, chance) => {
        const before = structuredClone(tickets);
        const keys = new Map(tickets.map((ticket) => [ticket, chance.next().value]));
        const shuffled = tickets.toSorted((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0));
        assert.deepEqual(findMatches(one, shuffled, NOW), findMatches(one, tickets, NOW));
        assert.deepEqual(tickets, before);
      }),
      10_000,
    );
  });

  it('T8 a cancelled ticket is never matched, even if it was found before', () => {
    checked(
      fc.property(queue(20), anyMode, fc.nat(), (tickets, one, chance) => {
        const matched = findMatches(one, tickets, NOW).flatMap(({ sides }) => sides.flat());
        const cancelled = matched[chance % Math.max(1, matched.length)];
        const waiting = tickets.filter((ticket) => ticket !== cancelled);
        const now = findMatches(one, waiting, NOW).flatMap(({ sides }) => sides.flat());
        assert.ok(now.every((ticket) => ticket !== cancelled && waiting.includes(ticket)));
      }),
      10_000,
    );
  });

  it('T9 no possible match is left after a pass', () => {
    checked(
      fc.property(queue(9), anyMode, (tickets, one) => {
        const matches = findMatches(one, tickets, NOW);
        assert.equal(oneMore(one, left(tickets, matches), NOW), undefined);
      }),
      10_000,
    );
  });

  it('T9 after a minute without blocks, fewer players are left than a match needs', () => {
    const alone = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 60, size: 'max' });
    checked(
      fc.property(alone, anyMode, (skills, one) => {
        const entries = skills.map((mu, n) => ({ size: 1, mu, sigma: 2, waitedMs: 60_000 + n, knows: [] }));
        const tickets = ticketsOf(entries);
        const matches = findMatches(one, tickets, NOW);
        assert.ok(left(tickets, matches).length < one.players.min);
      }),
      10_000,
    );
  });

  it('T8 non-numbers, infinite values and future times break nothing', () => {
    const absurd = fc.oneof(
      fc.double(),
      fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 1e300, -1),
    );
    const player = fc.record({ mu: absurd, sigma: absurd });
    const some = fc.array(fc.record({ players: fc.array(player, { maxLength: 5 }), queuedAt: absurd }), {
      maxLength: 12,
    });
    checked(
      fc.property(some, anyMode, absurd, (entries, one, now) => {
        const tickets = entries.map(({ players, queuedAt }, n): Ticket => {
          const own = players.map((skill, seat) => ({
            id: asPlayerId(`${n}-${seat}`),
            name: 'x',
            emblem: 0,
            ...skill,
          }));
          return { id: `${n}`, mode: 'any', players: own, queuedAt, blocks: [], recent: [] };
        });
        const matches = findMatches(one, tickets, now);
        for (const { sides, quality, reasons } of matches) {
          assert.equal(objection(one, sides.flat(), now), undefined);
          assert.ok(Number.isFinite(quality.spread) && quality.favourite >= 0.5 && !Number.isNaN(reasons.waitedMs));
        }
        assert.deepEqual(findMatches(one, tickets.toReversed(), now), matches);
        for (const ticket of tickets) {
          const window = windowOf(one, ticket, now);
          assert.ok(window === null ? !one.ranked : Number.isInteger(window.from) && window.from <= window.to);
        }
      }),
      10_000,
    );
  });
});
