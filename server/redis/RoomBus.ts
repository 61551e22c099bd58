/**
 * Colyseus' presence over Redis: requests between processes, and counters. While Redis is away both work within this
 * process, so joins here go on. A request that nobody hears is answered as timed out. No call rejects or hangs.
 */
import { RedisPresence } from '@colyseus/redis-presence';
import type { Failed } from '../cluster/Listeners.ts';
import type { RedisConnection } from './RedisConnection.ts';

type Listener = Parameters<RedisPresence['subscribe']>[1];

/** So long after Redis came back all others have connected again, too (their back-off ends at a second). */
const SETTLED_AFTER_MS = 1_500;
/** A process whose subscriptions were just cut hears again within this. */
const CUT_MS = 300;
const RETRY_EVERY_MS = 50;
/** What Colyseus calls the topic of an answer, before the id of the request. */
const ANSWER = 'ipc:';
/** Colyseus' code of an answer that is an error. */
const IPC_ERROR = 1;

export class RoomBus extends RedisPresence {
  readonly #redis: RedisConnection;
  readonly #subscriber: RedisConnection;
  readonly #failed: Failed;
  /** This process' share of each counter: all of it while Redis is away. */
  readonly #counts = new Map<string, number>();

  /** `redis` stays its owner's: `shutdown()` leaves it open. */
  constructor(redis: RedisConnection, failed: Failed) {
    super(redis);
    this.#redis = redis;
    this.#subscriber = this.sub as RedisConnection;
    this.#failed = failed;
    for (const connection of [this.#redis, this.#subscriber]) withoutLastErrorListener(connection);
    this.#subscriber.on('message', (topic: string, text: string) => this.#notify(topic, text));
    this.subscriptions.setMaxListeners(0);
  }

  /** Everybody has had time to come back since Redis did. */
  get isSettled(): boolean {
    return this.#upForMs >= SETTLED_AFTER_MS;
  }

  /** Resolves when it stands; at once while Redis is away: its return restores it. */
  override async subscribe(topic: string, listener: Listener): Promise<this> {
    this.subscriptions.addListener(topic, listener);
    if (this.#subscriber.status === 'ready') await this.#subscriber.subscribe(topic).catch(() => {});
    return this;
  }

  override async unsubscribe(topic: string, listener?: Listener): Promise<this> {
    if (listener) this.subscriptions.removeListener(topic, listener);
    else this.subscriptions.removeAllListeners(topic);
    if (this.subscriptions.listenerCount(topic) === 0) this.#subscriber.unsubscribe(topic).catch(() => {});
    return this;
  }

  override async publish(topic: string, message: unknown): Promise<void> {
    const text = JSON.stringify(message === undefined ? false : message);
    if (await this.#send(topic, text)) return;
    if (this.subscriptions.listenerCount(topic) > 0) return this.#later(topic, text);
    const request = requestIn(topic, message);
    const isAwaited = request !== undefined || topic.startsWith(ANSWER);
    if (!isAwaited || (await this.#retryPublish(topic, text)) || request === undefined) return;
    this.#later(ANSWER + request, JSON.stringify([IPC_ERROR, 'ipc_timeout']));
  }

  override channels(pattern?: string): Promise<string[]> {
    return this.#withFallback([], () => super.channels(pattern));
  }

  override exists(key: string): Promise<boolean> {
    return this.#withFallback(false, () => super.exists(key));
  }

  override hset(key: string, field: string, value: string): Promise<boolean> {
    return this.#withFallback(false, () => super.hset(key, field, value));
  }

  override hdel(key: string, field: string): Promise<boolean> {
    return this.#withFallback(false, () => super.hdel(key, field));
  }

  override hgetall(key: string): Promise<Record<string, string>> {
    return this.#withFallback({}, () => super.hgetall(key));
  }

  /** How many are at it, this call counted: creating a room of one kind, to begin with. */
  override hincrbyex(key: string, field: string, value: number, expireInSeconds: number): Promise<number> {
    const counter = `${key}\n${field}`;
    const here = (this.#counts.get(counter) ?? 0) + value;
    if (here === 0) this.#counts.delete(counter);
    else this.#counts.set(counter, here);
    return this.#withFallback(here, async () => {
      const answers = await this.#redis.multi().hincrby(key, field, value).expire(key, expireInSeconds).exec();
      return Number(answers?.[0]?.[1] ?? here);
    });
  }

  override shutdown(): void {
    this.#subscriber.close();
  }

  /** Called by Colyseus' part each time that the subscriptions are to be restored. */
  protected override resubscribeAll(): void {
    const topics = this.subscriptions.eventNames().map(String);
    // Where it fails the connection does, too, and the next one begins here again.
    if (topics.length > 0) this.#subscriber.subscribe(...topics).catch(() => {});
  }

  get #upForMs(): number {
    return Math.min(this.#redis.upForMs, this.#subscriber.upForMs);
  }

  async #withFallback<T>(fallback: T, ask: () => Promise<T>): Promise<T> {
    if (!this.#redis.isUp) return fallback;
    return ask().catch(() => fallback);
  }

  /** Whether anybody heard it. */
  #send(topic: string, text: string): Promise<boolean> {
    return this.#withFallback(false, async () => (await this.#redis.publish(topic, text)) > 0);
  }

  /** Whether a process receives it whose subscriptions may just come back. Counts attempts: a busy machine gets longer. */
  async #retryPublish(topic: string, text: string): Promise<boolean> {
    if (!this.#redis.isUp) return false;
    const attempts = Math.ceil(Math.max(CUT_MS, SETTLED_AFTER_MS - this.#upForMs) / RETRY_EVERY_MS);
    for (let attempt = 1; attempt <= attempts; attempt++) {
      await new Promise((resolve) => setTimeout(resolve, RETRY_EVERY_MS));
      if (await this.#send(topic, text)) return true;
    }
    return false;
  }

  #later(topic: string, text: string): void {
    setImmediate(() => this.#notify(topic, text));
  }

  #notify(topic: string, text: string): void {
    for (const listener of this.subscriptions.listeners(topic)) {
      try {
        listener(JSON.parse(text));
      } catch (error) {
        this.#failed(error, `rooms: ${topic.split(':', 1)[0]}`);
      }
    }
  }
}

/** The one of Colyseus' part, which warns at each attempt to connect: that Redis is away is said once, elsewhere. */
function withoutLastErrorListener(connection: RedisConnection): void {
  const last = connection.listeners('error').at(-1);
  if (last) connection.off('error', last as () => void);
}

/** The id under which the answer is awaited, where the message is a request to a room or a process. */
function requestIn(topic: string, message: unknown): string | undefined {
  if (!topic.startsWith('$') && !topic.startsWith('p:')) return undefined;
  const id: unknown = Array.isArray(message) ? message[1] : undefined;
  return typeof id === 'string' ? id : undefined;
}
