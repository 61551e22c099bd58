/** Connect four on the screen: a board that repaints on changes, and a button over each column. */
import { Math as PhaserMath, Scene } from 'phaser';
import { type BoardUpdated, COLUMNS, ROWS } from '../../../shared/games/connect-four/board.ts';
import { focusUnlessBusy } from '../../a11y/focusKeeper.ts';
import { Hotspot, make, makeButton, makeSection, setAttribute, setText } from '../../a11y/overlay.ts';
import type { Rect } from '../../design/canvas.ts';
import { isStill } from '../../design/motion.ts';
import { text } from '../../i18n/text.ts';
import { paintDisc } from '../../presentation/connect-four/disc.ts';
import { type Node, Stage } from '../../ui/kit/stage.ts';
import type { GameScene, MatchParts } from '../game.ts';
import { paintDiscs, paintFace, paintHand, paintHoles, paintWon } from './boardPainter.ts';
import { type BoardPlaces, boardPlaces } from './boardPlaces.ts';
import { BoardTable } from './boardTable.ts';
import { type BoardView, boardView } from './boardView.ts';
import { PlateView } from './plateView.ts';

const DROP_MS = 480;
type Five = [Node, Node, Node, Node, Node];
const NO_MOVES: BoardUpdated = { moves: [], order: [0, 1], turn: null, leftMs: 0 };

export const openGame = (parts: MatchParts): GameScene => new ConnectFourScene(parts);

class ConnectFourScene extends Scene implements GameScene {
  readonly #parts: MatchParts;
  readonly #columns: readonly Hotspot<HTMLButtonElement>[];
  readonly #section: HTMLElement;
  readonly #hiddenText: HTMLElement;
  readonly #table: BoardTable;
  #stage!: Stage;
  #plates!: PlateView;
  #nodes!: { holes: Node; discs: Node; falling: Node; face: Node; lit: Node; hand: Node };
  #places: BoardPlaces | undefined;
  #board = NO_MOVES;
  #view = boardView(NO_MOVES, undefined, 0);
  #moveBy = 0;
  #second = 0;
  #droppedAt = Number.NEGATIVE_INFINITY;
  #isAsking = false;
  #isAwake = true;
  #hasHadFocus = false;

  constructor(parts: MatchParts) {
    // The host sets the key.
    super({});
    this.#parts = parts;
    const section = makeSection(parts.root, 'section', text('four.board'));
    this.#section = section;
    const wake = () => this.#wake();
    this.#columns = Array.from(
      { length: COLUMNS },
      (_, i) =>
        new Hotspot(
          makeButton(section, '', wake, () => void this.#drop(i)),
          wake,
        ),
    );
    this.#hiddenText = make('p', 'visuallyHidden', section);
    this.#hiddenText.setAttribute('role', 'status');
    this.#table = new BoardTable(section);
    for (const type of ['focusin', 'focusout']) section.addEventListener(type, wake);
  }

