import { make, makeSection, setText } from '../../a11y/overlay.ts';
import { measure, type Rect } from '../../design/canvas.ts';
import { SIZE } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import { badgeOf, bannerOf } from '../../model/linkView.ts';
import { listNoteOf } from '../../model/listNote.ts';
import { CommandButton } from '../command/commandButton.ts';
import { DEPTH } from '../kit/depths.ts';
import type { Node } from '../kit/stage.ts';
import { headerButtons, signBeside } from '../layout/headerLayout.ts';
import { PeopleButton } from '../people/peopleButton.ts';
import { ListHint } from '../roster/listHint.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';
import { type Account, AccountButton } from './accountButton.ts';
import { bannerRect } from './bannerView.ts';
import { type HeaderLook, headerPlaces, matchesText, onlineText, paintHeader } from './headerPainter.ts';
import { toastAt } from './toastsView.ts';

const TOUCH = window.matchMedia('(pointer: coarse)');

export class Header {
  readonly #context: ScreenContext;
  readonly #node: Node;
  readonly #count: HTMLElement;
  readonly #hint: ListHint;
  readonly #announcement: HTMLElement;
  readonly #link: HTMLElement;
  readonly #commands: CommandButton;
  readonly #people: PeopleButton;
  readonly #account: AccountButton;

  constructor(context: ScreenContext, account: Account, openCommands: () => void) {
    this.#context = context;
    this.#node = context.stage.node(DEPTH.panel);
    const section = makeSection(context.root, 'header', text('app.name'), 'h1');
    this.#count = make('p', 'visuallyHidden', section);
    this.#hint = new ListHint(context, section);
    this.#announcement = make('p', 'visuallyHidden', section, { role: 'status' });
    this.#link = make('p', 'visuallyHidden', section);
    this.#commands = new CommandButton(context, section, openCommands);
    this.#people = new PeopleButton(context, section, DEPTH.row);
    this.#account = new AccountButton(context, section, account);
  }

  get accountButton(): HTMLElement {
    return this.#account.element;
  }

  update({ layout, census, now }: Frame): void {
    const { link, latency, patchMs, isPartial, play } = this.#context.model;
    const note = layout.match ? undefined : listNoteOf(link, patchMs, isPartial);
    const badge = badgeOf(link, latency.shown);
    const { room, messages, account, search } = headerButtons(layout);
    const matches = play.state.matches?.size;
    const look = { room, online: census.online, matches, badge, note, isNoteLit: this.#hint.isLit };
    this.#hint.update(layout, note, headerPlaces(measure(), look).note);
    const key = `${room} ${look.online} ${matches} ${badge.tone} ${badge.text} ${note?.text} ${look.isNoteLit}`;
    if (!layout.match) this.#node.show(layout.header, key, (g, size) => paintHeader(g, size, look));
    // A banner over the header is read before messages are.
    const banner = layout.match ? layout.header : bannerOf(link, now) && bannerRect(layout);
    const free = (rect: Rect | undefined) => (rect && banner && isOver(banner, rect) ? undefined : rect);
    this.#people.update(free(messages));
    const told = layout.match ? undefined : toastAt(this.#context.model, layout, now);
    this.#commands.update(free(search ?? fieldAt(layout.header, look, told)));
    this.#account.update(free(account), now);
    setText(this.#count, [onlineText(look.online), matchesText(matches)].filter((each) => each !== '').join(', '));
    setText(this.#announcement, note?.isNews ? note.text : '');
    setText(this.#link, text('link.label', { state: badge.text }));
  }
}

/** A field in the middle, between the words. `told`: a message has that place, and the sign stands before it. */
function fieldAt(header: Rect, look: HeaderLook, told: Rect | undefined): Rect | undefined {
  const { name, badge, count, matches, note } = headerPlaces(measure(), look);
  const last = note ?? matches ?? count ?? name;
  const from = header.x + (last ? last.x + last.width : 0) + 24;
  const room = header.x + badge.x - 24 - from;
  if (told) return signBeside(header, told, from);
  if (room < 220) return undefined;
  const width = Math.min(380, room);
  const middle = header.x + (header.width - width) / 2;
  const x = Math.max(from, Math.min(middle, from + room - width));
  const height = TOUCH.matches ? SIZE.touch : SIZE.control;
  return { x: Math.round(x), y: header.y + (header.height - height) / 2, width, height };
}

const isOver = (banner: Rect, { x }: Rect): boolean => banner.x + banner.width > x;
