import assert from 'node:assert/strict';
import type { PlayedMatch } from '../../server/domain/play/playedMatch.ts';
import { reportedWin } from '../../server/domain/play/reportedWin.ts';
import { STREAK_FROM, Streaks } from '../../server/domain/social/streaks.ts';
import { asPlayerId } from '../../shared/ids.ts';
import type { MatchRow } from '../../shared/playProtocol.ts';

const placed = (id: string, place: number, isAbandoned = false) => ({ playerId: asPlayerId(id), place, isAbandoned });
const MATCH: PlayedMatch = {
  ...{ matchId: 'm', mode: 'duel', ranking: [placed('ada', 1), placed('bob', 2)], withBots: false },
  ...{ startedAt: 1_000, endedAt: 15_400 },
};
const ROW: MatchRow = {
  ...{ matchId: 'm', mode: 'duel', state: 'playing', seats: 2, spectators: 0 },
  players: [
    { id: 'bob', name: 'Bob', emblem: 0 },
    { id: 'ada', name: 'Ada', emblem: 0 },
  ],
};

describe('what everybody may hear of matches', () => {
  it('CH18 a win is told with the names and the time that the list shows', () => {
    assert.deepEqual(reportedWin(MATCH, ROW), {
      ...{ id: 'm', mode: 'duel', seconds: 14, atS: 15 },
      ...{ winners: [{ id: 'ada', name: 'Ada' }], losers: [{ id: 'bob', name: 'Bob' }] },
    });
  });

  it('CH18 nothing is told of hidden players, bots, draws, and matches that were left, not played or not listed', () => {
    const hidden: MatchRow = {
      ...ROW,
      players: [
        { id: null, name: null },
        { id: 'ada', name: 'Ada', emblem: 0 },
      ],
    };
    const never: [Partial<PlayedMatch>, MatchRow | undefined][] = [
      [{}, undefined],
      [{}, hidden],
      [{ withBots: true }, ROW],
      [{ isUnplayed: true }, ROW],
      [{ ranking: [placed('ada', 1), placed('bob', 1)] }, ROW],
      [{ ranking: [placed('ada', 1), placed('bob', 2, true)] }, ROW],
      [{ ranking: [placed('ada', 1), placed('eve', 2)] }, ROW],
    ];
    for (const [more, row] of never) assert.equal(reportedWin({ ...MATCH, ...more }, row), undefined);
  });

  it('CH18 a streak is told from the third win on, of one mode, and ends with a loss or after two hours', () => {
    const streaks = new Streaks();
    const wins = (now = 0, mode = 'duel') => streaks.ended(mode, ['ada'], ['bob'], now);
    assert.deepEqual([wins(), wins(), wins(), wins()], [undefined, undefined, STREAK_FROM, STREAK_FROM + 1]);
    assert.equal(wins(0, 'other'), undefined);
    streaks.ended('duel', ['bob'], ['ada'], 0);
    assert.equal(wins(), undefined);
    for (let n = 0; n < 3; n++) wins();
    assert.equal(streaks.ended('duel', ['ada', 'eve'], ['bob'], 0), undefined, 'not of a team');
    assert.equal(wins(20_000_000), undefined);
  });
});
