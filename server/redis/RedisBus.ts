/** The bus over Redis, as JSON. Messages wait for subscriptions that are under way, so that no answer is missed. */

import { type Failed, Listeners } from '../cluster/Listeners.ts';
import type { Bus } from '../ports.ts';
import type { RedisConnection } from './RedisConnection.ts';

const PREFIX = 'foyer:bus:';
const channelOf = (topic: string): string => `${PREFIX}${topic}`;

export class RedisBus implements Bus {
  /** To publish: Redis takes no other commands where there are subscriptions. */
  readonly #commands: RedisConnection;
  readonly #subscriber: RedisConnection;
  readonly #listeners: Listeners;
  readonly #backListeners: (() => void)[] = [];
  readonly #failed: Failed;
  /** The subscriptions stand. */
  #hears = false;
  #isUp = false;
  #underWay = 0;
  #waiting: [topic: string, text: string][] = [];

  /** `commands` stays its owner's: `close()` leaves it open. */
  constructor(commands: RedisConnection, failed: Failed) {
    this.#commands = commands;
    this.#subscriber = commands.forSubscriptions();
    this.#listeners = new Listeners(failed);
    this.#failed = failed;
    this.#subscriber.on('ready', () => this.#restore());
    this.#subscriber.on('close', () => this.#setHears(false));
    this.#subscriber.on('message', (channel: string, text: string) =>
      this.#listeners.notify(channel.slice(PREFIX.length), text),
    );
    commands.on('up', this.#updateIsUp).on('down', this.#updateIsUp);
  }

  get isUp(): boolean {
    return this.#commands.isUp && this.#hears;
  }

  publish(topic: string, message: unknown): void {
    const text = this.#listeners.textOf(topic, message);
    if (text === undefined || !this.isUp) return;
    if (this.#underWay > 0) this.#waiting.push([topic, text]);
    else this.#send(topic, text);
  }

  subscribe(topic: string, listener: (message: unknown) => void): void {
    const isFirst = this.#listeners.add(topic, listener);
    if (isFirst && this.#subscriber.status === 'ready') void this.#subscribe([topic]);
  }

  onBack(listener: () => void): void {
    this.#backListeners.push(listener);
  }

  async close(): Promise<void> {
    this.#commands.off('up', this.#updateIsUp).off('down', this.#updateIsUp);
    this.#listeners.clear();
    this.#subscriber.close();
  }

  async #restore(): Promise<void> {
    if (await this.#subscribe(this.#listeners.topics())) this.#setHears(true);
  }

  /** False where Redis did not confirm; then the connection is made anew, and with it all subscriptions. */
  async #subscribe(topics: string[]): Promise<boolean> {
    this.#underWay++;
    try {
      if (topics.length > 0) await this.#subscriber.subscribe(...topics.map(channelOf));
      else await this.#subscriber.ping();
      return true;
    } catch {
      this.#setHears(false);
      if (this.#subscriber.status === 'ready') this.#subscriber.disconnect(true);
      return false;
    } finally {
      this.#underWay--;
      if (this.#underWay === 0) this.#sendWaiting();
    }
  }

  #sendWaiting(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    if (this.isUp) for (const [topic, text] of waiting) this.#send(topic, text);
  }

  #send(topic: string, text: string): void {
    // Lost, as what is said while the bus is away; `onBack` follows.
    this.#commands.publish(channelOf(topic), text).catch(() => {});
  }

  #setHears(hears: boolean): void {
    this.#hears = hears;
    this.#updateIsUp();
  }

  readonly #updateIsUp = (): void => {
    const { isUp } = this;
    if (isUp === this.#isUp) return;
    this.#isUp = isUp;
    if (!isUp) return;
    for (const listener of this.#backListeners) {
      try {
        listener();
      } catch (error) {
        this.#failed(error, 'bus: onBack');
      }
    }
  };
}
