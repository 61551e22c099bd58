/**
 * What clients get that join: the last full state that was made for one of them, with the patches since, so that a join
 * costs its bytes. A full state is encoded anew only when the patches outgrow a quarter of it.
 */

/** A full state is made anew when the patches since exceed this part of it, and this size. */
const PATCHES_PART = 1 / 4;
const PATCHES_MIN_BYTES = 4 * 1024;

export class JoinFrames {
  #fullState: Buffer | undefined;
  #patches: Buffer[] = [];
  #patchBytes = 0;

  /** `encode` makes a full state. `isFresh`: the state as it is now. */
  frames(encode: () => Buffer, isFresh: boolean): { fullState: Buffer; frames: readonly Buffer[] } {
    if (isFresh && this.#patches.length > 0) this.forget();
    this.#fullState ??= encode();
    return { fullState: this.#fullState, frames: [this.#fullState, ...this.#joined()] };
  }

  remember(patch: Buffer): void {
    if (!this.#fullState) return;
    this.#patches.push(patch);
    this.#patchBytes += patch.byteLength;
    if (this.#patchBytes > Math.max(PATCHES_MIN_BYTES, this.#fullState.byteLength * PATCHES_PART)) this.forget();
  }

  forget(): void {
    this.#fullState = undefined;
    this.#patches = [];
    this.#patchBytes = 0;
  }

  /** The patches since, in one buffer that all joins of this tick share. */
  #joined(): readonly Buffer[] {
    if (this.#patches.length > 1) this.#patches = [Buffer.concat(this.#patches)];
    return this.#patches;
  }
}
