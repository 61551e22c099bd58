import assert from 'node:assert/strict';
import { announcementOf, callOf, type MatchInfo, roundText, wallsText } from '../../client/games/cycles/calls.ts';
import { type Happening, happeningsBetween } from '../../client/games/cycles/happenings.ts';
import { lengthOf } from '../../client/games/cycles/path.ts';
import { Race, type RaceView } from '../../client/games/cycles/race.ts';
import { tonesOf } from '../../client/games/cycles/sounds.ts';
import { DOWN, STRAIGHT, type Turn } from '../../shared/games/cycles/arena.ts';
import { type Game, newGame, STAGES, step } from '../../shared/games/cycles/game.ts';
import { pilotTurn } from '../../shared/games/cycles/pilot/pilot.ts';
import { CLOSING_TICK, COUNTDOWN_TICKS } from '../../shared/games/cycles/rules.ts';
import { type CyclesState, PILOTS } from '../../shared/games/cycles/state.ts';
import { type Steer, TimedTurns } from '../../shared/games/cycles/timedTurns.ts';
import { seeded } from '../story/players.ts';

const TICK_MS = 50;
const FRAME_MS = 16;
type Look = { at: number; view: RaceView };
type Setting = {
  seats: number;
  seat: number | null;
  /** One way, and the largest random addition. */
  delayMs?: number;
  jitterMs?: number;
  /** The player's input before each look. */
  play?: (race: Race, view: RaceView) => void;
  forMs: number;
  seed?: number;
};

/** A server, a client and a network in simulated time; returns the client's view, look by look. */
function watched({ seats, seat, delayMs = 40, jitterMs = 30, play, forMs, seed = 5 }: Setting) {
  const random = seeded(seed);
  const game = newGame(seats);
  const turns = Array.from({ length: seats }, () => new TimedTurns());
  const race = new Race();
  const looks: Look[] = [];
  /** The server's heads, by its clock. */
  const heads: { x: number; y: number }[][] = [];
  const toClient: { at: number; state: CyclesState }[] = [];
  const toServer: { at: number; steer: Steer }[] = [];
  const wayMs = () => delayMs + random() * jitterMs;
  const sent = (queue: { at: number }[]) => Math.max(queue.at(-1)?.at ?? 0);
  let clock = 0;
  let isFirst = true;
  for (let at = 0; at < forMs; at += 1) {
    if (at % TICK_MS === 0) {
      for (; toServer[0] && toServer[0].at <= at; ) {
        const { steer } = toServer.shift() as { steer: Steer };
        if (seat !== null) turns[seat]?.add(steer, clock);
      }
      step(game, turnsOf(game, seat, turns, clock, random));
      clock += 1;
      heads[clock] = game.riders.map(({ x, y }) => ({ x, y }));
      toClient.push({ at: Math.max(at + wayMs(), sent(toClient)), state: stateOf(game, turns, clock) });
    }
    for (; toClient[0] && toClient[0].at <= at; isFirst = false)
      race.receiveState((toClient.shift() as { state: CyclesState }).state, isFirst, seat, at);
    if (at % FRAME_MS !== 0) continue;
    for (const steer of race.advance(at)) toServer.push({ at: Math.max(at + wayMs(), sent(toServer)), steer });
    const view = race.view(at);
    if (!view) continue;
    play?.(race, view);
    looks.push({ at, view });
  }
  return { looks, heads, game };
}

function turnsOf(game: Game, seat: number | null, turns: TimedTurns[], clock: number, random: () => number): Turn[] {
  return game.riders.map((_, each) =>
    each === seat ? (turns[each]?.take(clock) ?? STRAIGHT) : pilotTurn(game, each, 'medium', random),
  );
}

const stateOf = ({ stage, played, tick, riders }: Game, turns: TimedTurns[], clock: number): CyclesState =>
  ({
    ...{ clock, stage: STAGES.indexOf(stage), played, tick },
    riders: riders.map((rider, seat) => {
      const { ackSeq, ackClock, slack } = turns[seat] as TimedTurns;
      return { ...rider, trail: [...rider.trail], pilot: PILOTS.indexOf('player'), ackSeq, ackClock, slack };
    }),
  }) as unknown as CyclesState;

const headOf = ({ view }: Look, seat: number) => view.riders[seat]?.line.at(-1) ?? { x: -1, y: -1 };
const pairs = (looks: readonly Look[]): [Look, Look][] => looks.slice(1).map((look, i) => [looks[i] as Look, look]);
const isReset = ([before, after]: [Look, Look]): boolean =>
  before.view.stage === 'paused' && after.view.stage === 'countdown';

function told(looks: readonly Look[], seat: number | null): Happening[] {
  return looks.flatMap(({ view }, i) => happeningsBetween(looks[i - 1]?.view, view, seat));
}
const matchInfo = (names: string[], seat: number | null): MatchInfo => ({ names, seat, over: undefined, hint: '' });

