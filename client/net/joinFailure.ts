import { CLOSE } from '../../shared/protocol.ts';
import { REFUSALS, type RefusalCode } from '../../shared/refusals.ts';
import type { HttpAnswer } from './json.ts';

export type JoinFailure =
  /** No answer, a cut attempt, or not an answer of the lobby. */
  | { kind: 'network' }
  /** The reservation, the held session, or its room does not exist any more. */
  | { kind: 'gone' }
  | { kind: 'refused'; code: RefusalCode; retryAfterMs?: number };

/** Colyseus' own refusals: no handler, no such room, its process is away, the token has expired. */
const GONE_FROM = 520;
const GONE_TO = 524;
/** Our server's code beside them; any other code of ours means what it says. */
const GONE_CODE: RefusalCode = 'request/unknown';

/** `answer` is not 2xx. */
export function failureOfAnswer({ status, body, retryAfterMs }: HttpAnswer): JoinFailure {
  const code = refusalIn(body) ?? (status === 429 ? 'request/tooMany' : status === 503 ? 'server/draining' : undefined);
  if (isGone(status, code)) return { kind: 'gone' };
  return code ? { kind: 'refused', code, ...(retryAfterMs !== undefined && { retryAfterMs }) } : { kind: 'network' };
}

/** The socket closed before the room let us in. `code`: a close code or one of Colyseus'. */
export function failureOfSocket(code: number, message: string | undefined): JoinFailure {
  const refusal = asRefusal(message);
  if (isGone(code, refusal)) return { kind: 'gone' };
  // The room is still busy with the socket before.
  if (code === CLOSE.mayReconnect) return { kind: 'network' };
  if (refusal) return { kind: 'refused', code: refusal };
  // 1000 and 4000 to 4009: the room itself turned the resume away.
  const isTurnedAway = code === 1000 || (code >= 4000 && code < 4010);
  return isTurnedAway ? { kind: 'gone' } : { kind: 'network' };
}

const isGone = (status: number, refusal: RefusalCode | undefined): boolean =>
  status >= GONE_FROM && status <= GONE_TO && (refusal === undefined || refusal === GONE_CODE);

export const isAboutToken = (failure: JoinFailure): boolean =>
  failure.kind === 'refused' && ['auth/required', 'auth/expired', 'auth/invalid'].includes(failure.code);

function refusalIn(body: unknown): RefusalCode | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const { error, message } = body as { error?: unknown; message?: unknown };
  return asRefusal(error) ?? asRefusal(message);
}

const asRefusal = (text: unknown): RefusalCode | undefined => REFUSALS.find((code) => code === text);
