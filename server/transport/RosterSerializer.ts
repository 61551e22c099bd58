/**
 * The state of a shard on the wire. Colyseus encodes the full state again for each join while something changes, and
 * hands its one encode buffer to every socket, so that a slow reader gets the head of one patch with the tail of
 * another. Here a patch is encoded, copied and framed once, and joins share full states (JoinFrames.ts): those of
 * players who hide among themselves, so that no byte of the others' tells of them.
 * For a state without views. Leans on `encoder` and its buffers (internals.ts).
 */
import { type Client, Protocol, SchemaSerializer } from '@colyseus/core';
import type { Schema } from '@colyseus/schema';
import type { FanOut } from './fanOut.ts';
import { frameOf } from './frame.ts';
import { JoinFrames } from './JoinFrames.ts';

export class RosterSerializer<State extends Schema> extends SchemaSerializer<State> {
  readonly #fanOut: FanOut;
  readonly #onPatch: (bytes: number) => void;
  readonly #isHidden: (client: Client) => boolean;
  readonly #shownJoins = new JoinFrames();
  readonly #hiddenJoins = new JoinFrames();
  #fullStateBytes = 0;

  /** `isHidden`: whether the client's player hides. */
  constructor(fanOut: FanOut, onPatch: (bytes: number) => void, isHidden: (client: Client) => boolean = () => false) {
    super();
    this.#fanOut = fanOut;
    this.#onPatch = onPatch;
    this.#isHidden = isHidden;
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
    if (clients.every(this.#isHidden)) this.#shownJoins.forget();
    if (clients.length === 0) {
      this.#hiddenJoins.forget();
      encoder.discardChanges();
      return false;
    }
    encoder.sharedBuffer[0] = Protocol.ROOM_STATE_PATCH;
    const frame = frameOf(encoder.encode({ offset: 1 }));
    encoder.discardChanges();
    this.#onPatch(frame.byteLength);
    this.#shownJoins.remember(frame);
    this.#hiddenJoins.remember(frame);
    this.#fanOut.send(frame);
    return true;
  }

  /** For a client that joined. `isFresh`: the state as it is now. A change not patched yet comes with its patch, too. */
  sendFullState(client: Client, isFresh = false): void {
    const joins = this.#isHidden(client) ? this.#hiddenJoins : this.#shownJoins;
    const { fullState, frames } = joins.frames(() => frameOf(this.getFullState()), isFresh);
    this.#fullStateBytes = fullState.byteLength;
    this.#fanOut.admit(client, frames);
  }

  /** In the encoder's buffer, until the next call. */
  override getFullState(): Uint8Array {
    this.fullEncodeBuffer[0] = Protocol.ROOM_STATE;
    const bytes = this.encoder.encodeAll({ offset: 1 }, this.fullEncodeBuffer);
    // The encoder had to grow its buffer: kept, so that it grows once.
    if (bytes.buffer !== this.fullEncodeBuffer.buffer) this.fullEncodeBuffer = new Uint8Array(bytes.buffer);
    return bytes;
  }

  #forget(): void {
    this.#shownJoins.forget();
    this.#hiddenJoins.forget();
  }
}
