/** The games that can be seen here, by the room of their modes (shared/modes.ts). A new game is one entry; it is loaded when it is played. */
import type { GameModule } from './game.ts';

export const GAMES: Readonly<Record<string, () => Promise<GameModule>>> = {
  cycles: () => import('./cycles/openGame.ts'),
  'connect-four': () => import('./connect-four/ConnectFourScene.ts'),
};
