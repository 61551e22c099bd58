import { CLOSE } from '../../shared/protocol.ts';
import type { LeaveReason } from '../domain/presence/player.ts';

/**
 * Lost connections, and those that are asked to come back. Every other code is final. 4002 is Colyseus' own, for a socket
 * that its player's new one replaces; a client that is cut for what it sent gets 4104.
 */
const HELD: ReadonlySet<number> = new Set([1001, 1005, 1006, CLOSE.error, CLOSE.mayReconnect]);

/** Whether a session closed with `code` is held for the reconnection window. */
export const holdsSession = (code: number | undefined): boolean => code !== undefined && HELD.has(code);

const REASONS: Record<number, LeaveReason> = {
  [CLOSE.shutdown]: 'shutdown',
  [CLOSE.idle]: 'idle',
  [CLOSE.replaced]: 'replaced',
  [CLOSE.kicked]: 'kicked',
  [CLOSE.banned]: 'banned',
  [CLOSE.cut]: 'cut',
};

/** Why a session with a final code is gone. 1000 and 4000 are the player's own wish. */
export const leaveReasonOf = (code: number | undefined): LeaveReason =>
  code === 1000 || code === CLOSE.consented ? 'consented' : (code && REASONS[code]) || 'error';
