/**
 * Every status, in the order in which people are offered them.
 * `number`: its value in the synchronised state, which is the contract.
 * `group`: where a list shows it. Players in the group `away` stand below all others.
 * `kind`: chosen by the player, set by queue and match, or derived from their connection.
 */
export const STATUS = {
  online: { number: 0, group: 'online', kind: 'chosen' },
  queued: { number: 2, group: 'online', kind: 'play' },
  playing: { number: 3, group: 'playing', kind: 'play' },
  away: { number: 1, group: 'away', kind: 'chosen' },
  busy: { number: 5, group: 'online', kind: 'chosen' },
  reconnecting: { number: 4, group: 'away', kind: 'connection' },
} as const satisfies Record<
  string,
  { number: number; group: 'online' | 'playing' | 'away'; kind: 'chosen' | 'play' | 'connection' }
>;
export type Status = keyof typeof STATUS;
type OfKind<Kind> = { [Each in Status]: (typeof STATUS)[Each]['kind'] extends Kind ? Each : never }[Status];
/** What a player may choose for themself; the other statuses are derived. */
export type ChosenStatus = OfKind<'chosen'>;
/** The statuses that the queue and a match set. */
export type PlayStatus = OfKind<'play'>;

export const STATUSES = Object.keys(STATUS) as readonly Status[];
export const CHOSEN_STATUSES = STATUSES.filter((status): status is ChosenStatus => STATUS[status].kind === 'chosen');

const BY_NUMBER = STATUSES.toSorted((a, b) => STATUS[a].number - STATUS[b].number);
/** An unknown number (a newer server) reads as online. */
export const statusFromNumber = (number: number): Status => BY_NUMBER[number] ?? 'online';

/** A count for each status, all of them 0. */
export const noneOfEach = (): Record<Status, number> =>
  Object.fromEntries(STATUSES.map((status) => [status, 0])) as Record<Status, number>;
