/**
 * Seats at rooms that may be anywhere in the cluster: the held one of a client that resumes, and one in a certain shard.
 * Colyseus' own `reconnect` says the same of a process that is dead and of one that was too slow to answer.
 */
import { ErrorCode, type IRoomCache, matchMaker, Room, ServerError } from '@colyseus/core';
import { asProcessId, type PlayerId, type ProcessId, type ShardId } from '../../shared/ids.ts';

/** How long a living process may take to say whether it holds a seat: with the way there and back less than a client's try. */
const ANSWER_MS = 1_500;
const RETRY_S = 1;

export type IsLive = (processId: ProcessId) => boolean | Promise<boolean>;
export type ClusterView = {
  /** Whether the process lives, as far as this one knows. */
  isLive: IsLive;
  /** This process reaches no other now. */
  isCutOff: () => boolean;
};
export type JoinOptionsBag = Record<string, unknown>;
export type SeatReservation = Awaited<ReturnType<typeof matchMaker.joinById>>;
type Place = Pick<IRoomCache, 'name' | 'roomId' | 'processId' | 'publicAddress'>;
export type SeatAuth = Parameters<typeof matchMaker.joinById>[2];

/** A refusal of a seat that will be another after a while. */
export class SeatDelay extends ServerError {
  readonly retryAfterS = RETRY_S;
}

/** Every seat was taken between the look and the reservation, or the room's process did not give it. */
export const isSeatTaken = (error: unknown): boolean =>
  error instanceof Error && error.constructor.name === 'SeatReservationError';

/**
 * The seat that `reconnectionToken` has a right to, for its player (heldReservations.ts). Throws a ServerError: MATCHMAKE_INVALID_ROOM_ID where the room or its
 * process is no more, MATCHMAKE_EXPIRED where the room does not hold it, a SeatDelay where it may be held: 504 where a
 * living process did not answer in time, 503 `cluster/away` where it was not asked, and another process may know.
 */
export async function resumeSeat(
  roomId: string,
  options: JoinOptionsBag,
  caller: PlayerId | undefined,
  { isLive, isCutOff }: ClusterView,
): Promise<SeatReservation> {
  const room = placeHere(roomId) ?? (await matchMaker.driver.findOne({ roomId }));
  // It may have opened at another process since that was last heard.
  if (!room && isCutOff()) throw new SeatDelay(503, 'cluster/away');
  if (!room || !(await isThere(room, isLive))) throw gone();
  const { reconnectionToken } = options;
  if (typeof reconnectionToken !== 'string') throw new ServerError(400, 'request/invalid');
  const sessionId = await matchMaker
    .remoteRoomCall(roomId, 'checkReconnectionToken', [reconnectionToken, caller], ANSWER_MS)
    .catch(async (error: unknown) => {
      if (!isUnanswered(error)) throw error;
      if (!(await isThere(room, isLive))) throw gone();
      throw isCutOff() ? new SeatDelay(503, 'cluster/away') : new SeatDelay(504, 'server/error');
    });
  if (!sessionId) throw new ServerError(ErrorCode.MATCHMAKE_EXPIRED, 'request/unknown');
  const { name, processId, publicAddress } = room;
  return { name, sessionId, roomId, processId, ...(publicAddress && { publicAddress }) };
}

/** A seat in that shard; undefined where it has none to give. Throws what the room's own refusal of the player throws. */
export async function seatIn(
  shard: ShardId,
  name: string,
  options: JoinOptionsBag,
  auth: SeatAuth,
  isLive: IsLive,
): Promise<SeatReservation | undefined> {
  const room = await matchMaker.driver.findOne({ roomId: shard });
  if (!room || room.name !== name || room.private || room.locked || !(await isThere(room, isLive))) return undefined;
  try {
    return await matchMaker.joinById(shard, options, auth);
  } catch (error) {
    const isGone = error instanceof ServerError && error.code === ErrorCode.MATCHMAKE_INVALID_ROOM_ID;
    if (isGone || isSeatTaken(error)) return undefined;
    throw error;
  }
}

const gone = (): ServerError => new ServerError(ErrorCode.MATCHMAKE_INVALID_ROOM_ID, 'request/unknown');

/** Asked first: resumes at our own rooms work whatever has become of the listings. */
function placeHere(roomId: string): Place | undefined {
  // Colyseus looks ids up in a bare object, in which `constructor` is something too.
  const room: unknown = matchMaker.getLocalRoomById(roomId);
  if (!(room instanceof Room)) return undefined;
  const { processId, publicAddress } = matchMaker;
  return { name: room.roomName, roomId, processId, publicAddress };
}

/** A room that is listed as ours and is not here is nowhere; our own life is not for others to say. */
const isThere = async ({ roomId, processId }: Place, isLive: IsLive): Promise<boolean> =>
  processId === matchMaker.processId
    ? matchMaker.getLocalRoomById(roomId) !== undefined
    : isLive(asProcessId(processId));

const isUnanswered = (error: unknown): boolean =>
  error instanceof ServerError && error.code === ErrorCode.MATCHMAKE_UNHANDLED;
