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
  /** The room's pushes, state and moves. It reconnects by itself. The frame closes it, not the game. */
  link: MatchLink;
  mode: Mode;
  role: MatchRole;
  /** Where the game may draw and take pointers, in CSS px of the window. Changes with each `fit`. */
  area(): Rect;
  /** Parent for the game's own DOM above the canvas: controls and texts for screen readers. Removed with the match. */
  root: HTMLElement;
  /** Monotonic ms. */
  now(): number;
  /** The player's setting for all sounds; a game may offer to change it. */
  mute: Mute;
};

/** The scene owns its camera, its input (DOM listeners, since Phaser's input is off) and its sounds. Shown while the match runs. */
export interface GameScene extends Scene {
  /** Called before the first update, and when the window, its density or the area changes. `dpr`: device px per CSS px. */
  fit(dpr: number): void;
  /** Returns whether this tick must draw. Called once a tick, after the update. */
  takeDirty(): boolean;
}

/** The exports of a game's module. */
export type GameModule = { openGame(parts: MatchParts): GameScene };
