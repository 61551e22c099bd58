/** Refusals over HTTP: `{ error: code, message: text }` with the status that fits the code. */
import type { Response } from 'express';
import type { HttpError } from '../../shared/protocol.ts';
import type { RefusalCode } from '../../shared/refusals.ts';

const STATUS_OF: Record<RefusalCode, number> = {
  'auth/required': 401,
  'auth/expired': 401,
  'auth/invalid': 401,
  'auth/banned': 403,
  'name/tooShort': 400,
  'name/tooLong': 400,
  'name/badCharacter': 400,
  'name/mixedScripts': 400,
  'name/profane': 400,
  'name/reserved': 400,
  'name/taken': 409,
  'request/invalid': 400,
  'request/unknown': 404,
  'request/tooMany': 429,
  'request/notAllowed': 403,
  'request/tooLarge': 413,
  'player/unknown': 404,
  'process/unknown': 404,
  'store/away': 503,
  'cluster/away': 503,
  'server/draining': 503,
  'server/error': 500,
};

const TEXTS: Record<RefusalCode, string> = {
  'auth/required': 'Sign in first: send a token as Authorization: Bearer …',
  'auth/expired': 'The token has expired: renew it.',
  'auth/invalid': 'The token is not valid: sign in again.',
  'auth/banned': 'This player is banned.',
  'name/tooShort': 'The name is too short.',
  'name/tooLong': 'The name is too long.',
  'name/badCharacter': 'The name has a character that may not be in a name.',
  'name/mixedScripts': 'The name mixes alphabets.',
  'name/profane': 'The name is not acceptable.',
  'name/reserved': 'The name is reserved.',
  'name/taken': 'Somebody has this name, or one that looks like it.',
  'request/invalid': 'The request is not valid.',
  'request/unknown': 'There is nothing here.',
  'request/tooMany': 'Too many requests: wait a little.',
  'request/notAllowed': 'This is not allowed.',
  'request/tooLarge': 'The body is too large.',
  'player/unknown': 'There is no such player, or nothing to see of them.',
  'process/unknown': 'There is no such process, or it has ended.',
  'store/away': 'The store is away: try again soon.',
  'cluster/away': 'The other processes cannot be reached: this one goes on with its own players.',
  'server/draining': 'The server is going away: try again soon.',
  'server/error': 'Something failed at the server.',
};

export const statusOfRefusal = (code: RefusalCode): number => STATUS_OF[code];
export const textOfRefusal = (code: RefusalCode): string => TEXTS[code];

/** Answers with the refusal. `message`: replaces the code's own text. */
export function refuse(res: Response, code: RefusalCode, message = TEXTS[code], status = STATUS_OF[code]): void {
  const body: HttpError = { error: code, message };
  res.status(status).set('Cache-Control', 'no-store').json(body);
}
