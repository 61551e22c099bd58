/** A match that came to be watched again, ready to be played back by its game. */
import type { ReplayAnswer } from '../../../shared/records.ts';
import { presentationOf } from '../../presentation/list.ts';
import type { Playback } from '../../presentation/replay.ts';
import { isOtherVersion } from './replay.ts';
import { ReplayPlayer } from './replayPlayer.ts';

export type Opened = { playback: Playback; player: ReplayPlayer };

/** `otherVersion`: its game cannot play it back any more. */
export async function openPlayback({ mode, inputs, seats }: ReplayAnswer): Promise<Opened | 'otherVersion'> {
  const module = await presentationOf(mode)
    ?.replay?.()
    .catch(() => undefined);
  const playback = module?.openReplay(Uint8Array.from(atob(inputs), (letter) => letter.charCodeAt(0)));
  if (!playback || isOtherVersion(seats, playback.places)) return 'otherVersion';
  const stops = playback.moments.map(({ at }) => at);
  return { playback, player: new ReplayPlayer({ ...playback, stops }) };
}
