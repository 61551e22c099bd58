/** A match of light-cycles, played back by its own rules. */
import { HEIGHT, WIDTH } from '../../../shared/games/cycles/arena.ts';
import type { Game, Stage } from '../../../shared/games/cycles/game.ts';
import { CyclesPlayback } from '../../../shared/games/cycles/playback.ts';
import { rankingOf } from '../../../shared/games/cycles/ranking.ts';
import { type CyclesReplay, unpackReplay } from '../../../shared/games/cycles/replay.ts';
import { ringAt, TICKS_PER_S } from '../../../shared/games/cycles/rules.ts';
import type { CyclesSummary } from '../../../shared/games/cycles/summary.ts';
import { pointsOf } from '../../../shared/games/cycles/trail.ts';
import { type Canvas, drawText, type Size, strokeRound } from '../../design/canvas.ts';
import { COLOR, inScheme, SIZE } from '../../design/tokens.ts';
import { durationText, inLanguage, isolated, numberText } from '../../i18n/text.ts';
import { type Playback, playbackOf, type ReplayMoment } from '../replay.ts';
import { arenaPicture } from './arenaPicture.ts';
import { shapePath, toneOf } from './tones.ts';

/** Half a second. */
const STRIDE = TICKS_PER_S / 2;
/** Pictures a step. */
const BETWEEN = 4;

const STAGE = {
  en: 'Round {round} · {time}',
  de: 'Runde {round} · {time}',
  es: 'Ronda {round} · {time}',
  ja: '第{round}ラウンド · {time}',
  ar: 'الجولة {round} · {time}',
};
const WON = {
  en: 'Round {round}: {name}',
  de: 'Runde {round}: {name}',
  es: 'Ronda {round}: {name}',
  ja: '第{round}ラウンド：{name}',
  ar: 'الجولة {round}: {name}',
};
const TAKES = {
  en: 'takes round {round}',
  de: 'holt Runde {round}',
  es: 'gana la ronda {round}',
  ja: '第{round}ラウンドを取る',
  ar: 'الفوز بالجولة {round}',
};
const NOBODY = {
  en: 'Nobody survives round {round}',
  de: 'Niemand übersteht Runde {round}',
  es: 'Nadie sobrevive a la ronda {round}',
  ja: '第{round}ラウンドは全員クラッシュ',
  ar: 'لا ناجٍ في الجولة {round}',
};
const RIDES = { en: 'riding', de: 'fährt', es: 'en carrera', ja: '走行中', ar: 'في السباق' };
const CRASHED = { en: 'crashed', de: 'ausgeschieden', es: 'estrellado', ja: 'クラッシュ', ar: 'تحطم' };
const LINE = {
  en: '{name}: {state}, rounds won: {wins}',
  de: '{name}: {state}, gewonnene Runden: {wins}',
  es: '{name}: {state}, rondas ganadas: {wins}',
  ja: '{name}：{state}、獲得ラウンド：{wins}',
  ar: '{name}: {state}، الجولات المكسوبة: {wins}',
};

type Cell = { readonly x: number; readonly y: number };
/** What is told of a step. `next`: where each head is one step later; undefined where it goes nowhere. */
type Told = {
  readonly stage: Stage;
  readonly round: number;
  readonly tick: number;
  readonly wait: number;
  readonly wins: readonly number[];
  readonly summary: CyclesSummary;
  readonly next: readonly (Cell | undefined)[];
};
/** `count`: seconds to the start; 0: not shown. */
type ArenaFrame = { readonly look: string; readonly count: number; readonly summary: CyclesSummary };

/** Undefined for what is no match by the rules. */
export function openReplay(inputs: Uint8Array): Playback | undefined {
  const replay = unpackReplay(inputs);
  return replay && playbackOf<ArenaFrame>(opened(replay));
}

function opened(replay: CyclesReplay): Playback<ArenaFrame> {
  const playback = new CyclesPlayback(replay);
  const { length } = playback;
  const { moments, places } = playedThrough(playback);
  let last: { step: number; told: Told } | undefined;
  const tell = (at: number): Told => {
    const step = Math.max(0, Math.min(length, Math.floor(at)));
    if (last?.step !== step) last = { step, told: toldOf(playback, step) };
    return last.told;
  };
  return {
    length,
    stepMs: 1_000 / TICKS_PER_S,
    stride: STRIDE,
    seats: replay.seats,
    aspect: WIDTH / HEIGHT,
    moments,
    places,
    stage: (at) => stageText(tell(at)),
    words(at, names) {
      const { stage, round, wins, summary } = tell(at);
      const isOver = stage === 'paused' || stage === 'over';
      const winner = isOver ? summary.riders.findIndex(({ isAlive }) => isAlive) : -1;
      const where = !isOver
        ? stageText(tell(at))
        : winner < 0
          ? inLanguage(NOBODY, { round })
          : inLanguage(WON, { round, name: isolated(names[winner] ?? '') });
      return `${where} (${wins.map(numberText).join('–')})`;
    },
    lines(at, names) {
      const { wins, summary } = tell(at);
      return summary.riders.map(({ isAlive }, seat) =>
        inLanguage(LINE, {
          name: isolated(names[seat] ?? ''),
          state: inLanguage(isAlive ? RIDES : CRASHED),
          wins: wins[seat] ?? 0,
        }),
      );
    },
    scores: (at) => tell(at).wins,
    turn: () => undefined,
    color: colorOf,
    drawSign(g, seat, _, x, y, r) {
      shapePath(g, seat, x, y, r);
      g.fillStyle = colorOf(seat);
      g.fill();
    },
    frame: (at) => frameOf(tell(at), Math.max(0, Math.min(length, at))),
    look: ({ look }) => look,
    paint: (g, size, { summary, count }) => {
      g.save();
      g.beginPath();
      g.roundRect(0, 0, size.width, size.height, SIZE.radiusTile);
      g.clip();
      arenaPicture.paint(g, size, summary, true);
      g.restore();
      strokeRound(g, { x: 0, y: 0, ...size }, SIZE.radiusTile, COLOR.panelEdge);
      if (count > 0) paintCount(g, size, count);
    },
    changed: (before, after, size) =>
      before.count !== after.count || before.summary.stage !== after.summary.stage
        ? undefined
        : arenaPicture.changed?.(before.summary, after.summary, size),
  };
}

