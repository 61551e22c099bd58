import { make, makeSection, setText } from '../a11y/overlay.ts';
import { text } from '../i18n/text.ts';
import { badgeOf } from '../model/linkView.ts';
import { paceOf } from '../model/paceView.ts';
import type { Canvas } from './canvas.ts';
import { headerPlaces, onlineText, paintHeader } from './headerPainter.ts';
import { PaceHint } from './paceHint.ts';
import type { Node } from './stage.ts';
import type { Context, Frame } from './view.ts';

export class Header {
  readonly #context: Context;
  readonly #node: Node;
  readonly #count: HTMLElement;
  readonly #pace: PaceHint;
  readonly #link: HTMLElement;
  readonly #measure: Canvas;

  constructor(context: Context) {
    this.#context = context;
    this.#node = context.stage.node(10);
    const section = makeSection(context.root, 'header', text('app.name'));
    setText(make('h1', 'heard', section), text('app.name'));
    this.#count = make('p', 'heard', section);
    this.#pace = new PaceHint(context, section);
    this.#link = make('p', 'heard', section);
    this.#measure = document.createElement('canvas').getContext('2d') as Canvas;
  }

  update({ layout, census }: Frame): void {
    const { link, latency, patchMs } = this.#context.model;
    const pace = paceOf(link, patchMs);
    const badge = badgeOf(link, latency.shown);
    const look = { online: census.online, badge, pace, isPaceLit: this.#pace.isLit };
    const place = headerPlaces(this.#measure, layout.header, look).pace;
    this.#pace.update(layout, pace, place);
    const key = `${look.online} ${badge.tone} ${badge.text} ${pace?.text} ${look.isPaceLit}`;
    this.#node.show(layout.header, key, (g, size) => paintHeader(g, size, look));
    setText(this.#count, onlineText(look.online));
    setText(this.#link, text('link.label', { state: badge.text }));
  }
}
