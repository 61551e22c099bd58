/** A match of connect four, played back disc by disc. */
import {
  COLUMNS,
  type Disc,
  discsOf,
  outcomeOf,
  type Side,
  winningDiscs,
} from '../../../shared/games/connect-four/board.ts';
import { type BoardReplay, unpackReplay } from '../../../shared/games/connect-four/replay.ts';
import { inLanguage, isolated, type Words } from '../../i18n/text.ts';
import { type Playback, playbackOf, type ReplayMoment } from '../replay.ts';
import { BOARD_ASPECT, type BoardFrame, paintBoard } from './bigBoard.ts';
import { FILL, paintDisc } from './disc.ts';
import { discSigns } from './discSigns.ts';
import { type BoardMoment, type MomentKind, momentsOf } from './moments.ts';

const STEP_MS = 900;
/** Of a step: so long a disc falls. */
const FALL = 0.4;
/** Pictures of a falling disc. */
const FALLING = 16;

const STAGE = {
  en: 'Move {at} of {all}',
  de: 'Zug {at} von {all}',
  es: 'Jugada {at} de {all}',
  ja: '{at}手目／全{all}手',
  ar: 'النقلة {at} من {all}',
};
const EMPTY = {
  en: 'The board is empty. {name} begins.',
  de: 'Das Brett ist leer. {name} beginnt.',
  es: 'El tablero está vacío. Empieza {name}.',
  ja: '盤は空です。先手は{name}。',
  ar: 'اللوح فارغ. البداية لـ{name}.',
};
const PLAYED = {
  en: '{name}: column {column}, row {row}.',
  de: '{name}: Spalte {column}, Reihe {row}.',
  es: '{name}: columna {column}, fila {row}.',
  ja: '{name}：{column}列目、{row}段目。',
  ar: '{name}: العمود {column}، الصف {row}.',
};
const FULL = {
  en: 'The board is full.',
  de: 'Das Brett ist voll.',
  es: 'El tablero está lleno.',
  ja: '盤が埋まりました。',
  ar: 'امتلأ اللوح.',
};
const COLUMN = {
  en: 'Column {column}, from below: {discs}',
  de: 'Spalte {column}, von unten: {discs}',
  es: 'Columna {column}, desde abajo: {discs}',
  ja: '{column}列目（下から）：{discs}',
  ar: 'العمود {column} من الأسفل: {discs}',
};
const NOTHING = { en: 'empty', de: 'leer', es: 'vacía', ja: 'なし', ar: 'فارغ' };

const MOMENTS: Readonly<Record<MomentKind, Words>> = {
  three: {
    en: 'threatens four',
    de: 'droht mit vier',
    es: 'amenaza con cuatro',
    ja: 'リーチ',
    ar: 'تهديد بأربعة',
  },
  fork: { en: 'threatens twice', de: 'droht doppelt', es: 'doble amenaza', ja: 'ダブルリーチ', ar: 'تهديد مزدوج' },
  blocked: { en: 'blocks', de: 'hält auf', es: 'bloquea', ja: '阻止', ar: 'صدّ التهديد' },
  missed: {
    en: 'misses a win in column {column}',
    de: 'übersieht den Sieg in Spalte {column}',
    es: 'no ve la victoria en la columna {column}',
    ja: '{column}列目の勝ちを見逃す',
    ar: 'تفويت الفوز في العمود {column}',
  },
  four: { en: 'four in a row', de: 'vier in einer Reihe', es: 'cuatro en raya', ja: '四つ並び', ar: 'أربعة في صف' },
};
const WEIGHTS: Readonly<Record<MomentKind, number>> = { four: 5, fork: 4, missed: 3, blocked: 2, three: 1 };

/** Undefined for what is no match by the rules. */
export function openReplay(inputs: Uint8Array): Playback | undefined {
  const replay = unpackReplay(inputs);
  return replay && playbackOf<BoardFrame>(opened(replay));
}

