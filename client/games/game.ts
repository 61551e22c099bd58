/**
 * How the lobby hands a match over to its game, and what a game gives: one scene on the lobby's Phaser. The frame around it
 * (title, players, the link's banner, Leave, the waiting table, the result) is the lobby's, for all games alike.
 */
import type { Scene } from 'phaser';
import type { Mode } from '../../shared/modes.ts';
import type { Mute } from '../alerts/mute.ts';
import type { Rect } from '../design/canvas.ts';
import type { MatchLink } from '../net/match/MatchLink.ts';
import type { MatchRole } from '../net/match/matchTicket.ts';

export type MatchParts = {
  /** Pushes, state and moves of the room; it comes back by itself after a drop. The frame leaves it, not the game. */
  link: MatchLink;
  mode: Mode;
  role: MatchRole;
  /** Where the game may draw and take pointers, in CSS px of the window. Another one after each `fit`. */
  area(): Rect;
  /** Parent of the game's own DOM above the canvas: controls, and words for ears. It goes with the match. */
  root: HTMLElement;
  /** Monotonic ms. */
  now(): number;
  /** The player's choice for all sounds; a game may offer to change it. */
  mute: Mute;
};

/** Its camera, its input (DOM listeners: Phaser's input is off) and its sounds are its own. Shown when the match runs. */
export interface GameScene extends Scene {
  /** The window, its density or the area changed. `dpr`: device px in a CSS px; also told once before the first update. */
  fit(dpr: number): void;
  /** Must this tick draw? Asked once a tick, after the update. */
  takeDirty(): boolean;
}

/** What the module of a game exports. */
export type GameModule = { openGame(parts: MatchParts): GameScene };
