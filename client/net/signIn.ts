/** The player's identity: gets a token, keeps it, renews it; a renewal keeps the player. */
import type { SignedIn } from '../../shared/protocol.ts';
import { failureOfAnswer, isAboutToken, type JoinFailure } from './joinFailure.ts';
import { type Fetch, type HttpAnswer, postJson } from './json.ts';
import { pathOf } from './routes.ts';
import { signedInOf } from './signedIn.ts';
import type { Timer, Timers } from './timers.ts';
import type { Try } from './transport.ts';

/** Methods must not throw; tabs may share one. What `load` returns is checked before it is used. */
export interface SessionStore {
  load(): SignedIn | undefined;
  save(session: SignedIn): void;
}

type SignInDeps = {
  /** `http(s)://host[:port][/path]`, no slash at the end. */
  url: string;
  session: SessionStore;
  fetch: Fetch;
  timers: Timers;
  /** Monotonic ms. */
  now(): number;
  /** Epoch ms of this machine, whose clock may be wrong. */
  wall(): number;
  name: string | undefined;
};
type Failed = { failure: JoinFailure };
/** `waiting`: calls that wait for it; once there are none it is cut. */
type Renewal = { result: Promise<string | JoinFailure>; cut: AbortController; waiting: number };

/** A token this near to its end is renewed before it is used: it must outlive the join. */
const MARGIN_MS = 10_000;
/** A background renewal is due neither earlier nor later, whatever the dates say. */
const RENEW_MIN_MS = 60_000;
const RENEW_MAX_MS = 86_400_000;
/** Of a background renewal: one that hangs would hold up every other. */
const RENEW_TIMEOUT_MS = 10_000;

export class SignIn {
  readonly #deps: SignInDeps;
  #timer: Timer | undefined;
  #name: string | undefined;
  #renewal: Renewal | undefined;
  /** The server's epoch ms minus our monotonic ms. */
  #serverAheadMs: number | undefined;

  constructor(deps: SignInDeps) {
    this.#deps = deps;
  }

  get session(): SignedIn | undefined {
    return signedInOf(this.#deps.session.load());
  }

  /** The kept token, or a new one. */
  async token(signal: AbortSignal): Promise<string | JoinFailure> {
    const kept = this.session;
    const isGood = kept !== undefined && this.#leftMs(kept) > MARGIN_MS;
    return isGood ? kept.token : this.renew(signal);
  }

  /**
   * A new token of the kept player, also after the old one expired; of a new player if none is kept. Concurrent calls
   * share one renewal: two would make two players where none is kept.
   */
  renew(signal: AbortSignal): Promise<string | JoinFailure> {
    this.#renewal ??= this.#startRenewal();
    const renewal = this.#renewal;
    renewal.waiting += 1;
    return new Promise((resolve) => {
      void renewal.result.then(resolve);
      const leave = () => {
        renewal.waiting -= 1;
        if (renewal.waiting === 0) this.#end(renewal);
        resolve({ kind: 'network' });
      };
      if (signal.aborted) leave();
      else signal.addEventListener('abort', leave, { once: true });
    });
  }

  /** Runs `use` with `token`, and once more with a newer one, kept or renewed, if it was refused for its token. */
  async withToken<Result extends object>(
    token: string | JoinFailure | undefined,
    attempt: Try,
    use: (token: string | undefined) => Promise<Result | Failed>,
  ): Promise<Result | Failed> {
    if (typeof token === 'object') return { failure: token };
    attempt.progressed();
    const result = await use(token);
    if (!('failure' in result) || !isAboutToken(result.failure)) return result;
    attempt.progressed();
    const kept = this.session?.token;
    const renewed = kept !== undefined && kept !== token ? kept : await this.renew(attempt.signal);
    if (typeof renewed === 'object') return { failure: renewed };
    attempt.progressed();
    return use(renewed);
  }

  /** Pushes repeat the name, so the storage is read only for another one. */
  renamed(name: string): void {
    if (name === this.#name) return;
    this.#name = name;
    const kept = this.session;
    if (kept && kept.user.name !== name) this.#deps.session.save({ ...kept, user: { ...kept.user, name } });
  }

  /** From now on this, not the machine's clock, says when a token expires. */
  serverTimeIs(nowS: number): void {
    this.#serverAheadMs = nowS * 1_000 - this.#deps.now();
    this.keepFresh();
  }

  /** Renews at half of the token's remaining time, so that a join after a drop need not sign in first. */
  keepFresh(): void {
    this.stop();
    const kept = this.session;
    const leftMs = kept ? this.#leftMs(kept) : 0;
    const waitMs = Math.min(Math.max(RENEW_MIN_MS, leftMs / 2), RENEW_MAX_MS);
    this.#timer = this.#deps.timers.setTimeout(() => {
      // A failed renewal is tried again in a while; the next join would renew it too.
      void this.renew(AbortSignal.timeout(RENEW_TIMEOUT_MS));
      this.keepFresh();
    }, waitMs);
  }

  stop(): void {
    this.#deps.timers.clearTimeout(this.#timer);
  }

  #leftMs({ expiresAtS }: SignedIn): number {
    const { now, wall } = this.#deps;
    return expiresAtS * 1_000 - (this.#serverAheadMs === undefined ? wall() : now() + this.#serverAheadMs);
  }

  #startRenewal(): Renewal {
    const cut = new AbortController();
    const renewal = { result: this.#requestSession(cut.signal), cut, waiting: 0 };
    void renewal.result.then(() => this.#end(renewal));
    return renewal;
  }

  #end(renewal: Renewal): void {
    renewal.cut.abort();
    if (this.#renewal === renewal) this.#renewal = undefined;
  }

  async #requestSession(signal: AbortSignal): Promise<string | JoinFailure> {
    const { name } = this.#deps;
    const kept = this.session;
    let answer = await this.#requestToken(kept ? {} : { ...(name !== undefined && { name }) }, kept?.token, signal);
    // The server does not know this player any more: better a new one than none.
    if (kept && answer && isAboutToken(failureOfAnswer(answer)))
      answer = await this.#requestToken({}, undefined, signal);
    // A refused name is no reason to stay outside.
    if (answer && isAboutName(answer)) answer = await this.#requestToken({}, undefined, signal);
    if (!answer) return { kind: 'network' };
    const session = answer.status === 200 ? signedInOf(answer.body) : undefined;
    if (!session) return failureOfAnswer(answer);
    this.#deps.session.save(session);
    return session.token;
  }

  #requestToken(body: { name?: string }, token: string | undefined, signal: AbortSignal) {
    return postJson(this.#deps.fetch, this.#deps.url + pathOf('signIn'), body, token, signal);
  }
}

function isAboutName(answer: HttpAnswer): boolean {
  const failure = failureOfAnswer(answer);
  return failure.kind === 'refused' && failure.code.startsWith('name/');
}
