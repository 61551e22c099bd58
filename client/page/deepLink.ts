/** Links into a match, `#match/<id>` and `#join/<code>`, and to its replay, `#replay/<id>`. */
import { INVITE_CODE } from '../../shared/playProtocol.ts';

export type DeepLink = { kind: 'match' | 'replay'; matchId: string } | { kind: 'join'; code: string };

/** `hash`: with its `#`. Undefined if it leads nowhere. */
export function deepLinkOf(hash: string): DeepLink | undefined {
  const [, kind, rest] = /^#(match|join|replay)\/([^/]{1,64})$/.exec(hash) ?? [];
  if (!kind || !rest) return undefined;
  if (kind !== 'join') return /^[\w-]+$/.test(rest) ? { kind: kind as 'match' | 'replay', matchId: rest } : undefined;
  const code = rest.toUpperCase();
  return INVITE_CODE.test(code) ? { kind, code } : undefined;
}

export const hashOf = (link: DeepLink): string =>
  link.kind === 'join' ? `#join/${link.code}` : `#${link.kind}/${link.matchId}`;

/** To be shared: a server sees it, and says what it is (server/http/sharedLinks.ts). `page`: the address of the lobby. */
export const addressOf = (link: DeepLink, page: string): string => new URL(hashOf(link).slice(1), page).href;

type Joinable = { readonly code?: string | undefined; readonly ticket: { readonly matchId: string } };

/** Where others come to a match: by its code, if it has one. */
export const matchAddress = ({ code, ticket: { matchId } }: Joinable, page: string): string =>
  addressOf(code ? { kind: 'join', code } : { kind: 'match', matchId }, page);
