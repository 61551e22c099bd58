/**
 * The state of a shard on the wire. Colyseus encodes the full state again for each join while something changes, and
 * hands its one encode buffer to every socket, so that a slow reader gets the head of one patch with the tail of
 * another. Here a patch is encoded, copied and framed once. A join gets the last full state with the patches since, and
 * costs its bytes: a full state is encoded only when the patches outgrow a quarter of it.
 * For a state without views. Leans on `encoder` and its buffers (internals.ts).
 */
import { type Client, Protocol, SchemaSerializer } from '@colyseus/core';
import type { Schema } from '@colyseus/schema';
import type { FanOut } from './fanOut.ts';
import { frameOf } from './frame.ts';

/** A full state is made anew when the patches since exceed this part of it, and this size. */
const PATCHES_PART = 1 / 4;
const PATCHES_MIN_BYTES = 4 * 1024;

export class RosterSerializer<State extends Schema> extends SchemaSerializer<State> {
  readonly #fanOut: FanOut;
  readonly #onPatch: (bytes: number) => void;
  #fullState: Buffer | undefined;
  #fullStateBytes = 0;
  #patches: Buffer[] = [];
  #patchBytes = 0;

  constructor(fanOut: FanOut, onPatch: (bytes: number) => void) {
    super();
    this.#fanOut = fanOut;
    this.#onPatch = onPatch;
  }

  /** Of the last full state that was made. */
  get fullStateBytes(): number {
    return this.#fullStateBytes;
  }

  override reset(state: State): void {
    super.reset(state);
    if (this.hasFilters) throw new Error('a state with views cannot be shared by all');
    this.#forget();
  }

  /** False where there was no change. */
  override applyPatches(clients: Client[]): boolean {
    const { encoder } = this;
    if (!encoder.hasChanges) return false;
    if (clients.length === 0) {
      this.#forget();
      encoder.discardChanges();
      return false;
    }
    encoder.sharedBuffer[0] = Protocol.ROOM_STATE_PATCH;
    const frame = frameOf(encoder.encode({ offset: 1 }));
    encoder.discardChanges();
    this.#onPatch(frame.byteLength);
    this.#remember(frame);
    this.#fanOut.send(frame);
    return true;
  }

  /** For a client that joined. `isFresh`: the state as it is now. A change not patched yet comes with its patch, too. */
  sendFullState(client: Client, isFresh = false): void {
    if (isFresh && this.#patches.length > 0) this.#forget();
    this.#fullState ??= frameOf(this.getFullState());
    this.#fullStateBytes = this.#fullState.byteLength;
    this.#fanOut.admit(client, [this.#fullState, ...this.#joined()]);
  }

  /** In the encoder's buffer, until the next call. */
  override getFullState(): Uint8Array {
    this.fullEncodeBuffer[0] = Protocol.ROOM_STATE;
    const bytes = this.encoder.encodeAll({ offset: 1 }, this.fullEncodeBuffer);
    // The encoder had to grow its buffer: kept, so that it grows once.
    if (bytes.buffer !== this.fullEncodeBuffer.buffer) this.fullEncodeBuffer = new Uint8Array(bytes.buffer);
    return bytes;
  }

  #remember(frame: Buffer): void {
    if (!this.#fullState) return;
    this.#patches.push(frame);
    this.#patchBytes += frame.byteLength;
    if (this.#patchBytes > Math.max(PATCHES_MIN_BYTES, this.#fullState.byteLength * PATCHES_PART)) this.#forget();
  }

  /** The patches since, in one buffer that all joins of this tick share. */
  #joined(): readonly Buffer[] {
    if (this.#patches.length > 1) this.#patches = [Buffer.concat(this.#patches)];
    return this.#patches;
  }

  #forget(): void {
    this.#fullState = undefined;
    this.#patches = [];
    this.#patchBytes = 0;
  }
}
