/** Sends all players in the lobby of this process to other processes; this process goes on. */
import { matchMaker } from '@colyseus/core';
import { LOBBY } from '../../shared/protocol.ts';

/** Players get `moved` and are closed with 4001, as at the end of the process. Resolves while `moved` is being sent. */
export async function moveLobby(): Promise<void> {
  const { processId } = matchMaker;
  for (const { roomId } of await matchMaker.query({ name: LOBBY, processId })) {
    const room = matchMaker.getLocalRoomById(roomId);
    if (!room) continue;
    void room.lock();
    room.onBeforeShutdown();
  }
}
