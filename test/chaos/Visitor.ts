/** A player below the LobbyClient: decides when to ask for what, whatever a page's own client would do then. */
import { setTimeout as passed } from 'node:timers/promises';
import { SdkTransport } from '../../client/net/SdkTransport.ts';
import { SignIn } from '../../client/net/signIn.ts';
import type { Connection, Try } from '../../client/net/transport.ts';
import { CLOSE, type SignedIn } from '../../shared/protocol.ts';
import { REAL_TIME } from '../support/lobbyClients.ts';

/** `refused`: the session was no longer there; `lost`: anything else. */
export type Outcome = 'resumed' | 'refused' | 'lost';

const ANSWER_MS = 5_000;
const WAIT_MS = 1_000;

export class Visitor {
  readonly #transport: SdkTransport;
  readonly #signIn: SignIn;
  #session: SignedIn | undefined;
  #connection: Connection | undefined;
  /** Of the current connection. */
  #welcomed = Promise.withResolvers<void>();
  #closed = Promise.withResolvers<void>();

  constructor(url: string) {
    const session = {
      load: () => this.#session,
      save: (signedIn: SignedIn) => {
        this.#session = signedIn;
      },
    };
    this.#transport = new SdkTransport(url, fetch, false);
    this.#signIn = new SignIn({ url, session, fetch, ...REAL_TIME, wall: Date.now, name: undefined });
  }

  /** Empty before the first sign-in. */
  get id(): string {
    return this.#session?.user.id ?? '';
  }

  /** Asks again when it is told to. */
  async enter(): Promise<void> {
    for (;;) {
      const entry = await within(async (attempt) => {
        const token = await this.#signIn.token(attempt.signal);
        return this.#signIn.withToken(token, attempt, (each) => this.#transport.join(each ?? '', {}, attempt));
      });
      if ('connection' in entry) return this.#follow(entry.connection);
      if (entry.failure.kind !== 'refused') throw new Error(JSON.stringify(entry.failure));
      // Real time: as long as the server asks.
      await passed(entry.failure.retryAfterMs ?? WAIT_MS);
    }
  }

  /**
   * Drops the socket. Between the times, in monotonic ms, the server has noticed it: the answer to the close comes after.
   */
  async drop(): Promise<{ from: number; to: number }> {
    const from = performance.now();
    this.#connection?.close(CLOSE.mayReconnect);
    await this.#closed.promise;
    return { from, to: performance.now() };
  }

  async resume(): Promise<Outcome> {
    const key = this.#connection?.resumeKey;
    if (key === undefined) return 'lost';
    const entry = await within((attempt) => this.#transport.resume(this.#session?.token, key, attempt));
    if ('failure' in entry) return entry.failure.kind === 'gone' ? 'refused' : 'lost';
    this.#follow(entry.connection);
    return Promise.race([
      this.#welcomed.promise.then(() => 'resumed' as const),
      this.#closed.promise.then(() => 'refused' as const),
      passed(ANSWER_MS, 'lost' as const),
    ]);
  }

  leave(): void {
    this.#connection?.leave();
  }

  #follow(connection: Connection): void {
    const welcomed = Promise.withResolvers<void>();
    const closed = Promise.withResolvers<void>();
    [this.#connection, this.#welcomed, this.#closed] = [connection, welcomed, closed];
    connection.listen({
      pushed: ({ type }) => type === 'welcomed' && welcomed.resolve(),
      roster: () => {},
      closed: () => closed.resolve(),
    });
  }
}

async function within<T>(enter: (attempt: Try) => Promise<T>): Promise<T> {
  const abort = new AbortController();
  const late = setTimeout(() => abort.abort(CLOSE.mayReconnect), ANSWER_MS);
  return enter({ signal: abort.signal, progressed() {} }).finally(() => clearTimeout(late));
}
