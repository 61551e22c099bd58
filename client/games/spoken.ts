/**
 * A game in words and sound, as plain HTML without canvas and Phaser: for the plain view. What happens is the game's own
 * model, which its scene shows too.
 */
import type { Mode } from '../../shared/modes.ts';
import type { Mute } from '../alerts/mute.ts';
import type { MatchLink } from '../net/match/MatchLink.ts';
import type { MatchRole } from '../net/match/matchTicket.ts';

export type SpokenParts = {
  /** The room's pushes, state and moves. It reconnects by itself. The frame closes it, not the game. */
  link: MatchLink;
  mode: Mode;
  role: MatchRole;
  /** Parent of all that the game adds. Removed with the match. */
  root: HTMLElement;
  /** Monotonic ms. */
  now(): number;
  /** The player's setting for all sounds. */
  mute: Mute;
};

export interface SpokenGame {
  /** Once a second, for clocks. */
  update(): void;
  close(): void;
}

export type SpokenModule = { openSpoken(parts: SpokenParts): SpokenGame };
