/**
 * Entering any room over the SDK: a reservation becomes an open room, a held session a reservation. Resumes go over HTTP: that
 * shows status and `Retry-After`, and frees a session when its old socket still looks open. The SDK's own reconnection is off,
 * because the links decide when to try.
 */
import { Client, type Room } from 'colyseus.js';
import { failureOfAnswer, failureOfSocket, type JoinFailure } from './joinFailure.ts';
import { type Fetch, postJson } from './json.ts';
import type { Try } from './transport.ts';

/** A person does not wait longer for an answer. */
export const REQUEST_TIMEOUT_MS = 5_000;

export type Reservation = Parameters<Client['consumeSeatReservation']>[0];
export type Failed = { failure: JoinFailure };

/** Skips the state for clients that show no roster: 500 of them in one process then cost half the CPU and memory. */
const UNDECODED = { setState() {}, getState() {}, patch() {}, teardown() {}, handshake() {} };

/** Exposes the room being entered, so that an attempt can be cut before its socket is open. */
class Sdk extends Client {
  entering: Room | undefined;
  readonly #isStateWanted: boolean;

  constructor(url: string, isStateWanted: boolean) {
    super(url);
    this.#isStateWanted = isStateWanted;
  }

  protected override createRoom<T>(name: string, schema?: new () => T) {
    const room = super.createRoom<T>(name, schema);
    room.reconnection.enabled = false;
    if (!this.#isStateWanted) room.serializer = UNDECODED as unknown as typeof room.serializer;
    this.entering = room;
    return room;
  }
}

export class SdkEntry {
  readonly #url: string;
  readonly #fetch: Fetch;

  /** `url`: `http(s)://host[:port][/path]`, no slash at the end. */
  constructor(url: string, fetch: Fetch) {
    this.#url = url;
    this.#fetch = fetch;
  }

  /** Asks the matchmaking routes for a reservation. Never rejects. */
  async reserve(
    path: string,
    options: object,
    token: string | undefined,
    { signal, progressed }: Try,
  ): Promise<Reservation | Failed> {
    const answer = await postJson(this.#fetch, `${this.#url}/matchmake/${path}`, options, token, signal);
    if (!answer || signal.aborted) return { failure: { kind: 'network' } };
    const { status, body, retryAfterMs } = answer;
    if (status !== 200) return { failure: failureOfAnswer(status, body, retryAfterMs) };
    progressed();
    return body as Reservation;
  }

  /** A reservation for a held session. `resumeKey`: its room's `reconnectionToken`. Never rejects. */
  async reserveHeld(token: string | undefined, resumeKey: string, attempt: Try): Promise<Reservation | Failed> {
    const [roomId, reconnectionToken] = resumeKey.split(':') as [string, string];
    const reservation = await this.reserve(`reconnect/${roomId}`, { reconnectionToken }, token, attempt);
    return 'failure' in reservation ? reservation : { ...reservation, reconnectionToken };
  }

  /** Takes the connection. Never rejects. */
  open(
    reservation: Reservation,
    token: string | undefined,
    { signal }: Try,
    isStateWanted: boolean,
  ): Promise<{ room: Room } | Failed> {
    const sdk = new Sdk(this.#url, isStateWanted);
    if (token !== undefined) sdk.auth.token = token;
    return new Promise((resolve) => {
      sdk.consumeSeatReservation(reservation).then(
        (room) => resolve({ room: room as Room }),
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

/** Closes the socket and ignores what still arrives on it. */
function hangUp(room: Room, code: number): void {
  room.connection.close(code);
  room.connection.events.onmessage = () => {};
}
