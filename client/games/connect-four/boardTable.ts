/** The board as a table for screen readers, to be read by row and column. */
import { COLUMNS, ROWS } from '../../../shared/games/connect-four/board.ts';
import { make, setText } from '../../a11y/overlay.ts';
import { text } from '../../i18n/text.ts';
import type { BoardView } from './boardView.ts';

export class BoardTable {
  readonly #rows: readonly { head: HTMLElement; cells: readonly HTMLElement[] }[];

  constructor(section: HTMLElement) {
    // A browser may take a table apart that is itself cut to a pixel.
    const table = make('table', '', make('div', 'visuallyHidden', section));
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
      return { head, cells: Array.from({ length: COLUMNS }, () => make('td', '', row)) };
    });
  }

  update({ rows }: Pick<BoardView, 'rows'>): void {
    for (const [i, { head, cells }] of this.#rows.entries()) {
      setText(head, rows[i]?.name ?? '');
      for (const [column, cell] of cells.entries()) setText(cell, rows[i]?.cells[column] ?? '');
    }
  }
}
