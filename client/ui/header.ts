import { make, makeSection, setText } from '../a11y/overlay.ts';
import { text } from '../i18n/text.ts';
import { badgeOf } from '../model/linkView.ts';
import { listNoteOf } from '../model/listNote.ts';
import type { Canvas } from './canvas.ts';
import { headerPlaces, onlineText, paintHeader } from './headerPainter.ts';
import { ListHint } from './listHint.ts';
import type { Node } from './stage.ts';
import type { Context, Frame } from './view.ts';

export class Header {
  readonly #context: Context;
  readonly #node: Node;
  readonly #count: HTMLElement;
  readonly #hint: ListHint;
  readonly #news: HTMLElement;
  readonly #link: HTMLElement;
  readonly #measure: Canvas;

  constructor(context: Context) {
    this.#context = context;
    this.#node = context.stage.node(10);
    const section = makeSection(context.root, 'header', text('app.name'));
    setText(make('h1', 'heard', section), text('app.name'));
    this.#count = make('p', 'heard', section);
    this.#hint = new ListHint(context, section);
    this.#news = make('p', 'heard', section);
    this.#news.setAttribute('role', 'status');
    this.#link = make('p', 'heard', section);
    this.#measure = document.createElement('canvas').getContext('2d') as Canvas;
  }

  update({ layout, census }: Frame): void {
    const { link, latency, patchMs, isPartial } = this.#context.model;
    const note = layout.match ? undefined : listNoteOf(link, patchMs, isPartial);
    const badge = badgeOf(link, latency.shown);
    const look = { online: census.online, badge, note, isNoteLit: this.#hint.isLit };
    const place = headerPlaces(this.#measure, layout.header, look).note;
    this.#hint.update(layout, note, place);
    const key = `${look.online} ${badge.tone} ${badge.text} ${note?.text} ${look.isNoteLit}`;
    if (layout.match) this.#node.hide();
    else this.#node.show(layout.header, key, (g, size) => paintHeader(g, size, look));
    setText(this.#count, onlineText(look.online));
    setText(this.#news, note?.isNews ? note.text : '');
    setText(this.#link, text('link.label', { state: badge.text }));
  }
}
