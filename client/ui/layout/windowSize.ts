import type { Size } from '../../design/canvas.ts';

/** `isCoarse`: fingers press here, and need room. */
export type WindowSize = Size & { isCoarse?: boolean };

const COARSE = window.matchMedia('(pointer: coarse)');

export const windowSize = (): WindowSize => ({
  width: window.innerWidth,
  height: window.innerHeight,
  isCoarse: COARSE.matches,
});
