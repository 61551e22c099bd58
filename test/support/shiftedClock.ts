/** The machine's clocks, shifted: `advance` moves both, `jump` only the wall clock. */
import type { Clock } from '../../server/ports.ts';

export class ShiftedClock implements Clock {
  #passedMs = 0;
  #jumpedMs = 0;
  now = (): number => performance.now() + this.#passedMs;
  wall = (): number => Date.now() + this.#passedMs + this.#jumpedMs;
  advance(ms: number): void {
    this.#passedMs += ms;
  }
  jump(ms: number): void {
    this.#jumpedMs += ms;
  }
}
