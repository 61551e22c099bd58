/**
 * Where the arena stands on the screen. Pure; CSS px. On an upright screen it is turned by a quarter, clockwise: left turns
 * stay left turns, which a mirror image would not do.
 */
import { DOWN, HEIGHT, LEFT, RIGHT, type Turn, UP, WIDTH } from '../../../shared/games/cycles/arena.ts';
import type { Rect } from '../../design/canvas.ts';

/** `cell`: a whole number of device px, so that every line is sharp. */
export type Board = Rect & { readonly cell: number; readonly isUpright: boolean };
export type Point = { readonly x: number; readonly y: number };

/** As large as `area` allows, in its middle from left to right and at its top. `dpr`: device px in a CSS px. */
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

/** The middle of a cell, or of a place between cells, on the screen. */
export function onScreen({ x, y, cell, isUpright }: Board, at: Point): Point {
  const column = isUpright ? HEIGHT - 1 - at.y : at.x;
  const row = isUpright ? at.x : at.y;
  return { x: x + (column + 0.5) * cell, y: y + (row + 0.5) * cell };
}

/** A direction of the arena as it is seen. */
export const seenTurn = ({ isUpright }: Pick<Board, 'isUpright'>, turn: Turn): Turn =>
  isUpright ? (turn + 1) % 4 : turn;
/** A direction of the screen as the arena has it. */
export const meantTurn = ({ isUpright }: Pick<Board, 'isUpright'>, turn: Turn): Turn =>
  isUpright ? (turn + 3) % 4 : turn;

/** To the side of a rider that goes `heading`. */
export const besideOf = (heading: Turn, side: 'left' | 'right'): Turn => (heading + (side === 'left' ? 3 : 1)) % 4;

/** By the place of the key, whatever is written on it. */
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
/** The direction on the screen that a key means; undefined: none. `code`: of a KeyboardEvent. */
export const keyTurn = (code: string): Turn | undefined => KEYS[code];
