import assert from 'node:assert/strict';
import { changeText } from '../../client/i18n/text.ts';
import { seatFaces } from '../../client/model/faces.ts';
import {
  canAskAgain,
  canSayGg,
  endsWithout,
  endText,
  enteredMatch,
  ggText,
  type MatchView,
  matchAfter,
  matchBanner,
  seatsText,
  stageOf,
} from '../../client/model/play/matchView.ts';
import type { Result } from '../../client/model/play/playState.ts';
import { ratingNote, rematchText, resultView } from '../../client/model/play/resultView.ts';
import { emblemFromId } from '../../shared/emblem.ts';
import type { MatchPushes, SeatRow } from '../../shared/matchProtocol.ts';

const TICKET = { matchId: 'm1', mode: 'cycles', role: 'player' } as const;
const seat = (name: string, is: SeatRow['is'] = 'here'): SeatRow => ({
  name,
  team: 0,
  is,
  ...(is === 'bot'
    ? { bot: 'medium' as const, emblem: emblemFromId(name) }
    : { id: name.toLowerCase(), emblem: emblemFromId(name.toLowerCase()) }),
});
const table = (seats: SeatRow[], more: Partial<MatchPushes['tableUpdated']> = {}): MatchPushes['tableUpdated'] => ({
  matchId: 'm1',
  mode: 'cycles',
  phase: 'running',
  seats,
  you: 0,
  spectators: 0,
  ...more,
});
const result = (results: Result['results']): Result => ({
  matchId: 'm1',
  mode: 'cycles',
  isRated: results.some(({ ratingAfter }) => ratingAfter !== undefined),
  results,
  at: 0,
});