describe('a race on the screen', () => {
  it('LC17 other riders’ heads move evenly on an uneven network, never backwards or in jumps', () => {
    const { looks } = watched({ seats: 4, seat: null, jitterMs: 60, forMs: 14_000 });
    const racing = pairs(looks).filter(([a, b]) => a.view.stage === 'racing' && b.view.stage === 'racing');
    assert.ok(racing.length > 200);
    let even = 0;
    for (const [before, after] of racing) {
      for (const [seat, { line }] of after.view.riders.entries()) {
        const gone = lengthOf(line) - lengthOf(before.view.riders[seat]?.line ?? []);
        assert.ok(gone >= -1e-9 && gone < 1.5, `${gone} cells in ${FRAME_MS} ms`);
        if (Math.abs(gone - FRAME_MS / TICK_MS) < 0.12) even += 1;
        else if (after.view.riders[seat]?.isOut) even += 1;
      }
    }
    const share = even / (racing.length * 4);
    assert.ok(share > 0.9, `${share} of the looks`);
  });

  it('LC17 a new round starts at its start positions at once, without gliding', () => {
    const { looks } = watched({ seats: 2, seat: null, forMs: 40_000 });
    const resets = pairs(looks).filter(isReset);
    assert.ok(resets.length >= 1);
    for (const [, after] of resets) {
      for (const { line, isOut } of after.view.riders) assert.deepEqual([line.length, isOut], [1, false]);
    }
  });

  it('LC17 a round ends on the screen when the crash is seen, not before', () => {
    const { looks } = watched({ seats: 2, seat: null, forMs: 40_000 });
    const ends = looks.filter(({ view }, i) => view.stage === 'paused' && looks[i - 1]?.view.stage === 'racing');
    assert.ok(ends.length >= 1);
    for (const { view } of ends) assert.ok(view.riders.some(({ isOut }) => isOut));
  });

  it('LC18 your own head is shown ahead, at the server’s later position, with all its turns', () => {
    let last = 0;
    const { looks, heads } = watched({
      ...{ seats: 2, seat: 0, delayMs: 60, jitterMs: 20, forMs: 6_500 },
      // A staircase: two turns in a row at each step.
      play: (race, view) => {
        const tick = Math.floor(view.tick);
        if (view.stage !== 'racing' || tick === last || tick % 8 > 1) return;
        last = tick;
        race.pressBeside(tick % 8 === 0 ? 'left' : 'right');
      },
    });
    const racing = looks.filter(({ view }) => view.stage === 'racing' && view.riders[0]?.isOut === false);
    assert.ok(racing.length > 100);
    // The lead has settled from the round's second tick on.
    const start = COUNTDOWN_TICKS;
    let ahead = 0;
    for (const look of racing) {
      const tick = Math.floor(look.view.tick);
      const [from, to] = [heads[start + tick]?.[0], heads[start + tick + 1]?.[0]];
      if (!from || !to || look.view.riders[0]?.isOut) continue;
      const head = headOf(look, 0);
      const off = Math.min(
        Math.abs(head.x - from.x) + Math.abs(head.y - from.y),
        Math.abs(head.x - to.x) + Math.abs(head.y - to.y),
      );
      assert.ok(off <= 1, `${JSON.stringify(head)} at tick ${look.view.tick}, ${JSON.stringify([from, to])}`);
      if (look.at < (start + tick) * TICK_MS + TICK_MS + 60) ahead += 1;
    }
    assert.ok(
      ahead > racing.length * 0.9,
      `${ahead} of ${racing.length} before a word could have come from the server`,
    );
  });

  it('LC18 your own crashed head stays where it was seen, and does not jump back to the others’ view', () => {
    const { looks } = watched({ seats: 2, seat: 0, delayMs: 80, forMs: 9_000 });
    const round = looks.slice(0, looks.findIndex(({ view }) => view.riders[0]?.isOut) + 10);
    assert.ok(round.at(-1)?.view.riders[0]?.isOut);
    for (const [before, after] of pairs(round)) {
      const gone = lengthOf(after.view.riders[0]?.line ?? []) - lengthOf(before.view.riders[0]?.line ?? []);
      assert.ok(gone >= -1e-9, `${gone} at ${after.at}`);
    }
  });

  it('LC18 turns in the countdown count, and show at once', () => {
    let pressed: RaceView | undefined;
    const { looks, game } = watched({
      ...{ seats: 2, seat: 0, forMs: 4_000 },
      play: (race, view) => {
        if (pressed || view.seconds !== 2) return;
        race.press(DOWN);
        pressed = view;
      },
    });
    const from = looks.findIndex(({ view }) => view === pressed);
    const aimed = looks.findIndex(({ view }) => view.riders[0]?.dir === DOWN);
    assert.ok(from >= 0 && aimed > from && aimed - from <= Math.ceil(TICK_MS / FRAME_MS) + 1, `${from} ${aimed}`);
    assert.equal(game.riders[0]?.dir, DOWN);
  });

  it('LC21 events are announced once and in order, as text and sound', () => {
    const { looks } = watched({ seats: 2, seat: 0, forMs: 9_000 });
    const happened = told(looks, 0);
    const types = happened.map(({ type }) => type).filter((type) => type !== 'turned');
    assert.deepEqual(types.slice(0, 6), ['counted', 'counted', 'counted', 'started', 'crashed', 'roundOver']);
    const view = (looks.find(({ view: each }) => each.stage === 'paused') as Look).view;
    const words = announcementOf(happened.slice(0, types.length), view, matchInfo(['Ada', 'Bo'], 0));
    assert.match(words, /Round 1 of 5\. You crashed\. .*Bo.* wins the round\. .*Ada.* 0 · .*Bo.* 1/);
    for (const each of happened) assert.ok((tonesOf(each, 0)?.length ?? 0) > 0, each.type);
    const late = looks.slice(looks.length - 1);
    assert.deepEqual(
      told(late, 0).filter(({ type }) => type !== 'counted'),
      [],
    );
  });

  it('LC21 the countdown, the start and the end of a round show over the arena', () => {
    const { looks } = watched({ seats: 2, seat: 0, forMs: 9_000 });
    const over = told(looks, 0).find((each) => each.type === 'roundOver');
    assert.ok(over?.type === 'roundOver');
    const calls = looks.map(
      ({ view }) => callOf(view, { ...matchInfo(['Ada', 'Bo'], 0), over, hint: 'Steer' })?.title ?? '',
    );
    const order = calls.filter((call, i) => call !== calls[i - 1]);
    assert.deepEqual(order.slice(0, 5), ['3', '2', '1', 'Go!', '']);
    assert.match(order[5] ?? '', /Bo.* wins the round/);
    assert.equal(order[6], '3');
    const next = looks.find(({ view }, i) => view.stage === 'countdown' && looks[i - 1]?.view.stage === 'paused');
    assert.equal(next && roundText(next.view), 'Round 2 of 5');
  });

  it('LC21 a crashed rider is told while the others play on', () => {
    const { looks } = watched({ seats: 3, seat: 0, forMs: 8_000 });
    const noted = looks.filter(({ view }) => callOf(view, matchInfo(['Ada', 'Bo', 'Cy'], 0))?.kind === 'note');
    assert.ok(noted.length > 10);
    for (const { view } of noted) assert.deepEqual([view.stage, view.riders[0]?.isOut], ['racing', true]);
    assert.equal(
      noted.some(({ view }) => callOf(view, matchInfo(['Ada', 'Bo', 'Cy'], null))),
      false,
    );
  });

  it('LC21 a warning precedes the closing walls, and their time counts down', () => {
    const { looks } = watched({ seats: 2, seat: null, forMs: 4_000 });
    const view = (looks.at(-1) as Look).view;
    const at = (tick: number, ring = 0): RaceView => ({ ...view, stage: 'racing', tick, ring });
    assert.equal(wallsText(at(0)).long, 'Walls close in 25 s');
    assert.equal(wallsText(at(CLOSING_TICK - 30)).short, 'Walls in 2 s');
    assert.equal(wallsText(at(CLOSING_TICK + 3, 1)).long, 'Walls are closing in');
    const warned = happeningsBetween(at(CLOSING_TICK - 61), at(CLOSING_TICK - 59), null);
    assert.deepEqual(warned, [{ type: 'closing' }]);
    assert.deepEqual(happeningsBetween(at(CLOSING_TICK - 1), at(CLOSING_TICK, 1), null), [{ type: 'closed', ring: 1 }]);
  });

  it('LC21 a round without survivors, and the match, have their own texts', () => {
    const { looks } = watched({ seats: 2, seat: null, forMs: 4_000 });
    const view = (looks.at(-1) as Look).view;
    const racing: RaceView = { ...view, stage: 'racing' };
    const ended = (wins: number[], more: Partial<RaceView>): RaceView => ({
      ...racing,
      riders: racing.riders.map((rider, seat) => ({ ...rider, wins: wins[seat] ?? 0 })),
      ...more,
    });
    const said = (next: RaceView, seat: number | null) =>
      announcementOf(happeningsBetween(racing, next, seat), next, matchInfo(['Ada', 'Bo'], seat));
    assert.equal(said(ended([0, 0], { stage: 'paused' }), 0), 'Nobody survived. This round will be replayed');
    assert.equal(said(ended([0, 0], { stage: 'paused', played: 1 }), 0), 'Nobody survived. Nobody scores this round');
    assert.match(said(ended([1, 0], { stage: 'paused', played: 1 }), 0), /^You win the round!\. /);
    assert.match(said(ended([3, 1], { stage: 'over', played: 4 }), 0), /^You win the match!\. .*Ada.* 3 · .*Bo.* 1$/);
    assert.match(said(ended([3, 1], { stage: 'over', played: 4 }), null), /^.*Ada.* wins the match\. /);
  });
});