function opened({ first, moves }: BoardReplay): Playback<BoardFrame> {
  const discs = discsOf(moves);
  const seatOf = (side: Side): number => (side === 0 ? first : 1 - first);
  const sideOf = (seat: number): Side => (seat === first ? 0 : 1);
  const frame = (at: number): BoardFrame => frameOf(discs, moves, at);
  const shown = (at: number): number => frame(at).discs.length;
  const moment = ({ at, side, kind, column }: BoardMoment): ReplayMoment => ({
    at,
    seat: seatOf(side),
    weight: WEIGHTS[kind],
    text: inLanguage(MOMENTS[kind], { column: column + 1 }),
  });
  const signs = (emblems: readonly (number | null)[]) =>
    discSigns([emblems[seatOf(0)] ?? null, emblems[seatOf(1)] ?? null]);
  return {
    length: moves.length,
    stepMs: STEP_MS,
    stride: 1,
    seats: 2,
    aspect: BOARD_ASPECT,
    moments: momentsOf(moves).map(moment),
    seatOfStep: (step) => seatOf(((step - 1) % 2) as Side),
    places: placesOf(moves, seatOf),
    stage: (at) => inLanguage(STAGE, { at: shown(at), all: moves.length }),
    words(at, names) {
      const last = discs[shown(at) - 1];
      const nameOf = (side: Side) => isolated(names[seatOf(side)] ?? '');
      if (!last) return inLanguage(EMPTY, { name: nameOf(0) });
      const played = { name: nameOf(last.side), column: last.column + 1, row: last.row + 1 };
      const outcome = outcomeOf(moves.slice(0, shown(at)));
      const end = outcome === 'won' ? ` ${capital(inLanguage(MOMENTS.four))}.` : outcome ? ` ${inLanguage(FULL)}` : '';
      return inLanguage(PLAYED, played) + end;
    },
    lines(at, names) {
      const seen = discs.slice(0, shown(at));
      return Array.from({ length: COLUMNS }, (_, column) => {
        const owners = seen
          .filter((disc) => disc.column === column)
          .map(({ side }) => isolated(names[seatOf(side)] ?? ''));
        return inLanguage(COLUMN, { column: column + 1, discs: owners.join(', ') || inLanguage(NOTHING) });
      });
    },
    scores: () => undefined,
    turn: (at) => (shown(at) < moves.length ? seatOf((shown(at) % 2) as Side) : undefined),
    color: (seat) => FILL[sideOf(seat)],
    drawSign: (g, seat, emblem, x, y, r) => paintDisc(g, sideOf(seat), x, y, r, emblem),
    frame,
    look: ({ discs: seen, falling }) => `${seen.length} ${falling?.share ?? ''}`,
    paint: (g, size, shownFrame, emblems) => paintBoard(g, size, shownFrame, signs(emblems)),
  };
}

/** Between two steps the next disc falls, and then lies there for the rest of the step. */
function frameOf(discs: readonly Disc[], moves: readonly number[], at: number): BoardFrame {
  const step = Math.floor(at);
  const share = (at - step) / FALL;
  const next = discs[step];
  if (share > 0 && share < 1 && next) {
    const falling = { disc: next, share: Math.ceil(share * FALLING) / FALLING };
    return { discs: discs.slice(0, step), won: [], falling };
  }
  const count = share >= 1 ? step + 1 : step;
  return { discs: discs.slice(0, count), won: winningDiscs(moves.slice(0, count)), falling: undefined };
}

function placesOf(moves: readonly number[], seatOf: (side: Side) => number): number[] | undefined {
  const outcome = outcomeOf(moves);
  if (outcome === undefined) return undefined;
  if (outcome === 'drawn') return [1, 1];
  const winner = seatOf(((moves.length - 1) % 2) as Side);
  return [0, 1].map((seat) => (seat === winner ? 1 : 2));
}

const capital = (sentence: string): string => sentence.charAt(0).toLocaleUpperCase() + sentence.slice(1);
