import type { Known } from '../../server/domain/play/ratingChanges.ts';

/** Of a new installation. */
export const NOTHING_KNOWN: Known = { ratings: new Map(), reputations: new Map(), isFounding: true };
