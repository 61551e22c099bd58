/** Runs tickets through a queue until all are matched, and measures cost and quality. */
import type { Ticket } from '../../server/domain/matchmaking/ticket.ts';
import { median, percentile } from '../lib/percentile.ts';
import { type Formed, type MatchQueue, pointsOf } from './matchQueue.ts';

const PASS_EVERY_MS = 1_000;
/** After this many passes without a match, nobody else will be matched. */
const IDLE_PASSES = 70;

export type Result = {
  firstPassMs: number;
  allPassesMs: number;
  /** Up to the last one that formed a match. */
  passes: number;
  /** Shares of the players. */
  matchedAtOnce: number;
  matched: number;
  /** Points between the weakest and the strongest player of a match, for the first pass and for all. */
  meanSpreadAtOnce: number;
  meanSpread: number;
  spreadP95: number;
  waitP50S: number;
  waitP95S: number;
  tornParties: number;
};

/** Tickets queue at their `queuedAt`, ms from 0 on. A pass runs every second, QueueRoom's default. */
export function contest(queue: MatchQueue, tickets: readonly Ticket[]): Result {
  const coming = tickets.toSorted((a, b) => a.queuedAt - b.queuedAt);
  const players = tickets.reduce((sum, ticket) => sum + ticket.players.length, 0);
  const costs: number[] = [];
  const waits: number[] = [];
  const all: Formed[] = [];
  let [next, matched, passes] = [0, 0, 0];
  let atOnce: Formed[] | undefined;
  for (let [now, idle] = [PASS_EVERY_MS, 0]; matched < players && idle < IDLE_PASSES; now += PASS_EVERY_MS, idle++) {
    const from = next;
    while (next < coming.length && coming[next]!.queuedAt <= now) next += 1;
    queue.add(coming.slice(from, next));
    const startedAt = performance.now();
    const tell = queue.pass(now);
    costs.push(performance.now() - startedAt);
    const formed = tell();
    atOnce ??= formed;
    if (formed.length === 0) continue;
    [idle, passes] = [-1, costs.length];
    for (const match of formed) {
      all.push(match);
      matched += match.players.length;
      for (const { queuedAt } of match.tickets) waits.push((now - queuedAt) / 1_000);
    }
  }
  const spreads = all.map(spreadOf);
  return {
    firstPassMs: costs[0]!,
    allPassesMs: costs.slice(0, passes).reduce((sum, cost) => sum + cost, 0),
    passes,
    matchedAtOnce: playersIn(atOnce ?? []) / players,
    matched: matched / players,
    meanSpreadAtOnce: mean((atOnce ?? []).map(spreadOf)),
    meanSpread: mean(spreads),
    spreadP95: percentile(spreads, 0.95),
    waitP50S: percentile(waits, 0.5),
    waitP95S: percentile(waits, 0.95),
    tornParties: new Set(all.flatMap(tornOf)).size,
  };
}

/** Medians of several runs. Only times differ between runs. */
export function medianOf(results: readonly Result[]): Result {
  const [first] = results;
  const of = (key: 'firstPassMs' | 'allPassesMs') => median(results.map((result) => result[key]));
  return { ...first!, firstPassMs: of('firstPassMs'), allPassesMs: of('allPassesMs') };
}

function spreadOf({ players }: Formed): number {
  const ratings = players.map(pointsOf);
  return Math.max(...ratings) - Math.min(...ratings);
}

const tornOf = ({ tickets, players }: Formed): Ticket[] =>
  tickets.filter((ticket) => ticket.players.some((player) => !players.includes(player)));

const playersIn = (formed: readonly Formed[]): number => formed.reduce((sum, { players }) => sum + players.length, 0);
const mean = (values: readonly number[]): number =>
  values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length;
