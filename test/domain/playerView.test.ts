import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Entry, entryOf, homeAmong, viewOf, whereaboutsOf } from '../../server/domain/cluster/playerView.ts';
import { standingOf } from '../../server/domain/presence/player.ts';
import { STANDINGS } from '../../server/domain/presence/statusRule.ts';
import { asPlayerId, asShardId } from '../../shared/ids.ts';
import { VISIBILITIES } from '../../shared/playerRow.ts';
import { CHOSEN_STATUSES, STATUSES } from '../../shared/status.ts';
import { entryOfAda as entry } from '../support/entries.ts';
import { PresenceWorld, TIMING } from '../support/presenceWorld.ts';
import { checked } from '../support/property.ts';

const ADA = asPlayerId('ada');
const statusOf = (...entries: Entry[]) => viewOf(entries)?.status;

describe('a player known to several processes', () => {
  it('C8 the best presence decides', () => {
    const [active, idle, held, leaving] = STANDINGS.map((standing) => entry({ standing, shownStatus: 'busy' })) as [
      Entry,
      Entry,
      Entry,
      Entry,
    ];
    assert.equal(statusOf(leaving, held, idle, active), 'online');
    assert.equal(statusOf(leaving, held, idle), 'away');
    assert.equal(statusOf(leaving, held), 'reconnecting');
    assert.equal(statusOf(), undefined);
  });

  it('C8 the newest choice counts, whichever process is active', () => {
    const old = entry({ name: 'Old', chosenStatus: 'away', chosenAt: 1 });
    const fresh = entry({
      name: 'New',
      chosenStatus: 'busy',
      visibility: 'nobody',
      rating: 7,
      emblem: 9,
      chosenAt: 2,
      standing: 'idle',
      shards: [asShardId('t')],
      lastActiveAtS: 9,
    });
    assert.deepEqual(viewOf([old, fresh]), {
      id: ADA,
      name: 'New',
      visibility: 'nobody',
      rating: 7,
      emblem: 9,
      chosenStatus: 'busy',
      chosenAt: 2,
      status: 'busy',
      rule: 'chosenBusy',
      lastActiveAtS: 9,
      shards: ['s', 't'],
      seenBy: [],
    });
  });

  it('FR3 friends see a friends-only player as soon as one process knows them, and only while the choice lasts', () => {
    const [bob, carol] = ['bob', 'carol'].map(asPlayerId) as [typeof ADA, typeof ADA];
    const told = entry({ visibility: 'friends', chosenAt: 2, seenBy: [bob, carol], shards: [asShardId('a')] });
    const fresh = entry({ visibility: 'friends', chosenAt: 3, seenBy: [], shards: [asShardId('b')] });
    assert.deepEqual(viewOf([told, fresh])?.seenBy, [bob, carol]);
    assert.deepEqual(viewOf([told, entry({ visibility: 'nobody', chosenAt: 3 })])?.seenBy, []);
  });

  it('C9 the status stays while only leaving sessions remain', () => {
    assert.equal(statusOf(entry({ standing: 'leaving', shownStatus: 'busy' })), 'busy');
  });

  it('C8 for a single process, the merged status follows the process’ own rule', () => {
    const world = new PresenceWorld();
    const both = () => {
      const player = world.find('ada');
      return player && [statusOf(entryOf(player, 0)), world.status('ada'), standingOf(player)];
    };
    world.join('ada', 's1');
    assert.deepEqual(both(), ['online', 'online', 'active']);
    world.beat('s1', false);
    assert.deepEqual(both(), ['away', 'away', 'idle']);
    world.choose('ada', 'busy');
    assert.deepEqual(both(), ['busy', 'busy', 'idle']);
    world.drop('s1');
    assert.deepEqual(both(), ['reconnecting', 'reconnecting', 'held']);
    world.resume('s1');
    world.leave('s1');
    assert.deepEqual(both(), ['busy', 'busy', 'leaving']);
  });

  it('C30 the desk counts sessions in the lobby alone, and who plays without any comes back', () => {
    const [here, held] = [entry(), entry({ standing: 'held' })];
    const inMatch = entry({ inLobby: null, shards: [], activity: 'playing' });
    assert.equal(whereaboutsOf([here, inMatch]), 'here');
    assert.equal(whereaboutsOf([held, inMatch]), 'held');
    assert.equal(whereaboutsOf([inMatch]), 'held');
    assert.equal(whereaboutsOf([{ ...inMatch, activity: null }]), 'gone');
    assert.equal(whereaboutsOf([]), 'gone');
  });

  it('V17 without a session in the lobby the shard where the player was last shows them', () => {
    const inMatch = entry({ inLobby: null, shards: [], home: asShardId('last'), activity: 'playing' });
    assert.deepEqual(viewOf([inMatch])?.shards, ['last']);
    assert.deepEqual(viewOf([inMatch, entry({ standing: 'leaving' })])?.shards, ['s']);
  });

  it('V17 a home that is itself only told replaces none, so that two processes do not swap theirs', () => {
    const told = entry({ inLobby: null, shards: [], home: asShardId('theirs'), activity: 'playing' });
    const own = asShardId('own');
    assert.equal(homeAmong([told], own), own);
    assert.equal(homeAmong([told], null), 'theirs');
    assert.equal(homeAmong([told, entry()], own), 's');
    assert.equal(homeAmong([], own), own);
  });

  it('C8 the same entries give the same view in every order', () => {
    const entries = fc.array(
      fc.record({
        name: fc.constantFrom('Ada', 'Bo'),
        visibility: fc.constantFrom(...VISIBILITIES),
        rating: fc.nat(2),
        chosenStatus: fc.constantFrom(...CHOSEN_STATUSES),
        standing: fc.constantFrom(...STANDINGS),
        shownStatus: fc.constantFrom(...STATUSES),
        lastActiveAtS: fc.nat(3),
      }),
      { minLength: 1, maxLength: 4 },
    );
    checked(
      fc.property(entries, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (changes, chance) => {
        // Processes do not share shards, and no two choices have the same time.
        const told = changes.map((change, n) => entry({ ...change, chosenAt: n, shards: [asShardId(`s${n}`)] }));
        const shuffled = told
          .map((one) => [chance.next().value, one] as const)
          .toSorted(([a], [b]) => a - b)
          .map(([, one]) => one);
        assert.deepEqual(viewOf(shuffled), viewOf(told));
      }),
      1_000,
    );
  });
});

