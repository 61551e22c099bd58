import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Hub, MemoryBus } from '../../server/cluster/MemoryBus.ts';
import { SharedCoolDowns } from '../../server/cluster/SharedCoolDowns.ts';
import { CoolDowns } from '../../server/domain/admission/CoolDowns.ts';
import { PlayerBudgets } from '../../server/domain/admission/PlayerBudgets.ts';
import { REMEMBERED_MAX } from '../../server/domain/admission/Recent.ts';
import { fullAfterMs, TokenBucket } from '../../server/domain/admission/tokenBucket.ts';
import { OF_PLAYER, OF_SHARD } from '../../server/lobby/Chat.ts';
import { asPlayerId, type PlayerId } from '../../shared/ids.ts';
import { COOL_DOWN_MAX_MS, COOL_DOWN_MS, CUTS_FORGOTTEN_MS, SESSIONS_PER_PLAYER } from '../../shared/limits.ts';
import { REQUESTS } from '../../shared/requests.ts';
import { eventually } from '../support/eventually.ts';
import { checked } from '../support/property.ts';
import { TestClock } from '../support/testClock.ts';

const LIMIT = { burst: 5, perMinute: 20 };
const ADA = asPlayerId('ada');
const BOB = asPlayerId('bob');

describe('budgets of players', () => {
  it('LM1 a budget is one player’s, for one kind of request', () => {
    const budgets = new PlayerBudgets();
    const take = (key: string, player: PlayerId) => budgets.take(key, LIMIT, player, 0);
    assert.deepEqual(
      Array.from({ length: 6 }, () => take('a', ADA)),
      [true, true, true, true, true, false],
    );
    assert.deepEqual([take('b', ADA), take('a', BOB), take('a', ADA)], [true, true, false]);
  });

  it('LM1 what tabs send by themselves, eight tabs may send as often as one needs to', () => {
    const { perMinute, burst } = REQUESTS.heartbeat.limit;
    // Every two seconds, four times as often as the default of HEARTBEAT_MS and each change of `active` need.
    assert.ok(perMinute >= SESSIONS_PER_PLAYER * 30 && burst >= SESSIONS_PER_PLAYER * 3);
    // At each resume, of which a bad network makes several in a row.
    assert.ok(REQUESTS.followMatches.limit.burst >= SESSIONS_PER_PLAYER * 3);
  });

  it('LM2 forgetting a budget never gives a player more than remembering it', () => {
    const step = fc.record({ player: fc.integer({ min: 0, max: 3 }), waitMs: fc.integer({ min: 0, max: 20_000 }) });
    const property = fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const budgets = new PlayerBudgets();
      const never = new Map<number, TokenBucket>();
      let now = 0;
      for (const { player, waitMs } of steps) {
        now += waitMs;
        const bucket = never.get(player) ?? new TokenBucket(LIMIT, now);
        never.set(player, bucket);
        assert.equal(budgets.take('a', LIMIT, asPlayerId(`${player}`), now), bucket.take(now));
      }
    });
    checked(property, 1_000);
  });

  it('LM2 budgets that would be full again are forgotten, and a crowd of players takes bounded memory', () => {
    const budgets = new PlayerBudgets();
    for (let i = 0; i < 1_000; i++) budgets.take('a', LIMIT, asPlayerId(`${i}`), 0);
    assert.equal(budgets.size, 1_000);
    budgets.take('a', LIMIT, ADA, fullAfterMs(LIMIT));
    budgets.take('a', LIMIT, ADA, 2 * fullAfterMs(LIMIT));
    assert.equal(budgets.size, 1);
    for (let i = 0; i < 3 * REMEMBERED_MAX; i++) budgets.take('a', LIMIT, asPlayerId(`${i}`), 0);
    assert.ok(budgets.size <= 2 * REMEMBERED_MAX);
  });

  it('LM3 one player has at most an eighth of what a shard carries, or their own burst where that is more', () => {
    assert.ok(OF_PLAYER.perMinute <= OF_SHARD.perMinute / 8);
    assert.ok(OF_PLAYER.burst <= Math.max(OF_SHARD.burst / 8, REQUESTS.sendChat.limit.burst));
  });
});

