/**
 * The one order of a roster, for HTTP pages and for the client's list, so that rows painted from the bootstrap stay
 * where they are when the socket brings the rest: those who can be played with first, then rating, then name, then id.
 */
import { STATUS, STATUSES, type Status } from './status.ts';

export type Ranked = { id: string; name: string; status: Status; rating?: number };

const RANKS = Object.fromEntries(STATUSES.map((status) => [status, STATUS[status].group === 'away' ? 1 : 0])) as Record<
  Status,
  number
>;

/** Players who can be played with (0) stand above those who are away or reconnecting (1). */
export const presenceOf = (status: Status): number => RANKS[status];

/** Total: 0 only for the same id. By code units, not by locale: both ends must agree on it. */
export const compareRows = (a: Ranked, b: Ranked): number =>
  presenceOf(a.status) - presenceOf(b.status) || compareRanks(a, b);

/** The same among rows that are as present as each other. */
const compareRanks = (a: Ranked, b: Ranked): number => (b.rating ?? 0) - (a.rating ?? 0) || compareNames(a, b);

/** The same among rows with the same rating. */
export const compareNames = (a: Pick<Ranked, 'id' | 'name'>, b: Pick<Ranked, 'id' | 'name'>): number =>
  compareText(sortName(a.name), sortName(b.name)) || compareText(a.id, b.id);

/** Names fold case for the order, as people read lists. */
export const sortName = (name: string): string => name.toLowerCase();

export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A name as a search compares it: without case, accents and width. */
export const foldName = (name: string): string => name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
