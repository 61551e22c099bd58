import type { Outcome } from '../../../shared/records.ts';

/** Of a match for one of its players: the first place alone has won, and shared it is a draw. */
export function outcomeOf(place: number, others: readonly { readonly place: number }[]): Outcome {
  if (place > 1) return 'lost';
  return others.some((other) => other.place === 1) ? 'drawn' : 'won';
}
