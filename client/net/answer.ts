/** What a request came to, as a value: the reply, or the code of an expected refusal. */
import type { RequestRefusal } from '../../shared/refusals.ts';

/** `network`: not sent, or not answered. Nothing is queued: a stale click never fires later. */
export type Answer<Reply> = ({ ok: true } & Reply) | { ok: false; refusal: RequestRefusal | 'network' };

/** Never rejects. `seat`: undefined while offline. */
export async function answerOf<Seat, Reply extends object>(
  seat: Seat | undefined,
  ask: (seat: Seat) => Promise<Reply>,
): Promise<Answer<Reply>> {
  if (!seat) return { ok: false, refusal: 'network' };
  try {
    return { ok: true, ...(await ask(seat)) };
  } catch (error) {
    return { ok: false, refusal: refusalOf(error) };
  }
}

/** The SDK rejects with `name: 'rejected'` and our code for a refusal, with a `code` for a fault at the server. */
function refusalOf(error: unknown): RequestRefusal | 'network' {
  const { name, reason, code } = error as { name?: string; reason?: RequestRefusal; code?: number };
  if (name === 'rejected' && reason) return reason;
  return code === undefined ? 'network' : 'server/error';
}
