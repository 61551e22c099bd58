import type { PlayerId } from '../../../shared/ids.ts';
import type { LeaderboardRow } from '../../../shared/records.ts';

export type Standing = LeaderboardRow & { id: PlayerId };
export type LeaderboardQuery = {
  mode: string;
  limit: number;
  viewer?: PlayerId | undefined;
  /** The last row of the page before. */
  after?: Pick<Standing, 'place' | 'isProvisional' | 'rating' | 'id'> | undefined;
};
