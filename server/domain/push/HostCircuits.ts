/** Leaves a host alone that fails again and again: what waits for it would keep out what goes elsewhere. Pure; monotonic ms. */

/** Failures in a row after which a host is left alone, and for how long: twice as long each time, up to the second. */
export const FAILURES_MAX = 5;
export const OPEN_MS = 30_000;
export const OPEN_MAX_MS = 1_800_000;
/** The host that failed longest ago is forgotten first: clients name them. */
const HOSTS_MAX = 200;

type Circuit = { failures: number; openMs: number; closedAt: number };

export class HostCircuits {
  readonly #circuits = new Map<string, Circuit>();
  /** The hosts that succeeded last, the latest last. */
  readonly #proven = new Set<string>();

  /** Whether the host is asked now. After its rest it is tried again: one more failure, and it rests twice as long. */
  admits(host: string, now: number): boolean {
    return now >= (this.#circuits.get(host)?.closedAt ?? now);
  }

  /** Its last note was taken. */
  isProven(host: string): boolean {
    return this.#proven.has(host);
  }

  succeeded(host: string): void {
    this.#circuits.delete(host);
    this.#proven.delete(host);
    this.#proven.add(host);
    if (this.#proven.size > HOSTS_MAX) this.#proven.delete(this.#proven.values().next().value as string);
  }

  /** `restMs`: how long the host itself asks to be left alone. */
  failed(host: string, now: number, restMs = 0): void {
    const { failures, openMs, closedAt } = this.#circuits.get(host) ?? { failures: 0, openMs: OPEN_MS, closedAt: now };
    this.#proven.delete(host);
    const isOver = failures + 1 >= FAILURES_MAX;
    const rest = Math.min(OPEN_MAX_MS, Math.max(restMs, isOver ? openMs : 0));
    this.#circuits.delete(host);
    this.#circuits.set(host, {
      failures: failures + 1,
      openMs: isOver ? Math.min(OPEN_MAX_MS, openMs * 2) : openMs,
      closedAt: Math.max(closedAt, now + rest),
    });
    if (this.#circuits.size > HOSTS_MAX) this.#circuits.delete(this.#circuits.keys().next().value as string);
  }
}
