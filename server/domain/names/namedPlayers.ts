/** Players as the store makes them and finds them by their names. */
import type { PlayerId } from '../../../shared/ids.ts';
import type { Visibility } from '../../../shared/playerRow.ts';

/** `nameKey`: what makes a name unique (nameKey.ts); look-alikes share it. */
export type NewPlayer = { id: PlayerId; name: string; nameKey: string; visibility: Visibility; createdAt: number };

/** `nameKey` '': everybody. `before`: the last row of the page before. */
export type SearchQuery = {
  id: string;
  nameKey: string;
  limit: number;
  before?: { lastActiveAt: number; id: PlayerId } | undefined;
};
