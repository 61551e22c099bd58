/** The contract of every store: one suite, run against a SQLite file and a real PostgreSQL. */
import assert from 'node:assert/strict';
import type { NewPlayer } from '../../server/domain/names/namedPlayers.ts';
import type { Store } from '../../server/ports.ts';
import { UNRATED } from '../../server/storage/schema.ts';
import { emblemFromId } from '../../shared/emblem.ts';
import { asPlayerId } from '../../shared/ids.ts';
import { BAN } from '../support/admin.ts';
import { postgresStores, type StoreKind, type StorePlace, sqliteStores } from '../support/storePlaces.ts';
import { numberedPlayer, runTogether } from '../support/storeProcess.ts';

const T0 = 1_790_000_000_000;
const ADA = asPlayerId('ada');
const BOB = asPlayerId('bob');
const NOBODY = asPlayerId('nobody');

const newPlayer = (id: string, nameKey = id, createdAt = T0): NewPlayer => ({
  id: asPlayerId(id),
  name: id,
  nameKey,
  visibility: 'everyone',
  createdAt,
});
/** By default the time of the last activity. */
const seen = (id: string, lastActiveAt: number, isOnline = true, at = lastActiveAt) => ({
  ...{ id: asPlayerId(id), isOnline, lastActiveAt, at },
});

for (const kind of [sqliteStores(), postgresStores()]) describe(`store: ${kind.name}`, () => suite(kind));

