/** How a match ended for this player: places, names and changes of ratings. Pure. */
import type { MatchPushes } from '../../../shared/matchProtocol.ts';
import { RATED_MODES } from '../../../shared/modes.ts';
import { changeText, isolated, listText, nameText, text } from '../../i18n/text.ts';
import { type Face, seatFaces } from '../faces.ts';
import type { Rematch, Result } from './playState.ts';

type Table = MatchPushes['tableUpdated'];
/** `change`: of the rating, with its sign; undefined if not ranked. */
export type ResultRow = {
  /** A bot has none. */
  id: string | undefined;
  face: Face;
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
  const rows = result ? [...ratedRows(result, table, selfId), ...botRows(table, places)] : tableRows(table, places);
  if (rows.length === 0) return undefined;
  const sorted = rows.toSorted((a, b) => a.place - b.place);
  return { ...verdict(sorted), rows: sorted };
}

/** What each player wants, for their face: `left` wants no rematch, `awaited` may still want one. */
export type Wish = 'asked' | 'awaited' | 'left';
export function wishOf(
  id: string,
  rematch: Rematch | undefined,
  hasAskedAgain: boolean,
  selfId: string | undefined,
): Wish {
  if (rematch?.refused.includes(id)) return 'left';
  return rematch?.asked.includes(id) || (id === selfId && hasAskedAgain) ? 'asked' : 'awaited';
}

/** What the others want, or why there will be no rematch; empty where nobody has asked or left. */
export function rematchText(
  rematch: Rematch | undefined,
  table: Table | undefined,
  selfId: string | undefined,
): { text: string; isOff: boolean } {
  const others = (ids: readonly string[] = []) => ids.filter((id) => id !== selfId);
  const [asked, refused] = [others(rematch?.asked), others(rematch?.refused)];
  const names = (ids: readonly string[]) =>
    listText(ids.map((id) => isolated(nameText(table?.seats.find((seat) => seat.id === id)?.name ?? null))));
  if (refused.length > 0) return { text: text('result.refused', { names: names(refused) }), isOff: true };
  if (rematch?.isOutOfTime) return { text: text('result.outOfTime'), isOff: true };
  return { text: asked.length > 0 ? text('result.wanted', { names: names(asked) }) : '', isOff: false };
}

/** For a player who gave up and sees no result: what it did to their rating; undefined where it changed nothing. */
export function gaveUpText({ results }: Omit<Result, 'at'>, selfId: string | undefined): string | undefined {
  const { ratingBefore, ratingAfter } = results.find(({ id }) => id === selfId) ?? {};
  if (ratingBefore === undefined || ratingAfter === undefined) return undefined;
  return text('result.gaveUp', { rating: ratingAfter, change: changeText(ratingAfter - ratingBefore) });
}

/** Says that a rating stays; empty where it changes, and until the server has told. */
export function ratingNote(result: Result | undefined, mode: string, selfId: string | undefined): string {
  const isUnrated = result ? !result.isRated : RATED_MODES.every(({ id }) => id !== mode);
  if (isUnrated) return text('result.unrated');
  const own = result?.results.find(({ id }) => id === selfId);
  return own && own.ratingAfter === undefined ? text('result.yoursStays') : '';
}

/** The room tells new names as long as it stands. */
function ratedRows({ results }: Result, table: Table | undefined, selfId: string | undefined): ResultRow[] {
  return results.map(({ id, name, emblem, place, ratingBefore, ratingAfter }) => ({
    id,
    face: faceOf({ id, emblem }, table),
    name: table?.seats.find((seat) => seat.id === id)?.name ?? name,
    place,
    isYou: id === selfId,
    rating: ratingAfter,
    change: ratingBefore === undefined || ratingAfter === undefined ? undefined : ratingAfter - ratingBefore,
  }));
}

/** As at the table, where two equals differ. */
function faceOf({ id, emblem }: { id: string; emblem: number }, table: Table | undefined): Face {
  const seats = table?.seats ?? [];
  return seatFaces(seats)[seats.findIndex((seat) => seat.id === id)] ?? { emblem };
}

function tableRows(table: Table | undefined, places: readonly number[] | undefined): ResultRow[] {
  if (!table || !places) return [];
  const faces = seatFaces(table.seats);
  return table.seats.map(({ id, name }, i) => ({
    id: id ?? undefined,
    face: faces[i] ?? { emblem: null },
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
