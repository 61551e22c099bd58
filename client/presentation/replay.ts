/** A match of a game, played back from its inputs. Loaded when somebody wants to see one. */
import type { Canvas, Rect, Size } from '../design/canvas.ts';

/** `seat`: to which it belongs; undefined: to nobody. `weight`: the heavier are kept where there is little room. */
export type ReplayMoment = {
  readonly at: number;
  readonly seat: number | undefined;
  readonly weight: number;
  /** Without the player's name. */
  readonly text: string;
};

/**
 * `at`: steps from 0 to `length`; fractions lie between two steps, and only the picture knows them. `names`, `emblems`: by
 * seat, an emblem is null where the viewer is told none.
 */
export type Playback<Frame = unknown> = {
  readonly length: number;
  /** Of a step at the game's own pace. */
  readonly stepMs: number;
  /** Steps of an arrow key. */
  readonly stride: number;
  readonly seats: number;
  /** Width by height of the picture. */
  readonly aspect: number;
  /** In order; the line of time marks them. */
  readonly moments: readonly ReplayMoment[];
  /** Whether the line of time marks every step, in the colour of its seat. */
  seatOfStep?(step: number): number;
  /** By seat, as the rules say; undefined where the inputs end before the game does. */
  readonly places: readonly number[] | undefined;
  /** Where it stands, in two or three words. */
  stage(at: number): string;
  /** The same for those who do not see the picture. */
  words(at: number, names: readonly string[]): string;
  /** All that the picture shows, line by line. */
  lines(at: number, names: readonly string[]): string[];
  /** By seat; undefined in a game without. */
  scores(at: number): readonly number[] | undefined;
  turn(at: number): number | undefined;
  color(seat: number): string;
  drawSign(g: Canvas, seat: number, emblem: number | null, x: number, y: number, r: number): void;
  frame(at: number): Frame;
  /** Frames of one look are painted once. */
  look(frame: Frame): string;
  paint(g: Canvas, size: Size, frame: Frame, emblems: readonly (number | null)[]): void;
  /** The parts of the picture that differ; undefined: all of it. */
  changed?(before: Frame, after: Frame, size: Size): Rect[] | undefined;
};

/** Undefined for what is no match by the game's rules. */
export type ReplayModule = { openReplay(inputs: Uint8Array): Playback | undefined };

/** Forgets what the game's frame is: only its own painters look into it. */
export const playbackOf = <Frame>(of: Playback<Frame>): Playback => of as unknown as Playback;
