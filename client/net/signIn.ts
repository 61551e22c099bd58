/** The player's identity: gets a token, keeps it, renews it; a renewal keeps the player. */
import type { SignedIn } from '../../shared/protocol.ts';
import { failureOfAnswer, isAboutToken, type JoinFailure } from './joinFailure.ts';
import { type Fetch, type HttpAnswer, postJson } from './json.ts';
import type { Timer, Timers } from './timers.ts';
import type { Entry, RoomConnection, Try } from './transport.ts';

/** Methods must not throw; tabs may share one. */
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
  /** Epoch ms: the token's expiry is a date. */
  wall(): number;
  name: string | undefined;
};

/** A token this near to its end is renewed before it is used: it must outlive the join. */
const MARGIN_MS = 10_000;
/** A background renewal is not due earlier or later, whatever a wrong clock says. */
const RENEW_MIN_MS = 60_000;
const RENEW_MAX_MS = 86_400_000;

export class SignIn {
  readonly #deps: SignInDeps;
  #timer: Timer | undefined;
  #name: string | undefined;

  constructor(deps: SignInDeps) {
    this.#deps = deps;
  }

  get session(): SignedIn | undefined {
    return this.#deps.session.load();
  }

  /** The kept token, or a new one. */
  async token(signal: AbortSignal): Promise<string | JoinFailure> {
    const kept = this.session;
    const isGood = kept !== undefined && kept.expiresAtS * 1_000 - this.#deps.wall() > MARGIN_MS;
    return isGood ? kept.token : this.renew(signal);
  }

  /** A new token of the kept player, also after the old one expired; of a new player if none is kept. */
  async renew(signal: AbortSignal): Promise<string | JoinFailure> {
    const { name } = this.#deps;
    const kept = this.session;
    let answer = await this.#requestToken(kept ? {} : { ...(name !== undefined && { name }) }, kept?.token, signal);
    // The server does not know this player any more: better a new one than none.
    if (kept && answer && isAboutToken(failureOfAnswer(answer)))
      answer = await this.#requestToken({}, undefined, signal);
    // A refused name is no reason to stay outside.
    if (answer && isAboutName(answer)) answer = await this.#requestToken({}, undefined, signal);
    if (!answer) return { kind: 'network' };
    const session = signedInOf(answer);
    if (!session) return failureOfAnswer(answer);
    this.#deps.session.save(session);
    return session.token;
  }

  /** Enters with `token`, and once more with a fresh one if it was refused. */
  async enterWith<Of extends RoomConnection>(
    token: string | JoinFailure | undefined,
    attempt: Try,
    enter: (token: string | undefined) => Promise<Entry<Of>>,
  ): Promise<Entry<Of>> {
    if (typeof token === 'object') return { failure: token };
    attempt.progressed();
    const entry = await enter(token);
    if ('connection' in entry || !isAboutToken(entry.failure)) return entry;
    attempt.progressed();
    const renewed = await this.renew(attempt.signal);
    if (typeof renewed === 'object') return { failure: renewed };
    attempt.progressed();
    return enter(renewed);
  }

  /** Pushes repeat the name, so the storage is read only for another one. */
  renamed(name: string): void {
    if (name === this.#name) return;
    this.#name = name;
    const kept = this.session;
    if (kept && kept.user.name !== name) this.#deps.session.save({ ...kept, user: { ...kept.user, name } });
  }

  /** Renews at half of the token's remaining time, so that a join after a drop need not sign in first. */
  keepFresh(): void {
    this.stop();
    const leftMs = (this.session?.expiresAtS ?? 0) * 1_000 - this.#deps.wall();
    const waitMs = Math.min(Math.max(RENEW_MIN_MS, leftMs / 2), RENEW_MAX_MS);
    this.#timer = this.#deps.timers.setTimeout(() => {
      // A failed renewal is tried again in a while; the next join would renew it too.
      void this.renew(new AbortController().signal);
      this.keepFresh();
    }, waitMs);
  }

  stop(): void {
    this.#deps.timers.clearTimeout(this.#timer);
  }

  #requestToken(body: { name?: string }, token: string | undefined, signal: AbortSignal) {
    return postJson(this.#deps.fetch, `${this.#deps.url}/auth/anonymous`, body, token, signal);
  }
}

function isAboutName(answer: HttpAnswer): boolean {
  const failure = failureOfAnswer(answer);
  return failure.kind === 'refused' && failure.code.startsWith('name/');
}

function signedInOf({ status, body }: HttpAnswer): SignedIn | undefined {
  const session = body as SignedIn | undefined;
  return status === 200 && typeof session?.token === 'string' && session.user ? session : undefined;
}
