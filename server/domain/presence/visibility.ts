/** The one rule of who may see a player: rosters, lists, counts, look-ups and chat all ask here. */
import type { PlayerId } from '../../../shared/ids.ts';
import type { Visibility } from '../../../shared/playerRow.ts';

/** `friends`: of the player, as far as they are known here. */
type Subject = { readonly id: PlayerId; readonly visibility: Visibility; readonly friends?: readonly PlayerId[] };

/** What shows a player to everybody; where the store chooses whom to show, it is by this. */
export const PUBLIC: Visibility = 'everyone';

/** In the roster that everybody shares. */
export const isPublic = (subject: Subject): boolean => subject.visibility === PUBLIC;

/** `viewer` undefined: somebody who is not signed in. */
export const canSee = (viewer: PlayerId | undefined, subject: Subject): boolean =>
  isPublic(subject) || (viewer !== undefined && (viewer === subject.id || seenByOf(subject).includes(viewer)));

/** Who sees the player beside themself, where not everybody does. */
export const seenByOf = ({ visibility, friends = [] }: Omit<Subject, 'id'>): readonly PlayerId[] =>
  visibility === 'friends' ? friends : [];

/**
 * How a match is told to a viewer: who played it stands there for whoever may see them. Of the others their place alone:
 * that somebody had it is what the opponents know anyway. `player` undefined: one who is no more, which looks the same.
 */
export const shownAs = (viewer: PlayerId | undefined, player: (Subject & { readonly name: string }) | undefined) =>
  player && canSee(viewer, player) ? { id: player.id, name: player.name } : HIDDEN;
const HIDDEN = { id: null, name: null };
