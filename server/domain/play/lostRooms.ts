/** Finds the matches that have lost their rooms. Pure; times are monotonic ms. */

/** How long a room is missing before it counts as gone: a lost listing is complete again by then. */
export const LOST_AFTER_MS = 5_000;

export class LostRooms {
  readonly #missingSince = new Map<string, number>();

  /** `living`: matches with listed rooms at living processes. Returns those of `matches` with rooms gone for good. */
  findLost(matches: readonly string[], living: ReadonlySet<string>, now: number): string[] {
    const missing = new Set(matches.filter((id) => !living.has(id)));
    for (const id of this.#missingSince.keys()) if (!missing.has(id)) this.#missingSince.delete(id);
    for (const id of missing) if (!this.#missingSince.has(id)) this.#missingSince.set(id, now);
    return [...missing].filter((id) => now - (this.#missingSince.get(id) ?? now) >= LOST_AFTER_MS);
  }
}
