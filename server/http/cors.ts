/**
 * Which pages may use this server: its own, and those of ALLOWED_ORIGINS. A caller without an Origin is not a page but a
 * native client, a bot or curl, and carries no cookies of a user.
 */
import { isListedOrigin } from '../domain/admission/origins.ts';
import type { Caller } from './clientAddress.ts';

/** The only paths for other origins; those of operators are not among them. */
const SHARED_PATHS = /^\/(api(?!\/admin\b)|auth|matchmake)(\/|$)/;
const PREFLIGHT_S = 600;

/** Compares the hosts alone, as a proxy may speak https where we see http. `origin`: an origin, or a page's whole URL. */
export function isOwnOrigin(origin: string, caller: Caller): boolean {
  const own = `http://${caller.host}`;
  if (!/^https?:/i.test(origin) || !URL.canParse(origin) || !URL.canParse(own)) return false;
  return new URL(origin).host === new URL(own).host;
}

export function isAllowedOrigin(origin: string | undefined, caller: Caller, allowed: readonly string[]): boolean {
  return origin === undefined || isOwnOrigin(origin, caller) || isListedOrigin(origin, allowed);
}

/** Headers for a path and an Origin; none for an origin that is not allowed. The SDK fetches with credentials. */
export function corsHeaders(
  path: string,
  origin: string | undefined,
  allowed: readonly string[],
): Record<string, string> {
  if (!SHARED_PATHS.test(path)) return {};
  if (origin === undefined || !isListedOrigin(origin, allowed)) return { Vary: 'Origin' };
  return {
    Vary: 'Origin',
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Expose-Headers': 'Retry-After',
  };
}

/** The answer to a preflight, besides `corsHeaders`. */
export const PREFLIGHT_HEADERS: Record<string, string> = {
  'Access-Control-Allow-Methods': 'GET, HEAD, POST',
  'Access-Control-Allow-Headers': 'Accept, Authorization, Content-Type',
  'Access-Control-Max-Age': String(PREFLIGHT_S),
};
