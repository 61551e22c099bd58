/** The rows of the list, their groups, and the order inside a group. Pure. */
import type { RosterRow } from '../../shared/playerRow.ts';
import { compareNames, compareText, presenceOf } from '../../shared/rosterOrder.ts';
import { STATUS, type Status } from '../../shared/status.ts';

/** `status`: null for an offline friend; no other offline players are listed. */
export type ListedRow = RosterRow<Status | null>;

/** Of somebody who is not in the list: nobody was last active then. */
export const absentRow = (id: string, name: string, emblem: number, ratings?: string): ListedRow => ({
  ...{ emblem, id, name, status: null, lastActive: 0, rating: 0 },
  ...(ratings !== undefined && { ratings }),
});
export const isAbsent = ({ lastActive }: ListedRow): boolean => lastActive === 0;

/** In display order. Those after the party are for a list by relevance, or else by status. */
export const GROUPS = ['friends', 'party', 'lately', 'fair', 'everyone', 'online', 'playing', 'away'] as const;
export type Group = (typeof GROUPS)[number];
/** `self` stands above all groups. */
export type Place = 'self' | Group;
export const PLACES: readonly Place[] = ['self', ...GROUPS];

/**
 * `folded`: the name as a search compares it. `isHere`: in the lobby's own roster. `worth`: the rating in the chosen mode,
 * 0 without one. `key`: the order in a group by relevance.
 */
export type Entry = ListedRow & { folded: string; isHere: boolean } & Standing;
export type Standing = { place: Place; worth: number; key: number };

export const isSameStanding = (a: Standing, b: Standing): boolean =>
  a.place === b.place && a.worth === b.worth && a.key === b.key;

/** Ignores the party and friendships, but only friends are listed while offline. */
export const placeOf = (status: Status | null): Group => (status === null ? 'friends' : STATUS[status].group);

export const SORTS = ['relevance', 'rank', 'name', 'active'] as const;
export type Sort = (typeof SORTS)[number];
export const isSort = (name: unknown): name is Sort => SORTS.some((sort) => sort === name);
type Compare = (a: Entry, b: Entry) => number;

/** In every order, players that can be played with come before those that are away, and offline friends come last. */
const presence = ({ status }: ListedRow): number => (status === null ? 2 : presenceOf(status));

/** By what players are worth in the chosen mode; else as client and server share it. */
const ranks: Compare = (a, b) => b.worth - a.worth || compareNames(a, b);

/** A total order within a group. */
export const COMPARE: Record<Sort, Compare> = {
  relevance: (a, b) => presence(a) - presence(b) || a.key - b.key || ranks(a, b),
  rank: (a, b) => presence(a) - presence(b) || ranks(a, b),
  name: (a, b) => presence(a) - presence(b) || compareText(a.folded, b.folded) || ranks(a, b),
  active: (a, b) => presence(a) - presence(b) || b.lastActive - a.lastActive || ranks(a, b),
};
