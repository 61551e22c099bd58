/** How a match ended for this player: places, names and changes of ratings. Pure. */
import type { MatchPushes } from '../../../shared/matchProtocol.ts';
import { RATED_MODES } from '../../../shared/modes.ts';
import { isolated, nameText, text } from '../../i18n/text.ts';
import type { Result } from './playState.ts';

type Table = MatchPushes['tableUpdated'];
/** `change`: of the rating, with its sign; undefined if not ranked. */
export type ResultRow = {
  key: string;
  name: string;
  place: number;
  isYou: boolean;
  rating: number | undefined;
  change: number | undefined;
};
export type ResultView = { tone: 'won' | 'drawn' | 'lost' | 'watched'; title: string; rows: readonly ResultRow[] };

/** From the server's result if there is one, with bots and strangers from the room's table. */
export function resultView(
  result: Result | undefined,
  table: Table | undefined,
  places: readonly number[] | undefined,
  selfId: string | undefined,
): ResultView | undefined {
  const rows = result ? [...ratedRows(result, selfId), ...botRows(table, places)] : tableRows(table, places);
  if (rows.length === 0) return undefined;
  const sorted = rows.toSorted((a, b) => a.place - b.place);
  return { ...verdict(sorted), rows: sorted };
}

/** Says that a rating stays; empty where it changes, and until the server has told. */
export function ratingNote(result: Result | undefined, mode: string, selfId: string | undefined): string {
  const isUnrated = result ? !result.isRated : RATED_MODES.every(({ id }) => id !== mode);
  if (isUnrated) return text('result.unrated');
  const own = result?.results.find(({ id }) => id === selfId);
  return own && own.ratingAfter === undefined ? text('result.yoursStays') : '';
}

function ratedRows({ results }: Result, selfId: string | undefined): ResultRow[] {
  return results.map(({ id, name, place, ratingBefore, ratingAfter }) => ({
    key: id,
    name,
    place,
    isYou: id === selfId,
    rating: ratingAfter,
    change: ratingBefore === undefined || ratingAfter === undefined ? undefined : ratingAfter - ratingBefore,
  }));
}

function tableRows(table: Table | undefined, places: readonly number[] | undefined): ResultRow[] {
  if (!table || !places) return [];
  return table.seats.map(({ name, id }, i) => ({
    key: id ?? `seat ${i}`,
    name: nameText(name),
    place: places[i] ?? table.seats.length,
    isYou: i === table.you,
    rating: undefined,
    change: undefined,
  }));
}

function botRows(table: Table | undefined, places: readonly number[] | undefined): ResultRow[] {
  const isBot = (i: number) => table?.seats[i]?.id === undefined;
  return tableRows(table, places).filter((_, i) => isBot(i));
}

function verdict(rows: readonly ResultRow[]): Pick<ResultView, 'tone' | 'title'> {
  const you = rows.find(({ isYou }) => isYou);
  const first = rows.filter(({ place }) => place === 1);
  if (!you) {
    const [winner] = first;
    const title =
      first.length === 1 && winner ? text('result.winner', { name: isolated(winner.name) }) : text('result.drawn');
    return { tone: 'watched', title };
  }
  if (you.place > 1) {
    return { tone: 'lost', title: rows.length > 2 ? text('result.place', { place: you.place }) : text('result.lost') };
  }
  return first.length > 1 ? { tone: 'drawn', title: text('result.drawn') } : { tone: 'won', title: text('result.won') };
}
