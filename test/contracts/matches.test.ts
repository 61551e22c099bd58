/** The contract of every store for results, ratings and blocks: a SQLite file and a real PostgreSQL. */
import assert from 'node:assert/strict';
import { FOUNDERS } from '../../server/domain/matchmaking/established.ts';
import { shownRating, UNKNOWN_SKILL } from '../../server/domain/matchmaking/ratings.ts';
import type { PlayedMatch, RecordedMatch } from '../../server/domain/play/playedMatch.ts';
import { ratingChanges } from '../../server/domain/play/ratingChanges.ts';
import type { Store } from '../../server/ports.ts';
import { UNRATED } from '../../server/storage/schema.ts';
import { emblemFromId } from '../../shared/emblem.ts';
import { asPlayerId, type PlayerId } from '../../shared/ids.ts';
import { BLOCKS_MAX } from '../../shared/limits.ts';
import { ratingIn, ratingsText } from '../../shared/modeRatings.ts';
import { MODES } from '../../shared/modes.ts';
import { BAN } from '../support/admin.ts';
import { FUN as NO_STAKES, useModes } from '../support/extraModes.ts';
import { NOTHING_KNOWN } from '../support/ratings.ts';
import { postgresStores, type StoreKind, type StorePlace, sqliteStores } from '../support/storePlaces.ts';
import { numberedMatch, numberedPlayer, runTogether } from '../support/storeProcess.ts';

const T0 = 1_790_000_000_000;
const [ADA, BOB, CAROL, DAN] = ['ada', 'bob', 'carol', 'dan'].map(asPlayerId) as [
  PlayerId,
  PlayerId,
  PlayerId,
  PlayerId,
];
const BARE = { visibility: 'everyone', createdAt: T0 } as const;
const DUEL = 'cycles-duel';
const OTHER_DUEL = 'connect-four';
const FUN = NO_STAKES.id;

/** `ids`: best first. */
const played = (matchId: string, ids: string[], more: Partial<PlayedMatch> = {}): PlayedMatch => ({
  matchId,
  mode: DUEL,
  ranking: ids.map((id, at) => ({ playerId: asPlayerId(id), place: at + 1, isAbandoned: false })),
  startedAt: T0 - 60_000,
  endedAt: T0,
  withBots: false,
  ...more,
});

for (const kind of [sqliteStores(), postgresStores()])
  describe(`results in the store: ${kind.name}`, () => suite(kind));