function suite(kind: StoreKind): void {
  let place: StorePlace;
  let store: Store;
  before(() => kind.start());
  after(() => kind.stop());
  beforeEach(async () => {
    place = await kind.fresh();
    store = await place.open();
    await store.migrate();
  });
  afterEach(() => store.close());

  const namesOf = async (...ids: string[]) =>
    Promise.all(ids.map(async (id) => (await store.players.find(asPlayerId(id)))?.name));
  const presenceOf = async (id: string) => {
    const { isOnline, lastActiveAt } = (await store.players.find(asPlayerId(id))) ?? {};
    return [isOnline, lastActiveAt];
  };

  it('S1 a created player is found, and no other', async () => {
    const player: NewPlayer = { ...newPlayer('ada'), name: 'Ada Lovelace', visibility: 'friends' };
    assert.equal(await store.players.create(player), 'created');
    assert.deepEqual(await store.players.find(ADA), {
      id: ADA,
      name: 'Ada Lovelace',
      visibility: 'friends',
      emblem: emblemFromId(ADA),
      rating: UNRATED,
      isOnline: false,
      lastActiveAt: T0,
      createdAt: T0,
      bannedAt: null,
      bannedUntil: null,
      kickedUntil: null,
      mutedUntil: null,
      lastPublic: null,
    });
    for (const id of ['nobody', 'ADA', '', 'ada\0', "ada' or '1'='1", '%']) {
      assert.equal(await store.players.find(asPlayerId(id)), undefined, id);
    }
  });

  it('S2 a second player with the same key is reported as taken and changes nothing', async () => {
    await store.players.create(newPlayer('ada', 'key'));
    assert.equal(await store.players.create(newPlayer('bob', 'key')), 'taken');
    assert.deepEqual(await namesOf('ada', 'bob'), ['ada', undefined]);
  });

  it('S2 of many concurrent claims to a key, one succeeds', async () => {
    const other = await place.open();
    const ids = Array.from({ length: 8 }, (_, n) => `player-${n}`);
    const results = await Promise.all(ids.map((id, n) => (n % 2 ? store : other).players.create(newPlayer(id, 'key'))));
    assert.deepEqual(results.toSorted(), ['created', ...Array(7).fill('taken')]);
    const found = (await namesOf(...ids)).filter((name) => name !== undefined);
    assert.deepEqual(found, [ids[results.indexOf('created')]]);
    await other.close();
  });

  it('S2 an existing id is a bug, and throws', async () => {
    await store.players.create(newPlayer('ada'));
    await assert.rejects(store.players.create(newPlayer('ada', 'another')));
    assert.equal(await store.players.create(newPlayer('bob', 'another')), 'created');
  });

  it('S3 a rename frees the old key and takes the new one', async () => {
    await store.players.create(newPlayer('ada', 'old'));
    assert.equal(await store.players.rename(ADA, 'Ada Byron', 'new'), 'renamed');
    assert.deepEqual(await namesOf('ada'), ['Ada Byron']);
    assert.equal(await store.players.create(newPlayer('bob', 'new')), 'taken');
    assert.equal(await store.players.create(newPlayer('bob', 'old')), 'created');
  });

  it('S3 another player’s key is taken, your own is free, and an unknown player is reported', async () => {
    await store.players.create(newPlayer('ada'));
    await store.players.create(newPlayer('bob'));
    assert.equal(await store.players.rename(ADA, 'Bob', 'bob'), 'taken');
    assert.deepEqual(await namesOf('ada', 'bob'), ['ada', 'bob']);
    assert.equal(await store.players.rename(ADA, 'ADA', 'ada'), 'renamed');
    assert.deepEqual(await namesOf('ada', 'bob'), ['ADA', 'bob']);
    assert.equal(await store.players.rename(NOBODY, 'Carol', 'carol'), 'unknown');
    assert.equal(await store.players.rename(NOBODY, 'Bob', 'bob'), 'unknown');
    assert.equal(await store.players.create(newPlayer('carol')), 'created');
  });

  it('S3 of two concurrent renames to the same name, one succeeds', async () => {
    const other = await place.open();
    await store.players.create(newPlayer('ada'));
    await store.players.create(newPlayer('bob'));
    const results = await Promise.all([
      store.players.rename(ADA, 'Zoe', 'zoe'),
      other.players.rename(BOB, 'Zoe', 'zoe'),
    ]);
    assert.deepEqual(results.toSorted(), ['renamed', 'taken']);
    await other.close();
  });

  it('S4 a visibility is stored; an unknown player’s is ignored', async () => {
    await store.players.create(newPlayer('ada'));
    await store.players.create(newPlayer('bob'));
    for (const visibility of ['nobody', 'friends', 'everyone', 'nobody'] as const) {
      await store.players.setVisibility(ADA, visibility, T0);
      assert.equal((await store.players.find(ADA))?.visibility, visibility);
    }
    await store.players.setVisibility(NOBODY, 'friends', T0);
    assert.equal((await store.players.find(BOB))?.visibility, 'everyone');
    assert.equal(await store.players.find(NOBODY), undefined);
  });

  it('S66 while a player hides, what was public stays; shown again, it is what is true', async () => {
    await store.players.create(newPlayer('ada'));
    const lastPublic = async () => (await store.players.find(ADA))?.lastPublic;
    const shown = { name: 'ada', emblem: emblemFromId(ADA), lastActiveAt: T0, hiddenAt: null };
    assert.deepEqual(await lastPublic(), shown);
    await store.players.writePresence([{ ...seen('ada', T0 + 2), publicAt: T0 + 2 }]);
    await store.players.rename(ADA, 'Ada L', 'adal');
    assert.deepEqual(await lastPublic(), { ...shown, name: 'Ada L', lastActiveAt: T0 + 2 });
    await store.players.setVisibility(ADA, 'friends', T0 + 5.5);
    const hidden = { ...shown, name: 'Ada L', lastActiveAt: T0 + 2, hiddenAt: T0 + 5 };
    await store.players.rename(ADA, 'Zoe', 'zoe');
    await store.players.writePresence([{ ...seen('ada', T0 + 9), friendsAt: T0 + 9 }]);
    await store.players.setVisibility(ADA, 'nobody', T0 + 10);
    await store.players.writePresence([seen('ada', T0 + 12)]);
    assert.deepEqual(await lastPublic(), hidden);
    // Public activity from before, which arrives late.
    await store.players.writePresence([{ ...seen('ada', T0 + 3), publicAt: T0 + 3 }]);
    assert.deepEqual(await lastPublic(), { ...hidden, lastActiveAt: T0 + 3 });
    assert.deepEqual(await presenceOf('ada'), [true, T0 + 12]);
    await store.players.setVisibility(ADA, 'everyone', T0 + 13);
    assert.deepEqual(await lastPublic(), { ...shown, name: 'Zoe', lastActiveAt: T0 + 12 });
  });

  it('S66 a player who was never public has nothing to tell', async () => {
    await store.players.create({ ...newPlayer('ada'), visibility: 'nobody' });
    await store.players.setVisibility(ADA, 'friends', T0);
    await store.players.rename(ADA, 'Zoe', 'zoe');
    await store.players.writePresence([seen('ada', T0 + 2)]);
    assert.equal((await store.players.find(ADA))?.lastPublic, null);
  });

  it('S5 a batch is stored, unknown players are skipped, and an empty batch is allowed', async () => {
    await store.players.create(newPlayer('ada'));
    await store.players.create(newPlayer('bob'));
    await store.players.create(newPlayer('carol'));
    await store.players.writePresence([]);
    await store.players.writePresence([seen('nobody', T0 + 1), seen('ada', T0 + 2), seen('bob', T0 + 3, false)]);
    const found = await Promise.all(['ada', 'bob', 'carol', 'nobody'].map((id) => store.players.find(asPlayerId(id))));
    assert.deepEqual(
      found.map((player) => player && [player.isOnline, player.lastActiveAt - T0]),
      [[true, 2], [false, 3], [false, 0], undefined],
    );
  });

  it('S5 S17 of one player’s values in a batch, the latest fact and the latest activity count', async () => {
    await store.players.create(newPlayer('ada'));
    await store.players.writePresence([seen('ada', T0 + 9, true, 1), seen('ada', T0 + 4, false, 2)]);
    assert.deepEqual(await presenceOf('ada'), [false, T0 + 9]);
    await store.players.writePresence([
      seen('ada', T0 + 9, true, 5),
      seen('ada', T0 + 10, false, 3),
      seen('ada', T0, true, 4),
    ]);
    assert.deepEqual(await presenceOf('ada'), [true, T0 + 10]);
    await store.players.writePresence([seen('ada', T0, true, 6), seen('ada', T0, false, 6)]);
    assert.deepEqual(await presenceOf('ada'), [false, T0 + 10], 'of the same time, the last one');
  });

  it('S17 the latest values also win between batches, whichever is written first', async () => {
    await store.players.create(newPlayer('ada'));
    const steps: [isOnline: boolean, at: number, becomes: boolean][] = [
      [true, 100, true],
      [false, 99, true],
      [false, 100, false],
      [true, 100, true],
      [true, 50, true],
      [false, 101, false],
      [true, 100, false],
    ];
    for (const [isOnline, at, becomes] of steps) {
      await store.players.writePresence([seen('ada', T0 + 1, isOnline, at)]);
      assert.deepEqual(await presenceOf('ada'), [becomes, T0 + 1], `${isOnline} at ${at}`);
    }
    await store.players.writePresence([seen('ada', T0 + 2, true, 1)]);
    assert.deepEqual(await presenceOf('ada'), [false, T0 + 2], 'an old fact may bring news of activity');
  });

  it('S19 facts from a clock that ran ahead stop counting once the clock is corrected', async () => {
    await store.players.create(newPlayer('ada'));
    const write = (isOnline: boolean, at: number) =>
      store.players.writePresence([{ ...seen('ada', T0, isOnline), at }]);
    const isOnline = async () => (await store.players.find(ADA))?.isOnline;
    await write(true, T0 + 7_200_000);
    await write(false, T0);
    assert.equal(await isOnline(), false);
    await write(true, T0 + 900_000);
    await write(false, T0);
    assert.equal(await isOnline(), true, 'a late word');
    await write(false, T0 + 900_001);
    assert.equal(await isOnline(), false);
  });

  it('S5 a batch may exceed the database’s limit on parameters', async () => {
    await store.players.create(newPlayer('ada'));
    await store.players.create(newPlayer('bob'));
    const strangers = Array.from({ length: 70_000 }, (_, n) => seen(`stranger-${n}`, T0));
    await store.players.writePresence([seen('ada', T0 + 1), ...strangers, seen('bob', T0 + 1)]);
    assert.deepEqual(await store.players.online(10), ['ada', 'bob']);
  });

  it('S6 last activity never moves back', async () => {
    await store.players.create(newPlayer('ada'));
    await store.players.writePresence([seen('ada', T0 + 500)]);
    await store.players.writePresence([seen('ada', T0 + 499, false, T0 + 501)]);
    assert.deepEqual(await presenceOf('ada'), [false, T0 + 500]);
    await store.players.writePresence([seen('ada', 0, true, T0 + 502)]);
    assert.deepEqual(await presenceOf('ada'), [true, T0 + 500]);
  });

  it('S6 times are stored to the whole millisecond', async () => {
    await store.players.create(newPlayer('ada', 'ada', T0 + 0.7));
    assert.equal((await store.players.find(ADA))?.createdAt, T0);
    await store.players.writePresence([seen('ada', T0 + 1.9)]);
    assert.equal((await store.players.find(ADA))?.lastActiveAt, T0 + 1);
    await store.players.writePresence([seen('ada', T0, false, T0 + 1.1)]);
    assert.deepEqual(await presenceOf('ada'), [false, T0 + 1], 'of the same millisecond');
    await store.bans.add({ ...BAN, player: ADA, at: T0 + 0.7 });
    assert.equal((await store.players.find(ADA))?.bannedAt, T0);
  });

  it('S7 each player stored as online is listed once, page after page, whatever changes meanwhile', async () => {
    const ids = Array.from({ length: 10 }, (_, n) => asPlayerId(`player-${n}`));
    for (const id of ids) await store.players.create(newPlayer(id));
    assert.deepEqual(await store.players.online(3), []);
    await store.players.writePresence(ids.map((id, n) => seen(id, T0, n % 2 === 0)));
    assert.deepEqual(await store.players.online(3), ['player-0', 'player-2', 'player-4']);
    assert.deepEqual(await store.players.online(3, ids[4]), ['player-6', 'player-8']);
    assert.deepEqual(await store.players.online(3, ids[8]), []);
    await store.players.writePresence([seen('player-4', T0, false), seen('player-1', T0), seen('player-7', T0)]);
    assert.deepEqual(await store.players.online(3, ids[4]), ['player-6', 'player-7', 'player-8']);
    assert.deepEqual(
      await store.players.online(10, asPlayerId('')),
      [0, 1, 2, 6, 7, 8].map((n) => ids[n]),
    );
  });

  it('S8 a player absent for long is deleted, and their name is free', async () => {
    for (const id of ['gone', 'edge', 'late', 'online']) await store.players.create(newPlayer(id));
    await store.players.writePresence([
      seen('edge', T0 + 100, false),
      seen('late', T0 + 200, false),
      seen('online', T0 + 50),
    ]);
    assert.equal(await store.players.prune(T0 + 100), 1);
    assert.deepEqual(await namesOf('gone', 'edge', 'late', 'online'), [undefined, 'edge', 'late', 'online']);
    assert.equal(await store.players.create(newPlayer('heir', 'gone')), 'created');
    assert.equal(await store.players.create(newPlayer('thief', 'edge')), 'taken');
    assert.equal(await store.players.prune(T0), 0);
  });

  it('S18 a ban holds from its time until it is lifted, and an unknown player’s is reported', async () => {
    await store.players.create(newPlayer('ada'));
    await store.players.create(newPlayer('bob'));
    assert.equal(await store.bans.add({ ...BAN, player: ADA, at: T0 + 5 }), true);
    assert.deepEqual(
      [(await store.players.find(ADA))?.bannedAt, (await store.players.find(BOB))?.bannedAt],
      [T0 + 5, null],
    );
    assert.equal(await store.bans.lift(ADA), true);
    assert.equal((await store.players.find(ADA))?.bannedAt, null);
    for (const id of ['nobody', '', 'ada\0', '%'])
      assert.equal(await store.bans.add({ ...BAN, player: asPlayerId(id), at: T0 }), false, id);
  });

  it('S55 one query tells which of many players are banned', async () => {
    for (const id of ['ada', 'bob', 'eve']) await store.players.create(newPlayer(id));
    await store.bans.add({ ...BAN, player: ADA, at: T0 + 5 });
    await store.bans.add({ ...BAN, player: asPlayerId('eve'), at: T0 + 5 });
    await store.bans.lift(asPlayerId('eve'));
    const many = Array.from({ length: 10_000 }, (_, n) => asPlayerId(`nobody${n}`));
    assert.deepEqual(await store.bans.among([BOB, ...many, ADA, asPlayerId('eve')], T0), [ADA]);
    assert.deepEqual(await store.bans.among([], T0), []);
  });

  it('S8 a banned player is never pruned', async () => {
    await store.players.create(newPlayer('ada'));
    await store.bans.add({ ...BAN, player: ADA, at: T0 + 5 });
    assert.equal(await store.players.prune(T0 + 1_000), 0);
    await store.bans.lift(ADA);
    assert.equal(await store.players.prune(T0 + 1_000), 1);
  });

  it('S9 texts of every script are returned unchanged', async () => {
    const names = [
      'Zoë 🦊👩‍👩‍👧',
      '李小龍',
      'שלום',
      'Ο’Νηλ',
      `"; drop table players; --`,
      '100% _\\',
      '$1 ? :a {"b":[1]}',
    ];
    for (const [n, name] of names.entries()) await store.players.create({ ...newPlayer(`id-${n}`, name), name });
    assert.deepEqual(await namesOf(...names.map((_, n) => `id-${n}`)), names);
    await store.players.rename(asPlayerId('id-0'), `it's "${names[1]}"`, 'new');
    assert.deepEqual(await namesOf('id-0'), [`it's "${names[1]}"`]);
    await store.players.create(newPlayer(`o'hara "[1]\\`));
    await store.players.writePresence([seen(`o'hara "[1]\\`, T0 + 1)]);
    assert.deepEqual(await store.players.online(10), [`o'hara "[1]\\`]);
  });

  it('S10 repeating the schema update keeps every player', async () => {
    await store.players.create(newPlayer('ada'));
    await Promise.all([store.migrate(), store.migrate()]);
    assert.deepEqual(await namesOf('ada'), ['ada']);
  });

  it('S16 64-bit times are returned as numbers', async () => {
    await store.players.create(newPlayer('ada', 'ada', Number.MAX_SAFE_INTEGER));
    const ada = await store.players.find(ADA);
    assert.deepEqual([ada?.createdAt, ada?.lastActiveAt], [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]);
    await store.players.writePresence([seen('ada', 0, true, Number.MAX_SAFE_INTEGER)]);
    assert.deepEqual(await presenceOf('ada'), [true, Number.MAX_SAFE_INTEGER]);
    await store.players.writePresence([seen('ada', 0, false, Number.MAX_SAFE_INTEGER - 1)]);
    assert.deepEqual(await presenceOf('ada'), [true, Number.MAX_SAFE_INTEGER]);
  });

  it('S7 S8 large numbers of players are listed and pruned completely', async () => {
    const count = 4_321;
    const numbers = `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${count})`;
    await place.run(`
      insert into players (id, name, skeleton, visibility, is_online, last_active_at, created_at)
      ${numbers} select 'p' || i, 'p' || i, 'p' || i, 'everyone', 1 = 1, ${T0}, ${T0} from n`);
    assert.equal(await store.players.prune(T0 + 1), 0);
    assert.equal((await store.players.online(5_000)).length, count);
    await place.run('update players set is_online = (1 = 0)');
    assert.deepEqual(await store.players.online(5_000), []);
    assert.equal(await store.players.prune(T0 + 1), count);
  });

  it('S10 processes that start at once on an empty database all succeed', async () => {
    const { url } = await kind.fresh();
    const task = { url, first: 0, step: 1, batches: 1, rows: 1 } as const;
    assert.deepEqual(await runTogether([task, task, task]), []);
  });

  /** Takes the changes of the migrations from 011 on away, so that they can run again. */
  const undoSince011 = async () => {
    await undoSince013();
    const added = {
      players: ['public_name', 'public_active_at', 'hidden_at', 'friends_name', 'friends_rating', 'friends_active_at'],
      ratings: ['public_shown', 'public_matches', 'public_provisional'],
      blocks: ['at'],
    };
    const dropped = Object.entries(added).flatMap(([table, columns]) =>
      columns.map((column) => `alter table ${table} drop column ${column};`),
    );
    await place.run(`drop index ratings_public; ${dropped.join(' ')}`);
  };
  const undoSince013 = async () => {
    const columns = ['emblem', 'public_emblem', 'friends_emblem', 'ratings', 'friends_ratings'];
    const dropped = columns.map((column) => `alter table players drop column ${column};`);
    await place.run(
      `drop table waiting_whispers; drop table match_news; drop table match_replays; ${dropped.join(' ')}`,
    );
  };

  it('N8 keys of before are brought up to date, the oldest player’s first, and none is taken twice', async () => {
    const keys = ['vvolf', 'wvolf', 'savvy', 'ᴀʟᴇx', 'أحمـد', 'vvvvx', 'wvvx', 'robin'];
    for (const [n, key] of keys.entries()) await store.players.create(newPlayer(`id-${n}`, key, T0 + n));
    await undoSince011();
    await place.run("delete from kysely_migration where name >= '010'");
    await store.migrate();
    const isFree = async (key: string) =>
      (await store.players.create(newPlayer(`new ${key}`, key, T0 + 100))) === 'created';
    for (const key of ['wolf', 'sawy', 'alex', 'أحمد', 'wwx', 'robin', 'wvvx'])
      assert.equal(await isFree(key), false, key);
    for (const key of ['vvolf', 'savvy', 'vvvvx']) assert.equal(await isFree(key), true, key);
  });

  it('S10 an older database without times of facts, or results, is upgraded with its players', async () => {
    await store.players.create(newPlayer('ada'));
    await store.players.create(newPlayer('bob'));
    await store.players.setVisibility(BOB, 'nobody', T0);
    await store.players.writePresence([seen('ada', T0 + 1)]);
    await undoSince011();
    await place.run(`
      drop table reputations; drop table orders; drop table ban_networks; drop table player_networks; drop table bans;
      drop index players_banned_until;
      alter table players drop column banned_until; alter table players drop column kicked_until;
      drop table desk; drop table reports; drop table friendships;
      drop table blocks; drop table match_players; drop table matches; drop table ratings;
      alter table players drop column presence_at; alter table players drop column muted_until;
      delete from kysely_migration where name >= '002'`);
    await store.migrate();
    const ada = await store.players.find(ADA);
    assert.deepEqual([ada?.isOnline, ada?.lastActiveAt], [true, T0 + 1]);
    const emblem = emblemFromId(ADA);
    assert.deepEqual(ada?.lastPublic, { name: 'ada', emblem, lastActiveAt: T0 + 1, hiddenAt: null });
    assert.equal((await store.players.find(BOB))?.lastPublic, null, 'what was public is not known');
    await store.players.writePresence([seen('ada', T0 + 2, false)]);
    assert.equal((await store.players.find(ADA))?.isOnline, false);
  });

  it('S10 a database without emblems is upgraded: every player has that of their id, and may choose another', async () => {
    for (const [id, visibility] of [
      ['ada', 'everyone'],
      ['bob', 'nobody'],
    ] as const)
      await store.players.create({ ...newPlayer(id), visibility });
    await store.players.rename(ADA, 'Ada Byron', 'ada byron');
    await undoSince013();
    await place.run("delete from kysely_migration where name >= '013'");
    await store.migrate();
    const ada = await store.players.find(ADA);
    assert.deepEqual(
      [ada?.name, ada?.emblem, ada?.lastPublic?.emblem],
      ['Ada Byron', ...Array(2).fill(emblemFromId(ADA))],
    );
    const bob = await store.players.find(BOB);
    assert.deepEqual([bob?.emblem, bob?.lastPublic], [emblemFromId(BOB), null]);
    assert.equal(await store.players.setEmblem(ADA, 551), true);
    assert.equal((await store.players.find(ADA))?.emblem, 551);
  });

  it('S84 an emblem is stored, and each audience keeps the one that it saw last while it sees the player no longer', async () => {
    await store.players.create(newPlayer('ada'));
    const told = async () => {
      const { emblem, lastPublic } = (await store.players.find(ADA)) ?? {};
      return [emblem, lastPublic?.emblem];
    };
    const own = emblemFromId(ADA);
    assert.deepEqual(await told(), [own, own]);
    await store.players.setEmblem(ADA, 1);
    assert.deepEqual(await told(), [1, 1]);
    await store.players.setVisibility(ADA, 'friends', T0);
    await store.players.setEmblem(ADA, 2);
    assert.deepEqual(await told(), [2, 1]);
    await store.players.setVisibility(ADA, 'nobody', T0);
    await store.players.setEmblem(ADA, 3);
    assert.deepEqual(await told(), [3, 1]);
    await store.players.create(newPlayer('bob'));
    for (const [from, to] of [
      [ADA, BOB],
      [BOB, ADA],
    ] as const)
      await store.friendships.add(from, to);
    const ofBob = async () => (await store.friendships.tiesOf([BOB])).get(BOB)?.map(({ tie, emblem }) => [tie, emblem]);
    assert.deepEqual(await ofBob(), [['friend', 2]]);
    await store.friendships.remove(ADA, BOB);
    await store.friendships.add(ADA, BOB);
    assert.deepEqual(await ofBob(), [['asking', 1]], 'strangers');
    await store.players.setVisibility(ADA, 'everyone', T0);
    assert.deepEqual([await told(), await ofBob()], [[3, 3], [['asking', 3]]]);
    assert.equal(await store.players.setEmblem(NOBODY, 1), false);
  });

  it('S11 stored data survives closing and reopening', async () => {
    const first = await place.open();
    await first.players.create(newPlayer('ada'));
    await first.players.setVisibility(ADA, 'friends', T0);
    await first.players.writePresence([seen('ada', T0 + 1)]);
    const stored = await first.players.find(ADA);
    await first.close();
    await assert.rejects(first.players.find(ADA));
    const second = await place.open();
    await second.migrate();
    assert.deepEqual(await second.players.find(ADA), stored);
    assert.equal(stored?.isOnline, true);
    await second.close();
    assert.deepEqual(await store.players.find(ADA), stored);
  });

  it('S12 S17 processes that write the same players in opposite orders all succeed; the latest facts are stored', async () => {
    const rows = 400;
    for (let n = 0; n < rows; n++) await store.players.create(newPlayer(numberedPlayer(n), `s${n}`, 1_000));
    const task = { url: place.url, batches: 40, rows };
    const up = { ...task, first: 0, step: 1 } as const;
    const down = { ...task, first: rows - 1, step: -1, batches: 39 } as const;
    assert.deepEqual(await runTogether([up, down]), []);
    const last = await store.players.find(numberedPlayer(rows - 1));
    assert.deepEqual([last?.isOnline, last?.lastActiveAt], [true, 2_000 + rows - 1]);
    assert.equal((await store.players.online(rows + 1)).length, rows);
  });
}
