import assert from 'node:assert/strict';
import { ReplayActions } from '../../client/actions/replayActions.ts';
import { LANGUAGE_IDS, LANGUAGES, type LanguageId } from '../../client/i18n/languages.ts';
import { speak } from '../../client/i18n/text.ts';
import { LobbyModel } from '../../client/model/lobbyModel.ts';
import { isOtherVersion } from '../../client/model/replay/replay.ts';
import { ReplayPlayer } from '../../client/model/replay/replayPlayer.ts';
import { momentsFor, replayView } from '../../client/model/replay/replayView.ts';
import * as board from '../../client/presentation/connect-four/boardReplay.ts';
import * as cycles from '../../client/presentation/cycles/cyclesReplay.ts';
import type { Playback } from '../../client/presentation/replay.ts';
import { REPLAY_WORDS } from '../../client/ui/replay/words.ts';
import { packReplay } from '../../shared/games/connect-four/replay.ts';
import type { ReplayAnswer, ReplaySeat } from '../../shared/records.ts';
import { BOARD_MOVES, boardReplay, cyclesReplay } from '../support/replays.ts';

const bytesOf = ({ inputs }: ReplayAnswer): Uint8Array =>
  Uint8Array.from(atob(inputs), (letter) => letter.charCodeAt(0));
const opened = (module: { openReplay(bytes: Uint8Array): Playback | undefined }, answer: ReplayAnswer): Playback =>
  module.openReplay(bytesOf(answer)) ?? assert.fail('no match by the rules');
const NOBODY = { row: () => undefined };
const bare = (text: string): string => text.replace(/[\u2068\u2069]/g, '');

