/** The one rule of which viewers may see a player: rosters, lists, counts, look-ups and chat all follow it. */
import type { PlayerId } from '../../../shared/ids.ts';
import type { Visibility } from '../../../shared/playerRow.ts';

/** `friends`: of the player, as far as they are known here. */
type Subject = { readonly id: PlayerId; readonly visibility: Visibility; readonly friends?: readonly PlayerId[] };

/** Shows a player to everybody. The store's queries filter by it. */
export const PUBLIC: Visibility = 'everyone';

/** Stands in the roster that everybody shares. */
export const isPublic = (subject: Subject): boolean => subject.visibility === PUBLIC;

/** `viewer` undefined: not signed in. */
export const canSee = (viewer: PlayerId | undefined, subject: Subject): boolean =>
  isPublic(subject) || (viewer !== undefined && (viewer === subject.id || seenByOf(subject).includes(viewer)));

/** The other players who see the player, unless everybody does. */
export const seenByOf = ({ visibility, friends = [] }: Omit<Subject, 'id'>): readonly PlayerId[] =>
  visibility === 'friends' ? friends : [];

/**
 * A match's player as a viewer is told of them: named where the viewer may see them, else by their place alone, which
 * the opponents know anyway. `player` undefined: deleted, which looks the same.
 */
export const shownAs = (viewer: PlayerId | undefined, player: (Subject & { readonly name: string }) | undefined) =>
  player && canSee(viewer, player) ? { id: player.id, name: player.name } : HIDDEN;
const HIDDEN = { id: null, name: null };
