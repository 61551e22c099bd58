/** The selected player: a card beside the list, or a sheet above it where there is no room for a card. */

import { make, makeButton, makeSection, place, setText } from '../../a11y/overlay.ts';
import {
  type Canvas,
  drawText,
  fillRound,
  paintBox,
  type Rect,
  type Size,
  strokeRound,
  textWidth,
} from '../../design/canvas.ts';
import { COLOR, SIZE, SPACE, statusColor } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import type { LobbyModel } from '../../model/lobbyModel.ts';
import { isAbsent, type ListedRow } from '../../model/rosterRows.ts';
import { type FormMark, type ProfileFact, profileFacts } from '../../model/views/profileFacts.ts';
import { statusText } from '../../model/views/rowLine.ts';
import type { Layer } from '../../page/BackStack.ts';
import { drawAvatar } from '../kit/avatar.ts';
import { Button, signOf } from '../kit/button.ts';
import { Control } from '../kit/control.ts';
import { DEPTH } from '../kit/depths.ts';
import { drawCross, drawHistory } from '../kit/icons.ts';
import type { Node } from '../kit/stage.ts';
import { drawStatus } from '../kit/statusShape.ts';
import { PROFILE_TALLEST } from '../layout/sideLayout.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';
import type { Point } from './listPointer.ts';
import { ACTIONS_HEIGHT, ProfileActions } from './profileActions.ts';

type ProfileLook = { row: ListedRow; isGone: boolean; isSelf: boolean; facts: readonly ProfileFact[] };

export class ProfileCard implements Layer {
  readonly #context: ScreenContext;
  readonly #card: Node;
  readonly #close: Control;
  readonly #name: HTMLElement;
  readonly #facts: HTMLElement;
  readonly #section: HTMLElement;
  /** What is under the card is not to be pressed through it. */
  readonly #ground: HTMLElement;
  readonly #history: Button;
  readonly #actions: ProfileActions;
  #wantsFocus = false;
  /** Over other parts, which stay. */
  #isFloating = false;

