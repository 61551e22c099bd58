/** The player's own row under a leaderboard that is longer than its list: it stays as one scrolls. */
import { make, setText } from '../../a11y/overlay.ts';
import type { Canvas, Rect, Size } from '../../design/canvas.ts';
import { COLOR } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import type { RecordRow } from '../../model/recordRows.ts';
import { DEPTH } from '../kit/depths.ts';
import type { KitContext, Node } from '../kit/stage.ts';
import { paintRow, RECORD_ROW } from './recordRowsView.ts';

/** With the gap between the list and it. */
export const OWN_PLACE = RECORD_ROW + 8;

export class OwnPlace {
  readonly #card: Node;
  readonly #words: HTMLElement;

  constructor(context: KitContext, parent: HTMLElement) {
    this.#card = context.stage.node(DEPTH.dialogPart);
    this.#words = make('p', 'visuallyHidden', parent);
  }

  /** Undefined: the player has none. */
  update(row: RecordRow | undefined, rect: Rect): void {
    setText(this.#words, row ? text('records.own', { row: row.accessibleName }) : '');
    if (row) this.#card.show(rect, JSON.stringify(row), (g, size) => paintOwn(g, size, row));
  }

  hide(): void {
    setText(this.#words, '');
  }
}

function paintOwn(g: Canvas, size: Size, row: RecordRow): void {
  g.fillStyle = COLOR.raisedEdge;
  g.fillRect(0, 3, size.width, 1);
  g.save();
  g.translate(0, size.height - RECORD_ROW);
  paintRow(g, { ...size, height: RECORD_ROW }, row, false);
  g.restore();
}
