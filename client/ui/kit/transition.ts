/**
 * How what is drawn comes and goes. What lies over the rest for a while (sheets, toasts, menus, dialogs) fades and slides in;
 * a banner and an explanation are there at once: one is news, the other was asked for.
 */

/** `withOthers`: softly while something else comes or goes, as rows do with their dialog; else at once, as they are scrolled. */
export type Transition = 'atOnce' | 'soft' | 'withOthers';

const SHEETS = 30;
const EXPLANATION = 39;
const BANNER = 41;

/** By its depth. */
export const transitionAt = (depth: number): Transition =>
  depth >= SHEETS && (depth < EXPLANATION || depth > BANNER) ? 'soft' : 'atOnce';
