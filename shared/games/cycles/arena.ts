/** The arena of light-cycles: an integer grid with walls that close in, and four directions. */
export const WIDTH = 64;
export const HEIGHT = 40;

/** Directions, clockwise, so that odd and even ones are perpendicular. y grows downwards. */
export const UP = 0;
export const RIGHT = 1;
export const DOWN = 2;
export const LEFT = 3;
export const STRAIGHT = 4;
/** A direction or STRAIGHT. Inputs carry this value. */
export type Turn = number;

const DX = [0, 1, 0, -1] as const;
const DY = [-1, 0, 1, 0] as const;
export const dx = (direction: number): number => DX[direction] ?? 0;
export const dy = (direction: number): number => DY[direction] ?? 0;

export const isDirection = (turn: Turn): boolean => Number.isInteger(turn) && turn >= UP && turn <= LEFT;

/** A cell as a number below 4,096, which fits 16 bits. */
export const cellAt = (x: number, y: number): number => y * WIDTH + x;
export const xOf = (cell: number): number => cell % WIDTH;
export const yOf = (cell: number): number => Math.floor(cell / WIDTH);
export const CELLS = WIDTH * HEIGHT;

/** The contents of each cell: 0 if empty, else 1 plus the seat of the trail. Walls are not included. */
export type Grid = Uint8Array;
export const emptyGrid = (): Grid => new Uint8Array(CELLS);

/** `ring`: how many outer rings of cells are wall. */
export const isWall = (x: number, y: number, ring: number): boolean =>
  x < ring || y < ring || x >= WIDTH - ring || y >= HEIGHT - ring;

export const isBlocked = (grid: Grid, x: number, y: number, ring: number): boolean =>
  isWall(x, y, ring) || grid[cellAt(x, y)] !== 0;
