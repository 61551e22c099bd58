/**
 * One of a player's tabs: a LobbyClient that shares the player's token and has a network that can be cut. It knows when
 * the server must have a session of it, and when it may have one. Times are monotonic ms.
 */
import type { LobbyEvent } from '../../client/net/events.ts';
import { LobbyClient } from '../../client/net/LobbyClient.ts';
import type { SessionStore } from '../../client/net/signIn.ts';
import { REAL_TIME } from '../support/lobbyClients.ts';

export type Windows = { reconnectMs: number; dampingMs: number };

/** An unused reservation expires after five seconds. */
const SEAT_MS = 5_000;

export class Tab {
  readonly client: LobbyClient;
  readonly #windows: Windows;
  #isOffline = false;
  #isOpen = false;
  #wasOnline = false;
  /** The server certainly has a session from `#from` to `#until`. */
  #from = Number.POSITIVE_INFINITY;
  #until = Number.NEGATIVE_INFINITY;
  /** It may have one until then. */
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

  /** Leaves properly if connected. Without a network the server keeps the session until its window ends. */
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

  /** There was a session throughout. */
  wasThere(from: number, to: number): boolean {
    return this.#from <= from && to <= this.#until;
  }

  /** There was no session at any time since `from`. */
  wasAway(from: number): boolean {
    return !this.#isOpen && this.#maybeUntil < from;
  }

  #heard(event: LobbyEvent): void {
    if (event.type !== 'linkChanged') return;
    const { kind } = event.link;
    const now = performance.now();
    if (kind === 'online') {
      // A session that was resumed or overlaps an older one has no break.
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
