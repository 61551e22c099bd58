/** How fair a match is. Pure. */
import type { WaitingQueue } from './waitingQueue.ts';

/** In a free-for-all, of the strongest and the weakest ticket. */
export type Quality = {
  /** How far apart the tickets' skills are, in mu; 0 where the mode does not look at them. */
  readonly spread: number;
  /** The estimated chance of the strongest side against the weakest: 0.5 is even. */
  readonly favourite: number;
};

/** How much a player's performance varies between matches: openskill's beta. */
const BETA = 25 / 6;
/** Scales the logistic curve to the normal one, within a hundredth. */
const LOGISTIC = 1.702;

/** `sides`: of places in the queue. */
export function qualityOf({ skill, sigma, size }: WaitingQueue, sides: readonly (readonly number[])[]): Quality {
  let best = Number.NEGATIVE_INFINITY;
  let bestVariance = 0;
  let worst = Number.POSITIVE_INFINITY;
  let worstVariance = 0;
  let highest = best;
  let lowest = worst;
  for (const side of sides) {
    let strength = 0;
    let variance = 0;
    for (const place of side) {
      strength += skill[place]! * size[place]!;
      variance += (sigma[place]! ** 2 + BETA ** 2) * size[place]!;
      highest = Math.max(highest, skill[place]!);
      lowest = Math.min(lowest, skill[place]!);
    }
    if (strength > best) {
      best = strength;
      bestVariance = variance;
    }
    if (strength < worst) {
      worst = strength;
      worstVariance = variance;
    }
  }
  const advantage = (best - worst) / Math.sqrt(bestVariance + worstVariance);
  return { spread: highest - lowest, favourite: 1 / (1 + Math.exp(-LOGISTIC * advantage)) };
}
