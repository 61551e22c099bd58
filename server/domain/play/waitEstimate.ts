/** How long the latest waits of a queue were: a range that half of them fell into. Pure. */

/** More would speak of another hour. */
const KEPT = 50;
/** Fewer say nothing about the next. */
const NEEDED = 5;

export class WaitEstimate {
  readonly #waits: number[];

  /** `waits`: of before, the latest last. */
  constructor(waits: readonly number[] = []) {
    this.#waits = waits.slice(-KEPT);
  }

  /** To be stored; in ms. */
  get waits(): readonly number[] {
    return this.#waits;
  }

  /** `waitMs`: from queueing to the match that was found. What is no time at all is not counted. */
  add(waitMs: number): void {
    if (!Number.isFinite(waitMs)) return;
    this.#waits.push(Math.max(0, waitMs));
    if (this.#waits.length > KEPT) this.#waits.shift();
  }

  /** From the first to the third quartile, in ms; null while too few are known. */
  range(): { from: number; to: number } | null {
    if (this.#waits.length < NEEDED) return null;
    const sorted = this.#waits.toSorted((a, b) => a - b);
    const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
    return { from: at(0.25), to: at(0.75) };
  }
}
