/** The lobby's door as the SDK opens it. */
import type { Room } from 'colyseus.js';
import type { LobbyRoom } from '../../server/lobby/LobbyRoom.ts';
import { type JoinOptions, LOBBY } from '../../shared/protocol.ts';
import type { Door, Entry, Push, Seat, Try } from './door.ts';
import type { Fetch } from './json.ts';
import { type RosterDecoder, RosterSource } from './rosterSource.ts';
import { type Failed, type Reservation, SdkEntry } from './sdkEntry.ts';
import { playRequestsOf, requestsOf, socialRequestsOf } from './sdkRequests.ts';

export class SdkDoor implements Door {
  readonly #entry: SdkEntry;
  readonly #isRosterWanted: boolean;

  constructor(url: string, fetch: Fetch, isRosterWanted: boolean) {
    this.#entry = new SdkEntry(url, fetch);
    this.#isRosterWanted = isRosterWanted;
  }

  async join(token: string, options: JoinOptions, attempt: Try): Promise<Entry> {
    return this.#open(await this.#entry.ask(`joinOrCreate/${LOBBY}`, options, token, attempt), token, attempt);
  }

  async resume(token: string | undefined, resumeKey: string, attempt: Try): Promise<Entry> {
    return this.#open(await this.#entry.askToResume(token, resumeKey, attempt), token, attempt);
  }

  async #open(seat: Reservation | Failed, token: string | undefined, attempt: Try): Promise<Entry> {
    if ('failure' in seat) return seat;
    const opened = await this.#entry.open(seat, token, attempt, this.#isRosterWanted);
    return 'failure' in opened ? opened : { seat: seatOf(opened.room as Room<LobbyRoom>, this.#isRosterWanted) };
  }
}

function seatOf(room: Room<LobbyRoom>, isRosterWanted: boolean): Seat {
  return {
    resumeKey: room.reconnectionToken,
    listen({ pushed, roster, closed }) {
      room.removeAllListeners();
      room.onMessage('*', (type, payload) => pushed({ type, payload } as Push));
      if (isRosterWanted) {
        const { decoder } = room.serializer as unknown as { decoder: RosterDecoder };
        room.onStateChange.once(() => new RosterSource(decoder, roster));
      }
      room.onLeave((code) => {
        room.connection.events.onmessage = () => {};
        closed(code);
      });
    },
    ping: (answered) => room.ping(answered),
    leave: () => void room.leave(),
    close: (code) => room.connection.close(code),
    play: playRequestsOf(room),
    social: socialRequestsOf(room),
    ...requestsOf(room),
  };
}
