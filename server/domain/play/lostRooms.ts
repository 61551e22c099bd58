/** Which matches have lost their rooms. Pure; times are monotonic ms. */

/** The list of rooms is complete again so long after it was lost: rooms are written anew every 3 s. */
export const LOST_AFTER_MS = 5_000;

export class LostRooms {
  readonly #missingSince = new Map<string, number>();

  /** `living`: the matches whose rooms are listed, at processes that live. Gives those of `matches` that are lost for good. */
  look(matches: readonly string[], living: ReadonlySet<string>, now: number): string[] {
    const missing = new Set(matches.filter((id) => !living.has(id)));
    for (const id of this.#missingSince.keys()) if (!missing.has(id)) this.#missingSince.delete(id);
    for (const id of missing) if (!this.#missingSince.has(id)) this.#missingSince.set(id, now);
    return [...missing].filter((id) => now - (this.#missingSince.get(id) ?? now) >= LOST_AFTER_MS);
  }
}