describe('a match on the screen', () => {
  it('U49 a match goes from entering over waiting and running to its result, as its room reports', () => {
    let view = enteredMatch(TICKET, { kind: 'seated' }, 'ABC234');
    assert.equal(stageOf(view), 'entering');
    for (const phase of ['seating', 'running'] as const) {
      view = matchAfter(view, { type: 'pushed', push: 'tableUpdated', payload: table([seat('Ada')], { phase }) }, 0);
      assert.equal(stageOf(view), phase);
    }
    view = matchAfter(view, { type: 'pushed', push: 'boardUpdated', payload: {} }, 0);
    view = matchAfter(
      view,
      { type: 'pushed', push: 'matchEnded', payload: { places: [1], closesInMs: 30_000 } },
      1_000,
    );
    assert.equal(stageOf(view), 'over');
    assert.equal(view.code, 'ABC234');
    assert.deepEqual(
      [30_999, 31_000].map((now) => canAskAgain(view, now)),
      [true, false],
    );
    assert.equal(canAskAgain({ ...view, ticket: { ...TICKET, role: 'spectator' } }, 2_000), false);
    assert.equal(canAskAgain({ ...view, link: { kind: 'closed', why: 'over' } }, 2_000), false);
  });

  it('W168 gg counts from the end on, and is said once, to another player who is still at the table', () => {
    const other: SeatRow = { ...seat('Bob'), id: 'bob' };
    const pushed = (view: MatchView, push: string, payload: object) =>
      matchAfter(view, { type: 'pushed', push, payload }, 0);
    const end = { places: [1, 2], closesInMs: 30_000 };
    const over = (seats: SeatRow[]) => {
      const entered = enteredMatch(TICKET, { kind: 'seated' }, undefined);
      const running = pushed(entered, 'tableUpdated', table(seats));
      return pushed(pushed(running, 'emoted', { seat: 1, emote: 'gg' }), 'matchEnded', end);
    };
    const view = over([seat('Ada'), other]);
    assert.deepEqual([view.saidGg, ggText(view), canSayGg(view, 0)], [[], '', true]);
    const clapped = pushed(view, 'emoted', { seat: 1, emote: 'clap' });
    assert.deepEqual(clapped.saidGg, []);
    const theirs = pushed(pushed(clapped, 'emoted', { seat: 1, emote: 'gg' }), 'emoted', { seat: 1, emote: 'gg' });
    assert.deepEqual([theirs.saidGg, canSayGg(theirs, 0)], [[1], true]);
    assert.match(ggText(theirs), /Bob.*: gg/);
    const both = pushed(theirs, 'emoted', { seat: 0, emote: 'gg' });
    assert.equal(canSayGg(both, 0), false);
    assert.doesNotMatch(ggText(both), /Ada/);
    assert.equal(canSayGg(view, 30_000), false);
    assert.equal(canSayGg(over([seat('Ada'), { ...other, is: 'gone' }]), 0), false);
    const { id: _, ...bot } = other;
    assert.equal(canSayGg(over([seat('Ada'), { ...bot, is: 'bot', bot: 'easy' }]), 0), false);
  });

  it('U49 the match banner counts the server’s window down, and an unexpected end is announced', () => {
    const link = { kind: 'reconnecting', attempt: 1, sinceAt: 0, heldUntilAt: 60_000, nextTryAt: 0 } as const;
    const view = enteredMatch(TICKET, link, undefined);
    assert.equal(matchBanner(view, 300), undefined);
    assert.match(matchBanner(view, 15_000) ?? '', /held for 45 more seconds/);
    const ends = ['left', 'over', 'gone', 'elsewhere', 'shutdown', 'kicked', 'banned'] as const;
    assert.deepEqual(
      ends.map((why) => endText(why) !== undefined),
      [false, false, true, true, true, true, true],
    );
  });

  it('U49 players who lost the connection or gave up are named', () => {
    assert.equal(seatsText(table([seat('Ada'), seat('Bob')])), '');
    assert.match(seatsText(table([seat('Ada'), seat('Bob', 'dropped'), seat('Cleo', 'gone')])), /Reconnecting: .*Bob/);
    assert.match(seatsText(table([seat('Ada'), seat('Cleo', 'gone')])), /Gave up: .*Cleo/);
  });

  it('U57 players who hide are someone, in the banner and in a spectator’s result', () => {
    const hidden: SeatRow = { name: null, id: null, team: 0, is: 'gone' };
    assert.match(seatsText(table([seat('Ada'), hidden], { you: null })), /Gave up: .*Someone/);
    const view = resultView(undefined, table([seat('Ada'), hidden], { you: null }), [2, 1], 'eve');
    assert.deepEqual(
      view?.rows.map(({ name, isYou }) => [name, isYou]),
      [
        ['Someone', false],
        ['Ada', false],
      ],
    );
  });

  it('EM6 at a table people have round faces, bots square ones, and somebody who hides has none', () => {
    const hidden: SeatRow = { id: null, name: null, team: 2, is: 'here' };
    const seats = [seat('Ada'), seat('Bit', 'bot'), hidden];
    const faces = seatFaces(seats);
    assert.deepEqual(
      faces.map(({ isBot }) => isBot),
      [false, true, false],
    );
    assert.deepEqual(
      faces.map(({ emblem }) => emblem),
      [emblemFromId('ada'), emblemFromId('Bit'), null],
    );
    const rows = resultView(undefined, table(seats, { you: null }), [3, 1, 2], 'eve')?.rows;
    assert.deepEqual(
      rows?.map(({ face }) => face),
      [faces[1], faces[2], faces[0]],
    );
  });

  it('U50 the result is told from the viewer’s side, with places and rating changes', () => {
    const rated = result([
      { id: 'bob', name: 'Bob', emblem: 0, place: 2, ratingBefore: 1_000, ratingAfter: 988 },
      { id: 'ada', name: 'Ada', emblem: 0, place: 1, ratingBefore: 1_000, ratingAfter: 1_012 },
    ]);
    const won = resultView(rated, undefined, undefined, 'ada');
    assert.deepEqual([won?.tone, won?.title], ['won', 'You won!']);
    assert.deepEqual(
      won?.rows.map(({ name, place, isYou, rating, change }) => [name, place, isYou, rating, change]),
      [
        ['Ada', 1, true, 1_012, 12],
        ['Bob', 2, false, 988, -12],
      ],
    );
    assert.equal(resultView(rated, undefined, undefined, 'bob')?.title, 'You lost');
    assert.deepEqual([12, -12, 0].map(changeText), ['+12', '−12', '±0']);
  });

  it('U50 a shared first place is a draw; with more than two players a place is named; bots are ranked with the others', () => {
    const drawn = result(['ada', 'bob'].map((id) => ({ id, name: id, emblem: 0, place: 1 })));
    assert.deepEqual(resultView(drawn, undefined, undefined, 'ada')?.tone, 'drawn');
    const seats = table([seat('Ada'), seat('Bit Bot', 'bot'), seat('Cog Bot', 'bot')]);
    const view = resultView(result([{ id: 'ada', name: 'Ada', emblem: 0, place: 2 }]), seats, [2, 1, 3], 'ada');
    assert.equal(view?.title, 'Place 2');
    assert.deepEqual(
      view?.rows.map(({ name }) => name),
      ['Bit Bot', 'Ada', 'Cog Bot'],
    );
    assert.equal(view?.rows[1]?.change, undefined);
  });

  it('U61 a result says that the viewer’s rating stays: of the whole match, or of theirs alone', () => {
    const both = [
      { id: 'ada', name: 'Ada', emblem: 0, place: 1 },
      { id: 'bob', name: 'Bob', emblem: 0, place: 2, ratingBefore: 1_000, ratingAfter: 980 },
    ];
    const leftEarly = { ...result(both), isRated: true };
    assert.equal(ratingNote(leftEarly, 'connect-four', 'ada'), 'Your rating stays as it is.');
    assert.equal(ratingNote(leftEarly, 'connect-four', 'bob'), '');
    assert.equal(ratingNote(leftEarly, 'connect-four', 'a spectator'), '');
    assert.match(ratingNote({ ...leftEarly, isRated: false }, 'connect-four', 'ada'), /doesn’t change ratings/);
    assert.equal(ratingNote(undefined, 'connect-four', 'ada'), '', 'not told yet');
    assert.match(ratingNote(undefined, 'an unrated mode', 'ada'), /doesn’t change ratings/);
  });

  it('V15 a result calls its players as the room does by then, and as it did where the room is unknown', () => {
    const results = result([{ id: 'bob', name: 'Bob', emblem: 0, place: 1 }]);
    const names = (seats: SeatRow[] | undefined) =>
      resultView(results, seats && table(seats), [1], 'ada')?.rows.map(({ name }) => name);
    assert.deepEqual(
      [names([{ ...seat('Bob'), name: 'Robert' }]), names([]), names(undefined)],
      [['Robert'], ['Bob'], ['Bob']],
    );
  });

  it('U63 a result says who wants a rematch, who left, and when it is too late', () => {
    const seats = table([seat('Ada'), seat('Bob'), seat('Cleo')]);
    const said = (asked: string[], refused: string[] = [], isOutOfTime = false) => {
      const { text, isOff } = rematchText({ matchId: 'm1', asked, refused, isOutOfTime }, seats, 'ada');
      return `${text.replace(/[\u2068\u2069]/g, '')}${isOff ? ' (off)' : ''}`;
    };
    assert.deepEqual(
      [said(['ada']), said(['ada', 'bob']), said(['bob', 'cleo']), said(['ada'], ['bob']), said(['ada'], [], true)],
      [
        '',
        'Rematch wanted by: Bob',
        'Rematch wanted by: Bob, Cleo',
        'No rematch. Left: Bob (off)',
        'No rematch: time is up. (off)',
      ],
    );
    assert.deepEqual(rematchText(undefined, seats, 'ada'), { text: '', isOff: false });
  });

  it('U63 giving up ends a ranked match without other opponents, and no other match', () => {
    const running = (mode: string, seats: SeatRow[]) =>
      endsWithout({ ...enteredMatch({ ...TICKET, mode }, { kind: 'seated' }, undefined), table: table(seats) });
    const two = [seat('Ada'), seat('Bob')];
    assert.deepEqual(
      [running('cycles-duel', two), running('cycles', two), running('cycles-duel', [...two, seat('Cleo')])],
      [true, false, false],
    );
    assert.equal(running('cycles-duel', [...two, seat('Cleo', 'gone')]), true);
  });

  it('U50 a spectator learns the winner from the table alone', () => {
    const view = resultView(undefined, table([seat('Ada'), seat('Bob')], { you: null }), [2, 1], 'cleo');
    assert.deepEqual([view?.tone, view?.title], ['watched', '\u2068Bob\u2069 won']);
    assert.equal(resultView(undefined, undefined, undefined, 'cleo'), undefined);
  });
});