describe('a replay', () => {
  afterEach(async () => speak('en', await LANGUAGES.en.load()));

  const player = (length = 100, stops: readonly number[] = [30, 70]) =>
    new ReplayPlayer({ length, stepMs: 50, stride: 10, stops });

  it('RL12 it plays at the game’s pace, twice or four times that, to its end, and from there again', () => {
    const it = player();
    it.play(1_000);
    assert.equal(it.tick(1_050), true);
    assert.equal(it.at, 1);
    it.nextSpeed();
    it.tick(1_100);
    assert.equal(it.at, 3);
    it.nextSpeed();
    it.tick(1_150);
    assert.deepEqual([it.at, it.speed], [7, 4]);
    for (let now = 1_200; it.isPlaying; now += 50) it.tick(now);
    assert.deepEqual([it.at, it.isAtEnd, it.tick(99_000)], [100, true, false]);
    it.nextSpeed();
    it.play(100_000);
    assert.deepEqual([it.at, it.speed, it.isPlaying], [0, 1, true]);
  });

  it('RL12 a page that slept goes on where it was', () => {
    const it = player();
    it.play(0);
    it.tick(60_000);
    assert.equal(it.at, 2);
    it.tick(60_010);
    assert.ok(it.at < 2.5);
  });

  it('RL13 arrows go by strides, Page keys by moments, Home and End to the ends; other keys do nothing', () => {
    const it = player();
    const press = (...keys: string[]) =>
      keys.map((key) => {
        assert.ok(it.press(key, 0), key);
        return it.at;
      });
    assert.deepEqual(press('ArrowRight', 'ArrowUp', 'ArrowLeft', 'ArrowDown', 'ArrowDown'), [10, 20, 10, 0, 0]);
    assert.deepEqual(press('PageDown', 'PageDown', 'PageDown', 'PageUp', 'PageUp', 'PageUp'), [30, 70, 100, 70, 30, 0]);
    assert.deepEqual(press('End', 'ArrowRight', 'Home'), [100, 100, 0]);
    it.seek(33);
    assert.deepEqual(press('ArrowRight', 'ArrowLeft'), [40, 30]);
    it.seek(33);
    assert.deepEqual(press('ArrowLeft'), [30]);
    for (const key of ['Tab', 'Enter', 'a', 'Escape']) assert.equal(it.press(key, 0), false);
  });

  it('RL14 space plays and pauses, and what is under way when it pauses arrives', () => {
    const it = player();
    it.press(' ', 0);
    it.tick(70);
    assert.equal(it.at, 1.4);
    it.press(' ', 70);
    assert.deepEqual([it.at, it.isPlaying], [2, false]);
    it.play(100);
    it.tick(120);
    it.press('ArrowLeft', 130);
    assert.deepEqual([it.at, it.isPlaying], [0, false], 'a key pauses too');
    const empty = player(0, []);
    empty.play(0);
    assert.deepEqual([empty.isPlaying, empty.isAtEnd], [false, true]);
  });

  it('RL9 recorded places that the rules do not lead to mean another version, but not where somebody gave up', () => {
    const seats = (...places: (number | undefined)[]): ReplaySeat[] =>
      places.map((place) => ({ id: null, name: null, ...(place !== undefined && { place }) }));
    assert.equal(isOtherVersion(seats(1, 2), [1, 2]), false);
    assert.equal(isOtherVersion(seats(1, 2), [2, 1]), true);
    assert.equal(isOtherVersion(seats(1, 1), [1, 2]), true);
    assert.equal(isOtherVersion(seats(1, 2), undefined), false, 'it did not come to its end');
    assert.equal(isOtherVersion(seats(1, 2), [1, 2, 3]), true);
    assert.equal(isOtherVersion(seats(undefined, 3, 1), [2, 3, 1]), false);
    const left = seats(1, 2).map((seat, i) => (i === 1 ? { ...seat, isAbandoned: true as const } : seat));
    assert.equal(isOtherVersion(left, [2, 1]), false);
    for (const answer of [boardReplay(), cyclesReplay(2), cyclesReplay(4)]) {
      const { places } = opened(answer.mode === 'connect-four' ? board : cycles, answer);
      assert.equal(isOtherVersion(answer.seats, places), false, answer.matchId);
    }
    assert.equal(board.openReplay(Uint8Array.of(0, 9)), undefined);
    assert.equal(cycles.openReplay(Uint8Array.of(9, 9, 9)), undefined);
  });

  it('RL11 players stand by place, under their present names; bots have the place of the rules, and who hides is someone', () => {
    const answer = boardReplay();
    const view = replayView(
      answer,
      opened(board, answer),
      { row: (id) => (id === 'p1' ? { name: 'New', emblem: 9 } : undefined) },
      'me',
    );
    assert.equal(view.title, 'You won!');
    assert.deepEqual(
      view.rows.map(({ seat, name, place, isYou, rating, change }) => [seat, name, place, isYou, rating, change]),
      [
        [1, 'Zoë Ångström', 1, true, 1_185, 14],
        [0, 'New', 2, false, 1_177, -13],
      ],
    );
    assert.deepEqual(view.names, ['New', 'Zoë Ångström']);
    const [first, second] = answer.seats as [ReplaySeat, ReplaySeat];
    const hidden = { id: null, name: null, place: first.place as number };
    const bot = { id: null, name: 'Bit Bot', isBot: true as const };
    const others = replayView({ ...answer, seats: [hidden, bot] }, opened(board, answer), NOBODY, 'me');
    assert.equal(bare(others.title), 'Bit Bot won');
    assert.deepEqual(
      others.rows.map(({ name, place, face }) => [name, place, face.emblem === null, face.isBot]),
      [
        ['Bit Bot', 1, true, true],
        ['Someone', 2, true, false],
      ],
    );
    const drawn = [first, { ...second, place: 2 }].map((seat) => ({ ...seat, place: 1 }));
    assert.equal(replayView({ ...answer, seats: drawn }, { places: [1, 1] }, NOBODY, 'me').title, 'A draw');
    assert.equal(
      replayView({ ...answer, seats: [{ id: null, name: null }] }, { places: undefined }, NOBODY, 'me').title,
      '',
    );
  });

  it('RL11 of two equal emblems at a table the second gets other colours, as in the match', () => {
    const answer = boardReplay();
    const seats = answer.seats.map((seat) => ({ ...seat, emblem: 5 }));
    const { emblems } = replayView({ ...answer, seats }, opened(board, answer), NOBODY, undefined);
    assert.equal(emblems[0], 5);
    assert.notEqual(emblems[1], 5);
  });

  it('RL10 a match of light-cycles has the end of each round, with who took it', () => {
    const answer = cyclesReplay(2);
    const { moments, scores, length } = opened(cycles, answer);
    const final = scores(length) ?? [];
    assert.ok(moments.length >= 3);
    assert.equal(moments.filter(({ seat }) => seat === 1).length, final[1]);
    assert.equal(moments.at(-1)?.at, length);
    for (const { at, seat } of moments)
      if (seat !== undefined) assert.equal(scores(at)?.[seat], (scores(at - 1)?.[seat] ?? 0) + 1);
  });

  it('RL10 where room is short the weightiest moments stay, in their order', () => {
    const moment = (at: number, weight: number) => ({ at, weight, seat: 0, text: '' });
    const all = [moment(1, 1), moment(2, 3), moment(3, 1), moment(4, 5), moment(5, 3)];
    const kept = (count: number) => momentsFor(all, count).map(({ at }) => at);
    assert.deepEqual([kept(9), kept(3), kept(1), kept(0), kept(-1)], [[1, 2, 3, 4, 5], [2, 4, 5], [4], [], []]);
  });

  it('RL14 words and lines say what the picture shows at each step', () => {
    const { words, lines, stage, turn, length } = opened(board, boardReplay());
    const names = ['Ada', 'Bo'];
    const at = (step: number) => bare(words(step, names));
    assert.deepEqual([at(0), stage(0), turn(0)], ['The board is empty. Ada begins.', 'Move 0 of 16', 0]);
    assert.deepEqual([at(2), stage(2), turn(3)], ['Bo: column 4, row 2.', 'Move 2 of 16', 1]);
    assert.deepEqual([at(16), turn(16), length], ['Bo: column 3, row 3. Four in a row.', undefined, 16]);
    assert.deepEqual(lines(3, names).map(bare).slice(2, 6), [
      'Column 3, from below: empty',
      'Column 4, from below: Ada, Bo',
      'Column 5, from below: empty',
      'Column 6, from below: Ada',
    ]);
    const race = opened(cycles, cyclesReplay(2));
    const [first] = race.moments;
    assert.ok(first?.seat !== undefined);
    assert.match(bare(race.words(first.at, names)), new RegExp(`^Round 1: ${names[first.seat]} \\(`));
    assert.equal(race.lines(first.at, names).filter((line) => line.includes('crashed')).length, 1);
    assert.match(race.stage(0), /^Round 1 · −3$/);
  });

  it('RL14 between two steps a disc falls and heads are on their way; at rest both are where the rules say', () => {
    const fall = opened(board, boardReplay());
    const looks = new Set(Array.from({ length: 40 }, (_, i) => fall.look(fall.frame(1 + i / 40))));
    assert.ok(looks.size > 10);
    assert.equal(fall.look(fall.frame(1.9)), fall.look(fall.frame(2)));
    const race = opened(cycles, cyclesReplay(2));
    type Frame = { summary: { riders: { points: { x: number; y: number }[] }[] } };
    const head = (at: number) => (race.frame(at) as Frame).summary.riders[0]?.points.at(-1) ?? { x: 0, y: 0 };
    const [from, half, to] = [head(80), head(80.5), head(81)];
    assert.deepEqual([2 * half.x, 2 * half.y], [from.x + to.x, from.y + to.y]);
  });

  it('RL15 an answer that comes late, or after it was closed, changes nothing; a refusal is kept for its words', async () => {
    const model = new LobbyModel(0);
    const asked: { matchId: string; answer: (reply: unknown) => void }[] = [];
    const ask = (matchId: string) => new Promise<never>((answer) => asked.push({ matchId, answer: answer as never }));
    const actions = new ReplayActions({ replay: ask, publicReplay: ask }, model);
    const [first, second] = [actions.open('m1'), actions.open('m2')];
    asked[0]?.answer({ ok: true, ...boardReplay() });
    await first;
    assert.deepEqual(model.replay, { matchId: 'm2' });
    asked[1]?.answer({ ok: false, refusal: 'request/unknown' });
    await second;
    assert.deepEqual(model.replay, { matchId: 'm2', refusal: 'request/unknown' });
    const third = actions.open('m3');
    actions.close();
    asked[2]?.answer({ ok: true, ...boardReplay() });
    await third;
    assert.equal(model.replay, undefined);
  });

  it('RL22 for a picture strangers are asked after: where they may not know the match nobody is named, and without an answer there is none', async () => {
    const model = new LobbyModel(0);
    const replies: unknown[] = [];
    const publicReplay = async () => replies.shift() as never;
    const actions = new ReplayActions({ replay: async () => ({ ok: true, ...boardReplay() }), publicReplay }, model);
    assert.equal(await actions.publicSeats(), undefined, 'nothing is open');
    await actions.open('b1');
    const seats = [{ id: null, name: null, place: 2 }, boardReplay().seats[1]];
    replies.push(
      { ok: true, ...boardReplay(), seats },
      { ok: false, refusal: 'request/unknown' },
      { ok: false, refusal: 'network' },
    );
    assert.deepEqual(await actions.publicSeats(), seats);
    assert.deepEqual(await actions.publicSeats(), [
      { id: null, name: null, place: 2 },
      { id: null, name: null, place: 1 },
    ]);
    assert.equal(await actions.publicSeats(), undefined);
  });

  it('RL21 every language has all words of a replay, of its games too', async () => {
    for (const [key, said] of Object.entries(REPLAY_WORDS))
      assert.deepEqual(Object.keys(said).toSorted(), LANGUAGE_IDS.toSorted(), key);
    const full = { first: 0 as const, moves: [...BOARD_MOVES] };
    const said = async (language: LanguageId): Promise<string[]> => {
      speak(language, await LANGUAGES[language].load());
      const games = [
        opened(board, boardReplay({ inputs: btoa(String.fromCharCode(...packReplay(full))) })),
        opened(cycles, cyclesReplay(2)),
      ];
      return games.flatMap((game) => [
        ...game.moments.map(({ text }) => text),
        ...[0, 1, game.length].flatMap((at) => [
          game.stage(at),
          game.words(at, ['A', 'B']),
          ...game.lines(at, ['A', 'B']),
        ]),
      ]);
    };
    const english = await said('en');
    for (const language of LANGUAGE_IDS.filter((id) => id !== 'en'))
      for (const [i, sentence] of (await said(language)).entries()) assert.notEqual(sentence, english[i], language);
  });
});
