/** The one rule of who may see a player: rosters, lists, counts, look-ups and chat all ask here. */
import type { PlayerId } from '../../shared/ids.ts';
import type { Visibility } from '../../shared/protocol.ts';

type Subject = { readonly id: PlayerId; readonly visibility: Visibility };

/** What shows a player to everybody; where the store chooses whom to show, it is by this. */
export const PUBLIC: Visibility = 'everyone';

/** In the roster that everybody shares. `friends` shows a player to nobody as long as there are no friendships. */
export const isPublic = (subject: Subject): boolean => subject.visibility === PUBLIC;

/** `viewer` undefined: somebody who is not signed in. */
export const canSee = (viewer: PlayerId | undefined, subject: Subject): boolean =>
  isPublic(subject) || viewer === subject.id;

/**
 * How a match is told to a viewer: who played it stands there for whoever may see them. Of the others their place alone:
 * that somebody had it is what the opponents know anyway. `player` undefined: one who is no more, which looks the same.
 */
export const shownAs = (viewer: PlayerId | undefined, player: (Subject & { readonly name: string }) | undefined) =>
  player && canSee(viewer, player) ? { id: player.id, name: player.name } : HIDDEN;
const HIDDEN = { id: null, name: null };
