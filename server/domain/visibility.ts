/** The one rule of who may see a player: rosters, lists, counts, look-ups and chat all ask here. */
import type { PlayerId } from '../../shared/ids.ts';
import type { Visibility } from '../../shared/protocol.ts';

type Subject = { readonly id: PlayerId; readonly visibility: Visibility };

/** In the roster that everybody shares. `friends` shows a player to nobody as long as there are no friendships. */
export const isPublic = (subject: Subject): boolean => subject.visibility === 'everyone';

/** `viewer` undefined: somebody who is not signed in. */
export const canSee = (viewer: PlayerId | undefined, subject: Subject): boolean =>
  isPublic(subject) || viewer === subject.id;
