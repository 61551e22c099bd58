/** Where the parts of a replay stand in the window. Pure; CSS px. */
import type { Rect } from '../../design/canvas.ts';
import { SPACE } from '../../design/tokens.ts';
import type { WindowSize } from './windowSize.ts';

export type ReplayLayout = {
  /** Beside the board, not below it. */
  readonly isBeside: boolean;
  readonly isLow: boolean;
  readonly bar: Rect;
  readonly board: Rect;
  /** Undefined where the bar says how it ended. */
  readonly head: Rect | undefined;
  readonly players: readonly Rect[];
  readonly slider: Rect;
  readonly back: Rect;
  readonly play: Rect;
  readonly onward: Rect;
  readonly speed: Rect;
  /** Where it stands, in words. */
  readonly stage: Rect;
  /** As many as there is room for. */
  readonly moments: readonly Rect[];
};

const BESIDE_FROM = 720;
/** From here on buttons and the line of time share a row. */
const ROOMY_FROM = 900;
const LOW_BELOW = 520;
const BUTTON = 44;
const PLAYER = { beside: 60, below: 48 };
const MOMENT = 44;
const GAP = SPACE.s;
const STORY = { share: 0.32, least: 290, most: 400 };
const MOMENTS_MOST = 8;

/** `aspect`: width by height of the game's picture. */
export function replayLayout(window: WindowSize, aspect: number, seats: number): ReplayLayout {
  const { width, height } = window;
  const isLow = height < LOW_BELOW;
  const isBeside = width > height && (width >= BESIDE_FROM || isLow);
  const safe = window.safe ?? { top: 0, bottom: 0, side: 0 };
  const margin = Math.max(isBeside && !isLow ? SPACE.xl : SPACE.s, safe.side);
  const bar = { x: margin, y: safe.top, width: width - 2 * margin, height: isLow ? 48 : isBeside ? 64 : 56 };
  const y = bar.y + bar.height + (isBeside && !isLow ? SPACE.l : SPACE.s);
  const body = { x: margin, y, width: bar.width, height: height - y - Math.max(margin, SPACE.s, safe.bottom) };
  if (!isBeside) return { isBeside, isLow, bar, ...below(body, aspect, seats) };
  return { isBeside, isLow, bar, ...(isLow ? beside(body, aspect, seats, isLow) : roomy(body, aspect, seats)) };
}

type Parts = Omit<ReplayLayout, 'isBeside' | 'isLow' | 'bar'>;

/** The line of time under the board, in the width of its column. */
function roomy(body: Rect, aspect: number, seats: number): Parts {
  if (body.width < ROOMY_FROM - 2 * SPACE.xl) return beside(body, aspect, seats, false);
  const story = storyIn(body);
  const left = { ...body, width: body.width - story.width - 2 * SPACE.l };
  const board = fitted({ ...left, height: left.height - BUTTON - SPACE.l }, aspect);
  const foot = { ...left, y: left.y + left.height - BUTTON, height: BUTTON };
  const at = (x: number, width: number): Rect => ({ ...foot, x: foot.x + x, width });
  const end = foot.width;
  return {
    board,
    ...told(story, story.height, seats, PLAYER.beside),
    back: at(0, BUTTON),
    play: at(BUTTON + GAP, 56),
    onward: at(BUTTON + 2 * GAP + 56, BUTTON),
    slider: at(2 * BUTTON + 4 * GAP + 56, end - 2 * BUTTON - 56 - 64 - 132 - 7 * GAP),
    stage: at(end - 64 - 132 - GAP, 132),
    speed: at(end - 64, 64),
  };
}

