/**
 * Entering any room over the SDK. Resumes go over HTTP, which shows status and `Retry-After`, and frees a session whose
 * old socket still looks open. The SDK's own reconnection is off, because the links decide when to try.
 */
import { Client, type Room } from 'colyseus.js';
import { VERSION } from '../../shared/protocol.ts';
import { failureOfAnswer, failureOfSocket, type JoinFailure } from './joinFailure.ts';
import { type Fetch, postJson } from './json.ts';
import { pathOf } from './routes.ts';
import type { Entry, RoomConnection, Try } from './transport.ts';

export const REQUEST_TIMEOUT_MS = 5_000;

export type Reservation = Parameters<Client['consumeSeatReservation']>[0];
type Failed = { failure: JoinFailure };

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

/** The methods never reject. */
export class SdkEntry<Of extends RoomConnection> {
  readonly #url: string;
  readonly #fetch: Fetch;
  readonly #connectionOf: (room: Room) => Of;
  readonly #isStateWanted: boolean;

  /** `url`: `http(s)://host[:port][/path]`, no slash at the end. */
  constructor(url: string, fetch: Fetch, connectionOf: (room: Room) => Of, isStateWanted: boolean) {
    this.#url = url;
    this.#fetch = fetch;
    this.#connectionOf = connectionOf;
    this.#isStateWanted = isStateWanted;
  }

  async join(options: object, token: string, attempt: Try): Promise<Entry<Of>> {
    return this.open(await this.#reserve(pathOf('join'), options, token, attempt), token, attempt);
  }

  /** `resumeKey`: the room's `reconnectionToken`. */
  async resume(token: string | undefined, resumeKey: string, attempt: Try): Promise<Entry<Of>> {
    const [roomId, reconnectionToken] = resumeKey.split(':') as [string, string];
    const reservation = await this.#reserve(pathOf('resume', roomId), { reconnectionToken }, token, attempt);
    return this.open('failure' in reservation ? reservation : { ...reservation, reconnectionToken }, token, attempt);
  }

  async open(reservation: Reservation | Failed, token: string | undefined, { signal }: Try): Promise<Entry<Of>> {
    if ('failure' in reservation) return reservation;
    const sdk = new Sdk(this.#url, this.#isStateWanted);
    if (token !== undefined) sdk.auth.token = token;
    return new Promise((resolve) => {
      sdk.consumeSeatReservation(reservation).then(
        (room) => resolve({ connection: this.#connectionOf(room as Room) }),
        (error: { code?: number; message?: string }) =>
          resolve({ failure: failureOfSocket(error.code ?? 0, error.message) }),
      );
      const { entering } = sdk;
      const cut = () => {
        entering?.connection.close(signal.reason);
        if (entering) ignoreMessages(entering);
        resolve({ failure: { kind: 'network' } });
      };
      if (signal.aborted) cut();
      else signal.addEventListener('abort', cut, { once: true });
    });
  }

  async #reserve(
    path: string,
    options: object,
    token: string | undefined,
    { signal, progressed }: Try,
  ): Promise<Reservation | Failed> {
    const answer = await postJson(this.#fetch, `${this.#url}${path}`, options, token, signal);
    if (!answer || signal.aborted) return { failure: { kind: 'network' } };
    if (answer.status !== 200) return { failure: failureOfAnswer(answer) };
    progressed();
    const { version } = (answer.body ?? {}) as { version?: unknown };
    // A deploy has changed what goes over the wire.
    if (version !== undefined && version !== VERSION) return { failure: { kind: 'refused', code: 'client/version' } };
    return answer.body as Reservation;
  }
}

export const roomConnection = (room: Room) => ({
  resumeKey: room.reconnectionToken,
  request: <Reply>(type: string, input: object): Promise<Reply> =>
    room.request(type, input, { timeout: REQUEST_TIMEOUT_MS }),
  ping: (answered: (ms: number) => void) => room.ping(answered),
  leave: () => void room.leave(),
  close: (code: number) => room.connection.close(code),
});

/** `closed` is called last. */
export function listenForClose(room: Room, closed: (code: number) => void): void {
  room.onLeave((code) => {
    ignoreMessages(room);
    closed(code);
  });
}

function ignoreMessages(room: Room): void {
  room.connection.events.onmessage = () => {};
}
