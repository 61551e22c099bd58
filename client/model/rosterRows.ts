/** The rows of the list, their groups, and the order inside a group. Pure. */
import type { RosterRow } from '../../shared/playerRow.ts';
import { compareRanks, compareText, presenceOf } from '../../shared/rosterOrder.ts';
import { STATUS, type Status } from '../../shared/status.ts';

/** `status`: null for an offline friend; no other offline players are listed. */
export type ListedRow = RosterRow<Status | null>;

/** In display order. */
export const GROUPS = ['friends', 'party', 'online', 'playing', 'away'] as const;
export type Group = (typeof GROUPS)[number];
/** `self` stands above all groups. */
export type Place = 'self' | Group;
export const PLACES: readonly Place[] = ['self', ...GROUPS];

/** `folded`: the name as a search compares it. `isHere`: in the lobby's own roster. */
export type Entry = ListedRow & { folded: string; place: Place; isHere: boolean };

/** Ignores the party and friendships, but only friends are listed while offline. */
export const placeOf = (status: Status | null): Group => (status === null ? 'friends' : STATUS[status].group);

export const SORTS = ['rank', 'name', 'active'] as const;
export type Sort = (typeof SORTS)[number];
export const isSort = (name: unknown): name is Sort => SORTS.some((sort) => sort === name);
type Compare = (a: Entry, b: Entry) => number;

/** In every order, players that can be played with come before those that are away, and offline friends come last. */
const presence = ({ status }: ListedRow): number => (status === null ? 2 : presenceOf(status));

/** A total order within a group. `rank` is the order that client and server share. */
export const COMPARE: Record<Sort, Compare> = {
  rank: (a, b) => presence(a) - presence(b) || compareRanks(a, b),
  name: (a, b) => presence(a) - presence(b) || compareText(a.folded, b.folded) || compareRanks(a, b),
  active: (a, b) => presence(a) - presence(b) || b.lastActive - a.lastActive || compareRanks(a, b),
};
