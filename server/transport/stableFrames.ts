/**
 * Colyseus hands its one encode buffer to every socket and writes over it on the next tick: a slow reader then gets
 * the head of one patch with the tail of another. Here each encode is copied once, and the copy is shared by all.
 *
 * Leans on `encoder.encode` and on `getFullState` returning the same object until the next encode
 * (@colyseus/core 0.18.17, @colyseus/schema 5.0.34); test/rooms/slowReaders.test.ts fails when that changes.
 */
import { type Client, SchemaSerializer } from '@colyseus/core';
import type { Schema } from '@colyseus/schema';

export class StableFrames<State extends Schema> extends SchemaSerializer<State> {
  readonly #onPatch: (bytes: number) => void;
  #fullState: Uint8Array | undefined;
  #fullStateCopy: Uint8Array | undefined;

  /** `onPatch` is told the size of each encoded patch. */
  constructor(onPatch: (bytes: number) => void) {
    super();
    this.#onPatch = onPatch;
  }

  override reset(state: State): void {
    super.reset(state);
    const encode = this.encoder.encode.bind(this.encoder);
    this.encoder.encode = (...args) => {
      const frame = encode(...args).slice();
      this.#onPatch(frame.byteLength);
      return frame;
    };
  }

  override getFullState(client?: Client): Uint8Array {
    const frame = super.getFullState(client);
    if (frame !== this.#fullState || !this.#fullStateCopy) {
      this.#fullState = frame;
      this.#fullStateCopy = frame.slice();
    }
    return this.#fullStateCopy;
  }
}
