import { make, makeSection, setText } from '../../a11y/overlay.ts';
import { measure, type Rect } from '../../design/canvas.ts';
import { text } from '../../i18n/text.ts';
import { badgeOf, bannerOf } from '../../model/linkView.ts';
import { listNoteOf } from '../../model/listNote.ts';
import { DEPTH } from '../kit/depths.ts';
import type { Node } from '../kit/stage.ts';
import { PEOPLE_BUTTON, PeopleButton } from '../people/peopleButton.ts';
import { ListHint } from '../roster/listHint.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';
import { bannerRect } from './bannerView.ts';
import { headerPlaces, onlineText, PEOPLE_EDGE, paintHeader } from './headerPainter.ts';

export class Header {
  readonly #context: ScreenContext;
  readonly #node: Node;
  readonly #count: HTMLElement;
  readonly #hint: ListHint;
  readonly #announcement: HTMLElement;
  readonly #link: HTMLElement;
  readonly #people: PeopleButton;

  constructor(context: ScreenContext) {
    this.#context = context;
    this.#node = context.stage.node(DEPTH.panel);
    const section = makeSection(context.root, 'header', text('app.name'), 'h1');
    this.#count = make('p', 'visuallyHidden', section);
    this.#hint = new ListHint(context, section);
    this.#announcement = make('p', 'visuallyHidden', section, { role: 'status' });
    this.#link = make('p', 'visuallyHidden', section);
    this.#people = new PeopleButton(context, section, DEPTH.row);
  }

  update({ layout, census, now }: Frame): void {
    const { link, latency, patchMs, isPartial } = this.#context.model;
    const note = layout.match ? undefined : listNoteOf(link, patchMs, isPartial);
    const badge = badgeOf(link, latency.shown);
    const look = { online: census.online, badge, note, isNoteLit: this.#hint.isLit };
    const place = headerPlaces(measure(), layout.header, look).note;
    this.#hint.update(layout, note, place);
    const key = `${look.online} ${badge.tone} ${badge.text} ${note?.text} ${look.isNoteLit}`;
    if (!layout.match) this.#node.show(layout.header, key, (g, size) => paintHeader(g, size, look));
    const people = peopleAt(layout.header);
    // A banner over the header is read before messages are.
    const isCovered = bannerOf(link, now) !== undefined && isOver(bannerRect(layout), people);
    this.#people.update(layout.match || isCovered ? undefined : people);
    setText(this.#count, onlineText(look.online));
    setText(this.#announcement, note?.isNews ? note.text : '');
    setText(this.#link, text('link.label', { state: badge.text }));
  }
}

/** At its end, so that the icon stands under the edge of what is below. */
function peopleAt({ x, y, width, height }: Rect): Rect {
  const at = { x: x + width - PEOPLE_BUTTON + PEOPLE_EDGE, y: y + (height - PEOPLE_BUTTON) / 2 };
  return { ...at, width: PEOPLE_BUTTON, height: PEOPLE_BUTTON };
}

const isOver = (banner: Rect, { x }: Rect): boolean => banner.x + banner.width > x;
