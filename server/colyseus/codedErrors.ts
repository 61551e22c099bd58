/** Errors of Colyseus, and of what runs in it, as our codes: their own texts reach no client. */
import { ErrorCode, type ServerError } from '@colyseus/core';
import { WebSocketClient } from '@colyseus/ws-transport';
import { REFUSALS, type RefusalCode } from '../../shared/refusals.ts';

const CODE_OF: ReadonlyMap<number, RefusalCode> = new Map([
  [ErrorCode.MATCHMAKE_NO_HANDLER, 'request/unknown'],
  [ErrorCode.MATCHMAKE_INVALID_CRITERIA, 'request/unknown'],
  [ErrorCode.MATCHMAKE_INVALID_ROOM_ID, 'request/unknown'],
  [ErrorCode.MATCHMAKE_EXPIRED, 'request/unknown'],
  [ErrorCode.AUTH_FAILED, 'auth/invalid'],
]);

/** Undefined for an error that Colyseus has no refusal in mind with, such as a bug of ours. */
export const refusalOf = ({ code, message }: Pick<ServerError, 'code' | 'message'>): RefusalCode | undefined =>
  REFUSALS.find((refusal) => refusal === message) ?? CODE_OF.get(code);

let isDone = false;

/** What a socket is told when it is not let into a room. The transport makes the clients, so their class is changed, once. */
export function codeSocketErrors(): void {
  if (isDone) return;
  isDone = true;
  const send = WebSocketClient.prototype.error;
  WebSocketClient.prototype.error = function (this: WebSocketClient, code, message, sent) {
    send.call(this, code, refusalOf({ code, message: message ?? '' }) ?? 'server/error', sent);
  };
}
