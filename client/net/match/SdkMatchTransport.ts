import type { Room } from 'colyseus.js';
import type { MatchReservation } from '../../../shared/playProtocol.ts';
import type { Fetch } from '../json.ts';
import { listenForClose, type Reservation, roomConnection, SdkEntry } from '../sdkEntry.ts';
import type { Try } from '../transport.ts';
import type { MatchConnection, MatchEntry, MatchTransport } from './matchTransport.ts';

export class SdkMatchTransport implements MatchTransport {
  readonly #entry: SdkEntry<MatchConnection>;

  constructor(url: string, fetch: Fetch) {
    this.#entry = new SdkEntry(url, fetch, connectionOf, true);
  }

  enter(token: string | undefined, reservation: MatchReservation, attempt: Try): Promise<MatchEntry> {
    return this.#entry.open(reservation as Reservation, token, attempt);
  }

  resume(token: string | undefined, resumeKey: string, attempt: Try): Promise<MatchEntry> {
    return this.#entry.resume(token, resumeKey, attempt);
  }
}

const connectionOf = (room: Room): MatchConnection => ({
  ...roomConnection(room),
  listen({ pushed, stateChanged, closed }) {
    room.removeAllListeners();
    room.onMessage('*', (type, payload) => pushed(String(type), payload));
    let isNewState = true;
    room.onStateChange((state) => {
      stateChanged(state, isNewState);
      isNewState = false;
    });
    listenForClose(room, closed);
  },
  send: (type, input) => {
    if (room.connection.isOpen) room.send(type, input);
  },
});
