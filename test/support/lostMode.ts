/** Imported before server/main.ts: a mode that is played in a room of no game, as after a slip of the pen. */
import { MODES, type Mode } from '../../shared/modes.ts';

(MODES as Mode[]).push({
  id: 'lost',
  title: 'Lost',
  room: 'cylces',
  players: { min: 2, max: 2 },
  ranked: false,
  bots: false,
});
