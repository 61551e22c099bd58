/** The leaderboard, or a player's matches, over everything else; the rest comes as one scrolls. */

import { ratingsText } from '../../../shared/modeRatings.ts';
import { RATED_MODES } from '../../../shared/modes.ts';
import { make, place, setAttribute, setText } from '../../a11y/overlay.ts';
import { type Canvas, drawText, measure, paintBox, type Rect, type Size, textWidth } from '../../design/canvas.ts';
import { COLOR, SIZE, SPACE } from '../../design/tokens.ts';
import { isolated, text } from '../../i18n/text.ts';
import { ownRow, type RecordRow, recordRows } from '../../model/recordRows.ts';
import type { Records } from '../../model/records.ts';
import { absentRow } from '../../model/rosterRows.ts';
import type { Layer } from '../../page/BackStack.ts';
import { modeTitle } from '../../presentation/titles.ts';
import { Button, signOf } from '../kit/button.ts';
import { DEPTH } from '../kit/depths.ts';
import { Dialog, middleOf } from '../kit/dialog.ts';
import { drawCross } from '../kit/icons.ts';
import { SCROLL_BAR_ROOM } from '../kit/scrollBar.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';
import { OWN_PLACE, OwnPlace } from './ownPlace.ts';
import { RECORD_ROW, RecordRows } from './recordRowsView.ts';

const HEAD = 68;
const MODES_BAR = 52;
const FOOT = 16;

export class RecordsDialog implements Layer {
  readonly dialog: Dialog;
  readonly #context: ScreenContext;
  readonly #note: HTMLElement;
  readonly #list: HTMLElement;
  readonly #rows: RecordRows;
  readonly #own: OwnPlace;
  readonly #onProfile: () => void;
  readonly #modes: readonly { mode: string; button: Button }[];
  readonly #close: Button;
  readonly #again: Button;
  #isCovered = false;
  #scrolled = 0;

