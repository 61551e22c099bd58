/**
 * All that the lobby shows of a game, as one value: titles, rules, icon, where a match stands, and its pictures. It draws
 * with Canvas2D and needs no scene, so that a player who does not play loads none.
 */
import type { MatchProgress } from '../../shared/playProtocol.ts';
import type { Canvas, Rect, Size } from '../design/canvas.ts';
import type { Words } from '../i18n/text.ts';
import type { ReplayModule } from './replay.ts';

/** `short`: where a tile names its mode. A game has a file of them, which the first paint loads without its pictures. */
export type ModeTitle = { readonly long: Words; readonly short: Words };

/** "round 3", "move 12". Apart from the pictures too: rows of players say it. */
export type ProgressText = (progress: MatchProgress) => string;

/** What a match's room tells a tile, unpacked (shared/games). */
export type Picture<Summary = unknown> = {
  /** Undefined for what the game cannot have made; the tile then stays empty. */
  read(summary: unknown): Summary | undefined;
  /** Paints all of it, the ground too. `isLarge`: bigger than a tile of the grid, with more detail. */
  paint(g: Canvas, size: Size, summary: Summary, isLarge: boolean): void;
  /** The parts of the picture that differ; undefined: all of it. */
  changed?(before: Summary, after: Summary, size: Size): Rect[] | undefined;
  /** Before a summary came, and behind the seats of an open match. */
  paintGround(g: Canvas, size: Size): void;
};

/** A short match, played again and again. `at`: a frame, from 0. */
export type Demo<Summary = unknown> = { readonly frames: number; at(frame: number): Summary };

export type GamePresentation<Summary = unknown> = {
  /** A rule in a breath, and one sentence more. */
  readonly rule: Words;
  readonly more: Words;
  /** In the square from 0 to `size`; its ground is painted already. */
  drawIcon(g: Canvas, size: number, mode: string): void;
  /** What lies behind the faces of a ready check, on its painted floor. `seats`: the middles and radii of the faces. */
  paintCheck?(g: Canvas, size: Size, seats: readonly { x: number; y: number; r: number }[]): void;
  readonly picture: Picture<Summary>;
  readonly demo: Demo<Summary>;
  /** Left out by a game that keeps no inputs. */
  replay?(): Promise<ReplayModule>;
};

/** Forgets what the game's summary is: only its own painters look into it. */
export const presentation = <Summary>(of: GamePresentation<Summary>): GamePresentation =>
  of as unknown as GamePresentation;
