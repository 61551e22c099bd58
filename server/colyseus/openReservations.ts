/** Seats that are reserved and not taken yet, in a room that is closing or was asked by the wrong one. */
import { matchMaker } from '@colyseus/core';

/** Private parts of Room that are leaned on (transport/internals.ts). */
type RoomParts = {
  /** By session: options, auth, whether it is taken, whether it is held for a resume. */
  _reservedSeats: Record<string, [options: unknown, auth: unknown, isTaken: boolean, isHeld: boolean]>;
  _reservedSeatTimeouts: Record<string, NodeJS.Timeout>;
  _autoDisposeTimeout: NodeJS.Timeout | undefined;
};

/** Whoever took a seat after all others were closed would be closed by nobody, and the room never end. They join anew. */
export function withdrawSeats(room: object): void {
  const { _reservedSeats: seats, _reservedSeatTimeouts: timeouts } = room as unknown as RoomParts;
  for (const [id, [, , , isHeld]] of Object.entries(seats)) {
    if (isHeld) continue;
    clearTimeout(timeouts[id]);
    delete timeouts[id];
    delete seats[id];
  }
}

/** In each leave of a closing room, which would otherwise stay a second, or as long as a seat that was just being given. */
export function waitForNobody(room: object): void {
  const parts = room as unknown as RoomParts;
  clearTimeout(parts._autoDisposeTimeout);
  parts._autoDisposeTimeout = undefined;
}

/** Reserves it anew for the same session, once Colyseus is done with taking it away. */
export function giveSeatBack(
  room: { roomId: string; roomName: string },
  sessionId: string,
  options: unknown,
  owner: object,
): void {
  setImmediate(() => {
    const place = { roomId: room.roomId, name: room.roomName, processId: matchMaker.processId };
    // Where the room closes meanwhile there is none to give.
    matchMaker.reserveSeatFor(place as never, options, { ...owner, sessionId }).catch(() => {});
  });
}
