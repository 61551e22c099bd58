/** One match in the list: mode, players, seats, and its action. */

import { modeOf } from '../../../shared/modes.ts';
import type { MatchRow } from '../../../shared/playProtocol.ts';
import { make, place, setText } from '../../a11y/overlay.ts';
import { type Canvas, drawText, type Rect, type Size, textWidth } from '../../design/canvas.ts';
import { COLOR } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import type { HeldRow } from '../../model/play/heldMatches.ts';
import { type MatchAction, matchActionOf, playersText } from '../../model/play/matchList.ts';
import { modeTitle } from '../../model/play/queueView.ts';
import { hasLeft } from '../../model/views/playOffer.ts';
import { Button } from '../kit/button.ts';
import { DEPTH } from '../kit/depths.ts';
import { drawModeIcon } from '../kit/modeIcon.ts';
import type { Node } from '../kit/stage.ts';
import type { ScreenContext } from '../screenContext.ts';

const BUTTON = 92;

export class MatchRowView {
  readonly #context: ScreenContext;
  readonly #item: HTMLElement;
  readonly #hiddenText: HTMLElement;
  readonly #node: Node;
  readonly #button: Button;
  #row: MatchRow | undefined;
  #action: MatchAction = 'watch';

  constructor(context: ScreenContext, list: HTMLElement) {
    this.#context = context;
    this.#node = context.stage.node(DEPTH.row);
    this.#item = make('div', 'row', list, { role: 'listitem' });
    this.#hiddenText = make('p', 'visuallyHidden', this.#item);
    this.#button = new Button(context, this.#item, DEPTH.overRow, () => {
      if (this.#row) void context.actions.play.enter(this.#row.matchId, this.#action);
    });
  }

  /** `rect`: in what scrolls. `why`: why nothing can be done now. */
  show(rect: Rect, list: Rect, scroll: number, { row, isOver }: HeldRow, why: string | undefined): void {
    const { model } = this.#context;
    this.#row = row;
    this.#action = matchActionOf(row, model.roster.selfId, model.play.elsewhere, hasLeft(model, row));
    place(this.#item, rect);
    const names = playersText(row);
    const mode = modeTitle(row.mode);
    setText(this.#hiddenText, text('matches.row', { mode, names, taken: row.players.length, seats: row.seats }));
    const onScreen = { ...rect, x: list.x, y: list.y + rect.y - scroll };
    const key = `${JSON.stringify(row)} ${isOver}`;
    this.#node.show(onScreen, key, (g, size) => paintRow(g, size, row, names, isOver), list);
    const button = { x: rect.width - BUTTON - 10, y: 8, width: BUTTON, height: 44 };
    const at = { ...button, x: list.x + button.x, y: onScreen.y + button.y };
    const label = isOver ? text('matches.over') : text(`matches.${this.#action}`);
    const isAsked = model.asked.has(this.#action === 'watch' ? 'watchMatch' : 'joinMatch');
    const name = text('matches.deed', { deed: label, mode, names });
    const kind = this.#action === 'watch' || isOver ? 'quiet' : 'primary';
    this.#button.show(at, { label, name, kind, isDisabled: isOver || isAsked, why }, { rect: button, clip: list });
  }

  remove(): void {
    this.#button.remove();
    this.#node.remove();
    this.#item.remove();
  }
}

function paintRow(g: Canvas, size: Size, row: MatchRow, names: string, isOver: boolean): void {
  const middle = size.height / 2;
  const mode = modeOf(row.mode);
  g.globalAlpha = isOver ? 0.45 : 1;
  if (mode) drawModeIcon(g, mode, 12, middle - 20, 40);
  const x = 66;
  const seats = text('matches.seats', { taken: row.players.length, seats: row.seats });
  const right = size.width - BUTTON - 24;
  const width = right - x - textWidth(g, seats, 'smallStrong') - 12;
  drawText(g, modeTitle(row.mode), x, middle - 10, { type: 'name', color: COLOR.text, width });
  const watching = row.spectators > 0 ? ` · ${text('matches.watching', { count: row.spectators })}` : '';
  drawText(g, names + watching, x, middle + 11, { type: 'small', color: COLOR.muted, width });
  drawText(g, seats, right, middle, { type: 'smallStrong', color: COLOR.soft, align: 'right' });
  g.globalAlpha = 1;
}
