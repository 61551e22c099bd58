/** Maps the arena to the screen; pure, CSS px. Upright screens rotate it clockwise, which keeps left turns left. */
import { DOWN, HEIGHT, LEFT, RIGHT, type Turn, UP, WIDTH } from '../../../shared/games/cycles/arena.ts';
import type { Rect } from '../../design/canvas.ts';

/** `cell`: its size, a whole number of device px, for sharp lines. */
export type Board = Rect & { readonly cell: number; readonly isUpright: boolean };
export type Point = { readonly x: number; readonly y: number };

/** As large as `area` allows, centred horizontally, at the top. `dpr`: device px per CSS px. */
export function boardIn(area: Rect, dpr: number): Board {
  const level = Math.min(area.width / WIDTH, area.height / HEIGHT);
  const upright = Math.min(area.width / HEIGHT, area.height / WIDTH);
  const isUpright = upright > level;
  const cell = Math.max(1, Math.floor(Math.max(level, upright) * dpr)) / dpr;
  const width = cell * (isUpright ? HEIGHT : WIDTH);
  const height = cell * (isUpright ? WIDTH : HEIGHT);
  const x = Math.round((area.x + (area.width - width) / 2) * dpr) / dpr;
  return { x, y: Math.round(area.y * dpr) / dpr, width, height, cell, isUpright };
}

/** The screen position of a cell's centre; fractional cells interpolate. */
export function onScreen({ x, y, cell, isUpright }: Board, at: Point): Point {
  const column = isUpright ? HEIGHT - 1 - at.y : at.x;
  const row = isUpright ? at.x : at.y;
  return { x: x + (column + 0.5) * cell, y: y + (row + 0.5) * cell };
}

/** Converts a direction of the arena to one of the screen. */
export const seenTurn = ({ isUpright }: Pick<Board, 'isUpright'>, turn: Turn): Turn =>
  isUpright ? (turn + 1) % 4 : turn;
/** Converts a direction of the screen to one of the arena. */
export const meantTurn = ({ isUpright }: Pick<Board, 'isUpright'>, turn: Turn): Turn =>
  isUpright ? (turn + 3) % 4 : turn;

export const besideOf = (heading: Turn, side: 'left' | 'right'): Turn => (heading + (side === 'left' ? 3 : 1)) % 4;

/** By position of the key, independent of the keyboard layout. */
const KEYS: Readonly<Record<string, Turn>> = {
  ArrowUp: UP,
  ArrowRight: RIGHT,
  ArrowDown: DOWN,
  ArrowLeft: LEFT,
  KeyW: UP,
  KeyD: RIGHT,
  KeyS: DOWN,
  KeyA: LEFT,
};
export const keyTurn = (code: string): Turn | undefined => KEYS[code];