describe('cool-downs of players', () => {
  it('LM7 a cut at one process is known at every other', async () => {
    const hub: Hub = new Set();
    const clocks = [new TestClock(), new TestClock()];
    const [here, there] = clocks.map((clock) => new SharedCoolDowns(new MemoryBus(assert.fail, hub), clock));
    clocks[1]?.advance(1e6);
    here?.begin(ADA);
    await eventually(() => assert.equal(there?.waitS(ADA), COOL_DOWN_MS / 1_000));
    assert.deepEqual([here?.waitS(ADA), there?.waitS(BOB)], [COOL_DOWN_MS / 1_000, 0]);
    new MemoryBus(assert.fail, hub).publish('coolDowns/1', { player: 'bob', cuts: 'many' });
    for (const clock of clocks) clock.advance(COOL_DOWN_MS - 1);
    await eventually(() => assert.deepEqual([here?.waitS(ADA), there?.waitS(ADA), there?.waitS(BOB)], [1, 1, 0]));
    for (const clock of clocks) clock.advance(1);
    assert.deepEqual([here?.waitS(ADA), there?.waitS(ADA)], [0, 0]);
  });

  it('LM7 each cut doubles the wait, up to half an hour; peace for an hour makes the next one short again', () => {
    const rules = new CoolDowns();
    let now = 0;
    const waits: number[] = [];
    for (let cut = 0; cut < 9; cut++) {
      waits.push(rules.begin(ADA, now).ms / COOL_DOWN_MS);
      assert.equal(rules.waitMs(ADA, now + 1), waits[cut]! * COOL_DOWN_MS - 1);
      now += waits[cut]! * COOL_DOWN_MS;
      assert.equal(rules.waitMs(ADA, now), 0);
    }
    assert.deepEqual(waits, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
    assert.equal(rules.waitMs(BOB, 0), 0);
    assert.equal(rules.begin(ADA, now + CUTS_FORGOTTEN_MS - 1).ms, COOL_DOWN_MAX_MS);
    now += CUTS_FORGOTTEN_MS - 1 + COOL_DOWN_MAX_MS + CUTS_FORGOTTEN_MS;
    assert.equal(rules.begin(ADA, now).ms, COOL_DOWN_MS);
  });

  it('LM7 several tabs that are cut at once are one cut', () => {
    const rules = new CoolDowns();
    for (let tab = 0; tab < SESSIONS_PER_PLAYER; tab++) rules.begin(ADA, tab);
    assert.equal(rules.waitMs(ADA, 0), COOL_DOWN_MS);
    assert.deepEqual(rules.begin(ADA, COOL_DOWN_MS), { cuts: 2, ms: 2 * COOL_DOWN_MS });
  });

  it('LM7 a cool-down that began elsewhere is followed, its own message changes nothing, and none is shortened', () => {
    const [here, there] = [new CoolDowns(), new CoolDowns()];
    const told = here.begin(ADA, 1_000);
    here.follow(ADA, told, 1_000);
    there.follow(ADA, told, 500);
    assert.deepEqual([here.waitMs(ADA, 1_000), there.waitMs(ADA, 500)], [COOL_DOWN_MS, COOL_DOWN_MS]);
    there.follow(ADA, { cuts: 1, ms: 10 }, 600);
    assert.equal(there.waitMs(ADA, 500), COOL_DOWN_MS);
    assert.equal(there.begin(ADA, 500 + COOL_DOWN_MS).cuts, 2);
    there.follow(BOB, { cuts: 1, ms: 1e12 }, 0);
    assert.equal(there.waitMs(BOB, 0), COOL_DOWN_MAX_MS);
  });
});
