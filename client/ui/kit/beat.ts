/**
 * What changes by itself (counts, tiles, the moving picture) changes on one beat, so that one painting shows all of it. Both
 * times in monotonic ms: whether a beat of `everyMs` lies between them.
 */
export const isLater = (at: number, before: number, everyMs: number): boolean =>
  Math.floor(at / everyMs) !== Math.floor(before / everyMs);

/** Numbers that run all the time change twice a second at most, with the moving picture, and relative times with them. */
export const BEAT_MS = 500;
