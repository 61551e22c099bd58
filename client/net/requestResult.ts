import type { RequestRefusal } from '../../shared/refusals.ts';

/** `network`: not sent, or not answered. Nothing is queued, so a stale click never fires later. */
export type RequestResult<Reply> = ({ ok: true } & Reply) | { ok: false; refusal: RequestRefusal | 'network' };

/** Never rejects. `connection`: undefined while offline. */
export async function requestResultOf<Connection, Reply extends object>(
  connection: Connection | undefined,
  ask: (connection: Connection) => Promise<Reply>,
): Promise<RequestResult<Reply>> {
  if (!connection) return { ok: false, refusal: 'network' };
  try {
    return { ok: true, ...(await ask(connection)) };
  } catch (error) {
    return { ok: false, refusal: refusalOf(error) };
  }
}

/** The SDK rejects a refusal with `name: 'rejected'` and our code, a server fault with a `code`. */
function refusalOf(error: unknown): RequestRefusal | 'network' {
  const { name, reason, code } = error as { name?: string; reason?: RequestRefusal; code?: number };
  if (name === 'rejected' && reason) return reason;
  return code === undefined ? 'network' : 'server/error';
}
