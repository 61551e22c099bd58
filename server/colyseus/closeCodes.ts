/** What a close code means for the seat: one table, one test. */

import { CLOSE } from '../../shared/protocol.ts';
import type { LeaveReason } from '../domain/presence/player.ts';

/** Lost connections, and those the server itself asks to come back. Every other code is final. */
const HOLDS_SEAT: ReadonlySet<number> = new Set([1001, 1005, 1006, CLOSE.error, CLOSE.mayReconnect]);

/** Whether the seat of a session closed with `code` is held for the reconnection window. */
export const holdsSeat = (code: number | undefined): boolean => code !== undefined && HOLDS_SEAT.has(code);

const REASONS: Record<number, LeaveReason> = {
  [CLOSE.shutdown]: 'shutdown',
  [CLOSE.idle]: 'idle',
  [CLOSE.replaced]: 'replaced',
  [CLOSE.kicked]: 'kicked',
  [CLOSE.banned]: 'banned',
};

/** Why a session with a final code is gone. 1000 and 4000 are the player's own wish. */
export const leaveReasonOf = (code: number | undefined): LeaveReason =>
  code === 1000 || code === CLOSE.consented ? 'consented' : (code && REASONS[code]) || 'error';
