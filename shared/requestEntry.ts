/** What the table of requests says of each. */
import type { z } from 'zod';
import type { RequestRefusal } from './refusals.ts';

/**
 * `absent`: the other player is not there for this one, because of a block too. `busy`: they chose to be left alone.
 * `declined`: they said no lately. What is left out does not stand in the way.
 */
export type Contact = { absent: RequestRefusal; busy?: RequestRefusal; declined?: RequestRefusal };
export type RequestEntry = {
  by: 'desk' | 'process';
  input: z.ZodType;
  /** Of a player, in all tabs: at most `burst` at once, and `perMinute` from then on. */
  limit: { burst: number; perMinute: number };
  /** Whether a mute refuses it: it shows others a text of the player's choice, or asks them for something. */
  whenMuted: 'allowed' | 'refused';
  /** The refusals of a request that brings players together (server/domain/social/contactRule.ts); null: it does not. */
  contact: Contact | null;
  /** Clients send it by themselves. Every other request shows that a person is there. */
  isAutomatic?: true;
  reply: object;
};

/** What several requests share. */
export const OFTEN = { burst: 20, perMinute: 60 };
export const SOMETIMES = { burst: 10, perMinute: 30 };
export const SELDOM = { burst: 5, perMinute: 20 };
export const ASK = { absent: 'invite/notHere', busy: 'invite/busy', declined: 'ask/declined' } as const;
