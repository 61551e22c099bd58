/** Reservations in the whole cluster. Colyseus' own `reconnect` refuses for a dead process as for a slow one. */
import { ErrorCode, matchMaker, Room, ServerError } from '@colyseus/core';
import { asProcessId, type PlayerId, type ProcessId, type ShardId } from '../../shared/ids.ts';

/** How long a living process may take to say whether it holds a session: with both ways less than a client's attempt. */
export const ANSWER_MS = 1_500;
const RETRY_S = 1;

export type IsLive = (processId: ProcessId) => boolean | Promise<boolean>;
export type ClusterView = {
  isLive: IsLive;
  isCutOff: () => boolean;
};
export type JoinOptionsBag = Record<string, unknown>;
export type Reservation = Awaited<ReturnType<typeof matchMaker.joinById>>;
export type JoinAuth = Parameters<typeof matchMaker.joinById>[2];

/** A refusal that may be another one in a moment. */
export class ReservationDelay extends ServerError {
  readonly retryAfterS = RETRY_S;
}

/** The room filled up between the look-up and the reservation, or its process did not reserve. */
export const isReservationFailure = (error: unknown): boolean =>
  error instanceof Error && error.constructor.name === 'SeatReservationError';

/**
 * The reservation that `reconnectionToken` gives a right to, for its player (heldReservations.ts). Throws a ServerError:
 * MATCHMAKE_INVALID_ROOM_ID where the room or its process is no more or the room does not hold it, for strangers must not
 * learn which rooms are still there; a ReservationDelay where it may be held: 504 where a living process did not answer in
 * time, 503 `cluster/away` where it could not be asked from here, and another process may know.
 */
export async function reserveResume(
  roomId: string,
  options: JoinOptionsBag,
  caller: PlayerId | undefined,
  { isLive, isCutOff }: ClusterView,
): Promise<Reservation> {
  const { reconnectionToken } = options;
  if (typeof reconnectionToken !== 'string') throw new ServerError(400, 'request/invalid');
  const room = localRoom(roomId) ?? (await matchMaker.driver.findOne({ roomId }));
  // It may have opened at another process since this one was cut off.
  if (!room && isCutOff()) throw new ReservationDelay(503, 'cluster/away');
  if (!room || !(await isThere(room, isLive))) throw gone();
  const sessionId = await matchMaker
    .remoteRoomCall(roomId, 'checkReconnectionToken', [reconnectionToken, caller], ANSWER_MS)
    .catch(async (error: unknown) => {
      if (!isUnanswered(error)) throw error;
      if (!(await isThere(room, isLive))) throw gone();
      throw isCutOff() ? new ReservationDelay(503, 'cluster/away') : new ReservationDelay(504, 'server/error');
    });
  if (!sessionId) throw gone();
  const { name, processId, publicAddress } = room;
  return { name, sessionId, roomId, processId, ...(publicAddress && { publicAddress }) };
}

/** Undefined where the shard is full or gone. Throws what the room throws to refuse the player. */
export async function reserveIn(
  shard: ShardId,
  name: string,
  options: JoinOptionsBag,
  auth: JoinAuth,
  isLive: IsLive,
): Promise<Reservation | undefined> {
  const room = await matchMaker.driver.findOne({ roomId: shard });
  if (!room || room.name !== name || room.private || room.locked || !(await isThere(room, isLive))) return undefined;
  try {
    return await matchMaker.joinById(shard, options, auth);
  } catch (error) {
    const isGone = error instanceof ServerError && error.code === ErrorCode.MATCHMAKE_INVALID_ROOM_ID;
    if (isGone || isReservationFailure(error)) return undefined;
    throw error;
  }
}

const gone = (): ServerError => new ServerError(ErrorCode.MATCHMAKE_INVALID_ROOM_ID, 'request/unknown');

type ListedRoom = { name: string; roomId: string; processId: string; publicAddress?: string | undefined };

/** Looked up first: resumes at our own rooms work whatever has become of the listings. */
function localRoom(roomId: string): ListedRoom | undefined {
  // Colyseus looks ids up in a bare object, in which `constructor` is something too.
  const room: unknown = matchMaker.getLocalRoomById(roomId);
  if (!(room instanceof Room)) return undefined;
  const { processId, publicAddress } = matchMaker;
  return { name: room.roomName, roomId, processId, publicAddress };
}

/** A room that is listed as ours and is not here is nowhere; our own life is not for others to say. */
const isThere = async ({ roomId, processId }: ListedRoom, isLive: IsLive): Promise<boolean> =>
  processId === matchMaker.processId
    ? matchMaker.getLocalRoomById(roomId) !== undefined
    : isLive(asProcessId(processId));

const isUnanswered = (error: unknown): boolean =>
  error instanceof ServerError && error.code === ErrorCode.MATCHMAKE_UNHANDLED;
