/**
 * What a player is worth in each rated mode, as one text: rows carry it, and it is cheap to send, keep and compare.
 * "1043?,1287": the numbers in the order of RATED_MODES, empty where there is none, without the last commas. `?`: not
 * settled yet. Pure.
 */
import { RATED_MODES } from './modes.ts';

export type ModeRating = { readonly rating: number; readonly isProvisional: boolean };

const PLACES: ReadonlyMap<string, number> = new Map(RATED_MODES.map(({ id }, place) => [id, place]));

/** Modes that are rated no longer are left out. */
export function ratingsText(ratings: Iterable<ModeRating & { readonly mode: string }>): string {
  const texts: string[] = RATED_MODES.map(() => '');
  for (const { mode, rating, isProvisional } of ratings) {
    const place = PLACES.get(mode);
    if (place !== undefined) texts[place] = `${rating}${isProvisional ? '?' : ''}`;
  }
  return texts.join().replace(/,+$/, '');
}

/** Undefined where the player has no rating in the mode. */
export function ratingIn(ratings: string | undefined, mode: string): ModeRating | undefined {
  const place = PLACES.get(mode);
  if (!ratings || place === undefined) return undefined;
  const text = ratings.split(',')[place] ?? '';
  const rating = Number.parseInt(text, 10);
  return rating > 0 ? { rating, isProvisional: text.endsWith('?') } : undefined;
}
