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
  const bad = checkTarget(head);
  if (bad) return bad;
  if (headers['transfer-encoding'] !== undefined) return refusal(411, 'A body needs a Content-Length.');
  const length = Number(headers['content-length'] ?? 0);
  if (!Number.isSafeInteger(length) || length < 0) return refusal(400, 'Content-Length is not a number.');
  if (length > BODY_MAX_BYTES) return refusal(413, `A body has at most ${BODY_MAX_BYTES} bytes.`, 'request/tooLarge');
  if (length > 0 && method !== 'POST') return refusal(400, `${method} has no body.`);
  if (length > 0 && !JSON_TYPE.test(headers['content-type'] ?? '')) return refusal(415, 'Bodies are application/json.');
  return undefined;
}

/** `prefix`: the path in PUBLIC_ADDRESS, which a proxy may leave in front of `/<processId>/<roomId>`. */
export function checkUpgrade(head: Head, prefix = ''): HeadRefusal | undefined {
  if (head.method !== 'GET') return refusal(405, 'GET only.', 'request/notAllowed');
  const bad = checkTarget(head);
  if (bad) return bad;
  const path = pathOf(head.url);
  const inner = prefix !== '' && path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path;
  const [, roomId] = /^\/[\w-]{1,64}\/([\w-]{1,64})$/.exec(inner) ?? [];
  // Colyseus looks ids up in a bare object, in which `constructor` is something too.
  const isId = roomId !== undefined && !(roomId in Object.prototype);
  return isId ? undefined : refusal(404, 'No room is here.', 'request/unknown');
}

export const pathOf = (url: string): string => url.split('?', 1)[0] ?? url;

function checkTarget({ url, hosts }: Head): HeadRefusal | undefined {
  const [host] = hosts;
  if (host === undefined || hosts.length > 1 || !HOST.test(host) || !URL.canParse(`http://${host}`)) {
    return refusal(400, 'One Host header with a host is needed.');
  }
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
