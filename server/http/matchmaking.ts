/**
 * Colyseus' matchmaking over HTTP, with our codes alone. Its CORS headers, which reflect any origin, are emptied:
 * guard.ts sets ours. Its router is bypassed: its Request and Response objects cost as much as the reservation itself.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createAuthContext, ErrorCode, type IRoomCache, matchMaker, ServerError } from '@colyseus/core';
import { asPlayerId, asShardId } from '../../shared/ids.ts';
import { JoinOptions } from '../../shared/protocol.ts';
import type { RefusalCode } from '../../shared/refusals.ts';
import { refusalOf } from '../colyseus/codedErrors.ts';
import {
  isReservationFailure,
  type JoinAuth,
  type JoinOptionsBag,
  type Reservation,
  ReservationDelay,
  reserveIn,
  reserveResume,
} from '../colyseus/reservations.ts';
import { SampledLog } from '../log.ts';
import { withVersions } from '../transport/otherVersions.ts';
import type { Site } from './site.ts';

type Method = (name: string, options: JoinOptionsBag, auth: JoinAuth, site: Site) => Promise<Reservation>;

const METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  ['joinOrCreate', joinOrCreate],
  ['joinById', joinById],
  ['reconnect', reconnect],
]);

/** The answer to a failed matchmaking: `code` is also the HTTP status. */
export function asRefusal(error: unknown): { code: number; refusal: RefusalCode; isBug: boolean } {
  if (error instanceof ServerError) {
    const refusal = refusalOf(error);
    if (refusal && error.code >= 400 && error.code <= 599) return { code: error.code, refusal, isBug: false };
  }
  // Colyseus made no room here.
  if (matchMaker.state === matchMaker.MatchMakerState.SHUTTING_DOWN) {
    return { code: 503, refusal: 'server/draining', isBug: false };
  }
  if (isReservationFailure(error)) return { code: 429, refusal: 'request/tooMany', isBug: false };
  return { code: ErrorCode.MATCHMAKE_UNHANDLED, refusal: 'server/error', isBug: true };
}

/** Changes the matchmaker of this process; there is one, however many servers there are. */
export function restrictMatchmaking(site: Site): void {
  const sampled = new SampledLog(site.log, () => site.clock.now());
  Object.assign(matchMaker.controller, {
    DEFAULT_CORS_HEADERS: {},
    getCorsHeaders: () => ({}),
    exposedMethods: [...METHODS.keys()],
    invokeMethod: async (method: string, name: string, options: JoinOptionsBag = {}, auth?: JoinAuth) => {
      try {
        const reserve = METHODS.get(method);
        if (!reserve) throw new ServerError(403, 'request/notAllowed');
        return await reserve(name, options, auth, site);
      } catch (error) {
        const { code, refusal, isBug } = asRefusal(error);
        if (isBug) {
          site.metrics.errors.inc({ where: 'matchmake' });
          sampled.write('error', 'a reservation could not be made', { err: error });
        }
        site.metrics.refused(refusal);
        throw error instanceof ReservationDelay ? error : new ServerError(code, refusal);
      }
    },
  });
}

async function joinById(id: string, options: JoinOptionsBag, auth: JoinAuth, site: Site): Promise<Reservation> {
  const room: (IRoomCache & { isShown?: boolean }) | undefined = await matchMaker.driver.findOne({ roomId: id });
  // As if it were not there: strangers learn nothing of closed rooms, nor of shards that only players who hide keep open.
  if (!room || !site.openRooms.includes(room.name) || room.isShown === false)
    throw new ServerError(ErrorCode.MATCHMAKE_INVALID_ROOM_ID);
  return matchMaker.joinById(id, options, auth);
}

/** Also with an expired token: it still proves identity, and the room knows how long it holds the session. */
async function reconnect(id: string, options: JoinOptionsBag, auth: JoinAuth, site: Site): Promise<Reservation> {
  const caller = await site.tokens.verifyForRenewal(auth?.token);
  const isCutOff = () => site.isReady().includes('cluster/away');
  const playerId = typeof caller === 'string' ? undefined : caller.playerId;
  return reserveResume(id, options, playerId, { isLive: site.isLive, isCutOff });
}

/** `beside` ends here; a malformed one is left for the room to refuse with the other options. */
async function joinOrCreate(name: string, options: JoinOptionsBag, auth: JoinAuth, site: Site): Promise<Reservation> {
  if (!site.openRooms.includes(name)) throw new ServerError(ErrorCode.MATCHMAKE_NO_HANDLER);
  const beside = JoinOptions.shape.beside.safeParse(options.beside);
  if (!beside.success || beside.data === undefined) return matchMaker.joinOrCreate(name, options, auth);
  const { beside: _, ...rest } = options;
  const caller = await site.tokens.verify(auth?.token, 'session');
  const row = typeof caller === 'string' ? undefined : site.lobby.find(asPlayerId(beside.data), caller.playerId);
  const reservation = row && (await reserveIn(asShardId(row.shard), name, rest, auth, site.isLive));
  return reservation ?? matchMaker.joinOrCreate(name, rest, auth);
}

const MATCHMAKING_PATH = /^\/matchmake\/([^/]+)\/([^/]+)$/;

/**
 * Answers `POST /matchmake/:method/:room` as Colyseus' own route does: `{ name, sessionId, roomId, processId, … }`, or
 * `{ code, error }` with the code as status. False where the request is for something else.
 */
export function answerMatchmaking(req: IncomingMessage, res: ServerResponse, path: string, options: object): boolean {
  const [, method, room] = MATCHMAKING_PATH.exec(path) ?? [];
  if (req.method !== 'POST' || method === undefined || room === undefined) return false;
  const context = createAuthContext({ headers: req.headers as Record<string, string>, req });
  matchMaker.controller.invokeMethod(method, room, options, context).then(
    (reservation) => end(res, 200, withVersions(reservation)),
    (error: ServerError) => {
      if (error instanceof ReservationDelay) res.setHeader('Retry-After', error.retryAfterS);
      end(res, error.code, { code: error.code, error: error.message });
    },
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
