/** The selected player: a card beside the list, or a sheet above it where there is no room for a card. */

import { make, makeButton, makeSection, place, setText } from '../../a11y/overlay.ts';
import { type Canvas, drawText, fillRound, paintBox, type Rect, type Size, textWidth } from '../../design/canvas.ts';
import { COLOR, SIZE, SPACE, statusColor } from '../../design/tokens.ts';
import { numberText, text } from '../../i18n/text.ts';
import type { LobbyModel } from '../../model/lobbyModel.ts';
import { type RecordRow, recordRows } from '../../model/recordRows.ts';
import { agoOf } from '../../model/relativeTime.ts';
import type { ListedRow } from '../../model/rosterRows.ts';
import type { Layer } from '../../page/BackStack.ts';
import { drawAvatar } from '../kit/avatar.ts';
import { Button, signOf } from '../kit/button.ts';
import { Control } from '../kit/control.ts';
import { DEPTH } from '../kit/depths.ts';
import { drawCross, drawHistory } from '../kit/icons.ts';
import type { Node } from '../kit/stage.ts';
import { drawStatus } from '../kit/statusShape.ts';
import { PROFILE_ACTIONS_HEIGHT } from '../layout/sideLayout.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';
import type { Point } from './listPointer.ts';
import { ACTIONS_HEIGHT, ProfileActions } from './profileActions.ts';
import { statusText } from './rowPainter.ts';

/** `marks`: in the place of `value`, as many of them as there is room for. */
type Fact = { label: string; value: string; marks?: readonly Mark[] };
type Mark = { text: string; accessibleName: string; tone: RecordRow['tone'] };
type ProfileLook = { row: ListedRow; isGone: boolean; isSelf: boolean; facts: readonly Fact[] };

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

  /** `onMore`: all that can be done with a player is to be shown, at a point of the window. */
  constructor(context: ScreenContext, onMore: (id: string, at: Point) => void) {
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

  update({ layout, nowS }: Frame): void {
    const { model } = this.#context;
    const look = model.selected && lookOf(model, model.selected, nowS);
    const rect = look && layout.profile;
    this.#section.hidden = rect === undefined;
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
      const height = look.isSelf ? size.height : Math.min(size.height, PROFILE_ACTIONS_HEIGHT) - ACTIONS_HEIGHT;
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
  const isGone = roster.isGone(row.id);
  const facts = [
    { label: text('profile.active'), value: capital(agoOf(row.lastActive, nowS)) },
    { label: text('profile.rating'), value: row.rating > 0 ? numberText(row.rating) : text('profile.unrated') },
    ...latestFact(model, row.id, nowS),
  ];
  return { row, isGone, isSelf: row.id === roster.selfId, facts: facts.filter(({ value }) => value !== '') };
}

/** Nothing where it is not known. */
function latestFact({ latest, roster }: LobbyModel, id: string, nowS: number | undefined): Fact[] {
  if (latest?.of.kind !== 'history' || latest.of.player.id !== id || latest.problem !== undefined) return [];
  const label = text('profile.latest');
  const rows = recordRows(latest, roster.selfId, nowS);
  if (!latest.page) return [{ label, value: '…' }];
  if (rows.length === 0) return [{ label, value: text('records.noMatches') }];
  const marks = rows.map(({ outcome, tone, accessibleName }) => ({ text: outcome, accessibleName, tone }));
  return [{ label, value: marks.map(({ accessibleName }) => accessibleName).join('; '), marks }];
}

const capital = (sentence: string): string => sentence.charAt(0).toLocaleUpperCase() + sentence.slice(1);
const factsText = ({ facts }: ProfileLook): string => facts.map(({ label, value }) => `${label}: ${value}`).join(', ');

function paintProfile(g: Canvas, size: Size, height: number, { row, isGone, isSelf, facts }: ProfileLook): void {
  paintBox(g, size, SIZE.radius, COLOR.panel, COLOR.panelEdge);
  // In a low window the facts would stand on each other.
  const isLow = height < 200;
  const [avatar, pad] = isLow ? [44, 14] : [72, 24];
  drawAvatar(g, isGone ? { ...row, status: null } : row, SPACE.xxl, pad, avatar, COLOR.panel);
  const x = SPACE.xxl + avatar + 18;
  drawText(g, row.name, x, pad + avatar * 0.32, { type: 'hero', color: COLOR.text, width: size.width - x - 104 });
  const below = pad + avatar * 0.76;
  const word = isGone ? text('profile.gone') : statusText(row.status);
  const status = isGone ? null : row.status;
  if (status) drawStatus(g, status, x + 6, below, 5.5, COLOR.panel);
  const color = status ? statusColor(status) : COLOR.muted;
  drawText(g, isSelf ? text('profile.you') : word, x + (status ? 20 : 0), below, { type: 'body', color });
  const top = pad + avatar + (isLow ? 8 : 22);
  const line = Math.min(46, (height - top - 8) / facts.length);
  for (const [i, { label, value, marks }] of facts.entries()) {
    const y = top + i * line;
    g.fillStyle = COLOR.panelEdge;
    g.fillRect(SPACE.xxl, y, size.width - 2 * SPACE.xxl, 1);
    drawText(g, label, SPACE.xxl, y + line / 2, { type: 'body', color: COLOR.muted });
    if (marks) {
      paintMarks(g, size.width - SPACE.xxl, y + line / 2, size.width - 60 - textWidth(g, label, 'body'), marks);
      continue;
    }
    const style = { type: 'bodyStrong', color: COLOR.text, align: 'right', width: size.width * 0.6 } as const;
    drawText(g, value, size.width - SPACE.xxl, y + line / 2, style);
  }
}

/** Words in small pills, the latest first, from the right of their room; what has no room is left out. */
function paintMarks(g: Canvas, right: number, middle: number, room: number, marks: readonly Mark[]): void {
  const widths = marks.map(({ text: word }) => textWidth(g, word, 'label') + 18);
  const fits = widths.filter((_, i) => widths.slice(0, i + 1).reduce((sum, width) => sum + width + 6, -6) <= room);
  let x = right - fits.reduce((sum, width) => sum + width + 6, -6);
  fits.forEach((width, i) => {
    const { text: word, tone } = marks[i] as Mark;
    const color = { good: COLOR.good, bad: COLOR.bad, plain: COLOR.soft }[tone];
    fillRound(g, { x, y: middle - 12, width, height: 24 }, 12, COLOR.raised);
    drawText(g, word, x + width / 2, middle, { type: 'label', color, align: 'center' });
    x += width + 6;
  });
}
