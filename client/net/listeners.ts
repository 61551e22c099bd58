/** Those who listen, each safe from the others. */
export class Listeners<Event> {
  readonly #listeners = new Set<(event: Event) => void>();

  /** Returns what ends the subscription. */
  add(listener: (event: Event) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(event: Event): void {
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch (error) {
        // A bug of one listener must not end the link; it still surfaces as what it is.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
