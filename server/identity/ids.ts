/** Ids and guest names from the machine's secure randomness. */
import { randomBytes, randomInt } from 'node:crypto';
import { asPlayerId } from '../../shared/ids.ts';
import { checkName } from '../domain/names/names.ts';
import type { Ids } from '../ports.ts';
import { ADJECTIVES, ANIMALS } from './guestNames.ts';

/** 120 random bits are 20 characters. */
const PLAYER_ID_BYTES = 15;

export const randomIds: Ids = {
  playerId: () => asPlayerId(randomBytes(PLAYER_ID_BYTES).toString('base64url')),
  guestName() {
    for (;;) {
      const name = madeUpName();
      // A digit may be read as a letter, and then the end of a word and a number are another word.
      if ('name' in checkName(name)) return name;
    }
  },
};

/** Of tickets, matches, parties and invites: none is ever guessed or given twice. */
export const randomId = (): string => randomBytes(PLAYER_ID_BYTES).toString('base64url');

/** 31 letters and digits that nobody confuses, six times: 887 million codes, of which few are open at a time. */
const CODE_CHARACTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
export const inviteCode = (): string => Array.from({ length: 6 }, () => oneOf([...CODE_CHARACTERS])).join('');

/** 1,600 pairs with 900 numbers each: 1.4 million names. */
const madeUpName = (): string => `${oneOf(ADJECTIVES)}${oneOf(ANIMALS)}${randomInt(100, 1_000)}`;

const oneOf = (words: readonly string[]): string => words[randomInt(words.length)] as string;
