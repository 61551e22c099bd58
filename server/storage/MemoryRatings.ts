/** Ratings in memory. */
import type { PlayerId } from '../../shared/ids.ts';
import type { StoredRating } from '../domain/play/playedMatch.ts';
import { canSee } from '../domain/presence/visibility.ts';
import type { Ratings, Standing, StoredPlayer } from '../ports.ts';

/** Who there is. */
export type Players = { get(id: PlayerId): StoredPlayer | undefined };
type Rating = StoredRating & { readonly shown: number };

export class MemoryRatings implements Ratings {
  readonly #players: Players;
  readonly #byMode = new Map<string, Map<PlayerId, Rating>>();

  constructor(players: Players) {
    this.#players = players;
  }

  set(id: PlayerId, mode: string, rating: Rating): void {
    const ratings = this.#byMode.get(mode) ?? new Map<PlayerId, Rating>();
    this.#byMode.set(mode, ratings.set(id, rating));
  }

  forget(id: PlayerId): void {
    for (const ratings of this.#byMode.values()) ratings.delete(id);
  }

  async ratingsOf(ids: readonly PlayerId[], mode: string): Promise<Map<PlayerId, StoredRating>> {
    return this.read(ids, mode);
  }

  read(ids: readonly PlayerId[], mode: string): Map<PlayerId, StoredRating> {
    const ratings = this.#byMode.get(mode);
    return new Map(
      ids.flatMap((id) => {
        const { mu, sigma, matches } = ratings?.get(id) ?? {};
        return mu === undefined || sigma === undefined || matches === undefined ? [] : [[id, { mu, sigma, matches }]];
      }),
    );
  }

  async leaderboard({ mode, limit, viewer, after }: Parameters<Ratings['leaderboard']>[0]): Promise<Standing[]> {
    const rows = [...(this.#byMode.get(mode) ?? [])].flatMap(([id, { shown, matches }]) => {
      const player = this.#players.get(id);
      const isShown = player && player.bannedAt === null && canSee(viewer, player);
      return isShown ? [{ id, name: player.name, rating: shown, matches }] : [];
    });
    const before = after?.place ?? 0;
    return rows
      .filter((row) => after === undefined || isBehind(row, after))
      .sort((a, b) => (isBehind(a, b) ? 1 : -1))
      .slice(0, limit)
      .map((row, at) => ({ place: before + at + 1, ...row }));
  }
}

type Key = Pick<Standing, 'rating' | 'id'>;
const isBehind = (a: Key, b: Key): boolean => a.rating < b.rating || (a.rating === b.rating && a.id > b.id);
