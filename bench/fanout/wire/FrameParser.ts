/**
 * Parses a server's WebSocket frames from a stream of chunks, without buffering: of each frame only the opcode, the length
 * and the first bytes. Pure.
 */

/** The maximum of a control frame; the bench reads nothing longer. */
export const HEAD_MAX = 125;

/** Called for each complete frame. `buffer` holds its first bytes from `at`, at most HEAD_MAX, during the call only. */
export type FrameSink = (opcode: number, length: number, buffer: Buffer, at: number) => void;

export class FrameParser {
  readonly #sink: FrameSink;
  /** Header bytes read so far, of two plus `#lengthBytes` for an extended length. */
  #headerRead = 0;
  #opcode = 0;
  #lengthBytes = 0;
  #length = 0;
  #payloadLeft = 0;
  /** The start of a frame that ends in a later chunk. */
  #head: Buffer | undefined;

  constructor(sink: FrameSink) {
    this.#sink = sink;
  }

  feed(chunk: Buffer, from: number, to: number): void {
    let at = from;
    while (at < to) {
      if (this.#headerRead < 2 + this.#lengthBytes) this.#readHeader(chunk[at++] as number);
      if (this.#headerRead >= 2 + this.#lengthBytes) at = this.#readPayload(chunk, at, to);
    }
  }

  #readHeader(byte: number): void {
    if (this.#headerRead === 0) {
      this.#opcode = byte & 0x0f;
    } else if (this.#headerRead === 1) {
      const short = byte & 0x7f;
      this.#lengthBytes = short === 127 ? 8 : short === 126 ? 2 : 0;
      this.#length = short < 126 ? short : 0;
    } else {
      this.#length = this.#length * 256 + byte;
    }
    this.#headerRead += 1;
    this.#payloadLeft = this.#length;
  }

  #readPayload(chunk: Buffer, at: number, to: number): number {
    const size = Math.min(this.#payloadLeft, to - at);
    const done = this.#length - this.#payloadLeft;
    this.#payloadLeft -= size;
    if (this.#payloadLeft === 0 && done === 0) {
      this.#end(chunk, at);
    } else {
      if (done < HEAD_MAX) {
        this.#head ??= Buffer.allocUnsafe(HEAD_MAX);
        chunk.copy(this.#head, done, at, at + Math.min(size, HEAD_MAX - done));
      }
      if (this.#payloadLeft === 0) this.#end(this.#head as Buffer, 0);
    }
    return at + size;
  }

  #end(buffer: Buffer, at: number): void {
    this.#headerRead = 0;
    this.#lengthBytes = 0;
    this.#sink(this.#opcode, this.#length, buffer, at);
  }
}
