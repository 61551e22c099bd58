import { ErrorCode, ServerError } from '@colyseus/core';
import type { RefusalCode } from '../../shared/refusals.ts';

const HTTP_STATUS: Partial<Record<RefusalCode, number>> = {
  'request/invalid': 400,
  'player/coolingDown': 429,
  'store/away': 503,
};

/** What a room throws to refuse a join. The code is the message: the SDK's join rejects with it. */
export const joinRefusal = (code: RefusalCode): ServerError =>
  new ServerError(HTTP_STATUS[code] ?? ErrorCode.AUTH_FAILED, code);
