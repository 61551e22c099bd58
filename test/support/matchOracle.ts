/** An independent, naive statement of the matchmaking rules, to check the real matches against. */

import { MATCH_TUNING as TUNING } from '../../server/domain/matchmaking/matchTuning.ts';
import type { Ticket } from '../../server/domain/matchmaking/ticket.ts';
import type { Mode } from '../../shared/modes.ts';

const clamp = (value: number, min: number, max: number) => Math.min(max, Math.max(min, value));
const muOf = ({ players }: Ticket) =>
  players.reduce((sum, { mu }) => sum + (Number.isNaN(mu) ? 25 : clamp(mu, -50, 100)), 0) / players.length;
const sigmaOf = ({ players }: Ticket) =>
  Math.max(...players.map(({ sigma }) => (sigma >= 0 ? Math.min(sigma, 50 / 3) : 25 / 3)));
const waitedMsOf = ({ queuedAt }: Ticket, now: number) => (now > queuedAt ? now - queuedAt : 0);
const takesAnybody = (ticket: Ticket, now: number) => waitedMsOf(ticket, now) >= TUNING.anybodyAfterMs;
const reachOf = (ticket: Ticket, now: number) =>
  TUNING.reachStart + TUNING.reachPerSigma * sigmaOf(ticket) + (TUNING.reachPerS * waitedMsOf(ticket, now)) / 1_000;

const isBlocked = (a: Ticket, b: Ticket) =>
  a.players.some(({ id }) => b.blocks.includes(id)) || b.players.some(({ id }) => a.blocks.includes(id));
const metCost = (a: Ticket, b: Ticket) =>
  Math.max(
    0,
    ...a.recent.map((id, at) => (b.players.some((player) => player.id === id) ? TUNING.recentCost / (at + 1) : 0)),
  );

/** Tolerance for skills: a kind judge allows a bit more distance, a strict one a bit less. */
const SLACK = { kindly: 0.002, strictly: -0.002 };
export type Judged = keyof typeof SLACK;

function canMeet(mode: Mode, a: Ticket, b: Ticket, now: number, judged: Judged): boolean {
  if (isBlocked(a, b)) return false;
  if (!mode.ranked || takesAnybody(a, now) || takesAnybody(b, now)) return true;
  const distance = Math.abs(muOf(a) - muOf(b)) + Math.max(metCost(a, b), metCost(b, a));
  return distance <= Math.min(reachOf(a, now), reachOf(b, now)) + SLACK[judged];
}

export const playersIn = (tickets: readonly Ticket[]): number =>
  tickets.reduce((sum, { players }) => sum + players.length, 0);

function canSplit(sizes: readonly number[], rooms: readonly number[]): boolean {
  const [size, ...rest] = sizes;
  if (size === undefined) return true;
  return rooms.some((room, at) => room >= size && canSplit(rest, rooms.with(at, room - size)));
}

/** Why these tickets are no match; undefined if they are one. */
export function objection(
  mode: Mode,
  tickets: readonly Ticket[],
  now: number,
  judged: Judged = 'kindly',
): string | undefined {
  const players = playersIn(tickets);
  const { min, max } = mode.players;
  if (players < min || players > max) return `${players} players`;
  if (tickets.some((ticket) => ticket.players.length === 0)) return 'a ticket of nobody';
  if (mode.ranked && tickets.length < 2) return 'a party against itself';
  const isLong = tickets.some((ticket) => waitedMsOf(ticket, now) >= TUNING.fillMs);
  if (players < max && !isLong) return 'begins too early';
  for (const [at, one] of tickets.entries())
    for (const other of tickets.slice(at + 1))
      if (!canMeet(mode, one, other, now, judged)) return `${one.id} and ${other.id} do not meet`;
  const sizes = tickets.map((ticket) => ticket.players.length);
  const side = players / (mode.teams ?? 1);
  if (!Number.isInteger(side)) return 'sides of no equal size';
  if (
    !canSplit(
      sizes,
      Array.from({ length: mode.teams ?? 1 }, () => side),
    )
  )
    return 'no such sides';
  return undefined;
}

/** Another match that these tickets certainly allow. */
export function oneMore(mode: Mode, tickets: readonly Ticket[], now: number): Ticket[] | undefined {
  for (let set = 1; set < 2 ** tickets.length; set++) {
    const some = tickets.filter((_, at) => set & (1 << at));
    if (objection(mode, some, now, 'strictly') === undefined) return some;
  }
  return undefined;
}
