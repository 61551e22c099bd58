/**
 * A round of light-cycles as a tile of the list of matches gets it: the stage, the rings that have closed, and for each
 * rider the corners of the trail and the head, two bytes each: about 64 bytes for a duel half-way through a round. Pure.
 */
import { CELLS, cellAt, xOf, yOf } from './arena.ts';
import { type Game, type Rider, STAGES, type Stage } from './game.ts';
import { ringAt, SEATS_MAX } from './rules.ts';

type Cell = { readonly x: number; readonly y: number };
/** `points`: the trail's corners from its start, then the head. */
export type SummedRider = { readonly isAlive: boolean; readonly points: readonly Cell[] };
export type CyclesSummary = { readonly stage: Stage; readonly ring: number; readonly riders: readonly SummedRider[] };

/** Of a trail with more corners the newest are told: a tile has no room to show them all. */
const POINTS_MAX = 240;
const HEADER = 2;
/** Of the first point of each rider; a cell takes 12 bits. */
const FIRST = 0x8000;
const ALIVE = 0x4000;
const CELL = 0x0fff;

export function packSummary({ stage, tick, riders }: Pick<Game, 'stage' | 'tick' | 'riders'>): Uint8Array {
  const points = riders.flatMap(packRider);
  const bytes = new Uint8Array(HEADER + 2 * points.length);
  bytes[0] = STAGES.indexOf(stage);
  bytes[1] = ringAt(tick);
  for (const [i, point] of points.entries()) {
    bytes[HEADER + 2 * i] = point >> 8;
    bytes[HEADER + 2 * i + 1] = point & 0xff;
  }
  return bytes;
}

/** Undefined for anything that `packSummary` cannot have made. */
export function unpackSummary(bytes: unknown): CyclesSummary | undefined {
  if (!(bytes instanceof Uint8Array) || bytes.length < HEADER || bytes.length % 2 !== 0) return undefined;
  const stage = STAGES[bytes[0] ?? STAGES.length];
  if (!stage) return undefined;
  const riders: { isAlive: boolean; points: Cell[] }[] = [];
  for (let at = HEADER; at < bytes.length; at += 2) {
    const point = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
    if (point & FIRST) riders.push({ isAlive: (point & ALIVE) !== 0, points: [] });
    const cell = point & CELL;
    const rider = riders.at(-1);
    if (!rider || riders.length > SEATS_MAX || cell >= CELLS) return undefined;
    rider.points.push({ x: xOf(cell), y: yOf(cell) });
  }
  return { stage, ring: bytes[1] ?? 0, riders };
}

function packRider({ trail, x, y, isAlive }: Rider): number[] {
  const [first = 0, ...rest] = [...trail, cellAt(x, y)].slice(-POINTS_MAX);
  return [FIRST | (isAlive ? ALIVE : 0) | first, ...rest];
}
