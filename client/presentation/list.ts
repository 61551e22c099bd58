/** The games as the lobby shows them, by the room of their modes (shared/modes.ts). A new game is one entry. */
import { modeOf } from '../../shared/modes.ts';
import type { MatchProgress } from '../../shared/playProtocol.ts';
import { connectFour } from './connect-four/connectFour.ts';
import { cycles } from './cycles/cycles.ts';
import type { GamePresentation } from './presentation.ts';

const PRESENTATIONS: Readonly<Record<string, GamePresentation>> = { cycles, 'connect-four': connectFour };

/** Undefined for a game that has none: it is shown by its title alone. */
export const presentationOf = (mode: string): GamePresentation | undefined => PRESENTATIONS[modeOf(mode)?.room ?? ''];

/** "round 3"; empty where the game does not say, and before it runs. */
export const stageText = (mode: string, progress: MatchProgress | undefined): string =>
  (progress && presentationOf(mode)?.progressText(progress)) ?? '';

/** "round 3, 2–1", or without scores where the game keeps none; empty before it runs. */
export function progressText(mode: string, progress: MatchProgress | undefined): string {
  const scores = progress?.scores.length === 2 ? progress.scores.join('–') : '';
  return [stageText(mode, progress), scores].filter((each) => each !== '').join(', ');
}