function suite(kind: StoreKind): void {
  useModes(NO_STAKES);
  let place: StorePlace;
  let store: Store;
  before(() => kind.start());
  after(() => kind.stop());
  beforeEach(async () => {
    place = await kind.fresh();
    store = await place.open();
    await store.migrate();
    for (const id of [ADA, BOB, CAROL, DAN]) await create(id);
  });
  afterEach(() => store.close());

  const create = (id: string, createdAt = T0) =>
    store.players.create({
      id: asPlayerId(id),
      name: id.toUpperCase(),
      nameKey: id,
      visibility: 'everyone',
      createdAt,
    });
  const record = async (...match: Parameters<typeof played>) => {
    const recorded = await store.matches.record(played(...match));
    return recorded ?? assert.fail(`${match[0]} was recorded before`);
  };
  const ratingOf = async (id: string) => (await store.players.find(asPlayerId(id)))?.rating;
  const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id);

  it('S87 a replay is stored with its match, once, and goes with it, with age, and beyond the latest', async () => {
    const replay = (inputs: number[], isPrivate = false) => ({
      seats: [{ id: ADA }, { bot: 'Bit Bot' }],
      inputs: Uint8Array.from(inputs),
      isPrivate,
    });
    for (const n of [1, 2, 3, 4])
      await store.matches.record(played(`m${n}`, [ADA], { endedAt: T0 + n, replay: replay([n, 0, 255], n === 1) }));
    await store.matches.record(played('m5', [ADA, BOB]));
    assert.equal(await store.matches.record(played('m1', [ADA], { replay: replay([9]) })), undefined);
    const found = await store.matches.replay('m1');
    assert.deepEqual([found?.seats, found?.isPrivate, found?.mode], [[{ id: ADA }, { bot: 'Bit Bot' }], true, DUEL]);
    assert.deepEqual([...(found?.inputs ?? [])], [1, 0, 255]);
    assert.deepEqual([...(found?.players.keys() ?? [])], [ADA]);
    assert.equal(await store.matches.replay('m5'), undefined);
    const left = async () => {
      const all = await Promise.all([1, 2, 3, 4].map(async (n) => ((await store.matches.replay(`m${n}`)) ? n : [])));
      return all.flat();
    };
    assert.equal(await store.matches.pruneReplays(T0 + 2, 100), 1);
    assert.deepEqual(await left(), [2, 3, 4]);
    assert.equal(await store.matches.pruneReplays(0, 2), 1);
    assert.deepEqual(await left(), [3, 4]);
    await store.matches.prune(T0 + 4);
    assert.deepEqual(await left(), [4]);
  });

  it('S86 a player’s record against others counts the matches of the mode without bots, by who came first', async () => {
    await store.matches.record(played('m1', [ADA, BOB]));
    await store.matches.record(played('m2', [BOB, ADA]));
    await store.matches.record(played('m3', [ADA, CAROL, BOB]));
    await store.matches.record(played('m4', [ADA, BOB], { mode: OTHER_DUEL }));
    await store.matches.record(played('m5', [ADA, BOB], { withBots: true }));
    const ranking = [ADA, BOB].map((playerId) => ({ playerId, place: 1, isAbandoned: false }));
    await store.matches.record(played('m6', [], { ranking }));
    const met = await store.matches.met(ADA, [BOB, CAROL, DAN], DUEL);
    assert.deepEqual(
      [...met].toSorted(([a], [b]) => (a < b ? -1 : 1)),
      [
        [BOB, { won: 2, drawn: 1, lost: 1 }],
        [CAROL, { won: 1, drawn: 0, lost: 0 }],
      ],
    );
    assert.equal((await store.matches.met(ADA, [], DUEL)).size, 0);
  });

  it('S40 a match, its players and their ratings are stored together', async () => {
    assert.deepEqual(await store.ratings.of([ADA, BOB], DUEL), new Map());
    const changes = ratingChanges(played('m1', ['ada', 'bob']), NOTHING_KNOWN);
    const recorded = await record('m1', ['ada', 'bob']);
    assert.deepEqual(
      await store.ratings.of([ADA, BOB, CAROL], DUEL),
      new Map([...changes].map(([id, c]) => [id, c.rating])),
    );
    const [won, lost] = [changes.get(ADA), changes.get(BOB)];
    const textOf = (rating = 0) => ratingsText([{ mode: DUEL, rating, isProvisional: true }]);
    assert.ok(won && lost && won.after > won.before && lost.after < lost.before);
    const expected: RecordedMatch = {
      matchId: 'm1',
      mode: DUEL,
      ranking: [
        {
          ...{ playerId: ADA, name: 'ADA', emblem: emblemFromId(ADA), place: 1 },
          ...{ isAbandoned: false, ratingBefore: won.before },
          ...{ ratingAfter: won.after, ratings: textOf(won.after) },
        },
        {
          playerId: BOB,
          name: 'BOB',
          emblem: emblemFromId(BOB),
          place: 2,
          isAbandoned: false,
          ratingBefore: lost.before,
          ratingAfter: lost.after,
          ratings: textOf(lost.after),
        },
      ],
    };
    assert.deepEqual(recorded, expected);
    assert.deepEqual(await store.matches.find('m1'), expected);
    assert.equal((await store.matches.of(BOB, 10)).length, 1);
  });

  it('S83 news of a result are kept until they are told or taken, by one caller alone, and while they are news', async () => {
    const take = (id: PlayerId, since = T0) => store.matches.takeNews(id, since);
    await store.matches.keepNews('m1', [ADA, BOB, CAROL], 'one', T0 + 0.5);
    await store.matches.keepNews('m2', [CAROL], 'two', T0);
    await store.matches.keepNews('m3', [], 'nobody', T0);
    assert.deepEqual((await Promise.all([take(ADA), take(ADA), take(ADA)])).filter(Boolean), ['one']);
    await store.matches.told('m2', BOB);
    await store.matches.told('m1', CAROL);
    assert.deepEqual([await take(CAROL), await take(CAROL)], ['two', undefined]);
    assert.equal(await take(BOB, T0 + 1), undefined);
    assert.equal(await take(BOB), undefined, 'too old is gone');
    await store.matches.keepNews('m4', [DAN], 'four', T0);
    await store.matches.told('m4', DAN);
    assert.equal(await take(DAN), undefined);
  });

  it('S41 a match is recorded once per id: a second time changes nothing and returns nothing', async () => {
    const first = await record('m1', ['ada', 'bob']);
    const before = await store.ratings.of([ADA, BOB, CAROL], DUEL);
    assert.equal(await store.matches.record(played('m1', ['ada', 'bob'])), undefined);
    assert.equal(await store.matches.record(played('m1', ['carol', 'ada'], { mode: OTHER_DUEL })), undefined);
    assert.deepEqual(await store.ratings.of([ADA, BOB, CAROL], DUEL), before);
    assert.deepEqual(await store.ratings.of([ADA, BOB, CAROL], OTHER_DUEL), new Map());
    assert.deepEqual(await store.matches.find('m1'), first);
    assert.deepEqual(await store.matches.of(CAROL, 10), []);
    assert.equal(await store.matches.find('m2'), undefined);
  });

  it('S41 of many concurrent recordings of a match, one succeeds', async () => {
    const other = await place.open();
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, n) => (n % 2 ? store : other).matches.record(played('m1', ['ada', 'bob']))),
    );
    assert.equal(results.filter((recorded) => recorded !== undefined).length, 1);
    assert.deepEqual(
      [...(await store.ratings.of([ADA, BOB], DUEL)).values()].map(({ matches }) => matches),
      [1, 1],
    );
    await other.close();
  });

  it('S42 each new rating is computed from the stored one, of its mode', async () => {
    await record('m1', ['ada', 'bob']);
    const stored = await store.ratings.of([ADA, BOB], DUEL);
    const changes = ratingChanges(played('m2', ['bob', 'carol', 'ada']), { ...NOTHING_KNOWN, ratings: stored });
    await record('m2', ['bob', 'carol', 'ada']);
    const after = await store.ratings.of([ADA, BOB, CAROL], DUEL);
    for (const [id, change] of changes) assert.deepEqual(after.get(id), change.rating, id);
    assert.deepEqual(
      [ADA, BOB, CAROL].map((id) => after.get(id)?.matches),
      [2, 2, 1],
    );
    assert.deepEqual(await store.ratings.of([ADA], OTHER_DUEL), new Map());
    assert.deepEqual(await store.ratings.of([], DUEL), new Map());
  });

  it('S42 of matches recorded at once with the same players, none is lost', async () => {
    const other = await place.open();
    const ids = ['ada', 'bob', 'carol', 'dan'];
    await Promise.all(
      Array.from({ length: 12 }, (_, n) => {
        const order = [...ids.slice(n % 4), ...ids.slice(0, n % 4)];
        return (n % 2 ? store : other).matches.record(played(`m${n}`, n % 3 ? order : order.toReversed()));
      }),
    );
    const ratings = await store.ratings.of(ids.map(asPlayerId), DUEL);
    assert.deepEqual(
      [...ratings.values()].map(({ matches }) => matches),
      [12, 12, 12, 12],
    );
    await other.close();
  });

  it('S43 an unrated mode, a friendly match, bots, or a lone player: recorded without rating changes', async () => {
    await record('fun', ['ada', 'bob'], { mode: FUN });
    await record('bots', ['ada', 'bob'], { withBots: true });
    await record('friendly', ['ada', 'bob'], { isFriendly: true });
    await record('alone', ['ada']);
    await record('nobody', []);
    const gone = await record('no mode', ['ada', 'bob'], { mode: 'gone' });
    assert.deepEqual(gone.ranking[0], {
      ...{ playerId: ADA, name: 'ADA', emblem: emblemFromId(ADA), place: 1, isAbandoned: false },
    });
    for (const { id } of MODES) assert.deepEqual(await store.ratings.of([ADA, BOB], id), new Map(), id);
    assert.equal(await ratingOf('ada'), UNRATED);
    assert.equal((await store.matches.of(ADA, 10)).length, 5);
  });

  it('S82 the ratings of all modes stand in one text of the player, with what has not settled, for friends too', async () => {
    await store.friendships.add(ADA, BOB);
    await store.friendships.add(BOB, ADA);
    const seenByBob = async () => (await store.friendships.tiesOf([BOB])).get(BOB)?.[0]?.ratings;
    assert.equal('ratings' in ((await store.players.find(ADA)) ?? assert.fail()), false);
    const first = await record('m1', ['ada', 'bob']);
    const second = await record('m2', ['ada', 'bob'], { mode: OTHER_DUEL });
    const before = (await store.players.find(ADA))?.ratings ?? '';
    assert.equal(second.ranking[0]?.ratings, before);
    const told = (mode: string, match = first) => ({
      rating: match.ranking[0]?.ratingAfter,
      isProvisional: true,
      mode,
    });
    assert.deepEqual({ ...ratingIn(before, DUEL), mode: DUEL }, told(DUEL));
    assert.deepEqual({ ...ratingIn(before, OTHER_DUEL), mode: OTHER_DUEL }, told(OTHER_DUEL, second));
    assert.equal(await seenByBob(), before);
    await store.players.setVisibility(ADA, 'nobody', T0);
    await record('m3', ['bob', 'ada']);
    assert.notEqual((await store.players.find(ADA))?.ratings, before);
    assert.equal(await seenByBob(), before, 'as last seen');
    await store.players.setVisibility(ADA, 'friends', T0);
    assert.equal(await seenByBob(), (await store.players.find(ADA))?.ratings);
    await place.run("update ratings set is_provisional = (1 = 0) where player_id = 'ada'");
    await record('m4', ['ada', 'bob'], { mode: OTHER_DUEL });
    const settled = (await store.players.find(ADA))?.ratings ?? '';
    assert.equal(ratingIn(settled, DUEL)?.isProvisional, false);
  });

  it('S82 an older database gets the text from its ratings', async () => {
    await record('m1', ['ada', 'bob']);
    const before = await Promise.all([ADA, BOB].map(async (id) => (await store.players.find(id))?.ratings));
    await place.run(`
      alter table players drop column ratings; alter table players drop column friends_ratings;
      delete from kysely_migration where name >= '015'`);
    await store.migrate();
    const after = await Promise.all([ADA, BOB].map(async (id) => (await store.players.find(id))?.ratings));
    assert.deepEqual(after, before);
    assert.ok(ratingIn(after[0] ?? '', DUEL));
  });

  it('S44 the roster shows the rating of the latest match that counted', async () => {
    const first = await record('m1', ['ada', 'bob']);
    assert.equal(await ratingOf('ada'), first.ranking[0]?.ratingAfter);
    const second = await record('m2', ['bob', 'ada'], { mode: OTHER_DUEL });
    assert.equal(await ratingOf('ada'), second.ranking[1]?.ratingAfter);
    assert.notEqual(await ratingOf('ada'), first.ranking[0]?.ratingAfter);
    await record('m3', ['ada', 'bob'], { mode: FUN });
    assert.equal(await ratingOf('ada'), second.ranking[1]?.ratingAfter);
    assert.equal(await ratingOf('carol'), UNRATED);
    const { mu, sigma } = (await store.ratings.of([ADA], OTHER_DUEL)).get(ADA) ?? assert.fail();
    assert.equal(await ratingOf('ada'), shownRating({ mu, sigma }));
  });

  it('S45 a leaderboard sorts by rating, then by id; each player once, page after page', async () => {
    const ids = Array.from({ length: 8 }, (_, n) => `p${n}`);
    for (const id of ids) await create(id);
    assert.deepEqual(await store.ratings.leaderboard({ mode: DUEL, limit: 3 }), []);
    for (const [n, id] of ids.entries()) if (n % 2) await record(`m${n}`, [id, ids[n - 1] ?? '']);
    await record('again', ['p7', 'p5']);
    await record('other', ['ada', 'bob'], { mode: OTHER_DUEL });
    const whole = await store.ratings.leaderboard({ mode: DUEL, limit: 20 });
    assert.deepEqual(
      whole.map(({ place }) => place),
      [1, 2, 3, 4, 5, 6, 7, 8],
    );
    assert.deepEqual(idsOf(whole), ['p7', 'p1', 'p3', ...idsOf(whole.slice(3))]);
    assert.deepEqual(
      idsOf(whole.slice(-3)),
      ['p0', 'p2', 'p4'].concat(['p6']).filter((id) => idsOf(whole.slice(-3)).includes(id)),
    );
    assert.deepEqual(whole[0], {
      ...{ place: 1, id: 'p7', name: 'P7', emblem: emblemFromId('p7'), rating: await ratingOf('p7'), matches: 2 },
      isProvisional: true,
    });
    let page = await store.ratings.leaderboard({ mode: DUEL, limit: 3 });
    const paged = [...page];
    while (page.length > 0) {
      page = await store.ratings.leaderboard({ mode: DUEL, limit: 3, after: page.at(-1) });
      paged.push(...page);
    }
    assert.deepEqual(paged, whole);
  });

  it('S88 a player’s own standing is their row of the whole leaderboard, hidden players and banned ones included', async () => {
    await record('m1', ['ada', 'bob']);
    await record('m2', ['carol', 'dan']);
    await store.players.setVisibility(CAROL, 'nobody', T0);
    await record('m3', ['carol', 'bob'], { endedAt: T0 + 1 });
    for (const viewer of [ADA, BOB, CAROL, DAN]) {
      const whole = await store.ratings.leaderboard({ mode: DUEL, limit: 20, viewer });
      assert.deepEqual(
        await store.ratings.standing(DUEL, viewer),
        whole.find(({ id }) => id === viewer),
        viewer,
      );
    }
    assert.equal((await store.ratings.standing(DUEL, BOB))?.place, 4);
    assert.equal(await store.ratings.standing(OTHER_DUEL, ADA), undefined);
    await store.bans.add({ ...BAN, player: ADA, at: T0 });
    assert.equal(await store.ratings.standing(DUEL, ADA), undefined);
    assert.equal((await store.ratings.standing(DUEL, BOB))?.place, 3);
  });

  it('S45 provisional players come last, whatever their ratings, page after page', async () => {
    const others = ['bob', 'carol', 'dan'];
    for (let n = 0; n < 10; n++) await record(`m${n}`, ['ada', others[n % 3] ?? '']);
    await place.run("update ratings set shown = 3000, public_shown = 3000 where player_id = 'bob'");
    const whole = await store.ratings.leaderboard({ mode: DUEL, limit: 9 });
    assert.deepEqual(
      whole.map(({ id, isProvisional }) => [id, isProvisional]),
      [['ada', false], ['bob', true], ...idsOf(whole.slice(2)).map((id) => [id, true])],
    );
    const paged: typeof whole = [];
    for (let page = whole.slice(0, 1); page.length > 0; ) {
      paged.push(...page);
      page = await store.ratings.leaderboard({ mode: DUEL, limit: 1, after: page[0] });
    }
    assert.deepEqual(paged, whole);
  });

  it('S80 a player becomes established with a match, on each leaderboard of which they have ten matches', async () => {
    const isProvisional = async (mode: string) => {
      const board = await store.ratings.leaderboard({ mode, limit: 9 });
      return board.find(({ id }) => id === ADA)?.isProvisional;
    };
    for (let n = 0; n < 11; n++) await record(`m${n}`, ['ada', 'bob'], { mode: OTHER_DUEL });
    await record('m11', ['ada', 'carol']);
    assert.deepEqual([await isProvisional(OTHER_DUEL), await isProvisional(DUEL)], [true, true]);
    await record('m12', ['ada', 'dan']);
    assert.deepEqual([await isProvisional(OTHER_DUEL), await isProvisional(DUEL)], [false, true]);
    for (let n = 0; n < 8; n++) await record(`n${n}`, ['bob', 'ada']);
    assert.equal(await isProvisional(DUEL), false);
    assert.deepEqual((await store.ratings.of([ADA, BOB], DUEL)).get(ADA)?.matches, 10);
  });

  it('S80 founders are wanted until 20 players who are not banned are established', async () => {
    for (let n = 0; n < FOUNDERS; n++) {
      await create(`e${n}`);
      await place.run(`insert into reputations values ('e${n}', true, 10, '[]', '[]')`);
    }
    const isEstablished = async (id: string) => {
      for (const [n, other] of ['bob', 'carol', 'dan'].entries())
        for (const half of [1, 2, 3, 4]) await record(`${id}${n}${half}`, [id, other]);
      const board = await store.ratings.leaderboard({ mode: DUEL, limit: 99 });
      return board.find((row) => row.id === id)?.isProvisional === false;
    };
    assert.ok(!(await isEstablished('ada')));
    await store.bans.add({ ...BAN, player: asPlayerId('e0'), at: T0 });
    await create('eve');
    assert.ok(await isEstablished('eve'));
  });

  it('S46 hidden players stand as they last were in public, banned ones do not; viewers stand as they are', async () => {
    await record('m1', ['ada', 'bob']);
    await record('m2', ['carol', 'dan']);
    const board = async (viewer?: string) => {
      const rows = await store.ratings.leaderboard({
        mode: DUEL,
        limit: 9,
        viewer: (viewer && asPlayerId(viewer)) || undefined,
      });
      assert.deepEqual(
        rows.map(({ place }) => place),
        rows.map((_, at) => at + 1),
      );
      return rows;
    };
    const before = await board();
    assert.deepEqual(idsOf(before), ['ada', 'carol', 'bob', 'dan']);
    await store.players.setVisibility(CAROL, 'nobody', T0);
    await store.players.setVisibility(BOB, 'friends', T0);
    await store.players.rename(CAROL, 'Other', 'other');
    await record('m3', ['carol', 'bob'], { endedAt: T0 + 1 });
    await record('m4', ['bob', 'carol'], { endedAt: T0 + 2, mode: OTHER_DUEL });
    for (const viewer of [undefined, 'ada']) assert.deepEqual(await board(viewer), before);
    assert.deepEqual(await store.ratings.leaderboard({ mode: OTHER_DUEL, limit: 9 }), []);
    const own = await board('carol');
    assert.deepEqual(idsOf(own), ['carol', 'ada', 'bob', 'dan']);
    assert.deepEqual(
      own.map(({ name, matches }) => [name, matches]),
      [['Other', 2], ...['ADA', 'BOB', 'DAN'].map((name) => [name, 1])],
    );
    const page = { mode: DUEL, limit: 2, viewer: CAROL };
    const [first, second] = [
      await store.ratings.leaderboard(page),
      await store.ratings.leaderboard({ ...page, after: own[1] }),
    ];
    assert.deepEqual([...first, ...second], own);
    await store.players.setVisibility(CAROL, 'everyone', T0 + 9);
    assert.deepEqual(await board(), own);
    await store.bans.add({ ...BAN, player: ADA, at: T0 });
    await store.bans.add({ ...BAN, player: BOB, at: T0 });
    for (const viewer of [undefined, 'bob']) assert.deepEqual(idsOf(await board(viewer)), ['carol', 'dan']);
    await store.bans.lift(ADA);
    assert.deepEqual(idsOf(await board()), ['carol', 'ada', 'dan']);
  });

  it('S46 a player who was never public is in no other player’s leaderboard', async () => {
    const hidden = {
      id: asPlayerId('hal'),
      name: 'Hal',
      nameKey: 'hal',
      visibility: 'friends',
      createdAt: T0,
    } as const;
    await store.players.create(hidden);
    await record('m1', ['hal', 'ada']);
    assert.deepEqual(idsOf(await store.ratings.leaderboard({ mode: DUEL, limit: 9, viewer: ADA })), ['ada']);
    assert.deepEqual(idsOf(await store.ratings.leaderboard({ mode: DUEL, limit: 9, viewer: hidden.id })), [
      'hal',
      'ada',
    ]);
    await store.players.setVisibility(hidden.id, 'everyone', T0);
    assert.deepEqual(idsOf(await store.ratings.leaderboard({ mode: DUEL, limit: 9 })), ['hal', 'ada']);
  });

  it('S47 a history starts with the latest match, with place, change and the other players', async () => {
    const first = await record('m1', ['ada', 'bob']);
    const ranking = [
      { playerId: BOB, place: 1, isAbandoned: false, team: 1 },
      { playerId: CAROL, place: 1, isAbandoned: false, team: 1 },
      { playerId: DAN, place: 3, isAbandoned: false, team: 0 },
      { playerId: ADA, place: 3, isAbandoned: true, team: 0 },
    ];
    await record('m2', [], { mode: FUN, ranking, startedAt: T0 + 1.5, endedAt: T0 + 9.9, withBots: true });
    await store.players.setVisibility(CAROL, 'nobody', T0);
    const person = (id: string, visibility = 'everyone', hiddenAt: number | null = null) => {
      const persona = { name: id.toUpperCase(), emblem: emblemFromId(id) };
      return { id, ...persona, visibility, lastPublic: { ...persona, lastActiveAt: T0, hiddenAt } };
    };
    const [own] = first.ranking;
    assert.deepEqual(await store.matches.of(ADA, 10), [
      {
        ...{ matchId: 'm2', mode: FUN, startedAt: T0 + 1, endedAt: T0 + 9, withBots: true },
        ...{ place: 3, isAbandoned: true, team: 0 },
        others: [
          { player: person('bob'), place: 1, isAbandoned: false, team: 1 },
          { player: person('carol', 'nobody', T0), place: 1, isAbandoned: false, team: 1 },
          { player: person('dan'), place: 3, isAbandoned: false, team: 0 },
        ],
      },
      {
        ...{ matchId: 'm1', mode: DUEL, startedAt: T0 - 60_000, endedAt: T0, withBots: false },
        ...{ place: 1, isAbandoned: false, ratingBefore: own?.ratingBefore, ratingAfter: own?.ratingAfter },
        others: [{ player: person('bob'), place: 2, isAbandoned: false }],
      },
    ]);
    assert.deepEqual(await store.matches.of(asPlayerId('nobody'), 10), []);
    const idsUntil = async (until: number) =>
      (await store.matches.of(ADA, 10, undefined, until)).map(({ matchId }) => matchId);
    assert.deepEqual([await idsUntil(T0 + 10), await idsUntil(T0 + 9), await idsUntil(T0)], [['m2', 'm1'], ['m1'], []]);
  });

  it('S47 pages list each match once, even within the same millisecond', async () => {
    for (let n = 0; n < 9; n++) await record(`m${n}`, ['ada', 'bob'], { endedAt: T0 + Math.floor(n / 4), mode: FUN });
    const whole = await store.matches.of(ADA, 20);
    assert.deepEqual(
      whole.map(({ matchId }) => matchId),
      [8, 7, 6, 5, 4, 3, 2, 1, 0].map((n) => `m${n}`),
    );
    let page = await store.matches.of(ADA, 2);
    const paged = [...page];
    while (page.length > 0) {
      page = await store.matches.of(ADA, 2, page.at(-1));
      paged.push(...page);
    }
    assert.deepEqual(paged, whole);
  });

  it('S48 a pruned player has no rating, and is anonymous in the matches of others', async () => {
    await create('gone', T0 - 1_000);
    await record('m1', ['gone', 'ada']);
    await store.blocks.add(asPlayerId('gone'), BOB, T0);
    const before = await store.ratings.of([ADA], DUEL);
    assert.equal(await store.players.prune(T0), 1);
    assert.deepEqual(await store.ratings.of([asPlayerId('gone'), ADA], DUEL), before);
    assert.deepEqual(idsOf(await store.ratings.leaderboard({ mode: DUEL, limit: 9 })), ['ada']);
    assert.deepEqual((await store.matches.of(ADA, 9))[0]?.others, [{ place: 1, isAbandoned: false }]);
    assert.deepEqual(await store.matches.of(asPlayerId('gone'), 9), []);
    assert.deepEqual(
      (await store.matches.find('m1'))?.ranking.map(({ playerId }) => playerId),
      ['ada'],
    );
    assert.deepEqual(await store.matches.recentOpponents([ADA], DUEL, 9), new Map());
    assert.deepEqual(await store.blocks.of([BOB]), new Map());
    assert.equal(await store.matches.record(played('m1', ['ada', 'bob'])), undefined);
  });

  it('S48 a player pruned before their match is recorded has no place in it; the others keep theirs', async () => {
    const changes = ratingChanges(played('m1', ['gone', 'ada']), NOTHING_KNOWN);
    const recorded = await record('m1', ['gone', 'ada']);
    assert.deepEqual(
      recorded.ranking.map(({ playerId, place, ratingAfter }) => [playerId, place, ratingAfter]),
      [['ada', 2, changes.get(ADA)?.after]],
    );
    assert.deepEqual(await store.matches.find('m1'), recorded);
    assert.deepEqual(idsOf(await store.ratings.leaderboard({ mode: DUEL, limit: 9 })), ['ada']);
  });

  it('S49 recent opponents come from the latest matches of the mode, latest first, without team mates', async () => {
    await record('m1', ['ada', 'bob'], { endedAt: T0 + 1 });
    await record('m2', ['ada', 'carol', 'bob'], { endedAt: T0 + 2 });
    await record('m3', ['ada', 'dan'], { endedAt: T0 + 3, mode: FUN });
    assert.deepEqual(
      await store.matches.recentOpponents([ADA, BOB, DAN], DUEL, 10),
      new Map([
        [ADA, [CAROL, BOB]],
        [BOB, [ADA, CAROL]],
      ]),
    );
    await record('m4', ['ada', 'dan'], { endedAt: T0 + 4 });
    assert.deepEqual(await store.matches.recentOpponents([ADA], DUEL, 1), new Map([[ADA, [DAN]]]));
    assert.deepEqual(await store.matches.recentOpponents([ADA], DUEL, 2), new Map([[ADA, [DAN, CAROL, BOB]]]));
    const ranking = [ADA, BOB, CAROL, DAN].map((playerId, at) => {
      const team = at % 2;
      return { playerId, place: 1 + team, isAbandoned: false, team };
    });
    await record('m5', [], { endedAt: T0 + 5, ranking, mode: OTHER_DUEL });
    assert.deepEqual(await store.matches.recentOpponents([ADA], OTHER_DUEL, 9), new Map([[ADA, [BOB, DAN]]]));
  });

  it('S50 a block counts in both directions, until it is lifted', async () => {
    assert.equal(await store.blocks.add(ADA, BOB, T0), 'blocked');
    assert.equal(await store.blocks.add(ADA, BOB, T0), 'blocked');
    assert.equal(await store.blocks.add(CAROL, ADA, T0), 'blocked');
    assert.equal(await store.blocks.add(BOB, ADA, T0), 'blocked');
    assert.deepEqual(
      await store.blocks.of([ADA, BOB, CAROL, DAN]),
      new Map([
        [ADA, [BOB, CAROL]],
        [BOB, [ADA]],
        [CAROL, [ADA]],
      ]),
    );
    assert.deepEqual(
      await store.blocks.blockersOf(ADA),
      new Map([
        [BOB, T0],
        [CAROL, T0],
      ]),
    );
    assert.deepEqual(await store.blocks.blockersOf(DAN), new Map());
    await store.blocks.remove(ADA, BOB);
    assert.deepEqual(await store.blocks.of([ADA]), new Map([[ADA, [BOB, CAROL]]]), 'Bob still does');
    await store.blocks.remove(BOB, ADA);
    await store.blocks.remove(BOB, ADA);
    assert.deepEqual(await store.blocks.of([BOB]), new Map());
    assert.deepEqual(await store.blocks.of([]), new Map());
  });

  it('S50 a player cannot block themself or a player who does not exist', async () => {
    for (const id of ['ada', 'nobody', '', 'bob\0'])
      assert.equal(await store.blocks.add(ADA, asPlayerId(id), T0), 'unknown', id);
    assert.equal(await store.blocks.add(asPlayerId('nobody'), ADA, T0), 'unknown');
    await store.blocks.remove(ADA, asPlayerId('bob\0'));
    assert.deepEqual(await store.blocks.of([ADA]), new Map());
  });

  it('S51 a player can block only so many others', async () => {
    for (let n = 0; n <= BLOCKS_MAX; n++) await create(`p${n}`);
    for (let n = 0; n < BLOCKS_MAX; n++) assert.equal(await store.blocks.add(ADA, asPlayerId(`p${n}`), T0), 'blocked');
    const [last, one] = [`p${BLOCKS_MAX}`, 'p0'].map(asPlayerId) as [typeof ADA, typeof ADA];
    assert.equal(await store.blocks.add(ADA, last, T0), 'full');
    assert.equal(await store.blocks.add(ADA, one, T0), 'blocked', 'as before');
    await store.blocks.remove(ADA, one);
    assert.equal(await store.blocks.add(ADA, last, T0), 'blocked');
    assert.equal((await store.blocks.of([ADA])).get(ADA)?.length, BLOCKS_MAX);
  });

  it('S52 old matches are deleted, and ratings stay', async () => {
    for (const n of [0, 1, 2]) await record(`m${n}`, ['ada', 'bob'], { endedAt: T0 + n });
    const before = await store.ratings.of([ADA, BOB], DUEL);
    assert.equal(await store.matches.prune(T0 + 2), 2);
    assert.equal(await store.matches.prune(T0 + 2), 0);
    assert.deepEqual(
      (await store.matches.of(ADA, 9)).map(({ matchId }) => matchId),
      ['m2'],
    );
    assert.equal(await store.matches.find('m0'), undefined);
    assert.deepEqual(await store.ratings.of([ADA, BOB], DUEL), before);
  });

  it('S53 processes that record the same matches, in any order, record each once', async () => {
    const { url } = place;
    const [matches, rows] = [200, 10];
    const ids = Array.from({ length: rows }, (_, n) => numberedPlayer(n));
    for (const id of ids) await store.players.create({ ...BARE, id, name: id, nameKey: id });
    const task = { url, batches: 100, rows, matches };
    const up = { ...task, first: 0, step: 1 } as const;
    const down = { ...task, first: rows - 1, step: -1 } as const;
    assert.deepEqual(await runTogether([up, down]), []);

    const ratings = await store.ratings.of(ids, DUEL);
    const sum = [...ratings.values()].reduce((total, rating) => total + rating.matches, 0);
    assert.equal(sum, matches * 4);
    for (const id of ids) {
      const history = await store.matches.of(id, matches + 1);
      const own = Array.from({ length: matches }, (_, n) => numberedMatch(n, rows))
        .filter(({ ranking }) => ranking.some(({ playerId }) => playerId === id))
        .map(({ matchId }) => matchId);
      assert.ok(own.length > 0);
      assert.deepEqual(
        history.map(({ matchId }) => matchId),
        own.toReversed(),
        id,
      );
      assert.equal(ratings.get(id)?.matches, own.length, id);
      // Each rating but the last is the start of another match, so no match was rated from a stale value.
      const { mu, sigma } = ratings.get(id) ?? assert.fail(id);
      const begun = [...history.map(({ ratingBefore }) => ratingBefore), shownRating({ mu, sigma })];
      const ended = [...history.map(({ ratingAfter }) => ratingAfter), shownRating(UNKNOWN_SKILL)];
      assert.deepEqual(begun.toSorted(), ended.toSorted(), id);
    }
  });

  it('S54 a recording that fails at its last write leaves nothing, and can be repeated', async () => {
    await place.run('create unique index one_rating_a_mode on ratings (mode)');
    await assert.rejects(store.matches.record(played('m1', ['ada', 'bob'])));
    assert.equal(await store.matches.find('m1'), undefined);
    assert.deepEqual(await store.matches.of(ADA, 9), []);
    assert.deepEqual(await store.ratings.of([ADA, BOB], DUEL), new Map());
    assert.equal((await store.players.find(ADA))?.rating, UNRATED);
    await place.run('drop index one_rating_a_mode');
    assert.equal((await store.matches.record(played('m1', ['ada', 'bob'])))?.ranking.length, 2);
    assert.equal((await store.matches.of(ADA, 9)).length, 1);
  });
}
