/** The leaderboard, or a player's matches, over everything else; the rest comes as one scrolls. */

import { RATED_MODES } from '../../../shared/modes.ts';
import { make, place, setAttribute, setText } from '../../a11y/overlay.ts';
import { type Canvas, drawText, fillRound, type Rect, type Size, strokeRound } from '../../design/canvas.ts';
import { COLOR, SIZE, SPACE } from '../../design/tokens.ts';
import { isolated, text } from '../../i18n/text.ts';
import { modeTitle } from '../../model/play/queueView.ts';
import { recordRows } from '../../model/recordRows.ts';
import type { Records } from '../../model/records.ts';
import { Button } from '../kit/button.ts';
import { DEPTH } from '../kit/depths.ts';
import { drawCross } from '../kit/icons.ts';
import type { Node } from '../kit/stage.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';
import { RECORD_ROW, RecordRows } from './recordRowsView.ts';

const HEAD = 68;
const MODES_BAR = 52;
const FOOT = 16;

export class RecordsDialog {
  readonly dialog: HTMLElement;
  readonly #context: ScreenContext;
  readonly #card: Node;
  readonly #title: HTMLElement;
  readonly #note: HTMLElement;
  readonly #list: HTMLElement;
  readonly #rows: RecordRows;
  readonly #modes: readonly { mode: string; button: Button }[];
  readonly #close: Button;
  readonly #again: Button;

  constructor(context: ScreenContext) {
    this.#context = context;
    const { stage, root, actions, wake } = context;
    const { records } = actions;
    this.#card = stage.node(DEPTH.dialog);
    this.dialog = make('div', 'part above', root);
    this.dialog.setAttribute('role', 'dialog');
    this.dialog.setAttribute('aria-modal', 'true');
    this.dialog.setAttribute('aria-labelledby', 'records-title');
    this.dialog.hidden = true;
    this.#title = make('h2', 'heard', this.dialog);
    this.#title.id = 'records-title';
    this.#close = new Button(context, this.dialog, DEPTH.dialogPart, () => records.close());
    this.#modes = RATED_MODES.map(({ id }) => ({
      mode: id,
      button: new Button(
        context,
        this.dialog,
        DEPTH.dialogPart,
        () => void records.open({ kind: 'leaderboard', mode: id }),
      ),
    }));
    this.#note = make('p', 'heard', this.dialog);
    this.#note.setAttribute('role', 'status');
    this.#list = make('div', 'list', this.dialog);
    this.#list.setAttribute('role', 'list');
    // Scrolled by keys too: nothing in it takes the focus.
    this.#list.tabIndex = 0;
    this.#list.addEventListener('scroll', wake, { passive: true });
    this.#rows = new RecordRows(stage, this.#list);
    this.#again = new Button(context, this.dialog, DEPTH.dialogControl, () => void records.again());
    this.dialog.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') records.close();
    });
  }

  /** What gets the focus; undefined where it is not open. It waits while something else `isUrgent`. */
  update({ layout, nowS }: Frame, isUrgent: boolean): HTMLElement | undefined {
    const { model } = this.#context;
    const { records } = model;
    const isShown = records !== undefined && !isUrgent;
    this.dialog.hidden = !isShown;
    if (!isShown) {
      this.#hide();
      return undefined;
    }
    const rect = cardRect(layout);
    const title = titleOf(records);
    setText(this.#title, title);
    this.#card.show(rect, title, (g, size) => paintCard(g, size, title));
    const cross = { x: rect.x + rect.width - 56, y: rect.y + 12, width: 44, height: 44 };
    this.#close.show(cross, { label: '', name: text('records.close'), kind: 'bare', mark: paintCross });
    const top = HEAD + this.#updateModes(records, rect);
    const list = { x: rect.x + 12, y: rect.y + top, width: rect.width - 24, height: rect.height - top - FOOT };
    this.#updateRows(records, list, nowS);
    return this.#close.element;
  }

  #updateModes({ of }: Records, rect: Rect): number {
    const isBoard = of.kind === 'leaderboard';
    const width = (rect.width - 48 - (RATED_MODES.length - 1) * 8) / RATED_MODES.length;
    for (const [i, { mode, button }] of this.#modes.entries()) {
      const isOn = isBoard && of.mode === mode;
      const at = { x: rect.x + 24 + i * (width + 8), y: rect.y + HEAD - 4, width, height: 44 };
      button.show(isBoard ? at : undefined, { label: modeTitle(mode), kind: isOn ? 'chosen' : 'bare' });
      setAttribute(button.element, 'aria-pressed', String(isOn));
    }
    return isBoard ? MODES_BAR : 0;
  }

  #updateRows(records: Records, list: Rect, nowS: number | undefined): void {
    const { model, actions } = this.#context;
    const rows = recordRows(records, model.roster.selfId, nowS);
    setAttribute(this.#list, 'aria-label', titleOf(records));
    const note = noteOf(records, rows.length);
    setText(this.#note, note);
    place(this.#list, list);
    this.#rows.update(rows, list, note);
    const middle = { x: list.x + list.width / 2 - 80, y: list.y + list.height - 60, width: 160, height: 44 };
    const canRetry = records.problem !== undefined;
    this.#again.show(canRetry ? middle : undefined, { label: text('records.again'), kind: 'primary' });
    const seen = this.#list.scrollTop + 2 * list.height;
    if (seen > rows.length * RECORD_ROW) void actions.records.more();
  }

  #hide(): void {
    this.#card.hide();
    this.#close.hide();
    this.#again.hide();
    for (const { button } of this.#modes) button.hide();
    this.#rows.hide();
    place(this.#list, undefined);
    this.#list.scrollTop = 0;
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

function cardRect({ width, height }: Size): Rect {
  const card = { width: Math.min(560, width - 24), height: Math.min(680, height - 24) };
  return { ...card, x: Math.round((width - card.width) / 2), y: Math.round((height - card.height) / 2) };
}

function paintCard(g: Canvas, size: Size, title: string): void {
  const box = { x: 0, y: 0, ...size };
  fillRound(g, box, SIZE.radius + 4, COLOR.panel);
  strokeRound(g, box, SIZE.radius + 4, COLOR.raisedEdge);
  drawText(g, title, SPACE.xxl, 36, { type: 'hero', color: COLOR.text, width: size.width - 96 });
}

const paintCross = (g: Canvas, size: Size): void => drawCross(g, size.width / 2, size.height / 2, 6, COLOR.soft);
