/** Swipes of one finger. Pure: it hears where the finger is and says which way was swiped. */
import { DOWN, LEFT, RIGHT, type Turn, UP } from '../../../shared/games/cycles/arena.ts';
import type { Point } from './board.ts';

/** Short enough for a thumb, longer than a tap that slips. */
export const SWIPE_PX = 22;

export class Swipe {
  #from: Point | undefined;

  begin(at: Point): void {
    this.#from = at;
  }

  /** The direction on the screen, at once and not at the finger's end; a finger that stays down may swipe again. */
  move(at: Point): Turn | undefined {
    if (!this.#from) return undefined;
    const right = at.x - this.#from.x;
    const down = at.y - this.#from.y;
    if (Math.max(Math.abs(right), Math.abs(down)) < SWIPE_PX) return undefined;
    this.#from = at;
    if (Math.abs(right) > Math.abs(down)) return right > 0 ? RIGHT : LEFT;
    return down > 0 ? DOWN : UP;
  }

  end(): void {
    this.#from = undefined;
  }
}
