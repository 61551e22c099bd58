/** One bot's timers. They run at the bot's pace and end with it. */
export class Later {
  readonly #pace: number;
  readonly #timers = new Set<NodeJS.Timeout>();

  /** `pace`: how many times faster than people the bot lives. */
  constructor(pace: number) {
    this.#pace = pace;
  }

  /** `ms`: in a person's time. */
  after(ms: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, ms / this.#pace);
    this.#timers.add(timer);
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}
