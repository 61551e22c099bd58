/**
 * What is told of a stored player, in which a hidden one looks like one who has left: name, emblem, last activity, rating
 * and matches stay as they last were in public until the player is shown again. The store keeps those values. Pure.
 */
import type { PlayerId } from '../../../shared/ids.ts';
import { type NamedPlayer, type Persona, personaOf, type Visibility } from '../../../shared/playerRow.ts';
import { canSee } from './visibility.ts';

/** Times: epoch ms. `hiddenAt`: null while the player is public. */
export type LastPublic = Readonly<Persona> & { readonly lastActiveAt: number; readonly hiddenAt: number | null };

/** `lastPublic`: null of a player who was never public. */
type Stored = Readonly<Persona> & {
  readonly id: PlayerId;
  readonly visibility: Visibility;
  readonly lastPublic: LastPublic | null;
};

/** The present values, or the last public ones; undefined where the viewer is told of nobody. */
export const toldOf = <Player extends Stored>(
  viewer: PlayerId | undefined,
  player: Player,
): Player | LastPublic | null => (canSee(viewer, player) ? player : player.lastPublic);

/** Of a player's matches the viewer is told those that ended before this time; undefined: all. */
export const toldUntil = (viewer: PlayerId | undefined, player: Stored): number | undefined =>
  canSee(viewer, player) ? undefined : (player.lastPublic?.hiddenAt ?? undefined);

/**
 * Whether a viewer that the player blocked at this time is told so, as of a player that has not come back since the sign-up.
 * What a player does while hidden, the block too, is not told until they are shown again.
 */
export const isBlockTold = (viewer: PlayerId | undefined, player: Stored, blockedAt: number | undefined): boolean =>
  blockedAt !== undefined && blockedAt < (toldUntil(viewer, player) ?? Number.POSITIVE_INFINITY);

/**
 * A player in the history of another: named where the viewer may see them, or where the match ended while they were
 * public. `player` undefined: deleted, which looks like hidden.
 */
export function namedIn(
  viewer: PlayerId | undefined,
  player: Stored | undefined,
  endedAt: number,
): NamedPlayer | typeof UNNAMED {
  const told = player && toldOf(viewer, player);
  if (!player || !told || endedAt >= (toldUntil(viewer, player) ?? Number.POSITIVE_INFINITY)) return UNNAMED;
  return { id: player.id, ...personaOf(told) };
}
const UNNAMED = { id: null, name: null };
