/** Where matches stand, by the room of their modes. Apart from the pictures of the games: the first paint needs words alone. */
import { modeOf } from '../../shared/modes.ts';
import type { MatchProgress } from '../../shared/playProtocol.ts';
import { connectFourProgress } from './connect-four/progress.ts';
import { cyclesProgress } from './cycles/progress.ts';
import type { ProgressText } from './presentation.ts';

const PROGRESS: Readonly<Record<string, ProgressText>> = {
  cycles: cyclesProgress,
  'connect-four': connectFourProgress,
};

/** "round 3"; empty where the game does not say, and before it runs. */
export const stageText = (mode: string, progress: MatchProgress | undefined): string =>
  (progress && PROGRESS[modeOf(mode)?.room ?? '']?.(progress)) ?? '';

/** "round 3, 2–1", or without scores where the game keeps none; empty before it runs. */
export function progressText(mode: string, progress: MatchProgress | undefined): string {
  const scores = progress?.scores.length === 2 ? progress.scores.join('–') : '';
  return [stageText(mode, progress), scores].filter((each) => each !== '').join(', ');
}
