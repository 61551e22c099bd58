/** The games that can be played in words. A new game is one entry, loaded on use. */
import type { SpokenModule } from './spoken.ts';

/** By the room of their modes (shared/modes.ts). A game without is played in the full view alone. */
export const SPOKEN: Readonly<Record<string, () => Promise<SpokenModule>>> = {
  cycles: () => import('./cycles/SpokenRace.ts'),
  'connect-four': () => import('./connect-four/SpokenBoard.ts'),
};
