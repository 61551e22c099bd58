/** The games with a client, by the room of their modes (shared/modes.ts). A new game is one entry, loaded on use. */
import type { GameModule } from './game.ts';

export const GAMES: Readonly<Record<string, () => Promise<GameModule>>> = {
  cycles: () => import('./cycles/CyclesScene.ts'),
  'connect-four': () => import('./connect-four/ConnectFourScene.ts'),
};
