import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Players } from '../../server/ports.ts';
import { OnlineSweep } from '../../server/storage/OnlineSweep.ts';
import { asPlayerId } from '../../shared/ids.ts';
import { ClusterWorld, LEASE_MS, type ClusterWorld as World, type WorldProcess } from '../support/clusterWorld.ts';
import { runsOf } from '../support/property.ts';

const RUNS = 500;
const PLAYERS = ['ada', 'bob', 'eve'];

const who = fc.nat(2);
const player = fc.constantFrom(...PLAYERS);
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('join' as const), who, player }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('leave' as const, 'drop' as const), who, player }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('remove' as const), who, player }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('choose' as const), who, player, busy: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('cut' as const, 'mend' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('deafen' as const, 'loseLeases' as const), who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('freeze' as const, 'thaw' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('kill' as const), who }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.constantFrom(50, 200, 700, 1_500) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

class Run {
  readonly world: World;
  readonly #frozen = new Set<WorldProcess>();
  readonly #killed = new Set<WorldProcess>();

  constructor(world: World) {
    this.world = world;
  }

  async play(now: Step): Promise<void> {
    if (now.do === 'pass') return this.world.pass(now.ms);
    const process = this.world.processes[now.who] as WorldProcess;
    if (this.#killed.has(process)) return;
    if (now.do === 'thaw') return this.thaw(process);
    if (this.#frozen.has(process)) return;
    if (now.do === 'join') process.join(now.player);
    if (now.do === 'leave') process.leave(now.player);
    if (now.do === 'drop') process.drop(now.player);
    if (now.do === 'remove') process.remove(now.player);
    if (now.do === 'choose')
      process.lobby.localPlayers.choose(now.player as never, { chosenStatus: now.busy ? 'busy' : 'online' });
    if (now.do === 'cut') process.cut();
    if (now.do === 'deafen') process.bus.isUp = false;
    if (now.do === 'mend') process.mend();
    if (now.do === 'loseLeases')
      for (const lease of await this.world.leases.list('')) await this.world.leases.release(lease);
    if (now.do === 'freeze') {
      this.#frozen.add(process);
      process.freeze();
    }
    if (now.do === 'kill' && this.#killed.size < 2) {
      this.#killed.add(process);
      process.kill();
    }
  }

  thaw(process: WorldProcess): void {
    if (this.#frozen.delete(process)) process.thaw();
  }

  /** Repairs whatever can be repaired, and lets time pass. */
  async settle(): Promise<WorldProcess[]> {
    const alive = this.world.processes.filter((process) => !this.#killed.has(process));
    for (const process of alive) {
      this.thaw(process);
      process.mend();
    }
    await this.world.pass(4 * LEASE_MS);
    return alive;
  }
}

async function sweep(world: World, { lobby, cluster }: WorldProcess): Promise<void> {
  const online = () => [...world.stored.values()].filter(({ isOnline }) => isOnline).map(({ id }) => id);
  const sweep = new OnlineSweep({
    players: { online: async () => online() } as object as Players,
    isHere: (id) => lobby.selfOf(id) !== undefined,
    present: () => PLAYERS.map(asPlayerId).filter((id) => lobby.selfOf(id)),
    isPartial: () => cluster.isPartial,
    put: (write) => world.store(write),
    clock: world.clock,
    leases: world.leases,
    log: { warn() {} } as never,
    failed: assert.fail,
  });
  for (const _ of ['look', 'look again']) await sweep.run();
}

describe('a cluster under any faults', () => {
  it('C22 after quiet every process, and the store, list exactly the players with a session at a live process', async () => {
    const property = fc.asyncProperty(fc.array(step, { maxLength: 60, size: 'max' }), async (steps) => {
      const world = new ClusterWorld();
      for (const name of ['a', 'b', 'c']) await world.start(name);
      const run = new Run(world);
      for (const now of steps) await run.play(now);
      const alive = await run.settle();
      const whoIsHere = () => PLAYERS.filter((one) => alive.some(({ lobby }) => lobby.localPlayers.find(one as never)));
      // A window that ends right now is reported with the next sweep.
      for (let before = [...PLAYERS, 'nobody']; before.length !== whoIsHere().length; ) {
        before = whoIsHere();
        await world.pass(200);
      }
      const here = whoIsHere();
      // The last activity moves in steps of 30 s, and each process steps from what it showed before.
      const lists = alive.map(({ lobby }) =>
        lobby.page({ limit: 9 }).players.map(({ lastActiveAtS: _, ...row }) => row),
      );
      for (const list of lists) {
        assert.deepEqual(list.map(({ id }) => id).toSorted(), here);
        assert.deepEqual(list, lists[0]);
      }
      // Only the sweep finds players the others had not heard of when their process died.
      if (alive[0]) await sweep(world, alive[0]);
      const stored = [...world.stored.values()].filter(({ isOnline }) => isOnline).map(({ id }) => id);
      assert.deepEqual(stored.toSorted(), here);
      for (const { errors, bus, cluster } of alive) {
        assert.deepEqual([errors, cluster.isPartial], [[], false]);
        await bus.close();
      }
    });
    await fc.assert(property, runsOf(RUNS));
  });
});
