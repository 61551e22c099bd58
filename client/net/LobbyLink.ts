/** Makes the tries that linkState.ts decides on, one at a time, each cut when a step of it takes too long. */
import { CLOSE, type JoinOptions } from '../../shared/protocol.ts';
import { stepTimeoutMs } from './backoff.ts';
import type { Door, Entry, Seat, Try } from './door.ts';
import type { Link } from './events.ts';
import { isAboutToken } from './joinFailure.ts';
import { dropped, entered, failed, type LinkState, left, nextTryAt, started, tried } from './linkState.ts';
import type { SignIn } from './signIn.ts';
import type { Timer, Timers } from './timers.ts';

export type LobbyLinkDeps = {
  door: Door;
  signIn: SignIn;
  now(): number;
  timers: Timers;
  random(): number;
  connectTimeoutMs: number;
  changed(link: Link): void;
};

/** A try younger than this is not begun anew, however often it is asked for. */
const IMPATIENCE_MS = 500;

export class LobbyLink {
  /** How long the server holds a dropped seat; it says so in `welcomed`. */
  windowMs: number;
  /** From the push `moved`: given to the next join. */
  resumeToken: string | undefined;
  /** Whose shard the next try to join asks for. */
  #beside: string | undefined;
  readonly #deps: LobbyLinkDeps;
  #state: LinkState;
  #seat: Seat | undefined;
  #resumeKey: string | undefined;
  #try: { abort: AbortController; startedAt: number; giveUpCode: number } | undefined;
  #timer: Timer | undefined;

  constructor(deps: LobbyLinkDeps, windowMs: number) {
    this.#deps = deps;
    this.#state = started(deps.now());
    this.windowMs = windowMs;
  }

  get link(): Link {
    return this.#state.link;
  }

  /** Undefined unless online. */
  get seat(): Seat | undefined {
    return this.#seat;
  }

  start(): void {
    this.#go(started(this.#deps.now()));
  }

  /** The next try at once. A young try goes on, an old one may hang and is begun anew. */
  retryNow(): void {
    const now = this.#deps.now();
    if (this.link.kind === 'online') return;
    if (this.#try && now - this.#try.startedAt < IMPATIENCE_MS) return;
    this.#go(tried(this.#state, now));
  }

  /** Somebody is there: a resume does not wait for its time. At most as often as it is told. */
  inputSeen(): void {
    if (this.link.kind === 'reconnecting' && !this.#try) this.retryNow();
  }

  /** As `retryNow`, but only where nothing is under way, ended or asked by the server to wait. */
  hurry(): void {
    const { link } = this;
    const isAway = link.kind === 'waiting' && (link.why === 'network' || link.why === 'restart');
    if ((isAway || link.kind === 'reconnecting') && !this.#try) this.retryNow();
  }

  /** The seat's socket closed. */
  lost(seat: Seat, code: number): void {
    if (seat !== this.#seat) return;
    this.#seat = undefined;
    this.#go(dropped(this.#state, code, this.windowMs, this.#deps.now(), this.#deps.random()));
  }

  /** Gives up the seat for one in that player's shard; returns it, to say goodbye with. Offline nothing happens. */
  moveBeside(playerId: string): Seat | undefined {
    const seat = this.#seat;
    if (!seat) return undefined;
    this.#seat = undefined;
    this.#beside = playerId;
    this.#go(started(this.#deps.now()));
    return seat;
  }

  /** The seat was given up; returns it, to say goodbye with. */
  leave(): Seat | undefined {
    const seat = this.#seat;
    this.#seat = undefined;
    this.#beside = undefined;
    this.#go(left(this.#state));
    return seat;
  }

  #go(state: LinkState): void {
    this.#state = state;
    this.#try?.abort.abort(state.link.kind === 'closed' ? CLOSE.consented : this.#try.giveUpCode);
    this.#try = undefined;
    this.#deps.timers.clearTimeout(this.#timer);
    const at = nextTryAt(state.link);
    const waitMs = at === undefined ? 0 : at - this.#deps.now();
    const isDue = at !== undefined && state.link.kind !== 'waiting' && waitMs <= 0;
    if (at !== undefined && !isDue) {
      this.#timer = this.#deps.timers.setTimeout(() => this.#go(tried(this.#state, this.#deps.now())), waitMs);
    }
    this.#deps.changed(state.link);
    // A listener may have changed the course.
    if (isDue && this.#state === state) void this.#enter();
  }

  async #enter(): Promise<void> {
    const { link } = this.#state;
    const isResume = link.kind === 'reconnecting' && this.#resumeKey !== undefined;
    const abort = new AbortController();
    // A join that is given up must not leave a held session behind; the session of a resume is still wanted.
    const giveUpCode = isResume ? CLOSE.mayReconnect : CLOSE.consented;
    this.#try = { abort, startedAt: this.#deps.now(), giveUpCode };
    const attempt = link.kind === 'connecting' || link.kind === 'reconnecting' ? link.attempt : 1;
    const stepMs = stepTimeoutMs(this.#deps.connectTimeoutMs, attempt, isResume);
    let watchdog: Timer | undefined;
    const progressed = () => {
      this.#deps.timers.clearTimeout(watchdog);
      watchdog = this.#deps.timers.setTimeout(() => abort.abort(giveUpCode), stepMs);
    };
    progressed();
    const options = isResume ? {} : this.#joinOptions();
    const entry = await this.#ask(isResume, options, { signal: abort.signal, progressed });
    this.#deps.timers.clearTimeout(watchdog);
    if (this.#try?.abort !== abort) {
      // Nobody waits for it any more; a session left open would be a second one.
      if ('seat' in entry) entry.seat.close(abort.signal.reason ?? giveUpCode);
      return;
    }
    this.#try = undefined;
    if ('failure' in entry) {
      this.#go(failed(this.#state, entry.failure, this.#deps.now(), this.#deps.random()));
      return;
    }
    this.#seat = entry.seat;
    this.#resumeKey = entry.seat.resumeKey;
    this.resumeToken = undefined;
    this.#go(entered(this.#state, this.#deps.now()));
  }

  /** A wish for a shard holds for one try: a join that failed once matters more than where it leads. */
  #joinOptions(): JoinOptions {
    const { resumeToken } = this;
    const beside = this.#beside;
    this.#beside = undefined;
    return { ...(resumeToken !== undefined && { resumeToken }), ...(beside !== undefined && { beside }) };
  }

  /** Asks at the door, once more with a fresh token where it is the token that was refused. */
  async #ask(isResume: boolean, options: JoinOptions, attempt: Try): Promise<Entry> {
    const { door, signIn } = this.#deps;
    const knock = (token: string | undefined): Promise<Entry> =>
      isResume && this.#resumeKey !== undefined
        ? door.resume(token, this.#resumeKey, attempt)
        : door.join(token ?? '', options, attempt);
    // A held seat asks for no token; renewing one first would only cost time.
    const token = isResume ? signIn.session?.token : await signIn.token(attempt.signal);
    if (typeof token === 'object') return { failure: token };
    attempt.progressed();
    const entry = await knock(token);
    if ('seat' in entry || !isAboutToken(entry.failure)) return entry;
    attempt.progressed();
    const renewed = await signIn.renew(attempt.signal);
    if (typeof renewed === 'object') return { failure: renewed };
    attempt.progressed();
    return knock(renewed);
  }
}
