/** Why a link ended for good, as a word: one sentence for each stands in the UI's strings. */
import { CLOSE } from '../../shared/protocol.ts';

export type CloseReason = 'left' | 'shutdown' | 'error' | 'idle' | 'replaced' | 'kicked' | 'banned' | 'lost';

const REASONS: Record<number, CloseReason> = {
  [CLOSE.consented]: 'left',
  [CLOSE.shutdown]: 'shutdown',
  [CLOSE.error]: 'error',
  [CLOSE.idle]: 'idle',
  [CLOSE.replaced]: 'replaced',
  [CLOSE.kicked]: 'kicked',
  [CLOSE.banned]: 'banned',
};

/** Codes of a lost connection (1006 and its like) read as `lost`. */
export const closeReasonOf = (code: number): CloseReason => REASONS[code] ?? 'lost';
