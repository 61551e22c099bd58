/** What lobby and game give each other. The frame (title, players, banner, Leave, table, result) is the lobby's. */
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

/** Owns its camera, input (DOM listeners, since Phaser's input is off) and sounds. Shown while the match runs. */
export interface GameScene extends Scene {
  /** Called before the first update, and when window, density or area change. `dpr`: device px per CSS px. */
  fit(dpr: number): void;
  /** Returns whether this tick must draw. Called once a tick, after the update. */
  takeDirty(): boolean;
  /** Where the player of that seat stands, in CSS px of the window: emotes appear there. */
  plateOf?(seat: number): Rect | undefined;
}

export type GameModule = { openGame(parts: MatchParts): GameScene };
