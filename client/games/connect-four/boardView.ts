/** The game as its viewer sees and hears it. Pure. */
import {
  type BoardUpdated,
  COLUMNS,
  type Disc,
  discsOf,
  MOVE_MS,
  ROWS,
  type Side,
  turnOf,
  winningDiscs,
} from '../../../shared/games/connect-four/board.ts';
import type { MatchPushes } from '../../../shared/matchProtocol.ts';
import { durationText, isolated, nameText, numberText, text } from '../../i18n/text.ts';
import { type Face, seatFaces } from '../../model/faces.ts';
import { type DiscSign, discSigns } from '../../presentation/connect-four/discSigns.ts';
import { modeTitle } from '../../presentation/titles.ts';

/**
 * What stands by the board of one player. `note`: in one line with the time. `turn`: without it. `part`: of the turn's time that
 * is left, in steps. `moves`: the columns of its discs, from 1.
 */
export type Plate = {
  side: Side;
  sign: DiscSign;
  face: Face;
  name: string;
  rating: string;
  mode: string;
  note: string;
  turn: string;
  time: string;
  part: number;
  isLit: boolean;
  moves: readonly { at: number; column: number }[];
};
export type BoardView = {
  discs: readonly Disc[];
  /** By side. */
  signs: readonly [DiscSign, DiscSign];
  won: readonly Disc[];
  plates: readonly Plate[];
  /** The viewer's side if it is their turn. */
  hand: Side | undefined;
  /** `stack`: the owners of its discs by row, from below. */
  columns: readonly { name: string; stack: string; isFull: boolean }[];
  /** From the top, as a table of the owner of each disc, by column. Row 1 is the bottom one. */
  rows: readonly { name: string; cells: readonly string[] }[];
  /** The last move and the next step, for screen readers. */
  words: string;
};

type Height = 0 | 1 | 2 | 3 | 4 | 5 | 6;

/** Steps of the bar that shows the turn's time: one a second. */
const PARTS = MOVE_MS / 1_000;

/** `leftMs`: time left in the turn. `table`: undefined until the players are known. */
export function boardView(
  { moves, order, turn }: BoardUpdated,
  table: MatchPushes['tableUpdated'] | undefined,
  leftMs: number,
): BoardView {
  const discs = discsOf(moves);
  const won = winningDiscs(moves);
  const last = discs.at(-1);
  const side = turn === null ? undefined : turnOf(moves);
  const isMine = (each: Side): boolean => table !== undefined && table.you === order[each];
  const nameOf = (each: Side): string => {
    const seat = table?.seats[order[each] ?? each];
    return isMine(each) ? text('you.title') : seat ? nameText(seat.name) : '';
  };
  const faces = table ? seatFaces(table.seats) : [];
  const faceOf = (each: Side): Face => faces[order[each] ?? each] ?? { emblem: null };
  const emblemOf = (each: Side): number | null => faceOf(each).emblem;
  const signs = discSigns([emblemOf(0), emblemOf(1)]);
  const plateOf = (each: Side): Plate => {
    const hasWon = won[0]?.side === each;
    const hasTurn = each === side;
    const clock = { time: durationText(leftMs + 999) };
    const turnNote = hasTurn ? text(isMine(each) ? 'four.yourTurn' : 'four.turn', clock) : '';
    const waits = side === undefined ? '' : text('four.waits');
    const turn = hasTurn ? text(isMine(each) ? 'four.yourMove' : 'four.theirMove') : waits;
    const seat = table?.seats[order[each] ?? each];
    const isBot = seat?.bot !== undefined;
    return {
      side: each,
      sign: signs[each],
      face: faceOf(each),
      name: nameOf(each),
      rating: isBot ? text('matches.bot') : seat?.rating === undefined ? '' : numberText(seat.rating),
      mode: table && !isBot ? modeTitle(table.mode) : '',
      note: hasWon ? text('four.won') : turnNote,
      turn: hasWon ? text('four.won') : turn,
      time: hasTurn ? clock.time : '',
      part: hasTurn ? Math.min(1, Math.ceil((leftMs / MOVE_MS) * PARTS) / PARTS) : 0,
      isLit: hasWon || hasTurn,
      moves: moves.flatMap((column, at) => (at % 2 === each ? [{ at: at + 1, column: column + 1 }] : [])),
    };
  };
  const words = [
    last ? text('four.dropped', { name: isolated(nameOf(last.side)), column: last.column + 1, row: last.row + 1 }) : '',
    won.length > 0 ? text('four.won') : discs.length === COLUMNS * ROWS ? text('four.full') : '',
    side === undefined
      ? ''
      : isMine(side)
        ? text('four.youMove')
        : text('four.moves', { name: isolated(nameOf(side)) }),
    side !== undefined && isMine(side) && leftMs < 15_000 ? text('four.hurry') : '',
  ];
  return {
    discs,
    signs,
    won,
    plates: [plateOf(0), plateOf(1)],
    hand: side !== undefined && isMine(side) ? side : undefined,
    columns: Array.from({ length: COLUMNS }, (_, i) => {
      const stack = discs.filter(({ column }) => column === i);
      const name = text('four.column', { column: i + 1, discs: text(`four.discs${stack.length as Height}`) });
      const owners = stack.map(({ row, side }) => text('four.disc', { row: row + 1, name: isolated(nameOf(side)) }));
      return { name, stack: owners.join(', '), isFull: stack.length === ROWS };
    }),
    rows: Array.from({ length: ROWS }, (_, i) => {
      const at = ROWS - 1 - i;
      const cells = Array.from({ length: COLUMNS }, (__, column) => {
        const disc = discs.find((each) => each.column === column && each.row === at);
        return disc ? nameOf(disc.side) : text('four.empty');
      });
      return { name: text('four.row', { row: at + 1 }), cells };
    }),
    words: words.filter((each) => each !== '').join(' '),
  };
}
