import assert from 'node:assert/strict';
import { OpponentsReader } from '../../client/actions/opponentsReader.ts';
import { LobbyModel } from '../../client/model/lobbyModel.ts';
import { opponentsOf } from '../../client/model/people/opponents.ts';
import { FAIR_WITHIN, relevanceOf } from '../../client/model/people/relevance.ts';
import { RosterView } from '../../client/model/rosterView.ts';
import { rowLine } from '../../client/model/views/rowLine.ts';
import { rowOffer } from '../../client/model/views/rowOffer.ts';
import type { LobbyEvent } from '../../client/net/events.ts';
import type { PastMatchRow, PastOther } from '../../shared/records.ts';
import { makePlayers, seeded } from '../story/players.ts';
import { change, namesOf, row } from './rows.ts';

const other = (id: string | null, place: number, more: Partial<PastOther> = {}): PastOther => {
  return { id, name: id, place, isAbandoned: false, ...more } as PastOther;
};
const past = (
  endedAtS: number,
  place: number,
  others: PastOther[],
  more: Partial<PastMatchRow> = {},
): PastMatchRow => ({
  ...{ matchId: `m${endedAtS}`, mode: 'cycles', startedAtS: endedAtS - 60, endedAtS, withBots: false },
  ...{ place, isAbandoned: false, others },
  ...more,
});
const groups = (view: RosterView): string[] => view.sections.map(({ place, count }) => `${place} ${count}`);

