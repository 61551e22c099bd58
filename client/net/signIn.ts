/** The player's identity: gets a token, keeps it, renews it; a renewal keeps the player. */
import type { SignedIn } from '../../shared/protocol.ts';
import { failureOfAnswer, isAboutToken, type JoinFailure } from './joinFailure.ts';
import { type Fetch, type HttpAnswer, postJson } from './json.ts';

/** Where the player's session is kept between visits. Methods must not throw; tabs may share one. */
export interface SessionStore {
  load(): SignedIn | undefined;
  save(session: SignedIn): void;
}

type SignInDeps = {
  /** `http(s)://host[:port][/path]`, no slash at the end. */
  url: string;
  session: SessionStore;
  fetch: Fetch;
  /** Epoch ms: the token's expiry is a date. */
  wall(): number;
  /** The name a new guest asks for. */
  name: string | undefined;
};

/** A token this near to its end is renewed before it is used: it must outlive the join. */
const MARGIN_MS = 10_000;
/** A background renewal is not due earlier, whatever a wrong clock says. */
const RENEW_MIN_MS = 60_000;

export class SignIn {
  readonly #deps: SignInDeps;

  constructor(deps: SignInDeps) {
    this.#deps = deps;
  }

  get session(): SignedIn | undefined {
    return this.#deps.session.load();
  }

  /** A token that is good for a join: the kept one, or a new one. */
  async token(signal: AbortSignal): Promise<string | JoinFailure> {
    const kept = this.session;
    const isGood = kept !== undefined && kept.expiresAtS * 1_000 - this.#deps.wall() > MARGIN_MS;
    return isGood ? kept.token : this.renew(signal);
  }

  /** A new token of the kept player, also after the old one expired; of a new player where there is none to keep. */
  async renew(signal: AbortSignal): Promise<string | JoinFailure> {
    const { name } = this.#deps;
    const kept = this.session;
    let answer = await this.#requestToken(kept ? {} : { ...(name !== undefined && { name }) }, kept?.token, signal);
    // The server does not know this player (any more): better a new one than none.
    if (kept && answer && isAboutToken(failureOf(answer))) answer = await this.#requestToken({}, undefined, signal);
    // A name that may not be is no reason to stay outside.
    if (answer && isAboutName(answer)) answer = await this.#requestToken({}, undefined, signal);
    if (!answer) return { kind: 'network' };
    const session = signedInOf(answer);
    if (!session) return failureOf(answer);
    this.#deps.session.save(session);
    return session.token;
  }

  /** The player's new name, for the next visit. */
  renamed(name: string): void {
    const kept = this.session;
    if (kept && kept.user.name !== name) this.#deps.session.save({ ...kept, user: { ...kept.user, name } });
  }

  /** How long from now the kept token should be renewed: at half of what is left of it. */
  renewInMs(): number {
    const leftMs = (this.session?.expiresAtS ?? 0) * 1_000 - this.#deps.wall();
    return Math.min(Math.max(RENEW_MIN_MS, leftMs / 2), 86_400_000);
  }

  #requestToken(
    body: { name?: string },
    token: string | undefined,
    signal: AbortSignal,
  ): Promise<HttpAnswer | undefined> {
    return postJson(this.#deps.fetch, `${this.#deps.url}/auth/anonymous`, body, token, signal);
  }
}

const failureOf = (answer: HttpAnswer): JoinFailure => failureOfAnswer(answer.status, answer.body, answer.retryAfterMs);

function isAboutName(answer: HttpAnswer): boolean {
  const failure = failureOf(answer);
  return failure.kind === 'refused' && failure.code.startsWith('name/');
}

function signedInOf({ status, body }: HttpAnswer): SignedIn | undefined {
  const session = body as SignedIn | undefined;
  return status === 200 && typeof session?.token === 'string' && session.user ? session : undefined;
}
