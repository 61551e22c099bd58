/** The listeners of a bus by topic. Messages pass as JSON, so that no two listeners share an object. */

/** `where`: what went wrong, in words for the log. */
export type Failed = (error: unknown, where: string) => void;
type Listener = (message: unknown) => void;

export class Listeners {
  readonly #byTopic = new Map<string, Listener[]>();
  readonly #failed: Failed;

  constructor(failed: Failed) {
    this.#failed = failed;
  }

  topics(): string[] {
    return [...this.#byTopic.keys()];
  }

  /** True for the first listener of its topic. */
  add(topic: string, listener: Listener): boolean {
    const listeners = this.#byTopic.get(topic);
    if (listeners) listeners.push(listener);
    else this.#byTopic.set(topic, [listener]);
    return listeners === undefined;
  }

  clear(): void {
    this.#byTopic.clear();
  }

  /** As JSON; undefined, and reported, where JSON cannot carry it. */
  textOf(topic: string, message: unknown): string | undefined {
    try {
      const text: string | undefined = JSON.stringify(message);
      if (text !== undefined) return text;
      this.#failed(new TypeError(`JSON cannot carry ${typeof message}`), `bus: publish ${topic}`);
    } catch (error) {
      this.#failed(error, `bus: publish ${topic}`);
    }
    return undefined;
  }

  /** Each listener gets a copy of its own; one that throws does not affect the others. */
  notify(topic: string, text: string): void {
    for (const listener of this.#byTopic.get(topic) ?? []) {
      try {
        listener(JSON.parse(text));
      } catch (error) {
        this.#failed(error, `bus: ${topic}`);
      }
    }
  }
}
