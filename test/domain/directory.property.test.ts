import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Batch, Directory, type Snapshot } from '../../server/domain/cluster/directory.ts';
import type { Entry } from '../../server/domain/cluster/playerView.ts';
import { asPlayerId, asProcessId, asShardId, type ProcessId } from '../../shared/ids.ts';
import { checked } from '../support/property.ts';

/** Messages may be lost, duplicated and reordered. */
type Message = { to: number; carry: Batch | Snapshot | { process: ProcessId; epoch: number; seq: number } };

class Process {
  readonly id: ProcessId;
  directory: Directory;
  epoch: number;
  isAlive = true;
  isPaused = false;
  inbox: Message['carry'][] = [];

  constructor(n: number) {
    this.id = asProcessId(`process${n}`);
    this.epoch = 1;
    this.directory = new Directory({ process: this.id, epoch: 1 });
  }
}

/** A cluster in which the leases define which processes live, as in Redis. */
class Cluster {
  readonly processes = [0, 1, 2].map((n) => new Process(n));
  readonly air: Message[] = [];
  /** The epoch that holds the lease; absent once lapsed. */
  readonly leases = new Map<ProcessId, number>(this.processes.map(({ id }) => [id, 1]));
  #epochs = 1;

  publish(from: Process, carry: Message['carry']): void {
    for (const [to, other] of this.processes.entries()) if (other !== from) this.air.push({ to, carry });
  }

  deliver(index: number): void {
    const [message] = this.air.splice(index, 1);
    const to = message && this.processes[message.to];
    if (!message || !to?.isAlive) return;
    if (to.isPaused) to.inbox.push(message.carry);
    else receive(to, message.carry);
  }

  flush(process: Process): void {
    const batch = process.directory.takeBatch();
    if (batch) this.publish(process, batch);
  }

  lapse(process: Process): void {
    const epoch = this.leases.get(process.id);
    if (epoch === undefined) return;
    this.leases.delete(process.id);
    for (const other of this.processes) {
      if (other !== process && other.isAlive && !other.isPaused) other.directory.expire({ process: process.id, epoch });
    }
  }

  renew(process: Process): void {
    if (!process.isAlive || process.isPaused || this.leases.has(process.id)) return;
    const epoch = ++this.#epochs;
    this.leases.set(process.id, epoch);
    process.epoch = epoch;
    this.publish(process, process.directory.renew(epoch));
  }

  /** A snapshot read from the bus: the live process as it is. */
  heal(process: Process): void {
    for (const id of process.directory.behind()) {
      const owner = this.processes.find((other) => other.id === id);
      if (owner?.isAlive && this.leases.has(id)) process.directory.applySnapshot(owner.directory.snapshot());
    }
    // Sooner or later everybody sees that a lease has lapsed.
    for (const other of this.processes) {
      if (other !== process && !this.leases.has(other.id)) {
        process.directory.expire({ process: other.id, epoch: other.epoch });
      }
    }
  }

  /** All live processes go on, lose no messages, and announce their sequence numbers. */
  settle(): void {
    for (const process of this.processes) this.wake(process);
    for (let round = 0; round < 4; round++) {
      for (const process of this.processes) {
        if (!process.isAlive) this.lapse(process);
        this.renew(process);
        if (process.isAlive) {
          this.flush(process);
          this.publish(process, { process: process.id, epoch: process.epoch, seq: process.directory.snapshot().seq });
        }
      }
      while (this.air.length > 0) this.deliver(0);
      for (const process of this.processes) if (process.isAlive) this.heal(process);
    }
  }

  wake(process: Process): void {
    process.isPaused = false;
    for (const carry of process.inbox.splice(0)) if (process.isAlive) receive(process, carry);
  }
}

function receive({ directory }: Process, carry: Message['carry']): void {
  if ('changes' in carry) directory.applyBatch(carry);
  else if ('entries' in carry) directory.applySnapshot(carry);
  else directory.noteSeq(carry, carry.seq);
}

