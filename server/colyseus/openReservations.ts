/** Reservations that nobody has used yet: in a room that closes, and after somebody else tried one. */
import { matchMaker } from '@colyseus/core';

/** Private parts of Room that are leaned on (transport/internals.ts). */
type RoomParts = {
  /** By session: options, auth, whether it is used, whether it is held for a resume. */
  _reservedSeats: Record<string, [options: unknown, auth: unknown, isUsed: boolean, isHeld: boolean]>;
  _reservedSeatTimeouts: Record<string, NodeJS.Timeout>;
  _autoDisposeTimeout: NodeJS.Timeout | undefined;
};

/** A client that joined after all others were closed would never be closed, and the room never end. They join anew. */
export function withdrawReservations(room: object): void {
  const { _reservedSeats: reservations, _reservedSeatTimeouts: timeouts } = room as unknown as RoomParts;
  for (const [id, [, , , isHeld]] of Object.entries(reservations)) {
    if (isHeld) continue;
    clearTimeout(timeouts[id]);
    delete timeouts[id];
    delete reservations[id];
  }
}

/** For each leave of a closing room: it would stay a second longer otherwise, or as long as its last reservation is valid. */
export function cancelDisposeTimeout(room: object): void {
  const parts = room as unknown as RoomParts;
  clearTimeout(parts._autoDisposeTimeout);
  parts._autoDisposeTimeout = undefined;
}

/** Reserves anew for the same session, once Colyseus has taken the reservation away. */
export function reserveAgain(
  room: { roomId: string; roomName: string },
  sessionId: string,
  options: unknown,
  auth: object,
): void {
  setImmediate(() => {
    const place = { roomId: room.roomId, name: room.roomName, processId: matchMaker.processId };
    // Fails where the room has closed meanwhile, and is not needed then.
    matchMaker.reserveSeatFor(place as never, options, { ...auth, sessionId }).catch(() => {});
  });
}
