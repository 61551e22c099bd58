/**
 * What an audience is shown of players who hide from it: what it saw last, until the damping is over, so that hiding
 * looks like leaving. Pure; times are monotonic ms. Footprint: O(log n) for a player who hides or is shown again.
 */
import type { PlayerId } from '../../../shared/ids.ts';
import { Deadlines } from './deadlines.ts';
import { SteadyTime } from './steadyTime.ts';

type Shown<Face> = { face: Face; isFading: boolean };

export class Fading<Face> {
  readonly #dampingMs: number;
  readonly #time: SteadyTime;
  readonly #shown = new Map<PlayerId, Shown<Face>>();
  readonly #deadlines = new Deadlines<PlayerId>();

  constructor({ leaveDampingMs, stallMs }: { leaveDampingMs: number; stallMs: number }, now: number) {
    this.#dampingMs = leaveDampingMs;
    this.#time = new SteadyTime(now, stallMs);
  }

  faceOf(id: PlayerId): Face | undefined {
    return this.#shown.get(id)?.face;
  }

  /** The audience sees the player, from now on like this. */
  show(id: PlayerId, face: Face): void {
    this.#shown.set(id, { face, isFading: false });
    this.#deadlines.delete(id);
  }

  /** The player hides. What they do from now on does not reach the audience, a leave included. */
  hide(id: PlayerId, now: number): void {
    const shown = this.#shown.get(id);
    if (!shown || shown.isFading) return;
    if (this.#dampingMs === 0) return void this.#shown.delete(id);
    shown.isFading = true;
    this.#deadlines.set(id, this.#time.at(now) + this.#dampingMs);
  }

  /** The player has left, and their leave was damped. A player who hid before goes in their own time. */
  leave(id: PlayerId): void {
    if (!this.#shown.get(id)?.isFading) this.#shown.delete(id);
  }

  /** Returns the players whose time is over. */
  sweep(now: number): PlayerId[] {
    const at = this.#time.tick(now);
    const over: PlayerId[] = [];
    for (let id = this.#deadlines.takeDue(at); id !== undefined; id = this.#deadlines.takeDue(at)) {
      this.#shown.delete(id);
      over.push(id);
    }
    return over;
  }
}