describe('who matters to a player', () => {
  it('U67 opponents come from the history: wins, losses and draws with each; hidden ones and one’s own team are none', () => {
    const met = opponentsOf([
      past(90, 1, [other('ada', 2), other('bob', 3)]),
      past(80, 1, [other('ada', 1)]),
      past(70, 2, [other('ada', 1), other(null, 3)]),
      past(60, 2, [other('cyd', 2, { team: 1 }), other('dan', 1, { team: 2 })], { team: 1 }),
    ]);
    assert.deepEqual(
      [...met],
      [
        ['ada', { won: 1, lost: 1, drawn: 1, lastAtS: 90 }],
        ['bob', { won: 1, lost: 0, drawn: 0, lastAtS: 90 }],
        ['dan', { won: 0, lost: 1, drawn: 0, lastAtS: 60 }],
      ],
    );
    const many = Array.from({ length: 40 }, (_, i) => past(100 - i, 1, [other(`p${i % 30}`, 2)]));
    assert.deepEqual(
      [...opponentsOf(many).keys()],
      Array.from({ length: 20 }, (_, i) => `p${i}`),
      'the latest',
    );
  });

  it('U67 fair is one who is free or waits and whose rating is near; without a rating one counts as a beginner', () => {
    const about = { ownWorth: 1_200, opponents: new Map(), blocked: new Set(['mia']) };
    const groupOf = (status: Parameters<typeof relevanceOf>[1], worth: number, id = 'x', ownWorth = 1_200) =>
      relevanceOf(id, status, worth, { ...about, ownWorth }).group;
    assert.deepEqual(
      [groupOf('online', 1_200 + FAIR_WITHIN), groupOf('queued', 1_200 - FAIR_WITHIN)],
      ['fair', 'fair'],
    );
    assert.equal(groupOf('online', 1_201 + FAIR_WITHIN), 'everyone');
    for (const status of ['playing', 'away', 'busy', 'reconnecting', null] as const)
      assert.equal(groupOf(status, 1_200), 'everyone', `${status}`);
    assert.equal(groupOf('online', 1_200, 'mia'), 'everyone', 'blocked');
    assert.deepEqual(
      [groupOf('online', 0), groupOf('online', 0, 'x', 0), groupOf('online', 1_050, 'x', 0)],
      ['everyone', 'fair', 'fair'],
    );
  });

  it('U67 friends, recent opponents and fair matches come first: those met last, those who wait, the nearest', () => {
    const view = new RosterView();
    view.sortBy('relevance');
    view.setMode('cycles');
    const rated = (name: string, rating: number, status = 'online' as Parameters<typeof row>[1]) =>
      row(name, status, { rating });
    view.reset([
      rated('Me', 1_200),
      ...[rated('Ann', 1_290), rated('Ben', 1_210), rated('Cat', 1_195, 'playing'), rated('Dov', 1_150, 'queued')],
      ...[rated('Eli', 1_900, 'away'), rated('Fay', 1_700), rated('Gil', 1_205)],
    ]);
    view.setSelf('me', '1200');
    view.setFriends([rated('Fay', 1_700)]);
    const met = { won: 3, lost: 2, drawn: 0 };
    view.setOpponents(
      new Map([
        ['gil', { ...met, lastAtS: 5 }],
        ['eli', { ...met, lastAtS: 9 }],
        ['cat', { ...met, lastAtS: 7 }],
      ]),
    );
    assert.deepEqual(groups(view), ['self 1', 'friends 1', 'lately 3', 'fair 3']);
    assert.deepEqual(namesOf(view), ['Me', 'Fay', 'Cat', 'Gil', 'Eli', 'Dov', 'Ben', 'Ann']);
    view.change(change({ updated: [rated('Ben', 1_210, 'playing'), rated('Ann', 1_290, 'queued')] }));
    assert.deepEqual(namesOf(view).slice(5), ['Dov', 'Ann', 'Ben']);
    assert.deepEqual(groups(view).slice(3), ['fair 2', 'everyone 1']);
    // After a match one's own rating is another.
    view.setSelf('me', '1390');
    assert.deepEqual(groups(view).slice(3), ['fair 1', 'everyone 2']);
    view.sortBy('rank');
    assert.deepEqual(groups(view), ['self 1', 'friends 1', 'online 3', 'playing 2', 'away 1']);
  });

  it('U67 while the list is held, what moves others waits, and is counted', () => {
    const view = new RosterView();
    view.sortBy('relevance');
    view.reset([row('Me'), row('Ann'), row('Ben')]);
    view.setSelf('me');
    view.hold(true);
    view.setOpponents(new Map([['ben', { won: 1, lost: 0, drawn: 0, lastAtS: 1 }]]));
    assert.deepEqual([groups(view), view.updates], [['self 1', 'fair 1'], 1]);
    view.hold(false);
    assert.deepEqual(groups(view), ['self 1', 'lately 1', 'fair 1']);
  });

  it('U67 with 10,000 players a change costs no sort of all', () => {
    const view = new RosterView();
    view.sortBy('relevance');
    const players = makePlayers(10_000, 1_000, seeded(7), true);
    view.reset(players);
    const changes = 1_000;
    const from = performance.now();
    for (let i = 0; i < changes; i++) {
      const before = players[(i * 37) % players.length] as (typeof players)[number];
      const status = i % 3 === 0 ? 'queued' : i % 3 === 1 ? 'playing' : 'online';
      view.change(change({ updated: [{ ...before, status }] }));
    }
    const eachMs = (performance.now() - from) / changes;
    console.log(`      ${eachMs.toFixed(3)} ms a change`);
    // A sort of all takes over 10 ms.
    assert.ok(eachMs < 2, `${eachMs}`);
  });

  it('U67 the history is read once after joining and after each match; a late or failed answer changes nothing', async () => {
    const model = new LobbyModel(0);
    const timers: (() => void)[] = [];
    const asked: { id: string; answer: (reply: object) => void }[] = [];
    const reader = new OpponentsReader({
      records: { matchesOf: (id) => new Promise((resolve) => asked.push({ id, answer: resolve as never })) },
      model,
      setTimeout: (callback) => timers.push(callback),
      random: () => 0,
    });
    const happens = (event: LobbyEvent) => {
      model.apply(event, 0);
      reader.handle(event);
    };
    const self = { ...row('Me'), visibility: 'everyone', chosenStatus: 'online' } as const;
    const welcome = { type: 'welcomed', payload: { self, nowS: 1, shard: 's' } } as unknown as LobbyEvent;
    happens(welcome);
    assert.equal(asked.length, 0, 'not with the first paint');
    timers.shift()?.();
    assert.deepEqual(
      asked.map(({ id }) => id),
      ['me'],
    );
    happens(welcome);
    assert.equal(timers.length, 0, 'a resume asks for nothing');
    happens({ type: 'matchFinished', payload: { matchId: 'm', mode: 'cycles', isRated: false, results: [] } });
    const page = (matches: PastMatchRow[]) => ({ ok: true, matches, nextCursor: null });
    const settle = () => new Promise((resolve) => setImmediate(resolve));
    asked[1]?.answer(page([past(9, 1, [other('bob', 2)])]));
    await settle();
    asked[0]?.answer(page([past(9, 1, [other('ada', 2)])]));
    await settle();
    assert.deepEqual([...model.roster.opponents.keys()], ['bob']);
    happens({ type: 'matchFinished', payload: { matchId: 'n', mode: 'cycles', isRated: false, results: [] } });
    asked[2]?.answer({ ok: false, refusal: 'network' });
    await settle();
    assert.deepEqual([...model.roster.opponents.keys()], ['bob']);
  });

  it('U68 a row says what its player does and offers what fits', () => {
    const model = new LobbyModel(0);
    const send = (event: LobbyEvent) => model.apply(event, 0);
    send({ type: 'linkChanged', link: { kind: 'online' } });
    send({
      type: 'rosterReset',
      rows: [
        row('Ada', 'playing'),
        row('Bob', 'playing'),
        row('Cyd'),
        row('Dan', 'busy'),
        row('Eve', 'away'),
        row('Fay', 'playing'),
      ],
    });
    const seat = (id: string) => ({ id, name: id, emblem: 0 });
    const duel = { matchId: 'm1', mode: 'cycles-duel', state: 'playing' as const, seats: 2, spectators: 0 };
    const put = [
      { ...duel, players: [seat('ada'), { id: null, name: null } as const], progress: { at: 4, scores: [2, 1] } },
      { ...duel, matchId: 'm2', mode: 'cycles', state: 'open' as const, seats: 4, players: [seat('bob'), seat('x')] },
    ];
    send({ type: 'matchesUpdated', payload: { isWhole: true, put, removed: [] } });
    model.commit(() => {
      model.roster.setOpponents(
        new Map([
          ['cyd', { won: 3, lost: 2, drawn: 1, lastAtS: 1 }],
          ['dan', { won: 1, lost: 1, drawn: 0, lastAtS: 1 }],
        ]),
      );
    });
    const seen = (id: string) => {
      const found = model.roster.row(id) ?? assert.fail();
      const { word, after } = rowLine(model, found, 1_300);
      return [word + after, rowOffer(model, found)?.action];
    };
    assert.deepEqual(seen('ada'), ['Duel · round 4, 2–1', 'watch']);
    assert.deepEqual(seen('bob'), ['Open table · 2 of 4 seats', 'join']);
    assert.deepEqual(seen('cyd'), ['Free · you lead 3–2', 'challenge']);
    assert.deepEqual(seen('dan'), ['Busy · level, 1–1', undefined]);
    assert.deepEqual(seen('eve'), ['Away · 5 min ago', undefined]);
    // Their match is in no list that this player is told.
    assert.deepEqual(seen('fay'), ['Playing · 5 min ago', undefined]);
    assert.match(
      rowLine(model, model.roster.row('eve') ?? assert.fail(), 1_300).said,
      /^Away · last active 5 min ago$/,
    );
    send({ type: 'linkChanged', link: { kind: 'connecting', attempt: 1, sinceAt: 0 } });
    assert.equal(seen('cyd')[1], undefined, 'nothing that cannot be done');
  });
});
