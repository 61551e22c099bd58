/** Connect four in words and sound: the board as a table, a button for each column, and each move told. */
import { type BoardUpdated, COLUMNS } from '../../../shared/games/connect-four/board.ts';
import { focusUnlessBusy } from '../../a11y/focusKeeper.ts';
import { make, setAttribute, setText } from '../../a11y/overlay.ts';
import { Chime } from '../../alerts/chime.ts';
import { SOUND, type Tone, VOLUME } from '../../design/tokens.ts';
import { inLanguage, numberText, text } from '../../i18n/text.ts';
import type { SpokenGame, SpokenParts } from '../spoken.ts';
import { BoardTable } from './boardTable.ts';
import { type BoardView, boardView } from './boardView.ts';

const KEYS = {
  en: 'Keys 1 to 7 drop a disc; the arrow keys go through the columns.',
  de: 'Die Tasten 1 bis 7 werfen ein; die Pfeiltasten gehen durch die Spalten.',
  es: 'Las teclas del 1 al 7 sueltan una ficha; las flechas recorren las columnas.',
  ja: '1～7のキーで駒を落とし、矢印キーで列を移動します。',
  ar: 'المفاتيح من 1 إلى 7 تُسقط قرصًا، ومفاتيح الأسهم تنتقل بين الأعمدة.',
};

/** Of one's own disc in the lowest row: an octave below the count. */
const LOWEST_HZ = SOUND.count[0].hz / 2;

export const openSpoken = (parts: SpokenParts): SpokenGame => new SpokenBoard(parts);

/** Where a disc falls is heard: from the left to the right, and the higher the fuller its column. */
export function dropTone(column: number, row: number, isOwn: boolean): Tone {
  const hz = LOWEST_HZ * 2 ** (row / 6);
  const pan = (2 * column) / (COLUMNS - 1) - 1;
  return { hz: isOwn ? hz : hz / 2, toHz: (isOwn ? hz : hz / 2) * 0.8, lastsS: 0.22, pan };
}

class SpokenBoard implements SpokenGame {
  readonly #parts: SpokenParts;
  readonly #section: HTMLElement;
  readonly #players: HTMLElement;
  readonly #buttons: readonly HTMLButtonElement[];
  readonly #words: HTMLElement;
  readonly #table: BoardTable;
  readonly #chime: Chime;
  readonly #gone = new AbortController();
  #board: BoardUpdated | undefined;
  #moveBy = 0;
  #isAsking = false;
  #hasHadFocus = false;

  constructor(parts: SpokenParts) {
    this.#parts = parts;
    this.#chime = new Chime(parts.mute, VOLUME.game);
    if (navigator.userActivation?.hasBeenActive) this.#chime.unlock();
    this.#section = make('section', 'plain-game', parts.root, { 'aria-label': text('four.board') });
    this.#players = make('p', 'plain-detail', this.#section);
    this.#words = make('p', 'plain-strong', this.#section, { role: 'status' });
    const columns = make('div', 'plain-columns', this.#section);
    // On a board, left is left in every language.
    columns.dir = 'ltr';
    this.#buttons = Array.from({ length: COLUMNS }, (_, i) => {
      const button = make('button', '', columns, { type: 'button' });
      setText(button, numberText(i + 1));
      button.addEventListener('click', () => void this.#drop(i));
      return button;
    });
    this.#table = new BoardTable(this.#section, 'plain-board');
    if (parts.role === 'player') setText(make('p', 'plain-detail', this.#section), inLanguage(KEYS));
    const { signal } = this.#gone;
    this.#section.addEventListener('keydown', (event) => this.#pressed(event), { signal });
    for (const type of ['pointerdown', 'keydown'] as const)
      window.addEventListener(type, () => this.#chime.unlock(), { signal });
    const unsubscribe = parts.link.subscribe((event) => {
      if (event.type !== 'pushed') return;
      if (event.push === 'boardUpdated') this.#apply(event.payload as BoardUpdated);
      this.update();
    });
    signal.addEventListener('abort', unsubscribe);
  }

  update(): void {
    if (!this.#board) return;
    const view = this.#view(this.#board);
    setText(this.#players, view.plates.map(({ name, note }) => (note === '' ? name : `${name}: ${note}`)).join(' · '));
    setText(this.#words, view.words);
    this.#table.update(view);
    for (const [i, button] of this.#buttons.entries()) {
      setAttribute(button, 'aria-label', view.columns[i]?.name);
      setAttribute(button, 'aria-description', view.columns[i]?.stack);
      // Out of turn too they keep the focus: the board is read by them.
      setAttribute(button, 'aria-disabled', String(!this.#canDrop(view, i)));
      button.toggleAttribute('data-off', !this.#canDrop(view, i));
    }
    this.#hasHadFocus ||= focusUnlessBusy(this.#buttons[(COLUMNS - 1) / 2]);
  }

  close(): void {
    this.#gone.abort();
    this.#chime.close();
  }

  #view(board: BoardUpdated): BoardView {
    return boardView(board, this.#parts.link.latest('tableUpdated'), Math.max(0, this.#moveBy - this.#parts.now()));
  }

  #apply(board: BoardUpdated): void {
    const isMove = this.#board !== undefined && board.moves.length === this.#board.moves.length + 1;
    this.#board = board;
    this.#moveBy = this.#parts.now() + board.leftMs;
    if (isMove) this.#play(this.#view(board));
  }

  #play({ discs, won, plates, hand }: BoardView): void {
    const last = discs.at(-1);
    if (!last) return;
    const isOwn = plates[last.side]?.name === text('you.title');
    this.#chime.play([dropTone(last.column, last.row, isOwn)]);
    const isOver = this.#board?.turn === null;
    if (isOver) this.#chime.play(won.length > 0 && isOwn ? SOUND.matchWon : SOUND.over);
    else if (hand !== undefined) this.#chime.play(SOUND.count.map((tone) => ({ ...tone, atS: 0.3 })));
  }

  #canDrop(view: BoardView, column: number): boolean {
    return view.hand !== undefined && !this.#isAsking && view.columns[column]?.isFull === false;
  }

  async #drop(column: number): Promise<void> {
    if (!this.#board || !this.#canDrop(this.#view(this.#board), column)) return;
    this.#isAsking = true;
    this.update();
    await this.#parts.link.request('dropDisc', { column });
    this.#isAsking = false;
    this.update();
  }

  #pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return void this.#drop(Number(event.key) - 1);
    event.preventDefault();
    const from = this.#buttons.findIndex((button) => button.matches(':focus'));
    const to = from < 0 ? (COLUMNS - 1) / 2 : Math.min(COLUMNS - 1, Math.max(0, from + step));
    this.#buttons[to]?.focus();
  }
}
