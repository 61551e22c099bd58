/**
 * The one rule of what a viewer may know of a player: rosters, lists, counts, look-ups, matches, parties and chat follow
 * it. Operators see everybody, by routes of their own.
 */
import type { PlayerId } from '../../../shared/ids.ts';
import { type Persona, personaOf, type SeenPlayer, type Visibility } from '../../../shared/playerRow.ts';

/** `listed`: that they are there, and their name. `shown`: also their status and activity. */
export type Knowledge = 'hidden' | 'listed' | 'shown';

/** Of a viewer to a player. `mate`: in the same party, or in the same match once all of it have accepted. */
export type Relation = 'self' | 'mate' | 'friend' | 'stranger';

/**
 * `persona`: the one they have now; left out of a player that no process knows. `friends` and `mates`: of the player, as far
 * as they are known here. `isFading`: they hid a moment ago, and strangers are still shown what they saw before, as they are
 * of a player who leaves; `fadingPersona`: among it.
 */
export type Subject = {
  readonly id: PlayerId;
  readonly visibility: Visibility;
  readonly persona?: Persona;
  readonly friends?: readonly PlayerId[];
  readonly mates?: readonly PlayerId[];
  readonly isFading?: boolean;
  readonly fadingPersona?: Persona;
};

/** A player that no process knows is a subject that hides. */
export type SubjectOf = (player: PlayerId) => Subject;

const KNOWLEDGE: Record<Relation, Record<Visibility, Knowledge>> = {
  self: { everyone: 'shown', friends: 'shown', nobody: 'shown' },
  mate: { everyone: 'shown', friends: 'listed', nobody: 'listed' },
  friend: { everyone: 'shown', friends: 'shown', nobody: 'hidden' },
  stranger: { everyone: 'shown', friends: 'hidden', nobody: 'hidden' },
};
const FROM_MOST = ['shown', 'listed', 'hidden'] as const satisfies readonly Knowledge[];

/** Of several relations the one that tells most counts. `viewer` undefined: not signed in. */
export function mayKnow(viewer: PlayerId | undefined, subject: Subject): Knowledge {
  const known = relationsOf(viewer, subject).map((relation) => KNOWLEDGE[relation][subject.visibility]);
  return FROM_MOST.find((knowledge) => known.includes(knowledge)) ?? 'hidden';
}

function relationsOf(viewer: PlayerId | undefined, { id, friends = [], mates = [] }: Subject): Relation[] {
  if (viewer === undefined) return ['stranger'];
  if (viewer === id) return ['self'];
  return [
    ...(friends.includes(viewer) ? (['friend'] as const) : []),
    ...(mates.includes(viewer) ? (['mate'] as const) : []),
    'stranger',
  ];
}

/** Shows a player to everybody. The store's queries filter by it. */
export const PUBLIC: Visibility = 'everyone';

/** The two audiences whose view of a player is kept apart, in rosters and in the store. */
export const isShownTo = {
  everybody: (visibility: Visibility): boolean => KNOWLEDGE.stranger[visibility] === 'shown',
  friends: (visibility: Visibility): boolean => KNOWLEDGE.friend[visibility] === 'shown',
};

/** Stands in the roster that everybody shares. */
export const isPublic = ({ visibility }: Subject): boolean => isShownTo.everybody(visibility);

export const canSee = (viewer: PlayerId | undefined, subject: Subject): boolean => mayKnow(viewer, subject) === 'shown';

/** The player where strangers saw them before, or did not: hiding there looks like leaving. */
export const whereSeen = (subject: Subject, wasSeen: boolean): Subject =>
  subject.isFading && wasSeen ? { ...subject, visibility: PUBLIC } : subject;

/** The other players who see the player, unless everybody does. */
export const seenByOf = ({ visibility, friends = [] }: Omit<Subject, 'id'>): readonly PlayerId[] =>
  visibility === 'friends' ? friends : [];

/**
 * A match's player as a viewer is told of them: named where the viewer may know them, else by their place alone. What they
 * are known by is as it is now, `known` where no process knows it. `wasSeen`: strangers saw them there before.
 */
export function shownAs(
  viewer: PlayerId | undefined,
  subject: Subject,
  { known, wasSeen }: { known: Persona; wasSeen: boolean },
): SeenPlayer {
  if (mayKnow(viewer, subject) !== 'hidden') return { id: subject.id, ...personaOf(subject.persona ?? known) };
  if (!isPublic(whereSeen(subject, wasSeen))) return { id: null, name: null };
  return { id: subject.id, ...personaOf(subject.fadingPersona ?? subject.persona ?? known) };
}
