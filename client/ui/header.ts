import { make, makeSection, setText } from '../a11y/overlay.ts';
import { text } from '../i18n/text.ts';
import { badgeOf } from '../model/linkView.ts';
import { onlineText, paintHeader } from './headerPainter.ts';
import type { Node } from './stage.ts';
import type { Context, Frame } from './view.ts';

export class Header {
  readonly #context: Context;
  readonly #node: Node;
  readonly #count: HTMLElement;
  readonly #link: HTMLElement;

  constructor(context: Context) {
    this.#context = context;
    this.#node = context.stage.node(10);
    const section = makeSection(context.root, 'header', text('app.name'));
    setText(make('h1', 'heard', section), text('app.name'));
    this.#count = make('p', 'heard', section);
    this.#link = make('p', 'heard', section);
  }

  update({ layout, census }: Frame): void {
    const { link, latency } = this.#context.model;
    const look = { online: census.online, badge: badgeOf(link, latency.shown) };
    const key = `${look.online} ${look.badge.tone} ${look.badge.text}`;
    this.#node.show(layout.header, key, (g, size) => paintHeader(g, size, look));
    setText(this.#count, onlineText(look.online));
    setText(this.#link, text('link.label', { state: look.badge.text }));
  }
}
