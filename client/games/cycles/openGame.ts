/** The game module of light-cycles (client/games/game.ts). */
import type { GameScene, MatchParts } from '../game.ts';
import { CyclesScene } from './CyclesScene.ts';

export const openGame = (parts: MatchParts): GameScene => new CyclesScene(parts);
