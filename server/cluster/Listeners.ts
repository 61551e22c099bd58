/** Who listens to which topic of a bus. Messages pass as JSON, so that nobody shares an object with anybody. */

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

  /** True where it is the first of its topic. */
  add(topic: string, listener: Listener): boolean {
    const listeners = this.#byTopic.get(topic);
    if (listeners) listeners.push(listener);
    else this.#byTopic.set(topic, [listener]);
    return listeners === undefined;
  }

  clear(): void {
    this.#byTopic.clear();
  }

  /** As JSON; undefined, and told, where JSON cannot carry it. */
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

  /** Each listener gets a message of its own; one that throws disturbs no other. */
  tell(topic: string, text: string): void {
    for (const listener of this.#byTopic.get(topic) ?? []) {
      try {
        listener(JSON.parse(text));
      } catch (error) {
        this.#failed(error, `bus: ${topic}`);
      }
    }
  }
}
