/**
 * One connection to Redis that knows whether Redis answers. A command fails after COMMAND_LIMIT_MS, at once while Redis
 * is away; nothing is sent twice, and only what is asked for before the first attempt to connect has ended waits for
 * it. A PING each second notices a Redis that hangs. Comes back by itself, and never throws or rejects on its own.
 * Emits `up` when Redis answers (again) and `down`, with the reason in words, in turn; one that was never there is
 * `down`.
 */
import { Command, Redis, type RedisOptions } from 'ioredis';

/** A command that got no answer for so long has failed. */
export const COMMAND_LIMIT_MS = 800;
/** How often Redis is asked whether it is there. With the limit above, a hang is noticed within 2 s. */
const WATCH_EVERY_MS = 1_000;
const CONNECT_LIMIT_MS = 1_000;
/** How long a start waits for Redis, which may be starting too. */
const OPEN_LIMIT_MS = 3_000;
/** A Redis that hangs does not close its end: after this the connection counts as closed. */
const CLOSE_LIMIT_MS = 50;
const RETRY_STEP_MS = 50;
const RETRY_MAX_MS = 1_000;

const OPTIONS: RedisOptions = {
  connectionName: 'foyer',
  disableClientInfo: true,
  lazyConnect: true,
  connectTimeout: CONNECT_LIMIT_MS,
  disconnectTimeout: CLOSE_LIMIT_MS,
  retryStrategy: (attempt) => Math.min(attempt * RETRY_STEP_MS, RETRY_MAX_MS),
  // Until it is known whether Redis is there; see #setUp.
  enableOfflineQueue: true,
  maxRetriesPerRequest: 0,
  autoResendUnfulfilledCommands: false,
  // Subscribers restore their subscriptions themselves, the refused ones too.
  autoResubscribe: false,
};

export class RedisConnection extends Redis {
  #isUp: boolean | undefined;
  #upAt = Number.NEGATIVE_INFINITY;
  #isAsking = false;
  #reason = '';
  #watch: NodeJS.Timeout;

  /** `url`: `redis://…` or `rediss://…`; or the options of another connection. Connects at once. */
  constructor(url: string | RedisOptions) {
    if (typeof url === 'string') super(url, OPTIONS);
    else super({ ...url, ...OPTIONS, enableReadyCheck: url.enableReadyCheck ?? true });
    // Each failed attempt says so; `down` says it once. An error bears the command, which may bear the password.
    this.on('error', (error: Error & { code?: string }) => {
      this.#reason = error.message || String(error.code);
    });
    this.on('ready', () => this.#ask());
    this.on('close', () => this.#setUp(false));
    this.#watch = setInterval(() => this.#ask(), WATCH_EVERY_MS).unref();
    this.connect().catch(() => {});
  }

  get isUp(): boolean {
    return this.#isUp === true;
  }

  /** How long it has been up, in ms; 0 while it is not. */
  get upForMs(): number {
    return this.isUp ? performance.now() - this.#upAt : 0;
  }

  /** Resolves when Redis answers, soon or at once. Rejects with the reason where it has not after OPEN_LIMIT_MS. */
  async opened(): Promise<void> {
    if (this.isUp) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, OPEN_LIMIT_MS);
    this.once('up', resolve);
    await promise;
    clearTimeout(timer);
    this.off('up', resolve);
    if (!this.isUp) throw Object.assign(new Error(`Redis does not answer: ${this.#why}`), { code: 'EREDIS' });
  }

  /** A second connection for subscriptions only: Redis refuses the ready check on such a one. */
  forSubscriptions(): RedisConnection {
    return this.duplicate({ enableReadyCheck: false });
  }

  /** Colyseus' presence asks for one with options for its subscriptions, and for one without for a command that blocks. */
  override duplicate(override: Partial<RedisOptions>): RedisConnection;
  override duplicate(): Redis;
  override duplicate(override?: Partial<RedisOptions>): Redis {
    if (override) return new RedisConnection({ ...this.options, ...override });
    return new Redis({ ...this.options, enableOfflineQueue: true }).on('error', () => {});
  }

  /** Cuts the connection, for good, without a `down`. What waits for an answer rejects. */
  close(): void {
    clearInterval(this.#watch);
    this.removeAllListeners('up').removeAllListeners('down');
    this.disconnect();
  }

  override sendCommand(command: Command, stream?: Parameters<Redis['sendCommand']>[1]): unknown {
    const answer = super.sendCommand(command, stream);
    if (!command.isResolved && !Command.checkFlag('BLOCKING_COMMANDS', command.name)) limit(command);
    return answer;
  }

  get #why(): string {
    return this.#reason || 'the connection was closed';
  }

  #ask(): void {
    if (this.#isAsking || this.status !== 'ready') return;
    this.#isAsking = true;
    this.ping()
      .then(
        () => this.#setUp(this.status === 'ready'),
        (error: Error) => {
          this.#reason = error.message;
          this.#setUp(false);
          if (this.status === 'ready') this.disconnect(true);
        },
      )
      .finally(() => {
        this.#isAsking = false;
      });
  }

  #setUp(isUp: boolean): void {
    if (this.#isUp === isUp) return;
    this.#isUp = isUp;
    this.options.enableOfflineQueue = false;
    if (isUp) this.#upAt = performance.now();
    if (isUp) this.emit('up');
    else this.emit('down', this.#why);
    this.#reason = '';
  }
}

class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** What ioredis and this file say of calls that never got to Redis, or got no answer. */
const AWAY_NAMES = new Set(['NoAnswer', 'AbortError', 'InterruptError', 'MaxRetriesPerRequestError']);
const AWAY_TEXTS = /^(Connection is closed|Stream isn't writeable)/;
/** What Redis itself answers while it starts, is not the one that takes writes, or does not know us. */
const AWAY_REPLIES = /^(LOADING|READONLY|MASTERDOWN|TRYAGAIN|CLUSTERDOWN|NOAUTH|WRONGPASS) /;

/** Whether a call failed because Redis could not be reached, or did not answer. Anything else is a bug. */
export function isRedisAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'ReplyError') return AWAY_REPLIES.test(error.message);
  return AWAY_NAMES.has(error.name) || AWAY_TEXTS.test(error.message) || 'syscall' in error;
}

/**
 * ioredis' own `commandTimeout` would fail commands that were answered while this process stood still: after a stall,
 * timers run before sockets are read. So the sockets get their turn first.
 */
function limit(command: Command): void {
  const fail = () => command.isResolved || command.reject(new NoAnswer(`Redis gave no answer to ${command.name}`));
  const timer = setTimeout(() => setImmediate(fail), COMMAND_LIMIT_MS);
  const clear = () => clearTimeout(timer);
  command.promise.then(clear, clear);
}
