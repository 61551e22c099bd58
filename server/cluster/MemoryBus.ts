/** The bus of one process, or of several in one that share a `Hub`. Messages arrive in a later turn, as over a wire. */
import type { Bus } from '../ports.ts';
import { type Failed, Listeners } from './Listeners.ts';

export type Hub = Set<(topic: string, text: string) => void>;

export class MemoryBus implements Bus {
  readonly isUp = true;
  readonly #listeners: Listeners;
  readonly #hub: Hub;

  constructor(failed: Failed, hub: Hub = new Set()) {
    this.#listeners = new Listeners(failed);
    this.#hub = hub.add(this.#deliver);
  }

  publish(topic: string, message: unknown): void {
    const text = this.#listeners.textOf(topic, message);
    if (text === undefined) return;
    for (const hear of this.#hub) setImmediate(hear, topic, text);
  }

  subscribe(topic: string, listener: (message: unknown) => void): void {
    this.#listeners.add(topic, listener);
  }

  /** It never goes away. */
  onBack(): void {}

  async close(): Promise<void> {
    this.#hub.delete(this.#deliver);
    this.#listeners.clear();
  }

  readonly #deliver = (topic: string, text: string): void => this.#listeners.notify(topic, text);
}
