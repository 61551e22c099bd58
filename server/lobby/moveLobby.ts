/** Sends everybody who is in the lobby at this process to the others, which have room for them; the process goes on. */
import { matchMaker } from '@colyseus/core';
import { LOBBY } from '../../shared/protocol.ts';

/** Players are told `moved` and closed with 4001, as at the end of the process. Resolves when they are being told. */
export async function moveLobby(): Promise<void> {
  const { processId } = matchMaker;
  for (const { roomId } of await matchMaker.query({ name: LOBBY, processId })) {
    const room = matchMaker.getLocalRoomById(roomId);
    // Gone meanwhile.
    if (!room) continue;
    void room.lock();
    room.onBeforeShutdown();
  }
}
