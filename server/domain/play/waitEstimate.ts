/** Estimates the wait in a queue: the range of the middle half of its latest waits. Pure. */

/** Older waits are of another hour. */
const KEPT = 50;
/** Fewer are no basis for an estimate. */
const NEEDED = 5;

export class WaitEstimate {
  readonly #waits: number[];

  /** `waits`: the latest last. */
  constructor(waits: readonly number[] = []) {
    this.#waits = waits.slice(-KEPT);
  }

  /** In ms, to be stored. */
  get waits(): readonly number[] {
    return this.#waits;
  }

  /** `waitMs`: from joining the queue to the match that was found; NaN and infinity are ignored. */
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
