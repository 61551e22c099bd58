/** How long something has held without a break, as far as observed. Times are monotonic ms. */
export class Lasting {
  #since: number | undefined;

  note(holds: boolean, at = performance.now()): void {
    if (!holds) this.#since = undefined;
    else this.#since ??= at;
  }

  get since(): number | undefined {
    return this.#since;
  }

  /** Waits until it has held for `forMs` and resolves with its start; undefined if that did not happen by `until`. */
  async wait(forMs: number, until: number): Promise<number | undefined> {
    while (performance.now() < until) {
      if (this.#since !== undefined && performance.now() - this.#since >= forMs) return this.#since;
      // Real time: it has to last.
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return undefined;
  }
}
