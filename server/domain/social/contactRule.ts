/**
 * The one rule of contact between players. shared/requests.ts says which requests bring players together, and how each
 * refuses. A block counts in both directions, and looks to both as if the other were not there. Pure.
 */
import type { PlayerId } from '../../../shared/ids.ts';
import type { Contact } from '../../../shared/requestEntry.ts';
import { REQUESTS, type RequestName } from '../../../shared/requests.ts';

type Table = typeof REQUESTS;
/** A request that brings players together. */
export type Way = { [Name in RequestName]: Table[Name]['contact'] extends null ? never : Name }[RequestName];
type RefusalOf<Name extends Way> = Extract<Table[Name]['contact'][keyof Table[Name]['contact']], string>;

/** `waitMs`: before the same may be asked again. */
type Obstacles = { isAbsent?: boolean; isBusy?: boolean; waitMs?: number };

/** Undefined where the two may be brought together. */
export function contactRefusal<Name extends Way>(way: Name, obstacles: Obstacles): RefusalOf<Name> | undefined {
  const { absent, busy, declined }: Contact = REQUESTS[way].contact;
  const { isAbsent = false, isBusy = false, waitMs = 0 } = obstacles;
  const refusal = isAbsent ? absent : ((isBusy ? busy : undefined) ?? (waitMs > 0 ? declined : undefined));
  return refusal as RefusalOf<Name> | undefined;
}

export const isWay = (name: string): name is Way =>
  (REQUESTS as Record<string, { contact: Contact | null }>)[name]?.contact != null;

/** Of players, everybody whom each blocks or is blocked by. */
export type Blocks = ReadonlyMap<PlayerId, readonly PlayerId[]>;

/** Whether a block stands between the player and one of `others`. */
export const isApart = (blocks: Blocks, player: PlayerId, others: readonly PlayerId[]): boolean =>
  others.some((other) => blocks.get(player)?.includes(other) || blocks.get(other)?.includes(player));

/** Whether a block stands between any two of them. */
export const areApart = (blocks: Blocks, players: readonly PlayerId[]): boolean =>
  players.some((player) => isApart(blocks, player, players));
