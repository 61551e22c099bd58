/** The link's banner above everything: what happened, how long the server holds the place, and Retry now. */

import { make, setText } from '../../a11y/overlay.ts';
import { balanced, type Canvas, drawLinesAround, paintBox, type Rect, type Size } from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import { type Banner, bannerOf } from '../../model/linkView.ts';
import { matchBanner } from '../../model/play/matchView.ts';
import { Button } from '../kit/button.ts';
import { DEPTH } from '../kit/depths.ts';
import type { Node } from '../kit/stage.ts';
import type { Layout } from '../layout/layout.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';

const BUTTON_WIDTH = 104;

export class BannerView {
  readonly #context: ScreenContext;
  readonly #node: Node;
  readonly #retry: Button;
  readonly #hiddenText: HTMLElement;

  constructor(context: ScreenContext) {
    this.#context = context;
    const { stage, root, actions } = context;
    this.#node = stage.node(DEPTH.banner);
    const section = make('div', 'part above', root);
    this.#hiddenText = make('p', 'visuallyHidden', section);
    this.#retry = new Button(context, section, DEPTH.bannerButton, () => {
      actions.retry();
      actions.play.page.session.retry();
    });
  }

  update({ layout, now }: Frame): void {
    const banner = this.#banner(now);
    setText(this.#hiddenText, banner?.text ?? '');
    if (!banner) return;
    const rect = bannerRect(layout);
    const room = rect.width - 32 - (banner.canRetry ? BUTTON_WIDTH + 8 : 0);
    this.#node.show(rect, banner.text, (g, size) => paintBanner(g, size, banner.text, room));
    const x = rect.x + rect.width - BUTTON_WIDTH - 8;
    const at = { x, y: rect.y + (rect.height - 44) / 2, width: BUTTON_WIDTH, height: 44 };
    if (banner.canRetry) this.#retry.show(at, { label: banner.button ?? text('banner.retry'), kind: 'onBanner' });
  }

  /** In a match its own seat matters more than the lobby's. */
  #banner(now: number): Banner | undefined {
    const { link, play } = this.#context.model;
    const words = play.match && matchBanner(play.match, now);
    return words === undefined ? bannerOf(link, now) : { text: words, canRetry: true };
  }
}

/** Over the header: nothing of the list is covered. */
export function bannerRect({ notices, header }: Layout): Rect {
  const width = Math.min(notices.width, 720);
  const height = Math.min(56, header.height - 4);
  return { x: notices.x + (notices.width - width) / 2, y: header.y + (header.height - height) / 2, width, height };
}

function paintBanner(g: Canvas, size: Size, sentence: string, room: number): void {
  paintBox(g, size, SIZE.radius, COLOR.banner);
  const style = { type: 'bodyStrong', color: COLOR.onBanner } as const;
  drawLinesAround(g, balanced(g, sentence, 'bodyStrong', room), 18, size.height / 2, 19, style);
}