describe('a player active elsewhere', () => {
  it('C10 a player active elsewhere is not warned here, and the time to the kick starts when they go idle there', () => {
    const world = new PresenceWorld();
    world.join('ada', 's1');
    const elsewhere = (isActive: boolean) => world.presence.setActiveElsewhere(ADA, isActive, 0, world.now);
    elsewhere(true);
    world.beat('s1', false);
    assert.deepEqual(world.pass(3 * TIMING.kickAfterMs), []);
    elsewhere(false);
    const toWarning = TIMING.kickAfterMs - TIMING.kickWarningMs;
    assert.deepEqual(world.pass(toWarning - 250), []);
    assert.deepEqual(world.pass(250), [{ type: 'idleWarned', playerId: ADA, kickInMs: TIMING.kickWarningMs }]);
    assert.deepEqual(elsewhere(true), [{ type: 'idleCancelled', playerId: ADA }]);
    assert.deepEqual(elsewhere(true), []);
  });

  it('C10 the time to the kick counts from the last input at the other process', () => {
    const world = new PresenceWorld();
    world.join('ada', 's1');
    world.presence.setActiveElsewhere(ADA, true, 0, world.now);
    world.pass(30_000);
    world.presence.setActiveElsewhere(ADA, false, 10_000, world.now);
    const toWarning = TIMING.kickAfterMs - TIMING.kickWarningMs - 10_000;
    assert.ok(!world.pass(toWarning - 250).some(({ type }) => type === 'idleWarned'));
    assert.deepEqual(
      world.pass(250).map(({ type }) => type),
      ['idleWarned'],
    );
  });

  it('C11 an older choice changes nothing', () => {
    const world = new PresenceWorld();
    world.join('ada', 's1');
    const choose = (name: string, at: number) =>
      world.presence.choose(ADA, { name }, at, world.now).map(({ type }) => type);
    assert.deepEqual(choose('Second', 20), ['changed']);
    assert.deepEqual(choose('First', 10), []);
    assert.equal(world.find('ada')?.name, 'Second');
    assert.equal(world.find('ada')?.chosenAt, 20);
  });
});
