/** Rows for the model's tests, and the names on its screen. */
import type { RosterView } from '../../client/model/rosterView.ts';
import { ratingsText } from '../../shared/modeRatings.ts';
import { QUICK_PLAY } from '../../shared/modes.ts';
import type { RosterRow } from '../../shared/playerRow.ts';
import type { Status } from '../../shared/status.ts';

/** By default the id is the name in lower case. `rating`: in Quick Play's mode. */
export const row = (name: string, status: Status = 'online', more: Partial<RosterRow> = {}): RosterRow => ({
  id: name.toLowerCase(),
  name,
  status,
  lastActive: 1_000,
  rating: 0,
  ...(more.rating && { ratings: ratingsText([{ mode: QUICK_PLAY, rating: more.rating, isProvisional: false }]) }),
  emblem: 0,
  ...more,
});

export const namesOf = (view: RosterView): string[] => view.slice(0, view.size).map(({ name }) => name);

export const change = (parts: Partial<{ added: RosterRow[]; updated: RosterRow[]; removed: string[] }>) => ({
  added: [],
  updated: [],
  removed: [],
  ...parts,
});