const entry = (player: number, mark: number): Entry => ({
  id: asPlayerId(`p${player}`),
  name: `name ${mark}`,
  visibility: 'everyone',
  rating: 0,
  emblem: 0,
  chosenStatus: 'online',
  chosenAt: mark,
  standing: 'active',
  inLobby: 'active',
  home: null,
  activity: null,
  shownStatus: 'online',
  lastActiveAtS: mark,
  seenBy: [],
  shards: [asShardId(`shard${player % 2}`)],
});

const who = fc.nat(2);
const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('put' as const), who, player: fc.nat(5), mark: fc.nat(99) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('remove' as const), who, player: fc.nat(5) }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('flush' as const), who }) },
  { weight: 12, arbitrary: fc.record({ do: fc.constant('deliver' as const), at: fc.nat(30) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('lose' as const), at: fc.nat(30) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('double' as const), at: fc.nat(30) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('heal' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('pause' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wake' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('lapse' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('hide' as const), who, other: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('renew' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('die' as const), who }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

function play(cluster: Cluster, now: Step): void {
  const process = 'who' in now ? (cluster.processes[now.who] as Process) : undefined;
  const at = 'at' in now && cluster.air.length > 0 ? now.at % cluster.air.length : undefined;
  const acts = process?.isAlive && !process.isPaused;
  if (now.do === 'put' && acts) process.directory.put(entry(now.player, now.mark));
  if (now.do === 'remove' && acts) process.directory.remove(asPlayerId(`p${now.player}`));
  if (now.do === 'flush' && acts) cluster.flush(process);
  if (now.do === 'heal' && acts) cluster.heal(process);
  if (now.do === 'hide' && acts) process.directory.hide(asProcessId(`process${now.other}`));
  if (now.do === 'renew' && acts) cluster.renew(process);
  if (now.do === 'pause' && process) process.isPaused = true;
  if (now.do === 'wake' && process) cluster.wake(process);
  if (now.do === 'lapse' && process) cluster.lapse(process);
  if (now.do === 'die' && process) process.isAlive = false;
  if (now.do === 'deliver' && at !== undefined) cluster.deliver(at);
  if (now.do === 'lose' && at !== undefined) cluster.air.splice(at, 1);
  if (now.do === 'double' && at !== undefined) cluster.air.push({ ...(cluster.air[at] as Message) });
}

const shown = (directory: Directory): Record<string, string[]> =>
  Object.fromEntries(
    [...directory.players()]
      .map((id) => [
        id,
        directory
          .entriesOf(id)
          .map((one) => JSON.stringify(one))
          .toSorted(),
      ])
      .toSorted(),
  );

describe('the directory under any network and process faults', () => {
  it('D8 every mirror is equal and correct once things are quiet', () => {
    checked(
      fc.property(fc.array(step, { maxLength: 120, size: 'max' }), (steps) => {
        const cluster = new Cluster();
        const truth = new Map<ProcessId, Map<string, Entry>>(cluster.processes.map(({ id }) => [id, new Map()]));
        for (const now of steps) {
          const process = 'who' in now ? cluster.processes[now.who] : undefined;
          if (process?.isAlive && !process.isPaused) {
            if (now.do === 'put') truth.get(process.id)?.set(`p${now.player}`, entry(now.player, now.mark));
            if (now.do === 'remove') truth.get(process.id)?.delete(`p${now.player}`);
          }
          play(cluster, now);
        }
        cluster.settle();
        const alive = cluster.processes.filter(({ isAlive }) => isAlive);
        const right = Object.fromEntries(
          [
            ...Map.groupBy(
              alive.flatMap(({ id }) => [...(truth.get(id) ?? [])]),
              ([player]) => player,
            ),
          ]
            .map(([player, entries]) => [player, entries.map(([, one]) => JSON.stringify(one)).toSorted()] as const)
            .toSorted(),
        );
        for (const { directory } of alive) assert.deepEqual(shown(directory), right);
      }),
      10_000,
    );
  });
});
