/** The link's banner above everything: what happened, how long the server holds the place, and Retry now. */

import { type Hotspot, make, makeButton, setText } from '../../a11y/overlay.ts';
import { balanced, type Canvas, drawText, fillRound, type Rect, type Size } from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import { type Banner, bannerOf } from '../../model/linkView.ts';
import { matchBanner } from '../../model/play/matchView.ts';
import { buttonKey, paintButton } from '../kit/buttonPainter.ts';
import { DEPTH } from '../kit/depths.ts';
import type { Node } from '../kit/stage.ts';
import type { Layout } from '../layout/layout.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';

const BUTTON_WIDTH = 104;

export class BannerView {
  readonly #context: ScreenContext;
  readonly #node: Node;
  readonly #button: Node;
  readonly #retry: Hotspot<HTMLButtonElement>;
  readonly #said: HTMLElement;

  constructor(context: ScreenContext) {
    this.#context = context;
    const { stage, root, wake, actions } = context;
    this.#node = stage.node(DEPTH.banner);
    this.#button = stage.node(DEPTH.bannerButton);
    const section = make('div', 'part above', root);
    this.#said = make('p', 'heard', section);
    this.#retry = makeButton(section, text('banner.retry'), wake, () => {
      actions.retry();
      actions.play.page.session.retry();
    });
  }

  update({ layout, now }: Frame): void {
    const banner = this.#banner(now);
    setText(this.#said, banner?.text ?? '');
    if (!banner) {
      this.#retry.place(undefined);
      this.#button.hide();
      return this.#node.hide();
    }
    const rect = bannerRect(layout);
    const room = rect.width - 32 - (banner.canRetry ? BUTTON_WIDTH + 8 : 0);
    this.#node.show(rect, banner.text, (g, size) => paintBanner(g, size, banner.text, room));
    const at = {
      x: rect.x + rect.width - BUTTON_WIDTH - 8,
      y: rect.y + (rect.height - 44) / 2,
      width: BUTTON_WIDTH,
      height: 44,
    };
    this.#retry.place(banner.canRetry ? at : undefined);
    if (!banner.canRetry) return this.#button.hide();
    const look = { label: text('banner.retry'), kind: 'onBanner', state: this.#retry.state } as const;
    this.#button.show(at, buttonKey(look), (g, size) => paintButton(g, size, look));
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
  return { x: notices.x + (notices.width - width) / 2, y: (header.height - height) / 2, width, height };
}

function paintBanner(g: Canvas, size: Size, sentence: string, room: number): void {
  fillRound(g, { x: 0, y: 0, ...size }, SIZE.radius, COLOR.banner);
  const lines = balanced(g, sentence, 'bodyStrong', room);
  lines.forEach((line, i) => {
    const y = size.height / 2 + (i - (lines.length - 1) / 2) * 19;
    drawText(g, line, 18, y, { type: 'bodyStrong', color: COLOR.onBanner });
  });
}