  /** `onProfile`: a player's card is to have the focus. */
  constructor(context: ScreenContext, onProfile: () => void) {
    this.#context = context;
    this.#onProfile = onProfile;
    const { records } = context.actions;
    const close = () => this.back();
    this.dialog = new Dialog(context, { role: 'dialog', id: 'records', onEscape: close });
    const { element } = this.dialog;
    this.#close = new Button(context, element, DEPTH.dialogPart, close);
    this.#modes = RATED_MODES.map(({ id: mode }) => {
      const open = () => void records.open({ kind: 'leaderboard', mode });
      return { mode, button: new Button(context, element, DEPTH.dialogPart, open) };
    });
    this.#note = make('p', 'visuallyHidden', element, { role: 'status' });
    // Scrolled by keys too: nothing in it takes the focus.
    this.#list = make('div', 'list', element, { role: 'list', tabindex: '0' });
    this.#list.addEventListener('scroll', context.wake, { passive: true });
    this.#rows = new RecordRows(context, this.#list, (row) => this.#pressed(row));
    this.#own = new OwnPlace(context, element);
    this.#again = new Button(context, element, DEPTH.dialogControl, () => void records.again());
  }

  get isOpen(): boolean {
    return this.#context.model.records !== undefined;
  }

  back(): void {
    this.#context.actions.records.close();
  }

  update({ layout, nowS }: Frame, isUrgent: boolean): HTMLElement | undefined {
    const { records } = this.#context.model;
    if (!records || isUrgent) return this.#hide(records !== undefined);
    const rect = middleOf(layout, 560, 680, { width: 24, height: 24 });
    const title = titleOf(records);
    this.dialog.show(rect, title, '', (g, size) => paintCard(g, size, title));
    const cross = { x: rect.x + rect.width - 56, y: rect.y + 12, width: 44, height: 44 };
    this.#close.show(cross, { label: '', name: text('records.close'), kind: 'bare', mark: signOf(drawCross, 6) });
    const top = HEAD + this.#updateModes(records, rect);
    const list = { x: rect.x + 12, y: rect.y + top, width: rect.width - 24, height: rect.height - top - FOOT };
    const own = ownRow(records);
    if (own && recordRows(records, own.key, nowS).length * RECORD_ROW > list.height) list.height -= OWN_PLACE;
    this.#own.update(own, { ...list, y: list.y + list.height, height: OWN_PLACE });
    this.#updateRows(records, list, nowS);
    const wasCovered = this.#isCovered;
    this.#isCovered = false;
    if (wasCovered) this.#list.scrollTop = this.#scrolled;
    // Back to the match that was watched.
    return (wasCovered && this.#rows.pressed) || this.#close.element;
  }

  /** What the labels leave is shared out equally: on a phone they do not fit in buttons of one width. */
  #updateModes({ of }: Records, rect: Rect): number {
    const isBoard = of.kind === 'leaderboard';
    const labels = this.#modes.map(({ mode }) => textWidth(measure(), modeTitle(mode), 'bodyStrong'));
    const taken = labels.reduce((sum, width) => sum + width, (labels.length - 1) * SPACE.xs);
    const spare = (rect.width - 2 * SPACE.s - taken) / labels.length;
    let x = rect.x + SPACE.s;
    for (const [i, { mode, button }] of this.#modes.entries()) {
      const isOn = isBoard && of.mode === mode;
      const at = { x, y: rect.y + HEAD - 4, width: (labels[i] ?? 0) + spare, height: 44 };
      button.show(isBoard ? at : undefined, { label: modeTitle(mode), kind: isOn ? 'chosen' : 'bare' });
      setAttribute(button.element, 'aria-pressed', String(isOn));
      x += at.width + SPACE.xs;
    }
    return isBoard ? MODES_BAR : 0;
  }

  #updateRows(records: Records, list: Rect, nowS: number | undefined): void {
    const { model, actions } = this.#context;
    const found = recordRows(records, model.roster.selfId, nowS);
    // In a match there is no place for a player's card.
    const rows = model.play.match ? found.map((row) => ({ ...row, player: undefined })) : found;
    setAttribute(this.#list, 'aria-label', titleOf(records));
    const note = noteOf(records, rows.length);
    setText(this.#note, note);
    const box = { ...list, width: list.width + SCROLL_BAR_ROOM };
    place(this.#list, box);
    this.#rows.update(rows, list, box, note);
    const middle = { x: list.x + list.width / 2 - 80, y: list.y + list.height - 60, width: 160, height: 44 };
    const canRetry = records.problem !== undefined;
    this.#again.show(canRetry ? middle : undefined, { label: text('records.again'), kind: 'primary' });
    const seen = this.#list.scrollTop + 2 * list.height;
    if (seen > rows.length * RECORD_ROW) void actions.records.more();
  }

  #pressed({ key, player }: RecordRow): void {
    const { actions, model } = this.#context;
    if (!player) return void actions.replays.open(key);
    const { of } = model.records ?? {};
    if (of?.kind !== 'leaderboard') return;
    const { id, name, emblem } = player;
    actions.records.close();
    actions.select(id, absentRow(id, name, emblem, ratingsText([{ ...player, mode: of.mode }])));
    this.#onProfile();
  }

  /** `isCovered`: something lies over it, and it comes back as it was. */
  #hide(isCovered: boolean): undefined {
    if (isCovered && !this.#isCovered) this.#scrolled = this.#list.scrollTop;
    this.#isCovered = isCovered;
    if (!isCovered) {
      this.#rows.hide();
      this.#own.hide();
      this.#list.scrollTop = 0;
    }
    place(this.#list, undefined);
    return this.dialog.hide();
  }
}

const titleOf = ({ of }: Records): string =>
  of.kind === 'leaderboard' ? text('records.leaderboard') : text('records.history', { name: isolated(of.player.name) });

function noteOf({ of, page, problem }: Records, count: number): string {
  if (problem !== undefined) return text('records.problem', { why: problem });
  if (!page) return text('records.loading');
  if (count > 0) return '';
  return text(of.kind === 'leaderboard' ? 'records.noLeaders' : 'records.noMatches');
}

function paintCard(g: Canvas, size: Size, title: string): void {
  paintBox(g, size, SIZE.radius + 4, COLOR.panel, COLOR.raisedEdge);
  drawText(g, title, SPACE.xl, 36, { type: 'hero', color: COLOR.text, width: size.width - 96 });
}
