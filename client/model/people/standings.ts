/** Where rows stand: the player's own above all, then party and friends, then by relevance or by status. */
import { ratingIn } from '../../../shared/modeRatings.ts';
import { QUICK_PLAY } from '../../../shared/modes.ts';
import { type ListedRow, placeOf, type Sort, type Standing } from '../rosterRows.ts';
import type { Opponents } from './opponents.ts';
import { type About, relevanceOf } from './relevance.ts';

export class Standings {
  selfId: string | undefined;
  /** The player's own, also where no row of theirs is shared. */
  ownRatings: string | undefined;
  /** Ratings are those of this mode. */
  mode = QUICK_PLAY;
  party: ReadonlySet<string> = new Set();
  /** As last sent. A friend in the lobby's roster is listed with the roster's row instead. */
  friends: ReadonlyMap<string, ListedRow> = new Map();
  opponents: Opponents = new Map();
  blocked: ReadonlySet<string> = new Set();

  /** A friend in the party is listed with the party: the player is about to play with them. */
  of({ id, status, ratings }: ListedRow, sort: Sort): Standing {
    const worth = this.#worthOf(ratings);
    const place =
      id === this.selfId ? 'self' : this.party.has(id) ? 'party' : this.friends.has(id) ? 'friends' : undefined;
    if (place !== undefined) return { place, worth, key: 0 };
    if (sort !== 'relevance') return { place: placeOf(status), worth, key: 0 };
    const { group, key } = relevanceOf(id, status, worth, this.#about);
    return { place: group, worth, key };
  }

  get #about(): About {
    return { ownWorth: this.#worthOf(this.ownRatings), opponents: this.opponents, blocked: this.blocked };
  }

  #worthOf(ratings: string | undefined): number {
    return ratingIn(ratings, this.mode)?.rating ?? 0;
  }
}
