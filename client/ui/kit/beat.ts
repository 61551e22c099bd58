/**
 * What changes by itself (counts, tiles, the moving picture) changes on one beat, so that one painting shows all of it. Both
 * times in monotonic ms: whether a beat of `everyMs` lies between them.
 */
export const isLater = (at: number, before: number, everyMs: number): boolean =>
  Math.floor(at / everyMs) !== Math.floor(before / everyMs);
