/**
 * One tab of a player who may have several: a LobbyClient that shares the player's token, with a network that can be taken
 * away. It knows for how long the server must have, and for how long it may have, a session of it; monotonic ms.
 */
import type { LobbyEvent } from '../../client/net/events.ts';
import { LobbyClient } from '../../client/net/LobbyClient.ts';
import type { SessionStore } from '../../client/net/signIn.ts';
import { REAL_TIME } from '../support/lobbyClients.ts';

export type Windows = { reconnectMs: number; dampingMs: number };

/** A seat that was asked for and not taken is given up after five seconds. */
const SEAT_MS = 5_000;

export class Tab {
  readonly client: LobbyClient;
  readonly #windows: Windows;
  #isOffline = false;
  #isOpen = false;
  #wasOnline = false;
  /** The server has had a session without a break from then until then. */
  #from = Number.POSITIVE_INFINITY;
  #until = Number.NEGATIVE_INFINITY;
  /** One may be there until then. */
  #maybeUntil = Number.NEGATIVE_INFINITY;

  constructor(url: string, session: SessionStore, windows: Windows) {
    this.#windows = windows;
    this.client = new LobbyClient({
      ...REAL_TIME,
      endpoint: url,
      session,
      roster: false,
      fetch: (...args) => (this.#isOffline ? Promise.reject(new TypeError('no network')) : fetch(...args)),
    });
    this.client.subscribe((event) => this.#heard(event));
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  get isOnline(): boolean {
    return this.client.link.kind === 'online';
  }

  get isDropped(): boolean {
    return this.#isOffline;
  }

  open(): void {
    this.#isOpen = true;
    this.#isOffline = false;
    this.client.start();
  }

  /** Says goodbye where it can; without a network its seat is held for nobody. */
  close(): void {
    this.#isOpen = false;
    void this.client.leave();
    this.#isOffline = false;
  }

  drop(): void {
    this.#isOffline = true;
    this.client.networkOffline();
  }

  findNetwork(): void {
    this.#isOffline = false;
    this.client.networkOnline();
  }

  /** A session of it was there all the time from `from` to `to`. */
  wasThere(from: number, to: number): boolean {
    return this.#from <= from && to <= this.#until;
  }

  /** None was there at any time since `from`. */
  wasAway(from: number): boolean {
    return !this.#isOpen && this.#maybeUntil < from;
  }

  #heard(event: LobbyEvent): void {
    if (event.type !== 'linkChanged') return;
    const { kind } = event.link;
    const now = performance.now();
    if (kind === 'online') {
      // Resumed, or back while an older session was still there: without a break.
      if (now > this.#until) this.#from = now;
      this.#until = Number.POSITIVE_INFINITY;
    } else if (this.#wasOnline) {
      this.#until = now + (kind === 'closed' ? this.#windows.dampingMs : this.#windows.reconnectMs);
    }
    const seatMs = this.#wasOnline ? 0 : SEAT_MS;
    if (kind === 'closed') this.#maybeUntil = Math.max(this.#until, now + seatMs + this.#windows.dampingMs);
    this.#wasOnline = kind === 'online';
  }
}