/** The line of time and its buttons at the foot of the story. */
function beside(body: Rect, aspect: number, seats: number, isLow: boolean): Parts {
  const story = storyIn(body);
  const left = { ...body, width: body.width - story.width - SPACE.m };
  const controls = 2 * BUTTON + GAP;
  const words = isLow ? 22 : 28;
  const used = controls + words + GAP;
  const foot = { ...story, y: story.y + story.height - controls, height: controls };
  return {
    board: fitted(left, aspect),
    ...told(
      story,
      story.height - used,
      seats,
      isLow ? Math.min(PLAYER.below, (story.height - used) / seats - 4) : PLAYER.beside,
      isLow,
    ),
    stage: { ...foot, y: foot.y - words, height: words },
    ...controlsIn(foot),
  };
}

function below(body: Rect, aspect: number, seats: number): Parts {
  const rows = Math.ceil(seats / 2);
  const isTight = body.height < 420;
  const row = isTight ? (rows > 1 ? 30 : 40) : PLAYER.below;
  const plates = Array.from({ length: seats }, (_, i) => {
    const half = (body.width - GAP) / 2;
    return { x: body.x + (i % 2) * (half + GAP), y: body.y + Math.floor(i / 2) * (row + 4), width: half, height: row };
  });
  const top = body.y + rows * (row + 4) + 4;
  const controls = 2 * BUTTON + GAP;
  const words = 24;
  const room = body.y + body.height - top;
  const board = fitted({ ...body, y: top, height: Math.max(60, room - controls - words - GAP) }, aspect, true);
  const stageY = board.y + board.height + 4;
  const foot = { ...body, y: stageY + words, height: controls };
  const left = body.y + body.height - foot.y - controls - GAP;
  return {
    board,
    head: undefined,
    players: plates,
    stage: { ...foot, y: stageY, height: words },
    ...controlsIn(foot),
    moments: momentsIn({ ...body, y: foot.y + controls + GAP, height: left }),
  };
}

function controlsIn({ x, y, width }: Rect): Pick<Parts, 'slider' | 'back' | 'play' | 'onward' | 'speed'> {
  const row = { y: y + BUTTON + GAP, height: BUTTON };
  const speed = 60;
  const play = Math.max(BUTTON, width - 2 * BUTTON - speed - 3 * GAP);
  return {
    slider: { x, y, width, height: BUTTON },
    back: { ...row, x, width: BUTTON },
    play: { ...row, x: x + BUTTON + GAP, width: play },
    onward: { ...row, x: x + BUTTON + play + 2 * GAP, width: BUTTON },
    speed: { ...row, x: x + width - speed, width: speed },
  };
}

function storyIn({ x, y, width, height }: Rect): Rect {
  const wide = Math.round(Math.min(STORY.most, Math.max(STORY.least, width * STORY.share)));
  return { x: x + width - wide, y, width: wide, height };
}

/** What is told beside the board: how it ended, the players, and what decided. */
function told(
  story: Rect,
  height: number,
  seats: number,
  row: number,
  isLow = false,
): Pick<Parts, 'head' | 'players' | 'moments'> {
  const head = isLow ? 0 : 84;
  const from = story.y + head;
  const players = Array.from({ length: seats }, (_, i) => ({ ...story, y: from + i * (row + 4), height: row }));
  const used = head + seats * (row + 4) + SPACE.m;
  return {
    head: isLow ? undefined : { ...story, height: head },
    players,
    moments: isLow ? [] : momentsIn({ ...story, y: story.y + used, height: height - used }),
  };
}

function momentsIn({ x, y, width, height }: Rect): Rect[] {
  const count = Math.max(0, Math.min(MOMENTS_MOST, Math.floor((height + 4) / (MOMENT + 4))));
  return Array.from({ length: count }, (_, i) => ({ x, y: y + i * (MOMENT + 4), width, height: MOMENT }));
}

/** As large as it gets: in the middle, or at the upper edge. */
function fitted({ x, y, width, height }: Rect, aspect: number, isTop = false): Rect {
  const wide = Math.floor(Math.min(width, height * aspect));
  const tall = Math.floor(wide / aspect);
  const above = isTop ? 0 : Math.floor((height - tall) / 2);
  return { x: x + Math.floor((width - wide) / 2), y: y + above, width: wide, height: tall };
}