  create(): void {
    const stage = new Stage(this, 1);
    this.#stage = stage;
    const [discs, falling, face, lit, hand] = [0, 1, 2, 3, 4].map((depth) => stage.node(depth)) as Five;
    this.#nodes = { holes: stage.node(-1), discs, falling, face, lit, hand };
    this.#plates = new PlateView(stage, this.#section);
    const pressed = (event: KeyboardEvent) => this.#pressed(event);
    document.addEventListener('keydown', pressed);
    const unsubscribe = this.#parts.link.subscribe((event) => {
      if (event.type === 'pushed' && event.push === 'boardUpdated') this.#applyBoard(event.payload as BoardUpdated);
      if (event.type === 'pushed') this.#wake();
    });
    this.sys.events.once('destroy', () => {
      document.removeEventListener('keydown', pressed);
      unsubscribe();
    });
  }

  fit(dpr: number): void {
    this.#stage.dpr = dpr;
    this.#stage.repaintAll();
    this.cameras.main.setOrigin(0, 0).setZoom(dpr);
    const places = boardPlaces(this.#parts.area());
    this.#places = places;
    for (const [i, column] of this.#columns.entries()) column.place(places.columns[i]);
    this.#wake();
  }

  takeDirty(): boolean {
    const { isDirty } = this.#stage;
    this.#stage.isDirty = false;
    return isDirty;
  }

  plateOf(seat: number): Rect | undefined {
    return this.#places?.plates[this.#board.order.indexOf(seat)];
  }

  override update(): void {
    const at = this.#parts.now();
    this.#hasHadFocus ||= this.#places !== undefined && focusUnlessBusy(this.#columns[(COLUMNS - 1) / 2]?.element);
    const leftMs = Math.max(0, this.#moveBy - at);
    const second = Math.ceil(leftMs / 1_000);
    if (!this.#places || (!this.#isAwake && second === this.#second)) return;
    const fall = Math.min(1, (at - this.#droppedAt) / DROP_MS);
    this.#isAwake = fall < 1;
    this.#second = second;
    this.#view = boardView(this.#board, this.#parts.link.latest('tableUpdated'), leftMs);
    this.#updateButtons(this.#view);
    this.#draw(this.#places, this.#view, fall);
    this.#plates.update(this.#places, this.#view);
  }

  #wake(): void {
    this.#isAwake = true;
  }

  #applyBoard(board: BoardUpdated): void {
    const { now } = this.#parts;
    const isMove = board.moves.length === this.#board.moves.length + 1;
    if (isMove && !isStill()) this.#droppedAt = now();
    this.#board = board;
    this.#moveBy = now() + board.leftMs;
  }

  #canDrop(column: number): boolean {
    return this.#view.hand !== undefined && !this.#isAsking && this.#view.columns[column]?.isFull === false;
  }

  async #drop(column: number): Promise<void> {
    if (!this.#canDrop(column)) return;
    this.#isAsking = true;
    await this.#parts.link.request('dropDisc', { column });
    this.#isAsking = false;
    this.#wake();
  }

  #pressed(event: KeyboardEvent): void {
    const hasModifier = event.ctrlKey || event.metaKey || event.altKey;
    const isTyping = event.target instanceof HTMLInputElement;
    if (this.#parts.root.inert || isTyping || hasModifier || this.#board.turn === null) return;
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return void this.#drop(Number(event.key) - 1);
    event.preventDefault();
    const from = this.#columns.findIndex(({ element }) => element === document.activeElement);
    const to = from < 0 ? (COLUMNS - 1) / 2 : Math.min(COLUMNS - 1, Math.max(0, from + step));
    this.#columns[to]?.element.focus();
  }

  /** Buttons stay enabled out of turn: otherwise they lose the focus, and screen readers read the board by them. */
  #updateButtons(view: BoardView): void {
    const { columns, words } = view;
    for (const [i, { element }] of this.#columns.entries()) {
      setAttribute(element, 'aria-label', columns[i]?.name);
      setAttribute(element, 'aria-description', columns[i]?.stack);
      setAttribute(element, 'aria-disabled', String(!this.#canDrop(i)));
    }
    setText(this.#hiddenText, words);
    this.#table.update(view);
  }

  /** `fall`: progress of the last disc's fall, 0 to 1. */
  #draw({ cell, board, columns }: BoardPlaces, view: BoardView, fall: number): void {
    const { holes, discs, falling, face, hand, lit } = this.#nodes;
    const last = view.discs.at(-1);
    const { signs } = view;
    const lying = fall < 1 ? { discs: view.discs.slice(0, -1), signs, won: [] } : view;
    holes.show(board, '', paintHoles);
    face.show(board, '', (g, size) => paintFace(g, size, cell));
    if (lying.won.length > 0) lit.show(board, JSON.stringify([lying.won, signs]), (g) => paintWon(g, cell, lying));
    else lit.hide();
    discs.show(board, JSON.stringify(lying), (g) => paintDiscs(g, cell, lying));
    if (last && fall < 1) {
      const y = board.y - cell + (ROWS - last.row) * cell * PhaserMath.Easing.Bounce.Out(fall);
      const at = { x: board.x + last.column * cell, y, width: cell, height: cell };
      const sign = signs[last.side];
      falling.show(at, `${last.side} ${sign}`, (g) => paintDisc(g, last.side, cell / 2, cell / 2, cell * 0.42, sign));
    } else falling.hide();
    const over = this.#columns.findIndex(({ state }) => state !== 'rest');
    const aim = over < 0 ? this.#columns.findIndex(({ element }) => element.matches(':focus-visible')) : over;
    const column = this.#canDrop(aim) ? columns[aim] : undefined;
    const { hand: side } = view;
    const row = view.discs.filter((disc) => disc.column === aim).length;
    if (column && side !== undefined)
      hand.show(column, `${side} ${signs[side]} ${row}`, (g, size) => paintHand(g, size, side, signs[side], row));
    else hand.hide();
  }
}