  /** `onMore`: all that can be done with a player is to be shown, at a point of the window. */
  constructor(context: ScreenContext, onMore: (row: ListedRow, at: Point) => void) {
    this.#context = context;
    const { stage, root, wake } = context;
    this.#card = stage.node(DEPTH.sheet);
    this.#section = makeSection(root, 'section', text('profile.title'));
    this.#name = make('h2', 'plate', this.#section, { tabindex: '-1' });
    this.#facts = make('p', 'visuallyHidden', this.#section);
    this.#ground = make('div', 'blocker above', this.#section);
    const close = makeButton(this.#section, text('profile.close'), wake, () => context.actions.select(undefined));
    close.classList.add('above');
    this.#close = new Control(context, close, DEPTH.sheetControl);
    this.#history = new Button(context, this.#section, DEPTH.sheetControl, () => {
      const { selected } = context.model;
      if (selected) void context.actions.records.open({ kind: 'history', player: selected });
    });
    this.#history.element.classList.add('above');
    this.#actions = new ProfileActions(context, this.#section, onMore);
    const closeOver = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement && this.#covers(target)) context.actions.select(undefined);
    };
    root.addEventListener('focusin', closeOver, { signal: context.until });
  }

  /**
   * As soon as it is shown: by keyboard it is a long way from the list to here. The heading gets it, not a button:
   * a second Enter would send a challenge.
   */
  takeFocus(): void {
    this.#wantsFocus = true;
  }

  get isOpen(): boolean {
    return this.#context.model.selected !== undefined;
  }

  back(): void {
    this.#context.actions.select(undefined);
  }

  /** What has the focus by keyboard is to be seen: the card gives way to it. */
  #covers(element: HTMLElement): boolean {
    if (!this.#isFloating || element.closest('.above, .plate') || !element.matches(':focus-visible')) return false;
    const [card, box] = [this.#ground, element].map((each) => each.getBoundingClientRect());
    return (
      !!card &&
      !!box &&
      box.left < card.right &&
      card.left < box.right &&
      box.top < card.bottom &&
      card.top < box.bottom
    );
  }

  update({ layout, nowS }: Frame): void {
    const { model } = this.#context;
    const look = model.selected && lookOf(model, model.selected, nowS);
    const rect = look && layout.profile;
    this.#section.hidden = rect === undefined;
    this.#isFloating = rect !== undefined && layout.isWide;
    place(this.#ground, rect);
    place(this.#name, rect);
    if (rect) this.#updateCorner(rect, look.row.name);
    this.#actions.update(rect, look?.isGone === false && !look.isSelf ? look.row : undefined);
    if (rect && this.#wantsFocus) this.#name.focus({ preventScroll: true });
    this.#wantsFocus = false;
    if (!rect) return;
    setText(this.#name, look.row.name);
    setText(this.#facts, factsText(look));
    this.#card.show(rect, JSON.stringify(look), (g, size) => {
      const height = look.isSelf ? size.height : Math.min(size.height, PROFILE_TALLEST) - ACTIONS_HEIGHT;
      paintProfile(g, size, height, look);
    });
  }

  #updateCorner({ x, y, width }: Rect, player: string): void {
    const at = { x: x + width - 52, y: y + 8, width: 44, height: 44 };
    const color = this.#close.isLit ? 'text' : 'muted';
    this.#close.show(at, color, signOf(drawCross, 6, color));
    const name = text('records.openHistory', { name: player });
    this.#history.show({ ...at, x: at.x - 44 }, { label: '', name, kind: 'bare', mark: signOf(drawHistory, 9) });
  }
}

function lookOf(model: LobbyModel, row: ListedRow, nowS: number | undefined): ProfileLook {
  const { roster } = model;
  const isGone = roster.isGone(row.id) && !isAbsent(row);
  return { row, isGone, isSelf: row.id === roster.selfId, facts: profileFacts(model, row, nowS) };
}

const factsText = ({ facts }: ProfileLook): string => facts.map(({ label, value }) => `${label}: ${value}`).join(', ');

function paintProfile(g: Canvas, size: Size, height: number, { row, isGone, isSelf, facts }: ProfileLook): void {
  paintBox(g, size, SIZE.radius, COLOR.sheet, COLOR.raisedEdge);
  // In a low window the facts would stand on each other.
  const isLow = height < 200;
  const [avatar, pad] = isLow ? [44, 14] : [72, 24];
  drawAvatar(g, isGone ? { ...row, status: null } : row, SPACE.xl, pad, avatar, COLOR.sheet);
  const x = SPACE.xl + avatar + 18;
  drawText(g, row.name, x, pad + avatar * 0.32, { type: 'hero', color: COLOR.text, width: size.width - x - 104 });
  const below = pad + avatar * 0.76;
  // Whether somebody of a leaderboard is in another shard is not known.
  const known = isAbsent(row) ? '' : statusText(row.status);
  const word = isGone ? text('profile.gone') : known;
  const status = isGone ? null : row.status;
  if (status) drawStatus(g, status, x + 6, below, 5.5, COLOR.sheet);
  const color = status ? statusColor(status) : COLOR.muted;
  drawText(g, isSelf ? text('profile.you') : word, x + (status ? 20 : 0), below, { type: 'body', color });
  const top = pad + avatar + (isLow ? 8 : 22);
  // The first ones matter most; what has no room is still heard.
  const room = height - top - 8;
  const shown = facts.slice(0, Math.max(1, Math.floor(room / LINE_MIN)));
  const line = Math.min(LINE_MAX, room / shown.length);
  for (const [i, { label, value, marks }] of shown.entries()) {
    const y = top + i * line;
    g.fillStyle = COLOR.raisedEdge;
    g.fillRect(SPACE.xl, y, size.width - 2 * SPACE.xl, 1);
    drawText(g, label, SPACE.xl, y + line / 2, { type: 'body', color: COLOR.muted });
    if (marks) {
      paintForm(g, size.width - SPACE.xl, y + line / 2, size.width - 60 - textWidth(g, label, 'body'), marks);
      continue;
    }
    const style = { type: 'bodyStrong', color: COLOR.text, align: 'right', width: size.width * 0.6 } as const;
    drawText(g, value, size.width - SPACE.xl, y + line / 2, style);
  }
}
const LINE_MIN = 30;
const LINE_MAX = 46;
const MARK = 24;
const MARK_GAP = 6;

/** The latest first, from the right: won is filled, lost and drawn are outlines with their letters. */
function paintForm(g: Canvas, right: number, middle: number, room: number, marks: readonly FormMark[]): void {
  const seen = marks.slice(0, Math.max(1, Math.floor((room + MARK_GAP) / (MARK + MARK_GAP))));
  seen.forEach(({ sign, result }, i) => {
    const x = right - MARK - (seen.length - 1 - i) * (MARK + MARK_GAP);
    const box = { x, y: middle - MARK / 2, width: MARK, height: MARK };
    const isWon = result === 'won';
    const color = { won: COLOR.good, lost: COLOR.bad, drawn: COLOR.muted, placed: COLOR.muted }[result];
    if (isWon) fillRound(g, box, 7, color);
    else strokeRound(g, box, 7, color, 1.5);
    drawText(g, sign, x + MARK / 2, middle, {
      type: 'smallStrong',
      color: isWon ? COLOR.sheet : color,
      align: 'center',
    });
  });
}
