/** Light-cycles as a game that can be seen (client/games/game.ts). */
import type { GameScene, MatchParts } from '../game.ts';
import { CyclesScene } from './CyclesScene.ts';

export const openGame = (parts: MatchParts): GameScene => new CyclesScene(parts);
