/** Somebody is at a list: it stands still under a mouse or a finger. */
import type { Attention } from '../../model/attention.ts';
import type { KitContext } from './stage.ts';

export function listenTo(list: HTMLElement, attention: Attention, { wake, now }: KitContext): void {
  const on = (type: string, listener: (isMouse: boolean) => void) => {
    const handle = (event: Event) => {
      listener(event instanceof PointerEvent && event.pointerType === 'mouse');
      wake();
    };
    list.addEventListener(type, handle, { passive: true });
  };
  on('scroll', () => {});
  on('pointerenter', (isMouse) => {
    if (isMouse) attention.isPointerOver = true;
  });
  on('pointerleave', (isMouse) => {
    if (isMouse) attention.pointerLeft(now());
  });
  on('pointerdown', (isMouse) => {
    if (!isMouse) attention.isTouched = true;
  });
  for (const type of ['pointerup', 'pointercancel']) on(type, () => attention.touchEnded(now()));
}
