/** Names of the size that Foyer gives its guests, for the peers that give none. */
import { ADJECTIVES, ANIMALS } from '../../server/identity/guestNames.ts';

/** Different for each number under 1.4 million. */
export function playerName(number: number): string {
  const adjective = ADJECTIVES[number % ADJECTIVES.length];
  const animal = ANIMALS[Math.floor(number / ADJECTIVES.length) % ANIMALS.length];
  return `${adjective}${animal}${100 + Math.floor(number / (ADJECTIVES.length * ANIMALS.length))}`;
}
