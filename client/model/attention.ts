/** Whether somebody is looking at the list, which then holds still. Times in monotonic ms. */

/** A finger that left the glass is likely to come back. */
export const TOUCH_REST_MS = 1_500;
export const POINTER_REST_MS = 400;

export class Attention {
  isPointerOver = false;
  isScrolled = false;
  /** By the keyboard; a mouse click leaves focus behind without anybody looking. */
  isFocused = false;
  isTouched = false;
  hasMenu = false;
  #restsUntil = 0;

  pointerLeft(now: number): void {
    if (!this.isPointerOver) return;
    this.isPointerOver = false;
    this.#restsUntil = now + POINTER_REST_MS;
  }

  touchEnded(now: number): void {
    if (!this.isTouched) return;
    this.isTouched = false;
    this.#restsUntil = now + TOUCH_REST_MS;
  }

  isOn(now: number): boolean {
    const isLooking = this.isPointerOver || this.isScrolled || this.isFocused || this.isTouched || this.hasMenu;
    return isLooking || now < this.#restsUntil;
  }
}
