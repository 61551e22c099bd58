/** Plays a match back: where it is, how fast it goes, and what the buttons and keys do. Pure: `now` is monotonic ms. */

export const SPEEDS = [1, 2, 4] as const;
/** A page that slept does not catch up. */
const TICK_MAX_MS = 100;

type Parts = {
  readonly length: number;
  readonly stepMs: number;
  readonly stride: number;
  readonly stops: readonly number[];
};

export class ReplayPlayer {
  at = 0;
  isPlaying = false;
  speed: (typeof SPEEDS)[number] = 1;
  readonly #parts: Parts;
  #tickedAt = 0;

  /** `stops`: the moments, in order. */
  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get isAtEnd(): boolean {
    return this.at >= this.#parts.length;
  }

  /** From the end it begins again. */
  play(now: number): void {
    if (this.isAtEnd) this.at = 0;
    this.isPlaying = this.#parts.length > 0;
    this.#tickedAt = now;
  }

  /** What is on its way arrives. */
  pause(): void {
    this.isPlaying = false;
    this.at = Math.min(this.#parts.length, Math.ceil(this.at));
  }

  /** Each tick; false where nothing moved. */
  tick(now: number): boolean {
    if (!this.isPlaying) return false;
    const passed = Math.max(0, Math.min(TICK_MAX_MS, now - this.#tickedAt));
    this.#tickedAt = now;
    this.at += (passed * this.speed) / this.#parts.stepMs;
    if (this.isAtEnd) {
      this.at = this.#parts.length;
      this.isPlaying = false;
    }
    return true;
  }

  seek(at: number): void {
    this.pause();
    this.at = Math.max(0, Math.min(this.#parts.length, Math.round(at)));
  }

  /** By one key: 1 onwards, -1 back. */
  step(by: 1 | -1): void {
    const { stride } = this.#parts;
    this.pause();
    // To whole strides, wherever it stood.
    this.seek((by > 0 ? Math.floor(this.at / stride) + 1 : Math.ceil(this.at / stride) - 1) * stride);
  }

  /** To the next moment, or the one before. */
  leap(by: 1 | -1): void {
    this.pause();
    const { stops, length } = this.#parts;
    const next = by > 0 ? stops.find((stop) => stop > this.at) : stops.findLast((stop) => stop < this.at);
    this.seek(next ?? (by > 0 ? length : 0));
  }

  nextSpeed(): void {
    this.speed = SPEEDS[(SPEEDS.indexOf(this.speed) + 1) % SPEEDS.length] ?? 1;
  }

  /** What a key does; false for one that does nothing here. */
  press(key: string, now: number): boolean {
    if (key === 'ArrowRight' || key === 'ArrowUp') this.step(1);
    else if (key === 'ArrowLeft' || key === 'ArrowDown') this.step(-1);
    else if (key === 'PageDown') this.leap(1);
    else if (key === 'PageUp') this.leap(-1);
    else if (key === 'Home') this.seek(0);
    else if (key === 'End') this.seek(this.#parts.length);
    else if (key !== ' ') return false;
    else if (this.isPlaying) this.pause();
    else this.play(now);
    return true;
  }
}
