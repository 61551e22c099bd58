/**
 * Colyseus' matchmaking over HTTP, cut down to what we mean to offer: three methods, and answers that hold our codes,
 * never the text of an error. Its CORS headers, which reflect any origin, are emptied: guard.ts sets ours. Requests are
 * answered here and not by Colyseus' router, whose Request and Response objects cost as much as the seat itself.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createAuthContext, ErrorCode, matchMaker, ServerError } from '@colyseus/core';
import { REFUSALS, type RefusalCode } from '../../shared/protocol.ts';

export const EXPOSED_METHODS = ['joinOrCreate', 'joinById', 'reconnect'] as const;

/** Colyseus' own refusals, in our words. */
const CODE_OF: Record<number, RefusalCode> = {
  [ErrorCode.MATCHMAKE_NO_HANDLER]: 'request/unknown',
  [ErrorCode.MATCHMAKE_INVALID_CRITERIA]: 'request/unknown',
  [ErrorCode.MATCHMAKE_INVALID_ROOM_ID]: 'request/unknown',
  [ErrorCode.MATCHMAKE_EXPIRED]: 'request/unknown',
  [ErrorCode.AUTH_FAILED]: 'auth/invalid',
};

const isRefusal = (text: string): text is RefusalCode => (REFUSALS as readonly string[]).includes(text);

/** What a client is told of a failed matchmaking: `code` is also the HTTP status. */
export function asRefusal(error: unknown): { code: number; refusal: RefusalCode; isBug: boolean } {
  if (error instanceof ServerError) {
    if (isRefusal(error.message) && error.code >= 400 && error.code <= 599) {
      return { code: error.code, refusal: error.message, isBug: false };
    }
    const refusal = CODE_OF[error.code];
    if (refusal) return { code: error.code, refusal, isBug: false };
  }
  // Every seat was taken between the look and the reservation.
  if (error instanceof Error && error.constructor.name === 'SeatReservationError') {
    return { code: 429, refusal: 'request/tooMany', isBug: false };
  }
  return { code: ErrorCode.MATCHMAKE_UNHANDLED, refusal: 'server/error', isBug: true };
}

/** Changes the matchmaker of this process, which is one however many servers there are. `failed` hears of bugs. */
export function restrictMatchmaking(refused: (code: RefusalCode) => void, failed: (error: unknown) => void): void {
  Object.assign(matchMaker.controller, {
    DEFAULT_CORS_HEADERS: {},
    getCorsHeaders: () => ({}),
    exposedMethods: [...EXPOSED_METHODS],
    invokeMethod: async (method: string, name: string, options: Record<string, unknown> = {}, auth?: Auth) => {
      try {
        const exposed = EXPOSED_METHODS.find((known) => known === method);
        if (!exposed) throw new ServerError(403, 'request/notAllowed');
        return await matchMaker[exposed](name, options, auth);
      } catch (error) {
        const { code, refusal, isBug } = asRefusal(error);
        if (isBug) failed(error);
        refused(refusal);
        throw new ServerError(code, refusal);
      }
    },
  });
}

const SEAT_PATH = /^\/matchmake\/([^/]+)\/([^/]+)$/;

/**
 * Answers `POST /matchmake/:method/:room` as Colyseus' own route does: `{ name, sessionId, roomId, processId, … }`, or
 * `{ code, error }` with the code as status. False where the request is for something else.
 */
export function answerSeat(req: IncomingMessage, res: ServerResponse, path: string, options: object): boolean {
  const [, method, room] = SEAT_PATH.exec(path) ?? [];
  if (req.method !== 'POST' || method === undefined || room === undefined) return false;
  const context = createAuthContext({ headers: req.headers as Record<string, string>, req });
  matchMaker.controller.invokeMethod(method, room, options, context).then(
    (seat) => end(res, 200, seat),
    (error: ServerError) => end(res, error.code, { code: error.code, error: error.message }),
  );
  return true;
}

function end(res: ServerResponse, status: number, answer: object): void {
  if (res.destroyed) return;
  const body = JSON.stringify(answer);
  res.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
  });
  res.end(body);
}

type Auth = Parameters<typeof matchMaker.joinOrCreate>[2];
