import assert from 'node:assert/strict';
import { RecordsActions, type RecordsCommands } from '../../client/actions/recordsActions.ts';
import { en } from '../../client/i18n/en.ts';
import { LANGUAGES } from '../../client/i18n/languages.ts';
import { speak, text } from '../../client/i18n/text.ts';
import { LobbyModel } from '../../client/model/lobbyModel.ts';
import { recordRows } from '../../client/model/recordRows.ts';
import type { LeaderboardRow, PastMatchRow } from '../../shared/records.ts';

const leader = (place: number): LeaderboardRow => ({
  place,
  id: `p${place}`,
  name: `N${place}`,
  emblem: 0,
  rating: 1_500,
  matches: 1,
  isProvisional: place > 2,
});
const NOW_S = 1_700_000_000;
const match = (more: Partial<PastMatchRow>): PastMatchRow => ({
  matchId: 'm',
  mode: 'connect-four',
  startedAtS: NOW_S - 300,
  endedAtS: NOW_S - 180,
  withBots: false,
  place: 1,
  isAbandoned: false,
  others: [{ id: 'b', name: 'Ben', place: 2, isAbandoned: false }],
  ...more,
});

/** The test decides when replies arrive. */
function world() {
  const model = new LobbyModel(0);
  const asked: { what: string; answer: (reply: unknown) => void }[] = [];
  const ask = (what: string) => new Promise<never>((answer) => asked.push({ what, answer: answer as never }));
  const commands: RecordsCommands = {
    leaderboard: (mode, cursor) => ask(`${mode} ${cursor}`),
    matchup: (mode, others) => ask(`${mode} ${others}`),
    matchesOf: (id, cursor, limit) => ask(`${id} ${cursor}${limit === undefined ? '' : ` ${limit}`}`),
    replay: (matchId) => ask(`replay ${matchId}`),
    publicReplay: (matchId) => ask(`publicReplay ${matchId}`),
  };
  const actions = new RecordsActions(commands, model);
  return { model, asked, actions };
}
const OF = { kind: 'leaderboard', mode: 'connect-four' } as const;

describe('records', () => {
  it('U51 pages load one after the other, and end with the last', async () => {
    const { model, asked, actions } = world();
    const opening = actions.open(OF);
    await actions.more();
    asked[0]?.answer({ ok: true, mode: OF.mode, players: [leader(1), leader(2)], nextCursor: 'c' });
    await opening;
    const going = actions.more();
    await actions.more();
    asked[1]?.answer({ ok: true, mode: OF.mode, players: [leader(3)], nextCursor: null });
    await going;
    await actions.more();
    assert.deepEqual(
      asked.map(({ what }) => what),
      ['connect-four undefined', 'connect-four c'],
    );
    assert.ok(model.records);
    assert.deepEqual(
      recordRows(model.records, 'p2', NOW_S).map(({ place, isYou }) => place + (isYou ? ' you' : '')),
      ['1', '2 you', '3'],
    );
  });

  it('U60 a provisional row of the leaderboard is marked, in every language and for screen readers', async () => {
    const { model, asked, actions } = world();
    const opening = actions.open(OF);
    asked[0]?.answer({ ok: true, mode: OF.mode, players: [leader(1), leader(3)], nextCursor: null });
    await opening;
    try {
      for (const [id, { load }] of Object.entries(LANGUAGES)) {
        speak(id, await load());
        const mark = text('records.provisional');
        const [known, provisional] = recordRows(model.records as never, undefined, NOW_S);
        assert.ok(known && provisional && mark);
        assert.ok(!known.accessibleName.includes(mark) && provisional.accessibleName.includes(mark));
        assert.ok(!known.detail.includes(mark) && provisional.detail.includes(mark));
      }
    } finally {
      speak('en', en);
    }
  });

  it('U51 a late answer is dropped; a failed load is reported, keeps the current rows, and can be retried', async () => {
    const { model, asked, actions } = world();
    const first = actions.open(OF);
    const second = actions.open({ kind: 'history', player: { id: 'a', name: 'Ada' } });
    asked[0]?.answer({ ok: true, mode: OF.mode, players: [leader(1)], nextCursor: null });
    await first;
    const shown = () => model.records?.page?.rows.length;
    assert.equal(shown(), undefined);
    asked[1]?.answer({ ok: true, matches: [match({})], nextCursor: 'older' });
    await second;
    const more = actions.more();
    asked[2]?.answer({ ok: false, refusal: 'network' });
    await more;
    assert.ok(model.records?.problem !== undefined);
    assert.equal(shown(), 1);
    await actions.more();
    assert.equal(asked.length, 3);
    const again = actions.again();
    asked[3]?.answer({ ok: true, matches: [match({ matchId: 'n' })], nextCursor: null });
    await again;
    assert.deepEqual([model.records?.problem, shown()], [undefined, 2]);
    actions.close();
    assert.equal(model.records, undefined);
  });

  it('U53 the latest matches belong to the selected player; a late answer is dropped', async () => {
    const { model, asked, actions } = world();
    const [ada, ben] = [
      { id: 'a', name: 'Ada' },
      { id: 'b', name: 'Ben' },
    ];
    const first = actions.loadLatest(ada, 3);
    const second = actions.loadLatest(ben, 3);
    asked[0]?.answer({ ok: true, matches: [match({}), match({})], nextCursor: 'c' });
    await first;
    assert.deepEqual([model.latest?.of, model.latest?.page], [{ kind: 'history', player: ben }, undefined]);
    asked[1]?.answer({ ok: true, matches: [match({})], nextCursor: null });
    await second;
    assert.equal(model.latest?.page?.rows.length, 1);
    assert.deepEqual(
      asked.map(({ what }) => what),
      ['a undefined 3', 'b undefined 3'],
    );
    const third = actions.loadLatest(ada, 3);
    asked[2]?.answer({ ok: false, refusal: 'network' });
    await third;
    assert.ok(model.latest?.problem);
    assert.equal(model.records, undefined);
  });

  it('U52 a match shows its outcome, mode, opponents, time and rating change', async () => {
    const rows = [
      match({ ratingBefore: 1_200, ratingAfter: 1_214 }),
      match({ place: 2, ratingBefore: 1_200, ratingAfter: 1_189 }),
      match({ others: [{ id: null, name: null, place: 1, isAbandoned: false }] }),
      match({ isAbandoned: true, place: 2 }),
      match({ mode: 'cycles', place: 3, withBots: true, others: [] }),
    ];
    const page = { kind: 'history', rows, nextCursor: null } as const;
    const of = { kind: 'history', player: { id: 'a', name: 'Ada' } } as const;
    const shown = recordRows({ of, page, isAsked: false, problem: undefined }, 'a', NOW_S);
    assert.deepEqual(
      shown.map(({ title, value, change, tone }) => [title, value, change, tone].join('|')),
      [
        'Won · Connect four|1,214|+14|good',
        'Lost · Connect four|1,189|−11|bad',
        'A draw · Connect four|||plain',
        'Gave up · Connect four|||plain',
        'Lost · Light-cycles|||plain',
      ],
    );
    assert.deepEqual(
      shown.map(({ detail }) => detail.replace(/[\u2068\u2069]/g, '')),
      [
        'against Ben · 3 min ago',
        'against Ben · 3 min ago',
        'against someone · 3 min ago',
        'against Ben · 3 min ago',
        'against bots · 3 min ago',
      ],
    );
  });
});
