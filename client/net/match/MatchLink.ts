/**
 * The link to one match of any game: takes the reserved seat, comes back to it while it is held, and reports the room's
 * pushes and state. Like the lobby's link it probes and retries with back-off.
 *
 *   const link = client.openMatch(payload of the push `matchReady`);
 *   link.subscribe((event) => …);
 *   await link.request('dropDisc', { column: 3 });
 *
 * Footprint: one socket and a probe every 5 s while the page is visible.
 */
import { MATCH_SEAT_MS } from '../../../shared/limits.ts';
import type { MatchReservation } from '../../../shared/playProtocol.ts';
import { CLOSE } from '../../../shared/protocol.ts';
import { stepTimeoutMs } from '../backoff.ts';
import { Listeners } from '../listeners.ts';
import { Probe, type ProbeTiming } from '../probe.ts';
import { type RequestResult, requestResultOf } from '../requestResult.ts';
import type { SignIn } from '../signIn.ts';
import type { Timer, Timers } from '../timers.ts';
import type { Try } from '../transport.ts';
import { dropped, entering, failed, hurried, type MatchLinkState, resuming } from './matchLinkState.ts';
import type { MatchTicket } from './matchTicket.ts';
import type { MatchConnection, MatchEntry, MatchTransport } from './matchTransport.ts';
import type { Reseat } from './reseat.ts';

export type MatchEvent =
  | { type: 'linkChanged'; link: MatchLinkState }
  | { type: 'pushed'; push: string; payload: unknown }
  /** `isNewState`: a new object, after entering and after each resume; else the same one, patched. */
  | { type: 'stateChanged'; state: unknown; isNewState: boolean }
  | { type: 'probed'; ms: number };

export type MatchLinkDeps = {
  transport: MatchTransport;
  signIn: SignIn;
  reseat: Reseat['request'];
  now(): number;
  timers: Timers;
  random(): number;
  connectTimeoutMs: number;
  probe: ProbeTiming;
  windowMs: number;
};

export class MatchLink {
  readonly ticket: MatchTicket;
  readonly #deps: MatchLinkDeps;
  readonly #listeners = new Listeners<MatchEvent>();
  readonly #probe: Probe;
  readonly #latest = new Map<string, unknown>();
  #link: MatchLinkState;
  #connection: MatchConnection | undefined;
  #state: unknown;
  #resumeKey: string | undefined;
  #abort: AbortController | undefined;
  #timer: Timer | undefined;
  /** The page is gone or in the back-forward cache, and leaves the seat to the next page. */
  #isAway = false;

