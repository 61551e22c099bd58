/** During a storm joins and leaves are counted, and no row is watched. Times in monotonic ms. */

const STORM_A_SECOND = 10;
/** The storm ends after a calm of this length; its sum is shown until then. */
export const STORM_RESTS_MS = 4_000;

export type StormCount = { joined: number; left: number };

export class Storm {
  #recent: (StormCount & { at: number })[] = [];
  #sum: StormCount | undefined;
  #until = Number.NEGATIVE_INFINITY;

  happened(joined: number, left: number, now: number): void {
    if (joined + left === 0) return;
    if (now >= this.#until) this.#sum = undefined;
    this.#recent = [...this.#recent.filter(({ at }) => now - at < 1_000), { joined, left, at: now }];
    if (this.#sum) this.#sum = { joined: this.#sum.joined + joined, left: this.#sum.left + left };
    const second = total(this.#recent);
    if (second.joined + second.left <= STORM_A_SECOND) return;
    this.#sum ??= second;
    this.#until = now + STORM_RESTS_MS;
  }

  /** Joins and leaves since the storm began; undefined without one. */
  count(now: number): StormCount | undefined {
    return now < this.#until ? this.#sum : undefined;
  }
}

const total = (counts: readonly StormCount[]): StormCount => ({
  joined: counts.reduce((sum, { joined }) => sum + joined, 0),
  left: counts.reduce((sum, { left }) => sum + left, 0),
});
