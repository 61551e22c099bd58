/** Links into a match, `#match/<id>` and `#join/<code>`, and to the plain view. */
import { INVITE_CODE } from '../../shared/playProtocol.ts';

export const PLAIN_HASH = '#plain';

export type DeepLink = { kind: 'match'; matchId: string } | { kind: 'join'; code: string };

/** `hash`: with its `#`. Undefined if it leads nowhere. */
export function deepLinkOf(hash: string): DeepLink | undefined {
  const [, kind, rest] = /^#(match|join)\/([^/]{1,64})$/.exec(hash) ?? [];
  if (!kind || !rest) return undefined;
  if (kind === 'match') return /^[\w-]+$/.test(rest) ? { kind, matchId: rest } : undefined;
  const code = rest.toUpperCase();
  return kind === 'join' && INVITE_CODE.test(code) ? { kind, code } : undefined;
}

export const hashOf = (link: DeepLink): string =>
  link.kind === 'match' ? `#match/${link.matchId}` : `#join/${link.code}`;

/** To be shared: a server sees it, and says what it is (server/http/sharedLinks.ts). `page`: the address of the lobby. */
export const addressOf = (link: DeepLink, page: string): string => new URL(hashOf(link).slice(1), page).href;
