/** Makes the attempts that linkState.ts decides on, one at a time; cuts one when a step takes too long. */
import { CLOSE, type JoinOptions } from '../../shared/protocol.ts';
import { stepTimeoutMs } from './backoff.ts';
import type { Link } from './events.ts';
import { dropped, entered, failed, type LinkState, left, nextTryAt, retryStarted, started } from './linkState.ts';
import type { SignIn } from './signIn.ts';
import type { Timer, Timers } from './timers.ts';
import type { Connection, Entry, LobbyTransport, Try } from './transport.ts';

type LobbyLinkDeps = {
  transport: LobbyTransport;
  signIn: SignIn;
  now(): number;
  timers: Timers;
  random(): number;
  connectTimeoutMs: number;
  changed(link: Link): void;
};

/** A younger attempt is not restarted. */
const IMPATIENCE_MS = 500;

export class LobbyLink {
  /** How long the server holds a dropped session, as `welcomed` says. */
  windowMs: number;
  /** From the push `moved`; the next join sends it. */
  resumeToken: string | undefined;
  /** The next join asks for this player's shard. */
  #beside: string | undefined;
  readonly #deps: LobbyLinkDeps;
  #state: LinkState;
  #connection: Connection | undefined;
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

  get connection(): Connection | undefined {
    return this.#connection;
  }

  start(): void {
    this.#setState(started(this.#deps.now()));
  }

  /** Tries now. A young attempt goes on; an old one may hang, so it is restarted. */
  retryNow(): void {
    const now = this.#deps.now();
    if (this.link.kind === 'online') return;
    if (this.#try && now - this.#try.startedAt < IMPATIENCE_MS) return;
    this.#setState(retryStarted(this.#state, now));
  }

  inputSeen(): void {
    if (this.link.kind === 'reconnecting' && !this.#try) this.retryNow();
  }

  /** Like `retryNow`, but only between tries to resume, or while waiting for the network or a restarted server. */
  hurry(): void {
    const { link } = this;
    const isAway = link.kind === 'waiting' && (link.why === 'network' || link.why === 'restart');
    if ((isAway || link.kind === 'reconnecting') && !this.#try) this.retryNow();
  }

  lost(connection: Connection, code: number): void {
    if (connection !== this.#connection) return;
    this.#connection = undefined;
    this.#setState(dropped(this.#state, code, this.windowMs, this.#deps.now(), this.#deps.random()));
  }

  /** Joins again, in that player's shard, and returns the old connection for the caller to close. Only if online. */
  moveBeside(playerId: string): Connection | undefined {
    const connection = this.#connection;
    if (!connection) return undefined;
    this.#connection = undefined;
    this.#beside = playerId;
    this.#setState(started(this.#deps.now()));
    return connection;
  }

  leave(): Connection | undefined {
    const connection = this.#connection;
    this.#connection = undefined;
    this.#beside = undefined;
    this.#setState(left(this.#state));
    return connection;
  }

  #setState(state: LinkState): void {
    this.#state = state;
    this.#try?.abort.abort(state.link.kind === 'closed' ? CLOSE.consented : this.#try.giveUpCode);
    this.#try = undefined;
    this.#deps.timers.clearTimeout(this.#timer);
    const at = nextTryAt(state.link);
    const waitMs = at === undefined ? 0 : at - this.#deps.now();
    const isDue = at !== undefined && state.link.kind !== 'waiting' && waitMs <= 0;
    if (at !== undefined && !isDue) {
      this.#timer = this.#deps.timers.setTimeout(
        () => this.#setState(retryStarted(this.#state, this.#deps.now())),
        waitMs,
      );
    }
    this.#deps.changed(state.link);
    // A listener may have changed the state.
    if (isDue && this.#state === state) void this.#enter();
  }

  async #enter(): Promise<void> {
    const { link } = this.#state;
    const isResume = link.kind === 'reconnecting' && this.#resumeKey !== undefined;
    const abort = new AbortController();
    // An abandoned join must not leave a held session behind; the session of a resume is still wanted.
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
    const entry = await this.#joinOrResume(isResume, options, { signal: abort.signal, progressed });
    this.#deps.timers.clearTimeout(watchdog);
    if (this.#try?.abort !== abort) {
      // The attempt was cut; leaving its session open would make two.
      if ('connection' in entry) entry.connection.close(abort.signal.reason ?? giveUpCode);
      return;
    }
    this.#try = undefined;
    if ('failure' in entry) {
      this.#setState(failed(this.#state, entry.failure, this.#deps.now(), this.#deps.random()));
      return;
    }
    this.#connection = entry.connection;
    this.#resumeKey = entry.connection.resumeKey;
    this.resumeToken = undefined;
    this.#setState(entered(this.#state, this.#deps.now()));
  }

  /** The wish for a shard is sent with one attempt only: after a failure, joining anywhere matters more. */
  #joinOptions(): JoinOptions {
    const { resumeToken } = this;
    const beside = this.#beside;
    this.#beside = undefined;
    return { ...(resumeToken !== undefined && { resumeToken }), ...(beside !== undefined && { beside }) };
  }

  async #joinOrResume(isResume: boolean, options: JoinOptions, attempt: Try): Promise<Entry> {
    const { transport, signIn } = this.#deps;
    const resumeKey = this.#resumeKey;
    // An expired token still resumes a held session; renewing it first would only cost time.
    if (isResume && resumeKey !== undefined)
      return signIn.withToken(signIn.session?.token, attempt, (token) => transport.resume(token, resumeKey, attempt));
    const token = await signIn.token(attempt.signal);
    return signIn.withToken(token, attempt, (each) => transport.join(each ?? '', options, attempt));
  }
}
