/** The lobby's transport over the SDK. */
import type { Room } from 'colyseus.js';
import { type JoinOptions, LOBBY } from '../../shared/protocol.ts';
import type { Fetch } from './json.ts';
import { type RosterDecoder, RosterSource } from './rosterSource.ts';
import { type Failed, REQUEST_TIMEOUT_MS, type Reservation, SdkEntry } from './sdkEntry.ts';
import type { Connection, Entry, LobbyTransport, Push, Try } from './transport.ts';

export class SdkTransport implements LobbyTransport {
  readonly #entry: SdkEntry;
  readonly #isRosterWanted: boolean;

  constructor(url: string, fetch: Fetch, isRosterWanted: boolean) {
    this.#entry = new SdkEntry(url, fetch);
    this.#isRosterWanted = isRosterWanted;
  }

  async join(token: string, options: JoinOptions, attempt: Try): Promise<Entry> {
    return this.#open(await this.#entry.reserve(`joinOrCreate/${LOBBY}`, options, token, attempt), token, attempt);
  }

  async resume(token: string | undefined, resumeKey: string, attempt: Try): Promise<Entry> {
    return this.#open(await this.#entry.reserveHeld(token, resumeKey, attempt), token, attempt);
  }

  async #open(reservation: Reservation | Failed, token: string | undefined, attempt: Try): Promise<Entry> {
    if ('failure' in reservation) return reservation;
    const opened = await this.#entry.open(reservation, token, attempt, this.#isRosterWanted);
    return 'failure' in opened ? opened : { connection: connectionOf(opened.room, this.#isRosterWanted) };
  }
}

function connectionOf(room: Room, isRosterWanted: boolean): Connection {
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
    request: (name, input) => room.request(name, input, { timeout: REQUEST_TIMEOUT_MS }),
    ping: (answered) => room.ping(answered),
    leave: () => void room.leave(),
    close: (code) => room.connection.close(code),
  };
}
