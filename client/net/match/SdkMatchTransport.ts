/** The transport of matches over the SDK. */
import type { Room } from 'colyseus.js';
import type { MatchReservation } from '../../../shared/playProtocol.ts';
import type { Fetch } from '../json.ts';
import { type Failed, REQUEST_TIMEOUT_MS, type Reservation, SdkEntry } from '../sdkEntry.ts';
import type { Try } from '../transport.ts';
import type { MatchConnection, MatchEntry, MatchTransport } from './matchTransport.ts';

export class SdkMatchTransport implements MatchTransport {
  readonly #entry: SdkEntry;

  constructor(url: string, fetch: Fetch) {
    this.#entry = new SdkEntry(url, fetch);
  }

  enter(token: string | undefined, reservation: MatchReservation, attempt: Try): Promise<MatchEntry> {
    return this.#open(reservation as Reservation, token, attempt);
  }

  async resume(token: string | undefined, resumeKey: string, attempt: Try): Promise<MatchEntry> {
    return this.#open(await this.#entry.reserveHeld(token, resumeKey, attempt), token, attempt);
  }

  async #open(reservation: Reservation | Failed, token: string | undefined, attempt: Try): Promise<MatchEntry> {
    if ('failure' in reservation) return reservation;
    const opened = await this.#entry.open(reservation, token, attempt, true);
    return 'failure' in opened ? opened : { connection: connectionOf(opened.room) };
  }
}

function connectionOf(room: Room): MatchConnection {
  return {
    resumeKey: room.reconnectionToken,
    listen({ pushed, stateChanged, closed }) {
      room.removeAllListeners();
      room.onMessage('*', (type, payload) => pushed(String(type), payload));
      let isWhole = true;
      room.onStateChange((state) => {
        stateChanged(state, isWhole);
        isWhole = false;
      });
      room.onLeave((code) => {
        room.connection.events.onmessage = () => {};
        closed(code);
      });
    },
    request: (type, input) => room.request(type, input, { timeout: REQUEST_TIMEOUT_MS }),
    send: (type, input) => {
      if (room.connection.isOpen) room.send(type, input);
    },
    ping: (answered) => room.ping(answered),
    leave: () => void room.leave(),
    close: (code) => room.connection.close(code),
  };
}
