/** Made-up players, deterministic for a seed: names in every script, statuses as in a real lobby. */

import { emblemFromId } from '../../shared/emblem.ts';
import { ratingsText } from '../../shared/modeRatings.ts';
import { RATED_MODES } from '../../shared/modes.ts';
import type { RosterRow } from '../../shared/playerRow.ts';
import type { Status } from '../../shared/status.ts';

const FIRST = ['Velvet', 'Rapid', 'Silent', 'Misty', 'Swift', 'Amber', 'Neon', 'Iron', 'Solar', 'Lunar'];
const SECOND = ['Golem', 'Badger', 'Raven', 'Viper', 'Moose', 'Comet', 'Drake', 'Otter', 'Koala', 'Falcon'];
export const EVERY_SCRIPT = [
  'محمد العربي',
  'ليلى ٧',
  'דניאל כהן',
  '山田太郎',
  '김민준',
  'Ñandú Ångström',
  '🔥FireFox🦊',
  '👩‍🚀 Astra',
  'Zoë ❤️',
  'नमस्ते राज',
  'Владимир',
  '🏳️‍🌈 Pride',
  'WWWWWWWWWWWWWWWW',
  'สมชาย ใจดี',
  'Ελένη',
];
const STATUS_OF: readonly Status[] = ['online', 'online', 'online', 'online', 'away', 'away', 'busy', 'reconnecting'];

/** A seeded generator (mulberry32): 0 ≤ x < 1. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** `nowS`: unix seconds. `rated`: whether they have ratings. */
export function makePlayers(count: number, nowS: number, random: () => number, rated: boolean): RosterRow[] {
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
  return Array.from({ length: count }, (_, i) => {
    const isSpecial = i % 7 === 3;
    const name = isSpecial ? pick(EVERY_SCRIPT) : `${pick(FIRST)}${pick(SECOND)}${Math.floor(random() * 10_000)}`;
    const ago = random();
    const status = pick(STATUS_OF);
    return {
      id: `p${i}`,
      name,
      status,
      // A player is away after three idle minutes.
      lastActive: nowS - Math.floor(status === 'away' ? 180 + ago ** 3 * 3_600 : ago ** 2 * 170),
      emblem: emblemFromId(`p${i}`),
      ...(rated ? ratingsOf(random) : { rating: 0 }),
    };
  });
}

/** In the first mode as in the last match; in the others by chance, and some not settled. */
function ratingsOf(random: () => number): { rating: number; ratings: string } {
  const rating = 800 + Math.floor(random() * 1_600);
  const ratings = RATED_MODES.flatMap(({ id: mode }, i) => {
    const other = 700 + ((rating * (i + 3)) % 1_100);
    return rating % (i + 3) === 0 && i > 0
      ? []
      : [{ mode, rating: i === 0 ? rating : other, isProvisional: rating % 4 === 0 }];
  });
  return { rating, ratings: ratingsText(ratings) };
}
