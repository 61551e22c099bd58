/** The players by the board, with their moves, drawn and in words for screen readers. */
import { make, setText } from '../../a11y/overlay.ts';
import { isolated, text } from '../../i18n/text.ts';
import type { Node, Stage } from '../../ui/kit/stage.ts';
import type { BoardPlaces } from './boardPlaces.ts';
import type { BoardView, Plate } from './boardView.ts';
import { paintPlate, paintSheet } from './platePainter.ts';

type Pair<T> = readonly [T, T];

export class PlateView {
  readonly #plates: Pair<Node>;
  readonly #sheets: Pair<Node>;
  readonly #words: Pair<HTMLElement>;

  constructor(stage: Stage, section: HTMLElement) {
    this.#plates = [stage.node(0), stage.node(0)];
    this.#sheets = [stage.node(0), stage.node(0)];
    const list = make('ul', 'visuallyHidden', section);
    list.setAttribute('aria-label', text('tab.players'));
    this.#words = [make('li', '', list), make('li', '', list)];
  }

  update({ plates, sheets }: BoardPlaces, view: Pick<BoardView, 'plates'>): void {
    for (const side of [0, 1] as const) {
      const plate = view.plates[side];
      if (!plate) continue;
      const { moves, ...look } = plate;
      setText(this.#words[side], wordsOf(plate));
      this.#plates[side].show(plates[side], JSON.stringify(look), (g, size) => paintPlate(g, size, plate));
      const sheet = { side: plate.side, sign: plate.sign, isLit: plate.isLit, moves };
      if (sheets) this.#sheets[side].show(sheets[side], JSON.stringify(sheet), (g, size) => paintSheet(g, size, sheet));
      else this.#sheets[side].hide();
    }
  }
}

/** Without the clock: its last seconds are announced. */
function wordsOf({ name, rating, mode, turn }: Plate): string {
  const rated = mode === '' || rating === '' ? rating : text('roster.rating', { mode, rating });
  return [isolated(name), rated, turn].filter((words) => words !== '').join(', ');
}
