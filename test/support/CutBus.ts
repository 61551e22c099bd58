/** A process' connection to an in-memory bus that can be cut. */
import type { MemoryBus } from '../../server/cluster/MemoryBus.ts';
import type { Bus } from '../../server/ports.ts';

export class CutBus implements Bus {
  isUp = true;
  readonly #bus: MemoryBus;
  readonly #backs: (() => void)[] = [];
  /** Messages received while the process stands still. */
  #held: (() => void)[] | undefined;

  constructor(bus: MemoryBus) {
    this.#bus = bus;
  }

  publish(topic: string, message: unknown): void {
    if (this.isUp) this.#bus.publish(topic, message);
  }

  subscribe(topic: string, listener: (message: unknown) => void): void {
    this.#bus.subscribe(topic, (message) => {
      if (!this.isUp) return;
      if (this.#held) this.#held.push(() => listener(message));
      else listener(message);
    });
  }

  onBack(listener: () => void): void {
    this.#backs.push(listener);
  }

  mend(): void {
    this.isUp = true;
    for (const back of this.#backs) back();
  }

  hold(): void {
    this.#held = [];
  }

  letGo(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const hear of held) hear();
  }

  close = (): Promise<void> => this.#bus.close();
}
