/** Whether one of a player's sessions is of a page before their eyes. Pure. */
import type { SessionId } from '../../../shared/ids.ts';
import type { Session } from '../presence/session.ts';

/** `hidden`: the sessions that said so. An idle one has no person before it, or is silent. */
export function isShownIn(sessions: Iterable<Session>, hidden: ReadonlySet<SessionId> | undefined): boolean {
  for (const session of sessions)
    if (session.state === 'live' && session.idleSinceAt === undefined && !hidden?.has(session.id)) return true;
  return false;
}
