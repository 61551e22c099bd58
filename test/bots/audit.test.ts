import assert from 'node:assert/strict';
import { auditResults, Doubts, doubtsOf } from '../../bots/play/audit.ts';
import { Ledger } from '../../bots/play/Ledger.ts';
import type { Sighting } from '../../bots/play/lookout.ts';
import type { SeatRow } from '../../shared/matchProtocol.ts';
import type { PastMatchRow } from '../../shared/records.ts';
import type { Status } from '../../shared/status.ts';

const NOWHERE = { ticketId: undefined, isInMatch: false };
const sighting = (statuses: Record<string, Status>, ...matches: string[][]): Sighting => ({
  players: Object.entries(statuses).map(([id, status]) => ({
    id,
    name: id,
    status,
    lastActiveAtS: 0,
    shard: 's',
    rating: 0,
    emblem: 0,
  })),
  matches: matches.map((ids, at) => ({
    ...{ matchId: `m${at}`, mode: 'cycles', state: 'playing', seats: 2, spectators: 0 },
    players: ids.map((id) => ({ id, name: id, emblem: 0 })),
  })),
});
const rulesOf = (findings: readonly { rule: string }[]) => findings.map(({ rule }) => rule);

/** Ada has won a match against ben, and both received the result. */
function played(matchId = 'm1'): Ledger {
  const ledger = new Ledger();
  const seats: SeatRow[] = ['ada', 'ben'].map((id, team) => ({ id, name: id, team, is: 'here' }));
  ledger.tabled({ matchId, mode: 'cycles', phase: 'running', seats, you: 0, spectators: 0 });
  const results = [
    { id: 'ada', name: 'Ada', emblem: 0, place: 1 },
    { id: 'ben', name: 'Ben', emblem: 0, place: 2 },
  ];
  for (const id of ['ada', 'ben']) ledger.finished(id, { matchId, mode: 'cycles', isRated: false, results });
  return ledger;
}
const row = (place: number, other: string, more: Partial<PastMatchRow> = {}): PastMatchRow => ({
  ...{ matchId: 'm1', mode: 'cycles', startedAtS: 100, endedAtS: 160, withBots: false, place, isAbandoned: false },
  others: [{ id: other, name: other, place: 3 - place, isAbandoned: false }],
  ...more,
});
const audited = (ledger: Ledger, ada: PastMatchRow[], ben: PastMatchRow[] = [row(2, 'ada')]) =>
  rulesOf(
    auditResults(
      ledger.matches,
      new Map([
        ['ada', ada],
        ['ben', ben],
      ]),
    ),
  );

describe('the audit of bots that play', () => {
  it('B10 the audit finds nothing if the desk agrees with every bot', () => {
    const bots = [
      { id: 'ada', view: { ticketId: 't1', isInMatch: false } },
      { id: 'ben', view: { ticketId: undefined, isInMatch: true } },
      { id: 'cyd', view: NOWHERE },
    ];
    assert.deepEqual(
      doubtsOf(bots, sighting({ ada: 'queued', ben: 'playing', cyd: 'busy' }, ['ben'], ['dan']), new Map()),
      [],
    );
  });

  it('B10 the audit doubts a bot that wrongly believes it is queued, plays without a room, or is in two matches', () => {
    const queued = { ticketId: 't1', isInMatch: false };
    const doubts = (view: typeof NOWHERE | typeof queued, seen: Sighting) =>
      rulesOf(doubtsOf([{ id: 'ada', view }], seen, new Map()));
    for (const status of ['online', 'away', 'busy'] as const)
      assert.deepEqual(doubts(queued, sighting({ ada: status })), ['queuedWithoutTicket']);
    assert.deepEqual(doubts(queued, sighting({ ada: 'reconnecting' })), []);
    assert.deepEqual(doubts(NOWHERE, sighting({ ada: 'playing' }, ['ada'])), ['playingWithoutRoom']);
    const twice = sighting({}, ['ada', 'ben'], ['cyd', 'ada']);
    assert.deepEqual(doubts(NOWHERE, twice), ['inTwoMatches']);
    // A player who left the first match is still named in it.
    const ledger = new Ledger();
    const seats: SeatRow[] = [{ id: 'ada', name: 'Ada', team: 0, is: 'gone' }];
    ledger.tabled({ matchId: 'm0', mode: 'cycles', phase: 'running', seats, you: null, spectators: 1 });
    assert.deepEqual(doubtsOf([], twice, ledger.matches), []);
    const other = new Ledger();
    other.abandoned('ada', 'm1', 'cycles');
    assert.deepEqual(doubtsOf([], twice, other.matches), []);
  });

  it('B10 a doubt that lasts is one finding, and one that passes is none', () => {
    const doubts = new Doubts(10_000);
    const doubt = [{ rule: 'playingWithoutRoom', says: 'ada' }] as const;
    assert.deepEqual(
      [0, 5_000, 9_999].flatMap((now) => doubts.look(doubt, now)),
      [],
    );
    assert.deepEqual(doubts.look([], 10_000), []);
    assert.deepEqual(doubts.look(doubt, 10_001), []);
    assert.deepEqual(rulesOf(doubts.look(doubt, 20_001)), ['playingWithoutRoom']);
    assert.deepEqual(doubts.look(doubt, 40_000), []);
  });

  it('B10 a match has one result, the same for everybody', () => {
    assert.deepEqual(audited(played(), [row(1, 'ben')]), []);
    assert.deepEqual(audited(played(), []), ['noResult']);
    assert.deepEqual(audited(played(), [row(1, 'ben'), row(1, 'ben')]), ['twoResults']);
    assert.deepEqual(audited(played(), [row(2, 'ben')]), ['resultsDiffer']);
    const again = played();
    again.finished('ada', { matchId: 'm1', mode: 'cycles', isRated: false, results: [] });
    assert.deepEqual(audited(again, [row(1, 'ben')]), ['toldAgain', 'resultsDiffer']);
  });

  it('B10 a result needs a match, and a bot in one begins no other', () => {
    assert.deepEqual(
      audited(played(), [row(1, 'ben'), row(1, 'ben', { matchId: 'm2', startedAtS: 160, endedAtS: 170 })]),
      ['unknownResult'],
    );
    const ledger = played();
    ledger.ready('m2', 'cycles');
    const second = (startedAtS: number) => row(1, 'cyd', { matchId: 'm2', startedAtS, endedAtS: 300 });
    assert.deepEqual(audited(ledger, [row(1, 'ben'), second(160)]), []);
    assert.deepEqual(audited(ledger, [row(1, 'ben'), second(159)]), ['inTwoMatches']);
    assert.deepEqual(audited(ledger, [row(1, 'ben'), { ...second(100), isAbandoned: true }]), []);
    assert.deepEqual(audited(ledger, [row(1, 'ben', { isAbandoned: true }), second(130)]), []);
  });
});
