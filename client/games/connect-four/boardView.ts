/** The game as its viewer sees and hears it. Pure. */
import {
  type BoardUpdated,
  COLUMNS,
  type Disc,
  discsOf,
  ROWS,
  type Side,
  turnOf,
  winningDiscs,
} from '../../../shared/games/connect-four/board.ts';
import type { MatchPushes } from '../../../shared/matchProtocol.ts';
import { durationText, isolated, nameText, text } from '../../i18n/text.ts';
import { seatFaces } from '../../model/faces.ts';
import { type DiscSign, discSigns } from '../../presentation/connect-four/discSigns.ts';

export type Plate = { side: Side; sign: DiscSign; name: string; note: string; isLit: boolean };
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
  const emblemOf = (each: Side): number | null => faces[order[each] ?? each]?.emblem ?? null;
  const signs = discSigns([emblemOf(0), emblemOf(1)]);
  const plateOf = (each: Side): Plate => {
    const hasWon = won[0]?.side === each;
    const clock = { time: durationText(leftMs + 999) };
    const turnNote = each === side ? text(isMine(each) ? 'four.yourTurn' : 'four.turn', clock) : '';
    return {
      side: each,
      sign: signs[each],
      name: nameOf(each),
      note: hasWon ? text('four.won') : turnNote,
      isLit: hasWon || each === side,
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
