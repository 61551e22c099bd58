/** The link's round trip: the median of the last five probes, and its rating. */
const KEPT = 5;
const GOOD_MS = 80;
const FAIR_MS = 200;

export type Latency = { ms: number; quality: 'good' | 'fair' | 'slow' };

export class LatencyView {
  #probes: number[] = [];

  probed(ms: number): void {
    this.#probes = [...this.#probes, ms].slice(-KEPT);
  }

  reset(): void {
    this.#probes = [];
  }

  /** undefined before the first probe. */
  get shown(): Latency | undefined {
    if (this.#probes.length === 0) return undefined;
    const sorted = this.#probes.toSorted((a, b) => a - b);
    const ms = Math.round(sorted[Math.floor(sorted.length / 2)] as number);
    return { ms, quality: ms <= GOOD_MS ? 'good' : ms <= FAIR_MS ? 'fair' : 'slow' };
  }
}
