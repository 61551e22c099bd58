import assert from 'node:assert/strict';
import { type Act, schedule } from '../../bench/fanout/schedule.ts';

const of = <Does extends Act['does']>(acts: readonly Act[], does: Does) =>
  acts.filter((act): act is Act & { does: Does } => act.does === does);

describe('the schedule', () => {
  it('K1 each player sends a heartbeat every 10 s, and all together are spread evenly', () => {
    const heartbeats = of(schedule(500, 20), 'heartbeat');
    assert.equal(heartbeats.length, 1_000);
    for (let player = 0; player < 500; player++) {
      const [first, second] = heartbeats.filter((act) => act.player === player);
      assert.equal((second?.atMs ?? 0) - (first?.atMs ?? 0), 10_000);
    }
    for (let second = 0; second < 20; second++) {
      const inSecond = heartbeats.filter(({ atMs }) => Math.floor(atMs / 1_000) === second);
      assert.equal(inSecond.length, 50, `second ${second}`);
    }
  });

  it('K2 1 % of the players change their status each second, always to a different one', () => {
    const changes = of(schedule(200, 120), 'setStatus');
    assert.equal(changes.length, 240);
    const statuses = new Map<number, string>();
    for (const { player, status } of changes) {
      assert.notEqual(status, statuses.get(player) ?? 'online', `player ${player}`);
      statuses.set(player, status);
    }
    assert.equal(statuses.size, 100, 'one half of them');
  });

  it('K2 a player changes again only after all others of their half', () => {
    const turns = of(schedule(100, 100), 'setStatus').map(({ player }) => player);
    for (let from = 0; from + 50 <= turns.length; from += 50) {
      assert.equal(new Set(turns.slice(from, from + 50)).size, 50);
    }
  });

  it('K3 0.5 % of the players leave each second and return a second later, and none of them change status', () => {
    const acts = schedule(200, 30);
    const leaves = of(acts, 'leave');
    assert.equal(leaves.length, 30);
    const changers = new Set(of(acts, 'setStatus').map(({ player }) => player));
    assert.ok(leaves.every(({ player }) => !changers.has(player)));
    const returns = of(acts, 'return');
    const inTime = leaves.filter(({ atMs }) => atMs + 1_000 < 30_000);
    assert.deepEqual(
      returns.map(({ atMs, player }) => ({ atMs: atMs - 1_000, player })),
      inTime.map(({ atMs, player }) => ({ atMs, player })),
    );
    assert.equal(leaves.length - returns.length, 1, 'the last stays away');
  });

  it('K3 events are in order of time, within the duration, and of players who are present', () => {
    for (const [players, seconds] of [
      [1, 5],
      [3, 1],
      [97, 13],
    ] as const) {
      const acts = schedule(players, seconds);
      acts.forEach((act, at) => {
        assert.ok(act.atMs >= (acts[at - 1]?.atMs ?? 0) && act.atMs < seconds * 1_000);
        assert.ok(Number.isInteger(act.player) && act.player >= 0 && act.player < players);
      });
    }
  });
});
