/** The board as a table, to be read by row and column. Where it is seen, each disc is drawn in its side's colour. */
import { COLUMNS, type Disc, ROWS } from '../../../shared/games/connect-four/board.ts';
import { make, setAttribute, setText } from '../../a11y/overlay.ts';
import { text } from '../../i18n/text.ts';
import type { BoardView } from './boardView.ts';

export class BoardTable {
  readonly #rows: readonly { head: HTMLElement; cells: readonly HTMLElement[] }[];

  /** `className`: of what it stands in; a browser may take a table apart that is itself cut to a pixel. */
  constructor(section: HTMLElement, className = 'visuallyHidden') {
    const table = make('table', '', make('div', className, section));
    setText(make('caption', '', table), text('four.board'));
    const top = make('tr', '', make('thead', '', table));
    make('td', '', top);
    for (let column = 1; column <= COLUMNS; column++) {
      setText(make('th', '', top, { scope: 'col' }), text('four.columnName', { column }));
    }
    const body = make('tbody', '', table);
    this.#rows = Array.from({ length: ROWS }, () => {
      const row = make('tr', '', body);
      const head = make('th', '', row, { scope: 'row' });
      return { head, cells: Array.from({ length: COLUMNS }, () => make('span', '', make('td', '', row))) };
    });
  }

  update({ rows, discs, won }: Pick<BoardView, 'rows' | 'discs' | 'won'>): void {
    for (const [i, { head, cells }] of this.#rows.entries()) {
      setText(head, rows[i]?.name ?? '');
      for (const [column, cell] of cells.entries()) {
        setText(cell, rows[i]?.cells[column] ?? '');
        const isThere = (disc: Disc) => disc.column === column && disc.row === ROWS - 1 - i;
        const side = discs.find(isThere)?.side;
        setAttribute(cell, 'data-side', side === undefined ? undefined : String(side));
        setAttribute(cell, 'data-won', won.some(isThere) ? 'true' : undefined);
      }
    }
  }
}
