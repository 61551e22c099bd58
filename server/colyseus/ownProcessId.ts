/**
 * The id of this process, which Colyseus makes up when its matchmaker is set up, and keeps. The server is the last thing to
 * be made, but most others need the id: so the matchmaker is set up once before, with parts that are replaced then.
 */
import { LocalDriver, LocalPresence, matchMaker } from '@colyseus/core';
import { asProcessId, type ProcessId } from '../../shared/ids.ts';

export function ownProcessId(): ProcessId {
  if (!matchMaker.processId) void matchMaker.setup(new LocalPresence(), new LocalDriver());
  return asProcessId(matchMaker.processId);
}
