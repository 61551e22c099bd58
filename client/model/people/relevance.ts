/**
 * Who matters to a player among those who are no friends: the order *relevance*, from what the client knows. Everything
 * that decides it is in `About` and the row, so that a server can decide the same instead. Pure.
 */
import type { Status } from '../../../shared/status.ts';
import type { Opponents } from './opponents.ts';

/** `lately`: met in matches. `fair`: can be played with now, and is about as good. */
export type RelevantGroup = 'lately' | 'fair' | 'everyone';

/** `ownWorth`: the player's own rating in the chosen mode; 0 without one. */
export type About = { readonly ownWorth: number; readonly opponents: Opponents; readonly blocked: ReadonlySet<string> };

/** `key`: the order in the group, the lowest first; of equals, the order is that of the ratings. */
export type Relevance = { readonly group: RelevantGroup; readonly key: number };

/** Points that a fair opponent is away at most: they win about every third match then. */
export const FAIR_WITHIN = 100;
/** What everybody begins with, and counts as without a rating. */
const BEGINNERS_WORTH = 1_000;
/** Those who wait already come before those who would have to be asked. */
const WAITS_FIRST = 10_000;

const EVERYONE: Relevance = { group: 'everyone', key: 0 };

/** `status`: null of a friend who is offline. */
export function relevanceOf(id: string, status: Status | null, worth: number, about: About): Relevance {
  if (status === null || about.blocked.has(id)) return EVERYONE;
  const met = about.opponents.get(id);
  if (met) return { group: 'lately', key: -met.lastAtS };
  if (status !== 'queued' && status !== 'online') return EVERYONE;
  const away = Math.abs((worth || BEGINNERS_WORTH) - (about.ownWorth || BEGINNERS_WORTH));
  if (away > FAIR_WITHIN) return EVERYONE;
  return { group: 'fair', key: away + (status === 'queued' ? 0 : WAITS_FIRST) };
}
