/** What stands beside a replay: who played, how it ended, and what it did to their ratings. Pure. */
import type { ReplayAnswer, ReplaySeat } from '../../../shared/records.ts';
import { isolated, nameText, text } from '../../i18n/text.ts';
import type { Playback, ReplayMoment } from '../../presentation/replay.ts';
import { type Face, seatFaces } from '../faces.ts';

/** `change`: of the rating, with its sign; undefined if not ranked. `isAbandoned`: gave up. */
export type ReplayRow = {
  readonly seat: number;
  readonly face: Face;
  readonly name: string;
  readonly place: number | undefined;
  readonly isYou: boolean;
  readonly isAbandoned: boolean;
  readonly rating: number | undefined;
  readonly change: number | undefined;
};
/** `rows`: best first. `names`, `emblems`: by seat. */
export type ReplayView = {
  readonly title: string;
  readonly isWon: boolean;
  readonly rows: readonly ReplayRow[];
  readonly names: readonly string[];
  readonly emblems: readonly (number | null)[];
};

type Known = { row(id: string): { readonly name: string; readonly emblem: number } | undefined };

/** `roster`: knows new names of those who are there. */
export function replayView(
  { seats }: ReplayAnswer,
  { places }: Pick<Playback, 'places'>,
  roster: Known,
  selfId: string | undefined,
): ReplayView {
  const present = seats.map((seat) => {
    const { name, emblem } = (seat.id !== null && roster.row(seat.id)) || seat;
    return { name: nameText(name), emblem };
  });
  const faces = seatFaces(
    present.map(({ emblem }, i) => ({
      ...(emblem !== undefined && { emblem }),
      ...(seats[i]?.isBot && { bot: 'easy' }),
    })),
  );
  const rows = seats.map((seat, i) => ({
    seat: i,
    face: faces[i] ?? { emblem: null },
    name: present[i]?.name ?? '',
    place: placeOf(seat, places?.[i]),
    isYou: seat.id !== null && seat.id === selfId,
    isAbandoned: seat.isAbandoned === true,
    rating: seat.ratingAfter,
    change: changeOf(seat),
  }));
  const sorted = rows.toSorted((a, b) => (a.place ?? rows.length) - (b.place ?? rows.length));
  return {
    ...verdict(sorted),
    rows: sorted,
    names: present.map(({ name }) => name),
    emblems: faces.map(({ emblem }) => emblem),
  };
}

/** As recorded; of bots as the rules say. */
const placeOf = ({ place }: ReplaySeat, played: number | undefined): number | undefined => place ?? played;

const changeOf = ({ ratingBefore, ratingAfter }: ReplaySeat): number | undefined =>
  ratingBefore === undefined || ratingAfter === undefined ? undefined : ratingAfter - ratingBefore;

function verdict(rows: readonly ReplayRow[]): Pick<ReplayView, 'title' | 'isWon'> {
  const first = rows.filter(({ place }) => place === 1);
  const [winner] = first;
  if (!winner) return { title: '', isWon: false };
  if (first.length > 1) return { title: text('result.drawn'), isWon: false };
  if (winner.isYou) return { title: text('result.won'), isWon: true };
  return { title: text('result.winner', { name: isolated(winner.name) }), isWon: true };
}

/** The weightiest of them, in order. */
export const momentsFor = (moments: readonly ReplayMoment[], count: number): ReplayMoment[] =>
  moments
    .toSorted((a, b) => b.weight - a.weight || b.at - a.at)
    .slice(0, Math.max(0, count))
    .toSorted((a, b) => a.at - b.at);