  /** Nothing happens before `start()`. */
  constructor(ticket: MatchTicket, deps: MatchLinkDeps) {
    this.ticket = ticket;
    this.#deps = deps;
    this.#resumeKey = ticket.resumeKey;
    const now = deps.now();
    this.#link = ticket.reservation ? entering(MATCH_SEAT_MS, now) : resuming(deps.windowMs, now);
    this.#probe = new Probe({
      now: deps.now,
      timers: deps.timers,
      timing: deps.probe,
      ping: (answered) => this.#connection?.ping(answered),
      answered: (ms) => this.#listeners.notify({ type: 'probed', ms }),
      connectionDied: () => this.#connection?.close(CLOSE.mayReconnect),
    });
  }

  get link(): MatchLinkState {
    return this.#link;
  }

  get resumeKey(): string | undefined {
    return this.#resumeKey;
  }

  /** Returns the unsubscriber. A late subscriber first gets the latest push of each type, and the state. */
  subscribe(listener: (event: MatchEvent) => void): () => void {
    for (const [push, payload] of this.#latest) listener({ type: 'pushed', push, payload });
    if (this.#state !== undefined) listener({ type: 'stateChanged', state: this.#state, isNewState: true });
    return this.#listeners.add(listener);
  }

  latest<Payload>(push: string): Payload | undefined {
    return this.#latest.get(push) as Payload | undefined;
  }

  start(): void {
    this.#setLink(this.#link);
  }

  /** Offline a move is refused, and never made later. */
  request<Reply extends object>(type: string, input: object): Promise<RequestResult<Reply>> {
    return requestResultOf(this.#connection, (connection) => connection.request<Reply>(type, input));
  }

  /** Without a reply, for games that make twenty moves a second. */
  send(type: string, input: object): void {
    this.#connection?.send(type, input);
  }

  /** In a running match this abandons it. */
  leave(): void {
    const connection = this.#connection;
    this.#connection = undefined;
    connection?.leave();
    this.#setLink({ kind: 'closed', why: 'left' });
  }

  /** The page goes: the next one takes the held seat with `resumeKey`. `retryNow` undoes it. */
  disconnect(): void {
    this.#isAway = true;
    this.#cutTry();
    this.#deps.timers.clearTimeout(this.#timer);
    this.#connection?.close(CLOSE.mayReconnect);
  }

  retryNow(): void {
    this.#isAway = false;
    if (!this.#abort) this.#setLink(hurried(this.#link, this.#deps.now()));
  }

  inputSeen(): void {
    this.#probe.inputSeen();
    if (this.#link.kind === 'reconnecting' && !this.#isAway) this.retryNow();
  }

  pressed(): void {
    this.#probe.pressed();
  }

  pageHidden(): void {
    this.#probe.pageHidden();
  }

  pageVisible(): void {
    this.#probe.pageVisible();
    this.retryNow();
  }

  networkOnline(): void {
    this.#probe.pingNow();
    if (this.#link.kind !== 'reconnecting') return;
    // An attempt of the dead network may hang.
    this.#cutTry();
    this.retryNow();
  }

  networkOffline(): void {
    this.#connection?.close(CLOSE.mayReconnect);
  }

  #setLink(link: MatchLinkState): void {
    this.#link = link;
    this.#deps.timers.clearTimeout(this.#timer);
    if (link.kind === 'seated') this.#probe.start();
    else this.#probe.stop();
    if (link.kind === 'closed') {
      this.#cutTry();
      this.#resumeKey = undefined;
    }
    this.#listeners.notify({ type: 'linkChanged', link });
    if (this.#isAway || this.#link !== link || (link.kind !== 'entering' && link.kind !== 'reconnecting')) return;
    const waitMs = link.nextTryAt - this.#deps.now();
    if (waitMs <= 0) void this.#enter();
    else this.#timer = this.#deps.timers.setTimeout(() => void this.#enter(), waitMs);
  }

  #cutTry(): void {
    this.#abort?.abort(CLOSE.mayReconnect);
    this.#abort = undefined;
  }

  async #enter(): Promise<void> {
    const link = this.#link;
    if (link.kind !== 'entering' && link.kind !== 'reconnecting') return;
    const abort = new AbortController();
    this.#abort = abort;
    const stepMs = stepTimeoutMs(this.#deps.connectTimeoutMs, link.attempt, link.kind === 'reconnecting');
    let watchdog: Timer | undefined;
    const progressed = () => {
      this.#deps.timers.clearTimeout(watchdog);
      watchdog = this.#deps.timers.setTimeout(() => abort.abort(CLOSE.mayReconnect), stepMs);
    };
    progressed();
    const entry = await this.#takeSeat({ signal: abort.signal, progressed }, this.#resumeKey);
    this.#deps.timers.clearTimeout(watchdog);
    if (this.#abort !== abort) {
      if ('connection' in entry) entry.connection.close(CLOSE.mayReconnect);
      return;
    }
    this.#abort = undefined;
    if ('failure' in entry) this.#setLink(failed(this.#link, entry.failure, this.#deps.now(), this.#deps.random()));
    else this.#seated(entry.connection);
  }

  /** Key and reservation are good once: if an answer was lost, the lobby is asked for the seat anew. */
  async #takeSeat(attempt: Try, key: string | undefined): Promise<MatchEntry> {
    const { transport, signIn, reseat } = this.#deps;
    const entry = await (key === undefined
      ? this.#useReservation(this.ticket.reservation, attempt)
      : signIn.withToken(signIn.session?.token, attempt, (token) => transport.resume(token, key, attempt)));
    if ('connection' in entry || entry.failure.kind !== 'gone') return entry;
    attempt.progressed();
    const anew = await reseat(this.ticket, attempt.signal);
    return 'kind' in anew ? { failure: anew } : this.#useReservation(anew, attempt);
  }

  async #useReservation(reservation: MatchReservation | undefined, attempt: Try): Promise<MatchEntry> {
    if (!reservation) return { failure: { kind: 'gone' } };
    const { transport, signIn } = this.#deps;
    const token = await signIn.token(attempt.signal);
    return signIn.withToken(token, attempt, (each) => transport.enter(each, reservation, attempt));
  }

  #seated(connection: MatchConnection): void {
    this.#connection = connection;
    this.#resumeKey = connection.resumeKey;
    connection.listen({
      pushed: (push, payload) => {
        this.#latest.set(push, payload);
        this.#listeners.notify({ type: 'pushed', push, payload });
      },
      stateChanged: (state, isNewState) => {
        this.#state = state;
        this.#listeners.notify({ type: 'stateChanged', state, isNewState: isNewState });
      },
      closed: (code) => this.#lost(connection, code),
    });
    this.#setLink({ kind: 'seated' });
  }

  #lost(connection: MatchConnection, code: number): void {
    if (connection !== this.#connection) return;
    this.#connection = undefined;
    this.#setLink(dropped(code, this.#deps.windowMs, this.#deps.now(), this.#deps.random()));
  }
}
