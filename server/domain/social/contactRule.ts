/**
 * The one rule of contact between players: every request is classified here as a way to be together or as none. A block
 * counts in both directions, and looks to both as if the other were not there. Pure.
 */
import type { PlayerId } from '../../../shared/ids.ts';
import type { RequestRefusal } from '../../../shared/refusals.ts';
import type { RequestName } from '../../../shared/requests.ts';

/**
 * The refusals of a way. `absent`: the other player is not there for this one, because of a block too. `busy`: they
 * chose to be left alone. `declined`: they said no lately. What a way does not name does not stand in its way.
 */
type Refusals = { absent: RequestRefusal; busy?: RequestRefusal; declined?: RequestRefusal };

/** null: brings nobody together. */
export const WAYS = {
  heartbeat: null,
  setStatus: null,
  setVisibility: null,
  setName: null,
  /** With the members of a party. Opponents are kept apart by the blocks that each ticket carries. */
  joinQueue: { absent: 'party/notReady', busy: 'party/busy' },
  leaveQueue: null,
  playBots: null,
  acceptMatch: null,
  declineMatch: null,
  createMatch: null,
  /** As if somebody else had just taken the seat. */
  joinMatch: { absent: 'match/full' },
  watchMatch: { absent: 'match/unknown' },
  rematch: { absent: 'invite/notHere' },
  challenge: { absent: 'invite/notHere', busy: 'invite/busy', declined: 'ask/declined' },
  followMatches: null,
  createParty: null,
  inviteToParty: { absent: 'invite/notHere', busy: 'invite/busy', declined: 'ask/declined' },
  answerInvite: { absent: 'invite/unknown' },
  leaveParty: null,
  promote: null,
  removeFromParty: null,
  /** A blocked player's request is kept, and shown to nobody: an absent player would not answer either. */
  addFriend: { absent: 'player/unknown', declined: 'ask/declined' },
  removeFriend: null,
  block: null,
  unblock: null,
  sendChat: { absent: 'chat/notHere' },
  report: null,
} as const satisfies Record<RequestName, Refusals | null>;

type Table = typeof WAYS;
export type Way = { [Name in RequestName]: Table[Name] extends null ? never : Name }[RequestName];
type RefusalOf<Name extends Way> = Table[Name][keyof Table[Name]];

/** `waitMs`: before the same may be asked again. */
export type Contact = { isAbsent?: boolean; isBusy?: boolean; waitMs?: number };

/** Undefined where the two may be brought together. */
export function contactRefusal<Name extends Way>(way: Name, contact: Contact): RefusalOf<Name> | undefined {
  const { absent, busy, declined }: Refusals = WAYS[way];
  const { isAbsent = false, isBusy = false, waitMs = 0 } = contact;
  const refusal = isAbsent ? absent : ((isBusy ? busy : undefined) ?? (waitMs > 0 ? declined : undefined));
  return refusal as RefusalOf<Name> | undefined;
}

export const isWay = (name: string): name is Way => Boolean((WAYS as Record<string, Refusals | null>)[name]);

/** Of players, everybody whom each blocks or is blocked by. */
export type Blocks = ReadonlyMap<PlayerId, readonly PlayerId[]>;

/** Whether a block stands between the player and one of `others`. */
export const isApart = (blocks: Blocks, player: PlayerId, others: readonly PlayerId[]): boolean =>
  others.some((other) => blocks.get(player)?.includes(other) || blocks.get(other)?.includes(player));

/** Whether a block stands between any two of them. */
export const areApart = (blocks: Blocks, players: readonly PlayerId[]): boolean =>
  players.some((player) => isApart(blocks, player, players));
