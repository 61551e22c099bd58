import assert from 'node:assert/strict';
import { entryOf, viewOf } from '../../server/domain/cluster/playerView.ts';
import { Roster, type RosterChange } from '../../server/domain/roster/roster.ts';
import { asPlayerId, asSessionId } from '../../shared/ids.ts';
import type { Visibility } from '../../shared/playerRow.ts';
import { PresenceWorld, TIMING } from '../support/presenceWorld.ts';

const ADA = asPlayerId('ada');
const BOB = asPlayerId('bob');

describe('the roster', () => {
  let world: PresenceWorld;
  let roster: Roster;
  beforeEach(() => {
    world = new PresenceWorld();
    roster = new Roster(TIMING, world.now);
  });

  function publish(player: string, lastActiveS = 1_000): RosterChange[] {
    const found = world.find(player);
    const view = found && viewOf([entryOf(found, lastActiveS)]);
    return view ? roster.publish(view, world.now) : roster.retract(asPlayerId(player));
  }
  function show(player: string, visibility: Visibility): RosterChange[] {
    world.change(player, { visibility });
    return publish(player);
  }
  function crowd(count: number): void {
    for (let i = 0; i < count; i++) {
      const name = `player${String(i).padStart(4, '0')}`;
      world.join(name, `s-${name}`);
      publish(name);
    }
  }

  for (const visibility of ['nobody', 'friends'] as const) {
    it(`V1 a player visible to ${visibility} is in no row, list, count or look-up of others`, () => {
      world.join('ada', 's1', 'hall', visibility);
      assert.deepEqual(publish('ada'), []);
      assert.equal(roster.online, 0);
      assert.deepEqual(roster.page({ limit: 10 }), { players: [], total: 0, nextCursor: null });
      assert.deepEqual(roster.page({ limit: 10, q: 'ada' }, asPlayerId('bob')).players, []);
      assert.equal(roster.find(ADA), undefined);
      assert.equal(roster.find(ADA, asPlayerId('bob')), undefined);
      assert.deepEqual(Object.values(roster.counts), [0, 0, 0, 0, 0, 0]);
    });
  }

  it('FR3 friends-only players appear in order on every page of their friends, and on nobody else’s', () => {
    crowd(6);
    const viewer = asPlayerId('player0005');
    for (const [name, friends] of [
      ['player0001b', [viewer]],
      ['zoe', [viewer, ADA]],
      ['yan', [ADA]],
    ] as const) {
      world.join(name, `s-${name}`, 'hall', 'friends');
      world.presence.update(asPlayerId(name), { friends: friends }, world.now);
      assert.deepEqual(publish(name), []);
    }
    const pages = (who?: typeof viewer): string[] => {
      const ids: string[] = [];
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const page = roster.page({ limit: 2, cursor }, who);
        ids.push(...page.players.map(({ id }) => id));
        cursor = page.nextCursor;
      }
      return ids;
    };
    const everybody = pages();
    assert.equal(everybody.length, 6);
    assert.deepEqual(pages(viewer), [...everybody.slice(0, 2), 'player0001b', ...everybody.slice(2), 'zoe']);
    assert.equal(roster.page({ limit: 9 }, viewer).total, 8);
    assert.equal(roster.page({ limit: 9, q: 'zoe' }, viewer).total, 1);
    assert.equal(roster.find(asPlayerId('zoe'), viewer)?.name, 'zoe');
    world.presence.update(asPlayerId('zoe'), { friends: [ADA] }, world.now);
    publish('zoe');
    assert.equal(roster.find(asPlayerId('zoe'), viewer), undefined);
    show('player0001b', 'everyone');
    assert.deepEqual(pages(viewer), [...everybody.slice(0, 2), 'player0001b', ...everybody.slice(2)]);
  });

  it('V2 a hidden player sees themselves, once and first', () => {
    crowd(3);
    world.join('zed', 's1', 'hall', 'nobody');
    publish('zed');
    const own = roster.page({ limit: 2 }, asPlayerId('zed'));
    assert.equal(own.players[0]?.id, 'zed');
    assert.equal(own.total, 4);
    const next = roster.page({ limit: 2, cursor: own.nextCursor ?? '' }, asPlayerId('zed'));
    assert.deepEqual(
      next.players.map(({ id }) => id),
      ['player0001', 'player0002'],
    );
    assert.equal(roster.find(asPlayerId('zed'), asPlayerId('zed'))?.name, 'zed');
  });

  /** Time passes in steps of the sweep; what the end of hiding changes. */
  function pass(ms: number): RosterChange[] {
    const changes: RosterChange[] = [];
    for (const until = world.now + ms; world.now < until; ) {
      world.pass(Math.min(250, until - world.now));
      changes.push(...roster.sweep(world.now).flatMap((one) => one.changes));
    }
    return changes;
  }
  const typesOf = (changes: RosterChange[]) => changes.map(({ type }) => type);

  for (const visibility of ['nobody', 'friends'] as const) {
    it(`V3 visible to ${visibility}: the row goes when a leave would be announced, and returns when the player is shown`, () => {
      world.join('ada', 's1');
      publish('ada');
      assert.deepEqual(show('ada', visibility), []);
      assert.deepEqual(pass(TIMING.leaveDampingMs - 1), []);
      assert.equal(roster.online, 1);
      assert.deepEqual(typesOf(pass(1)), ['remove']);
      assert.deepEqual([roster.online, roster.find(ADA), roster.find(ADA, BOB)], [0, undefined, undefined]);
      assert.deepEqual(pass(TIMING.leaveDampingMs), []);
      assert.deepEqual(typesOf(show('ada', 'everyone')), ['put']);
      assert.equal(roster.online, 1);
    });

    it(`V3 visible to ${visibility} and shown again in that time: nobody notices, then or later`, () => {
      world.join('ada', 's1');
      publish('ada');
      assert.deepEqual(show('ada', visibility), []);
      assert.deepEqual(pass(TIMING.leaveDampingMs - 1), []);
      assert.deepEqual(show('ada', 'everyone'), []);
      assert.deepEqual(pass(10 * TIMING.leaveDampingMs), []);
      assert.equal(roster.find(ADA, BOB)?.name, 'ada');
    });

    it(`V10 visible to ${visibility}: nothing done in that time shows, not even leaving or hiding again`, () => {
      const acts: [string, () => unknown][] = [
        ['status', () => world.choose('ada', 'busy')],
        ['name', () => world.change('ada', { name: 'Ada' })],
        ['rating', () => world.change('ada', { rating: 1_200 })],
        ['play', () => world.presence.update(ADA, { playStatus: 'queued' }, world.now)],
        ['input', () => world.beat('s1')],
        ['drop', () => world.drop('s1')],
        ['resume', () => world.resume('s1')],
        ['another shard', () => world.join('ada', 's2', 'attic', visibility)],
        ['hide again', () => world.change('ada', { visibility: visibility === 'nobody' ? 'friends' : 'nobody' })],
        ['kick', () => world.presence.end(ADA, 'kicked', world.now)],
      ];
      for (const [name, act] of acts) {
        world = new PresenceWorld();
        roster = new Roster(TIMING, world.now);
        world.join('ada', 's1');
        publish('ada', 1_000);
        const before = roster.page({ limit: 9 });
        show('ada', visibility);
        assert.deepEqual(pass(TIMING.leaveDampingMs - 100), [], name);
        act();
        assert.deepEqual(publish('ada', 2_000), [], name);
        assert.deepEqual([roster.page({ limit: 9 }), roster.find(ADA, BOB)], [before, before.players[0]], name);
        assert.equal(roster.page({ limit: 9, q: 'ada', status: 'online' }).total, 1, name);
        assert.deepEqual(typesOf(pass(100)), ['remove'], name);
        assert.deepEqual(typesOf(pass(TIMING.reconnectWindowMs)), [], name);
      }
    });
  }

  it('V11 friends are shown a player who hides from strangers as they are, once, while strangers still see the last row', () => {
    crowd(2);
    const viewer = asPlayerId('player0001');
    world.join('ada', 's1');
    world.presence.update(ADA, { friends: [viewer] }, world.now);
    publish('ada');
    show('ada', 'friends');
    world.choose('ada', 'busy');
    publish('ada');
    const statuses = (who?: typeof viewer) => roster.page({ limit: 9 }, who).players.map(({ status }) => status);
    assert.deepEqual(
      [statuses(viewer), statuses(), statuses(ADA)].map((list) => list.filter((one) => one === 'busy').length),
      [1, 0, 1],
    );
    for (const who of [viewer, BOB, ADA, undefined]) {
      assert.equal(roster.page({ limit: 9 }, who).total, 3);
      assert.equal(roster.page({ limit: 9 }, who).players.length, 3);
      assert.equal(roster.page({ limit: 9, q: 'ada' }, who).total, 1);
    }
    assert.deepEqual(
      [roster.page({ limit: 1, status: 'busy' }, viewer).total, roster.page({ limit: 1, status: 'busy' }).total],
      [1, 0],
    );
    pass(TIMING.leaveDampingMs);
    assert.deepEqual([roster.find(ADA, viewer)?.status, roster.find(ADA, BOB)], ['busy', undefined]);
    assert.deepEqual(
      [viewer, BOB].map((who) => roster.page({ limit: 9 }, who).total),
      [3, 2],
    );
  });

  it('V11 a player who hides from friends too leaves their lists like one who leaves', () => {
    crowd(1);
    const viewer = asPlayerId('player0000');
    world.join('ada', 's1', 'hall', 'friends');
    world.presence.update(ADA, { friends: [viewer] }, world.now);
    publish('ada');
    show('ada', 'nobody');
    world.choose('ada', 'busy');
    publish('ada');
    assert.deepEqual([roster.find(ADA, viewer)?.status, roster.find(ADA, ADA)?.status], ['online', 'busy']);
    assert.deepEqual(pass(TIMING.leaveDampingMs - 1), []);
    assert.equal(roster.page({ limit: 9 }, viewer).total, 2);
    assert.deepEqual(pass(1), []);
    assert.deepEqual([roster.find(ADA, viewer), roster.page({ limit: 9 }, viewer).total], [undefined, 1]);
  });

  it('V4 nothing a hidden player does produces a change', () => {
    world.join('ada', 's1', 'hall', 'nobody');
    const acts = [
      () => world.beat('s1', false),
      () => world.choose('ada', 'busy'),
      () => world.change('ada', { name: 'Ada' }),
      () => world.join('ada', 's2', 'attic', 'nobody'),
      () => world.drop('s1'),
      () => world.resume('s1'),
      () => world.presence.remove(asSessionId('s1'), 'kicked', world.now),
      () => world.presence.remove(asSessionId('s2'), 'kicked', world.now),
    ];
    for (const [i, act] of acts.entries()) {
      act();
      assert.deepEqual(publish('ada', 1_000 + i * 100), [], `${act}`);
    }
  });

  it('V5 lastActive moves at 30 s and not at 29 s', () => {
    world.join('ada', 's1');
    publish('ada', 1_000);
    assert.deepEqual(publish('ada', 1_029), []);
    const [change] = publish('ada', 1_030);
    assert.equal(change?.type === 'put' && change.row.lastActiveAtS, 1_030);
  });

  it('V6 a row is in the shards of its sessions and in no other', () => {
    world.join('ada', 's1', 'hall');
    assert.deepEqual(
      publish('ada').map(({ shard }) => shard),
      ['hall'],
    );
    world.join('ada', 's2', 'attic');
    assert.deepEqual(
      publish('ada').map(({ type, shard }) => [type, shard]),
      [['put', 'attic']],
    );
    world.presence.remove(asSessionId('s1'), 'kicked', world.now);
    const changes = publish('ada');
    assert.deepEqual(
      changes.map(({ type, shard }) => [type, shard]),
      [
        ['remove', 'hall'],
        ['put', 'attic'],
      ],
    );
    assert.equal(roster.online, 1);
    assert.deepEqual([...roster.rowsOf('hall' as never)], []);
  });

  it('V7 pages list everybody once while players come and go', () => {
    crowd(300);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = roster.page({ limit: 37, cursor: cursor ?? undefined });
      seen.push(...page.players.map(({ id }) => id));
      // The page's last row leaves, and a newcomer sorts before everybody.
      world.presence.remove(asSessionId(`s-${seen.at(-1)}`), 'kicked', world.now);
      publish(seen.at(-1) ?? '');
      world.join(`aaa${seen.length}`, `new${seen.length}`);
      publish(`aaa${seen.length}`);
      cursor = page.nextCursor;
    } while (cursor);
    assert.deepEqual(
      seen,
      Array.from({ length: 300 }, (_, i) => `player${String(i).padStart(4, '0')}`),
    );
  });

  it('V7 an invalid cursor starts at the beginning', () => {
    crowd(3);
    assert.equal(roster.page({ limit: 1, cursor: 'no such thing' }).players[0]?.id, 'player0000');
  });

  it('V8 a search folds case, accents and width, a filter is exact, and the total counts all', () => {
    for (const name of ['Ñandú', 'nandita', 'Bob', 'ＦＯＸＹ']) {
      world.join(name, `s-${name}`);
      publish(name);
    }
    assert.deepEqual(
      roster
        .page({ limit: 10, q: 'NAND' })
        .players.map(({ name }) => name)
        .sort(),
      ['nandita', 'Ñandú'],
    );
    assert.equal(roster.page({ limit: 10, q: 'foxy' }).total, 1);
    world.choose('Bob', 'busy');
    publish('Bob');
    assert.deepEqual(
      roster.page({ limit: 10, status: 'busy' }).players.map(({ name }) => name),
      ['Bob'],
    );
    assert.equal(roster.page({ limit: 1, status: 'online' }).total, 3);
    assert.equal(roster.page({ limit: 1, q: 'nand' }).total, 2);
    assert.deepEqual(roster.counts, { online: 3, away: 0, queued: 0, playing: 0, reconnecting: 0, busy: 1 });
  });
});
