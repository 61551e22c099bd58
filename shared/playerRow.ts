/**
 * What is told of a player, and the one codec of it. A trait is shown wherever the player is: it is added here, in each
 * place that names the rating, and is then in every row, message and view. The functions name each field: they run for
 * 10,000 rows, and a loop over field names is several times slower.
 */
import { type ChosenStatus, STATUS, type Status, statusFromNumber } from './status.ts';

export const VISIBILITIES = ['everyone', 'friends', 'nobody'] as const;
export type Visibility = (typeof VISIBILITIES)[number];

/** By what a player is known, wherever they are named. `emblem`: shared/emblem.ts. */
export type Persona = { name: string; emblem: number };

/**
 * What a player is shown with, besides how they are now. The database's columns have the same names. `rating`: in the
 * mode of their last rated match. `ratings`: in each mode (modeRatings.ts), left out where there are none.
 */
export type Traits = Persona & { rating: number; ratings?: string };
export const TRAITS = ['name', 'emblem', 'rating', 'ratings'] as const satisfies readonly (keyof Traits)[];

export type NamedPlayer = Persona & { id: string };
/** A player as one viewer is told of them: unnamed where they hide from the viewer. */
export type SeenPlayer = NamedPlayer | { id: null; name: null; emblem?: never };

/** What holds for a player in all their sessions, at whichever process they are. */
export type Choice = Traits & { visibility: Visibility; chosenStatus: ChosenStatus };

/** What a player knows of themself. It is in no state, so that an invisible player has it too. `lastActive`: unix seconds. */
export type Self = Choice & { id: string; status: Status; lastActive: number };

/** A row as HTTP gives it. `lastActiveAtS`: unix seconds. */
export type PlayerRow = Traits & { id: string; status: Status; lastActiveAtS: number; shard: string };

/** A row as clients keep it. `lastActive`: unix seconds. `status`: null of a friend who is offline, in lists that show those. */
export type RosterRow<Shown extends Status | null = Status> = Traits & {
  id: string;
  status: Shown;
  lastActive: number;
};

/** The fields of a row in the synchronised state, in the order of the wire. `status`: its number. */
export const SYNCED = {
  name: 'string',
  status: 'uint8',
  lastActive: 'uint32',
  rating: 'uint16',
  ratings: 'string',
  emblem: 'uint16',
} as const;
type SyncedRow = {
  -readonly [Field in keyof typeof SYNCED]: (typeof SYNCED)[Field] extends 'string' ? string : number;
};
/** What is not set of it costs no byte. */
type ReadRow = Omit<SyncedRow, 'ratings'> & { ratings?: string };

export const personaOf = ({ name, emblem }: Persona): Persona => ({ name, emblem });

export const haveSamePersona = (a: Persona, b: Persona): boolean => a.name === b.name && a.emblem === b.emblem;

export const traitsOf = ({ name, emblem, rating, ratings }: Traits): Traits =>
  ratings === undefined ? { name, emblem, rating } : { name, emblem, rating, ratings };

/** Of somebody of whom nothing else is told. */
export const onlyPersona = ({ name, emblem }: Persona): Traits => ({ name, emblem, rating: 0 });

export const haveSameTraits = (a: Traits, b: Traits): boolean =>
  haveSamePersona(a, b) && a.rating === b.rating && a.ratings === b.ratings;

export const choiceOf = ({ name, emblem, rating, ratings, visibility, chosenStatus }: Choice): Choice =>
  ratings === undefined
    ? { name, emblem, rating, visibility, chosenStatus }
    : { name, emblem, rating, ratings, visibility, chosenStatus };

export const isSameChoice = (a: Choice, b: Choice): boolean =>
  haveSameTraits(a, b) && a.visibility === b.visibility && a.chosenStatus === b.chosenStatus;

export const isSameSelf = (a: Self, b: Self): boolean =>
  isSameChoice(a, b) && a.status === b.status && a.lastActive === b.lastActive;

export const isSameRow = (a: PlayerRow, b: PlayerRow): boolean =>
  haveSameTraits(a, b) && a.status === b.status && a.lastActiveAtS === b.lastActiveAtS && a.shard === b.shard;

export function writeRow(row: PlayerRow, into: ReadRow): void {
  into.name = row.name;
  into.status = STATUS[row.status].number;
  into.lastActive = row.lastActiveAtS;
  into.rating = row.rating;
  if (row.ratings !== undefined) into.ratings = row.ratings;
  into.emblem = row.emblem;
}

export function readRow(id: string, from: ReadRow): RosterRow {
  const { name, lastActive, rating, ratings, emblem } = from;
  const status = statusFromNumber(from.status);
  return ratings === undefined
    ? { id, name, status, lastActive, rating, emblem }
    : { id, name, status, lastActive, rating, ratings, emblem };
}

/** A row that came by HTTP, or a friend's, as clients keep it. A player whose activity is not told was never active. */
export const rosterRowOf = <Shown extends Status | null>(
  row: Traits & { id: string; status: Shown; lastActiveAtS: number | null },
): RosterRow<Shown> => ({ ...traitsOf(row), id: row.id, status: row.status, lastActive: row.lastActiveAtS ?? 0 });

export const isSameRosterRow = (a: RosterRow<Status | null>, b: RosterRow<Status | null>): boolean =>
  haveSameTraits(a, b) && a.status === b.status && a.lastActive === b.lastActive;
