import type { PlayerId } from '../../../shared/ids.ts';

/** A whisper to a friend who is away. `at`: epoch ms. */
export type WaitingWhisper = { id: string; from: PlayerId; to: PlayerId; text: string; at: number };
