/** Names as long as Foyer's guest names, for peers that assign none. */
import { ADJECTIVES, ANIMALS } from '../../server/identity/guestNames.ts';

/** Unique for numbers under 1.4 million. */
export function playerName(number: number): string {
  const adjective = ADJECTIVES[number % ADJECTIVES.length];
  const animal = ANIMALS[Math.floor(number / ADJECTIVES.length) % ANIMALS.length];
  return `${adjective}${animal}${100 + Math.floor(number / (ADJECTIVES.length * ANIMALS.length))}`;
}
