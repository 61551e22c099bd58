/** A match that came to be watched again, ready to be played back by its game. */
import type { ReplayAnswer } from '../../../shared/records.ts';
import { presentationOf } from '../../presentation/list.ts';
import type { Playback } from '../../presentation/replay.ts';
import { isOtherVersion } from './replay.ts';

/** Undefined if its game cannot play it back any more. */
export async function openPlayback({ mode, inputs, seats }: ReplayAnswer): Promise<Playback | undefined> {
  const module = await presentationOf(mode)
    ?.replay?.()
    .catch(() => undefined);
  const playback = module?.openReplay(Uint8Array.from(atob(inputs), (letter) => letter.charCodeAt(0)));
  return playback && !isOtherVersion(seats, playback.places) ? playback : undefined;
}
