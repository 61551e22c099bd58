/** `npm run bench:matchmaker`: compares the matchmaker with Colyseus' QueueRoom: the same tickets, in one process. */
import { seeded } from '../../bots/random.ts';
import { findMatches } from '../../server/domain/matchmaking/matchmaker.ts';
import type { Ticket } from '../../server/domain/matchmaking/ticket.ts';
import { asPlayerId } from '../../shared/ids.ts';
import type { Mode } from '../../shared/modes.ts';
import { median, percentile } from '../lib/percentile.ts';
import { contest, medianOf, type Result } from './contest.ts';
import { FoyerQueue, type MatchQueue } from './matchQueue.ts';
import { QueueRoomQueue } from './QueueRoomQueue.ts';

const RUNS = 61;
const COMING_MS = 300_000;
const base = { id: 'bench', title: 'Bench', room: 'bench', ranked: true, bots: false };
const DUEL: Mode = { ...base, players: { min: 2, max: 2 } };
const PAIRS: Mode = { ...base, players: { min: 4, max: 4 }, teams: 2 };

/** Ratings of seasoned players, normally distributed. `partyEvery`: one ticket in this many is a party of two. */
function ticketsFor(count: number, { withinMs = 0, partyEvery = 0, knows = 0 } = {}): Ticket[] {
  const random = seeded(1);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const anybody = () => asPlayerId(`player-${Math.floor(random() * count)}-0`);
  return Array.from({ length: count }, (_, n): Ticket => {
    const size = partyEvery > 0 && n % partyEvery === 0 ? 2 : 1;
    const skill = 25 + 6 * normal();
    const players = Array.from({ length: size }, (_, seat) => {
      const id = asPlayerId(`player-${n}-${seat}`);
      return { id, name: id, emblem: 0, mu: skill + 2 * (seat > 0 ? normal() : 0), sigma: 1.5 + random() };
    });
    const recent = Array.from({ length: knows }, anybody);
    const blocks = random() < 0.1 && knows > 0 ? [anybody()] : [];
    return { id: `ticket-${n}`, mode: 'bench', players, queuedAt: random() * withinMs, blocks, recent };
  });
}

function passesOver(name: string, mode: Mode, tickets: readonly Ticket[]): void {
  const costs: number[] = [];
  let matches = 0;
  for (let run = 0; run < RUNS; run++) {
    const startedAt = performance.now();
    matches = findMatches(mode, tickets, 30_000).length;
    costs.push(performance.now() - startedAt);
  }
  const ms = (value: number) => `${value.toFixed(1).padStart(6)} ms`;
  const [first = 0] = costs;
  const text = `median ${ms(median(costs))}   p95 ${ms(percentile(costs, 0.95))}   first ${ms(first)}   ${matches} matches`;
  console.log(`  ${name.padEnd(58)} ${text}`);
}

function side(title: string, tickets: readonly Ticket[], queues: Record<string, () => MatchQueue>): void {
  const results = new Map<string, Result[]>(Object.keys(queues).map((name) => [name, []]));
  for (let run = 0; run < RUNS; run++)
    for (const [name, open] of Object.entries(queues))
      results.get(name)!.push(contest(open(), structuredClone(tickets)));
  const players = tickets.reduce((sum, ticket) => sum + ticket.players.length, 0);
  console.log(`\n${title}: ${tickets.length} tickets, ${players} players, medians of ${RUNS} runs in turn`);
  console.log(`  ${HEAD}`);
  for (const [name, runs] of results) console.log(`  ${name.padEnd(34)} ${lineOf(medianOf(runs))}`);
}

const COLUMNS: [title: string, width: number, show: (result: Result) => string][] = [
  ['1st pass ms', 12, (r) => r.firstPassMs.toFixed(3)],
  ['all passes ms', 14, (r) => r.allPassesMs.toFixed(2)],
  ['passes', 7, (r) => String(r.passes)],
  ['matched at once', 16, (r) => `${(100 * r.matchedAtOnce).toFixed(1)} %`],
  ['ever', 8, (r) => `${(100 * r.matched).toFixed(1)} %`],
  ['points at once', 15, (r) => (Number.isFinite(r.meanSpreadAtOnce) ? r.meanSpreadAtOnce.toFixed(2) : '–')],
  ['all', 7, (r) => r.meanSpread.toFixed(2)],
  ['p95', 6, (r) => r.spreadP95.toFixed(1)],
  ['wait s p50', 11, (r) => r.waitP50S.toFixed(1)],
  ['p95', 6, (r) => r.waitP95S.toFixed(1)],
  ['torn', 5, (r) => String(r.tornParties)],
];
const HEAD = ['queue'.padEnd(34), ...COLUMNS.map(([title, width]) => title.padStart(width))].join(' ');
const lineOf = (result: Result): string => COLUMNS.map(([, width, show]) => show(result).padStart(width)).join(' ');

console.log(`One pass over 10,000 tickets, ${RUNS} times`);
passesOver('duel', DUEL, ticketsFor(10_000, { withinMs: 30_000 }));
passesOver('duel, each with 5 recent opponents in the queue', DUEL, ticketsFor(10_000, { withinMs: 30_000, knows: 5 }));
passesOver('2 against 2, a quarter parties', PAIRS, ticketsFor(10_000, { withinMs: 30_000, partyEvery: 4 }));

const duel = {
  foyer: () => new FoyerQueue(DUEL),
  'QueueRoom as it comes': () => new QueueRoomQueue(DUEL, {}),
  'QueueRoom, within 100 points': () => new QueueRoomQueue(DUEL, { within: 100 }),
};
side('Duel, all at once', ticketsFor(1_000), duel);
side('Duel, over five minutes', ticketsFor(1_000, { withinMs: COMING_MS }), duel);
const pairs = {
  foyer: () => new FoyerQueue(PAIRS),
  'QueueRoom as it comes': () => new QueueRoomQueue(PAIRS, {}),
  'QueueRoom, each alone is a team': () => new QueueRoomQueue(PAIRS, { isSoloTeam: true }),
};
side('2 against 2, all at once', ticketsFor(1_000, { partyEvery: 4 }), pairs);
side('2 against 2, over five minutes', ticketsFor(1_000, { partyEvery: 4, withinMs: COMING_MS }), pairs);
