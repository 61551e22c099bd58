/** Refusals over HTTP: `{ error: code, message: text }` with the status that fits the code. */
import type { Response } from 'express';
import type { HttpError } from '../../shared/protocol.ts';
import type { RefusalCode } from '../../shared/refusals.ts';

const ANSWERS: Record<RefusalCode, readonly [status: number, text: string]> = {
  'auth/required': [401, 'Sign in first: send a token as Authorization: Bearer …'],
  'auth/expired': [401, 'The token has expired: renew it.'],
  'auth/invalid': [401, 'The token is not valid: sign in again.'],
  'auth/banned': [403, 'This player is banned.'],
  'auth/kicked': [403, 'An operator removed this player: wait a while.'],
  'name/tooShort': [400, 'The name is too short.'],
  'name/tooLong': [400, 'The name is too long.'],
  'name/badCharacter': [400, 'The name has a character that may not be in a name.'],
  'name/mixedScripts': [400, 'The name mixes alphabets.'],
  'name/profane': [400, 'The name is not acceptable.'],
  'name/link': [400, 'The name is a link.'],
  'name/reserved': [400, 'The name is reserved.'],
  'name/taken': [409, 'Somebody has this name, or one that looks like it.'],
  'request/invalid': [400, 'The request is not valid.'],
  'request/unknown': [404, 'There is nothing here.'],
  'request/tooMany': [429, 'Too many requests: wait a little.'],
  'request/notAllowed': [403, 'This is not allowed.'],
  'request/tooLarge': [413, 'The body is too large.'],
  'client/version': [426, 'This client is of another version than the server.'],
  'player/unknown': [404, 'There is no such player, or nothing to see of them.'],
  'player/coolingDown': [429, 'This player sent too much, or what cannot be read: wait as long as Retry-After says.'],
  'process/unknown': [404, 'There is no such process, or it has ended.'],
  'store/away': [503, 'The store is away: try again soon.'],
  'cluster/away': [503, 'The other processes cannot be reached: this one goes on with its own players.'],
  'server/draining': [503, 'The server is going away: try again soon.'],
  'server/error': [500, 'Something failed at the server.'],
};

export const statusOfRefusal = (code: RefusalCode): number => ANSWERS[code][0];
export const textOfRefusal = (code: RefusalCode): string => ANSWERS[code][1];

/** Answers with the refusal. `message`: replaces the code's own text. */
export function refuse(
  res: Response,
  code: RefusalCode,
  message = textOfRefusal(code),
  status = statusOfRefusal(code),
): void {
  const body: HttpError = { error: code, message };
  res.status(status).set('Cache-Control', 'no-store').json(body);
}
