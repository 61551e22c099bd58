import type { SignedIn } from '../../shared/protocol.ts';

/** What may stand after `Bearer` (RFC 6750): anything else cannot even be sent in a header. */
const TOKEN = /^[\w.~+/-]{1,2048}=*$/;

/** Reads what claims to be a signed-in player: an answer of the server, or what was stored; undefined if it is none. */
export function signedInOf(value: unknown): SignedIn | undefined {
  const { user, token, expiresAtS } = fieldsOf(value);
  const { id, name } = fieldsOf(user);
  if (typeof id !== 'string' || typeof name !== 'string' || !Number.isFinite(expiresAtS)) return undefined;
  if (typeof token !== 'string' || !TOKEN.test(token)) return undefined;
  return { user: { id, name }, token, expiresAtS: expiresAtS as number };
}

const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
