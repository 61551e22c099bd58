/** Refuses heads on which Colyseus or Express would throw: they build URLs and Requests from them without a catch. */
import type { IncomingHttpHeaders } from 'node:http';
import { BODY_MAX_BYTES } from '../../shared/limits.ts';
import type { RefusalCode } from '../../shared/refusals.ts';

export type Head = { method: string; url: string; hosts: readonly string[]; headers: IncomingHttpHeaders };
export type HeadRefusal = { status: number; code: RefusalCode; message: string };

export const METHODS = ['GET', 'HEAD', 'POST', 'OPTIONS'];
/** A join's URL carries two tokens of under 1 KB. */
const URL_MAX = 4 * 1024;
const PRINTABLE = /^[\x21-\x7e]+$/;
const HOST = /^([\w.-]{1,253}|\[[0-9a-f:.]{2,45}\])(:\d{1,5})?$/i;
/** What later code reads where a request names no host. */
export const NO_HOST = 'localhost';
const JSON_TYPE = /^application\/json\s*(;|$)/i;

const refusal = (status: number, message: string, code: RefusalCode = 'request/invalid'): HeadRefusal => ({
  status,
  code,
  message,
});

/** Undefined: the request may go on. */
export function checkHead(head: Head): HeadRefusal | undefined {
  const { method, headers } = head;
  if (!METHODS.includes(method)) return refusal(405, `${METHODS.join(', ')} only.`, 'request/notAllowed');
  const bad = checkTarget(head, method !== 'POST');
  if (bad) return bad;
  if (headers['transfer-encoding'] !== undefined) return refusal(411, 'A body needs a Content-Length.');
  const length = Number(headers['content-length'] ?? 0);
  if (!Number.isSafeInteger(length) || length < 0) return refusal(400, 'Content-Length is not a number.');
  if (length > BODY_MAX_BYTES) return refusal(413, `A body has at most ${BODY_MAX_BYTES} bytes.`, 'request/tooLarge');
  if (length > 0 && method !== 'POST') return refusal(400, `${method} has no body.`);
  if (length > 0 && !JSON_TYPE.test(headers['content-type'] ?? '')) return refusal(415, 'Bodies are application/json.');
  return undefined;
}

export function checkUpgrade(head: Head): HeadRefusal | undefined {
  if (head.method !== 'GET') return refusal(405, 'GET only.', 'request/notAllowed');
  const bad = checkTarget(head, false);
  if (bad) return bad;
  const path = pathOf(head.url);
  const [, roomId] = /^\/[\w-]{1,64}\/([\w-]{1,64})$/.exec(path) ?? [];
  // Colyseus looks ids up in a bare object, in which `constructor` is something too.
  const isId = roomId !== undefined && !(roomId in Object.prototype);
  return isId ? undefined : refusal(404, 'No room is here.', 'request/unknown');
}

/** `prefix`: '' or a path without a slash at its end. */
export const withoutPrefix = (url: string, prefix: string): string =>
  prefix !== '' && url.startsWith(`${prefix}/`) ? url.slice(prefix.length) : url;

/** The same URL with a slash after its path, relative to itself: a proxy may have taken the beginning of the path away. */
export function withSlash(url: string): string {
  const path = pathOf(url);
  return `${path.slice(path.lastIndexOf('/') + 1)}/${url.slice(path.length)}`;
}

export const pathOf = (url: string): string => url.split('?', 1)[0] ?? url;

/** `mayLackHost`: probes of load balancers often speak HTTP/1.0, or send an empty Host. */
function checkTarget({ method, url, hosts }: Head, mayLackHost: boolean): HeadRefusal | undefined {
  const host = hosts[0] || (mayLackHost ? NO_HOST : '');
  if (hosts.length > 1 || !HOST.test(host) || !URL.canParse(`http://${host}`)) {
    return refusal(400, 'One Host header with a host is needed.');
  }
  // The server itself, without a path.
  if (url === '*' && method === 'OPTIONS') return undefined;
  if (url.length > URL_MAX) return refusal(414, 'The URL is too long.', 'request/tooLarge');
  const isPath = url.startsWith('/') && !url.startsWith('//') && PRINTABLE.test(url) && !/[\\#]/.test(url);
  if (!isPath || !URL.canParse(`http://${host}${url}`) || !isDecodable(pathOf(url))) {
    return refusal(400, 'The path is not valid.');
  }
  return undefined;
}

function isDecodable(path: string): boolean {
  try {
    return !decodeURIComponent(path).includes('\0');
  } catch {
    return false;
  }
}
