/** What a bot does next, and when. Pure, from chance. The weights make a lifelike lobby. */
import { between, pick, type Random } from './random.ts';

export type Habit =
  /** Human input. */
  | { do: 'touch' }
  /** No input. */
  | { do: 'rest' }
  | { do: 'status'; status: 'online' | 'away' | 'busy' }
  | { do: 'rename' }
  /** A short chat message to the shard. */
  | { do: 'talk' };
/** How a bot goes when the churn picks it. `backInMs`: how long it stays away. */
export type Departure = { how: 'drop' | 'reload' | 'leave'; backInMs: number };

const WEIGHTS: readonly (readonly [number, Habit])[] = [
  [50, { do: 'touch' }],
  [20, { do: 'rest' }],
  [14, { do: 'status', status: 'online' }],
  [9, { do: 'status', status: 'busy' }],
  [5, { do: 'status', status: 'away' }],
  [2, { do: 'rename' }],
  // With 200 bots, one says something every seven seconds.
  [2, { do: 'talk' }],
];
const TOTAL = WEIGHTS.reduce((sum, [weight]) => sum + weight, 0);

export function nextHabit(random: Random): Habit {
  let left = random() * TOTAL;
  for (const [weight, habit] of WEIGHTS) {
    left -= weight;
    if (left < 0) return habit;
  }
  return { do: 'touch' };
}

export const SMALL_TALK = [
  'hi',
  'hello all',
  'gg',
  'anyone up for a race?',
  'connect four?',
  'one more?',
  'brb',
  'back',
  'wp',
  'hallo zusammen',
  '¿una partida?',
  'こんにちは',
  'مرحبا',
  '👋',
] as const;
export const nextWords = (random: Random): string => pick(random, SMALL_TALK);

export const nextHabitInMs = (random: Random): number => between(random, 8_000, 45_000);

/** A third lose their network, some for longer than a reconnection window; a third reload; the rest leave for a while. */
export function nextDeparture(random: Random): Departure {
  const chance = random();
  if (chance < 0.33) return { how: 'drop', backInMs: between(random, 300, 20_000) };
  if (chance < 0.66) return { how: 'reload', backInMs: between(random, 500, 3_000) };
  return { how: 'leave', backInMs: between(random, 8_000, 40_000) };
}
