/** The games as the lobby shows them, by the room of their modes (shared/modes.ts). A new game is one entry. */
import { modeOf } from '../../shared/modes.ts';
import { connectFour } from './connect-four/connectFour.ts';
import { cycles } from './cycles/cycles.ts';
import type { GamePresentation } from './presentation.ts';

const PRESENTATIONS: Readonly<Record<string, GamePresentation>> = { cycles, 'connect-four': connectFour };

/** Undefined for a game that has none: it is shown by its title alone. */
export const presentationOf = (mode: string): GamePresentation | undefined => PRESENTATIONS[modeOf(mode)?.room ?? ''];
