/**
 * The door as the SDK opens it; the only importer of the SDK. Seats are asked for over our own HTTP, so that status and
 * `Retry-After` are seen; a resume goes the HTTP way too, which frees a seat whose old socket still looks open.
 * The SDK's own reconnection is off: the tries are LobbyLink's.
 */
import { Client, type Room } from 'colyseus.js';
import type { LobbyRoom } from '../../server/rooms/LobbyRoom.ts';
import { type JoinOptions, LOBBY } from '../../shared/protocol.ts';
import type { Door, Entry, Push, Seat, Try } from './door.ts';
import { failureOfAnswer, failureOfSocket } from './joinFailure.ts';
import { type Fetch, postJson } from './postJson.ts';
import { type RosterDecoder, RosterSource } from './rosterSource.ts';

type Reservation = Parameters<Client['consumeSeatReservation']>[0];

/** An answer that comes later than this is of no use to a person who waits for it. */
const REQUEST_TIMEOUT_MS = 5_000;

/** Reads past the state, for clients that show no roster: 500 of them in one process cost half the CPU and memory. */
const UNDECODED = { setState() {}, getState() {}, patch() {}, teardown() {}, handshake() {} };

/** Shows the room that is being entered, so that a try can be cut while the socket is not open yet. */
class Sdk extends Client {
  entering: Room | undefined;
  readonly #isRosterWanted: boolean;

  constructor(url: string, isRosterWanted: boolean) {
    super(url);
    this.#isRosterWanted = isRosterWanted;
  }

  protected override createRoom<T>(name: string, schema?: new () => T) {
    const room = super.createRoom<T>(name, schema);
    room.reconnection.enabled = false;
    if (!this.#isRosterWanted) room.serializer = UNDECODED as unknown as typeof room.serializer;
    this.entering = room;
    return room;
  }
}

export class SdkDoor implements Door {
  readonly #url: string;
  readonly #fetch: Fetch;
  readonly #isRosterWanted: boolean;

  constructor(url: string, fetch: Fetch, isRosterWanted: boolean) {
    this.#url = url;
    this.#fetch = fetch;
    this.#isRosterWanted = isRosterWanted;
  }

  join(token: string, options: JoinOptions, attempt: Try): Promise<Entry> {
    return this.#enter(`joinOrCreate/${LOBBY}`, options, token, attempt);
  }

  resume(token: string | undefined, resumeKey: string, attempt: Try): Promise<Entry> {
    const [roomId, reconnectionToken] = resumeKey.split(':');
    return this.#enter(`reconnect/${roomId}`, { reconnectionToken }, token, attempt);
  }

  async #enter(
    path: string,
    options: JoinOptions & { reconnectionToken?: string | undefined },
    token: string | undefined,
    { signal, progressed }: Try,
  ): Promise<Entry> {
    const answer = await postJson(this.#fetch, `${this.#url}/matchmake/${path}`, options, token, signal);
    if (!answer || signal.aborted) return { failure: { kind: 'network' } };
    const { status, body, retryAfterMs } = answer;
    if (status !== 200) return { failure: failureOfAnswer(status, body, retryAfterMs) };
    progressed();
    const reservation = { ...(body as Reservation) };
    if (options.reconnectionToken !== undefined) reservation.reconnectionToken = options.reconnectionToken;
    return this.#open(reservation, token, signal);
  }

  #open(reservation: Reservation, token: string | undefined, signal: AbortSignal): Promise<Entry> {
    const sdk = new Sdk(this.#url, this.#isRosterWanted);
    if (token !== undefined) sdk.auth.token = token;
    return new Promise((resolve) => {
      sdk.consumeSeatReservation(reservation).then(
        (room) => resolve({ seat: seatOf(room as unknown as Room<LobbyRoom>, this.#isRosterWanted) }),
        (error: { code?: number; message?: string }) =>
          resolve({ failure: failureOfSocket(error.code ?? 0, error.message) }),
      );
      const { entering } = sdk;
      const cut = () => {
        if (entering) hangUp(entering, signal.reason);
        resolve({ failure: { kind: 'network' } });
      };
      if (signal.aborted) cut();
      else signal.addEventListener('abort', cut, { once: true });
    });
  }
}

/** Closes, and hears nothing more of it. */
function hangUp(room: Room, code: number): void {
  room.connection.close(code);
  room.connection.events.onmessage = () => {};
}

function seatOf(room: Room<LobbyRoom>, isRosterWanted: boolean): Seat {
  const timeout = { timeout: REQUEST_TIMEOUT_MS };
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
    heartbeat: (input) => room.request('heartbeat', input, timeout),
    setStatus: (input) => room.request('setStatus', input, timeout),
    setVisibility: (input) => room.request('setVisibility', input, timeout),
    setName: (input) => room.request('setName', input, timeout),
  };
}