const colorOf = (seat: number): string => {
  const { color, lightColor } = toneOf(seat);
  return inScheme({ dark: color, light: lightColor });
};

function playedThrough(playback: CyclesPlayback): { moments: ReplayMoment[]; places: number[] | undefined } {
  const moments: ReplayMoment[] = [];
  let wasOver = false;
  for (let step = 1; step <= playback.length; step++) {
    const game = playback.at(step);
    const isOver = game.stage === 'paused' || game.stage === 'over';
    if (isOver && !wasOver) moments.push(roundEnd(game, step));
    wasOver = isOver;
  }
  const game = playback.at(playback.length);
  if (game.stage !== 'over') return { moments, places: undefined };
  const ranking = rankingOf(game);
  const placeOf = (seat: number): number => {
    const rank = ranking.findIndex((seats) => seats.includes(seat));
    return 1 + ranking.slice(0, rank).flat().length;
  };
  return { moments, places: game.riders.map((_, seat) => placeOf(seat)) };
}

function roundEnd(game: Game, at: number): ReplayMoment {
  const winner = game.riders.findIndex(({ isAlive }) => isAlive);
  const seat = winner < 0 ? undefined : winner;
  const round = roundOf(game);
  return {
    at,
    seat,
    weight: seat === undefined ? 1 : 2,
    text: inLanguage(seat === undefined ? NOBODY : TAKES, { round }),
  };
}

/** A round without a survivor is played again, under the same number. */
function roundOf({ stage, played, riders }: Game): number {
  const isOver = stage === 'over' || (stage === 'paused' && riders.some(({ isAlive }) => isAlive));
  return isOver ? played : played + 1;
}

function toldOf(playback: CyclesPlayback, step: number): Told {
  const game = playback.at(step);
  const { stage, tick, riders } = game;
  const told = {
    stage,
    round: roundOf(game),
    tick,
    wait: Math.max(0, ...riders.map(({ wait }) => wait)),
    wins: riders.map(({ wins }) => wins),
    summary: {
      stage,
      ring: ringAt(tick),
      riders: riders.map((rider) => ({ isAlive: rider.isAlive, points: pointsOf(rider.trail, rider) })),
    },
  };
  // The same object, one step later.
  const later = playback.at(step + 1);
  const next = later.riders.map(({ x, y, isAlive }, seat): Cell | undefined => {
    const head = told.summary.riders[seat]?.points.at(-1);
    const isNeighbour = head !== undefined && Math.abs(head.x - x) + Math.abs(head.y - y) === 1;
    return isAlive && isNeighbour && later.stage !== 'countdown' ? { x, y } : undefined;
  });
  return { ...told, next };
}

/** Between two steps the heads are on their way. */
function frameOf({ stage, wait, summary, next }: Told, at: number): ArenaFrame {
  const step = Math.floor(at);
  const part = Math.floor((at - step) * BETWEEN) / BETWEEN;
  const count = stage === 'countdown' ? Math.ceil(wait / TICKS_PER_S) : 0;
  const look = `${step} ${part}`;
  if (part === 0) return { look, count, summary };
  const riders = summary.riders.map(({ isAlive, points }, seat) => {
    const [head, to] = [points.at(-1), next[seat]];
    if (!head || !to) return { isAlive, points };
    const between = { x: head.x + (to.x - head.x) * part, y: head.y + (to.y - head.y) * part };
    // A trail has its corner where the head turns.
    return { isAlive, points: [...points.slice(0, -1), ...cornerAt(points, head, to), between] };
  });
  return { look, count, summary: { ...summary, riders } };
}

function cornerAt(points: readonly Cell[], head: Cell, to: Cell): Cell[] {
  const before = points.at(-2);
  const isStraight = before && ((before.x === head.x && head.x === to.x) || (before.y === head.y && head.y === to.y));
  return isStraight ? [] : [head];
}

const stageText = ({ stage, round, tick, wait }: Told): string => {
  const time =
    stage === 'countdown'
      ? `−${numberText(Math.ceil(wait / TICKS_PER_S))}`
      : durationText((tick / TICKS_PER_S) * 1_000);
  return inLanguage(STAGE, { round, time });
};

function paintCount(g: Canvas, size: Size, count: number): void {
  const style = { type: 'clock', color: COLOR.text, align: 'center' } as const;
  drawText(g, numberText(count), size.width / 2, size.height / 2, style);
}
