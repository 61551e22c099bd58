/**
 * A process is stopped by SIGSTOP and continued: first within its lease, then for longer, so that the other process
 * declares it dead. Its newest players join just before, so it still has rows to write.
 */
import { eventually } from '../../support/eventually.ts';
import { Absences } from '../Absences.ts';
import { Crowd } from '../Crowd.ts';
import { watchLists } from '../lists.ts';
import { assertListsAgree, assertOneLobby, listingsIn, processOf } from '../oneLobby.ts';
import { type Figure, figure, type Scenario, type Tools } from '../scenario.ts';
import { compareStored, STORED_AFTER_MS, storedPlayers } from '../stored.ts';
import { namedToDatabase, WriteLog } from '../WriteLog.ts';

export type StoppedSize = {
  players: number;
  /** Those of them who join just before each stop. */
  fresh: number;
  leaseMs: number;
  /** Shorter than a lease; the next is longer. */
  shortMs: number;
  longMs: number;
};

/** Anything slower is a fault, not a figure. */
const LIMIT_MS = 60_000;

export const stopped: Scenario<StoppedSize> = {
  id: 'stopped',
  title: 'one of two processes is paused for 8 s and for 13 s, with a lease of 10 s',
  small: { players: 20, fresh: 3, leaseMs: 2_000, shortMs: 1_500, longMs: 3_500 },
  full: { players: 180, fresh: 10, leaseMs: 10_000, shortMs: 8_000, longMs: 13_000 },
  run,
};

async function run(size: StoppedSize, tools: Tools): Promise<Figure[]> {
  const { players, fresh, leaseMs, shortMs, longMs } = size;
  const env = { SHARD_CAPACITY: String(Math.ceil(players * 0.6)), LEASE_MS: String(leaseMs) };
  const cluster = await tools.cluster({ processes: 2, env, envOf: namedToDatabase });
  const writes = await WriteLog.of(cluster.postgresUrl);
  const crowd = new Crowd(cluster.url);
  tools.atEnd(() => crowd.leave());
  await crowd.arrive(players - 2 * fresh);
  await eventually(() => assertOneLobby(cluster, crowd), 10_000);
  // Newcomers join the room with space.
  const open = (await listingsIn(cluster)).find(({ clients, maxClients }) => clients < maxClients);
  const victim = cluster.processes.find(({ name }) => open && name === processOf(open));
  const witness = cluster.processes.find((process) => process !== victim);
  if (!victim || !witness) throw new Error('no room has free seats');
  const said = (by: string, what: RegExp) => tools.lines.filter((line) => line.startsWith(`${by} `) && what.test(line));
  const deaths = () => said(witness.name, DECLARED_DEAD).length;

  /** Resolves with the time of waking, in epoch ms, and how long the lists then took to agree. */
  const stop = async (forMs: number) => {
    await crowd.arrive(fresh);
    victim.kill('SIGSTOP');
    // Real time: the process stands still.
    await new Promise((resolve) => setTimeout(resolve, forMs));
    const wokenAt = Date.now();
    victim.kill('SIGCONT');
    const from = performance.now();
    await eventually(() => assertListsAgree(cluster, crowd), LIMIT_MS);
    return { wokenAt, agreedMs: performance.now() - from };
  };

  const absences = new Absences(crowd.ids());
  const endWatch = watchLists(
    () => [witness],
    100,
    (_, list) => absences.note(list),
  );
  tools.atEnd(endWatch);
  const short = await stop(shortMs);
  endWatch();
  const deathsAfterShort = deaths();
  tools.say(`stopped for ${shortMs} ms: agreed after ${Math.round(short.agreedMs)} ms`);

  const long = await stop(longMs);
  const leaseAt = timeOf(said(victim.name, LEASE_LOST).at(-1));
  if (leaseAt < long.wokenAt) throw new Error('the process has no new lease');
  await eventually(async () => (await writes.count(victim.name, leaseAt)) > 0, LIMIT_MS);
  const zombie = await writes.count(victim.name, long.wokenAt, leaseAt);
  const after = await writes.count(victim.name, leaseAt);
  tools.say(
    `stopped for ${longMs} ms: agreed after ${Math.round(long.agreedMs)} ms, lease after ${leaseAt - long.wokenAt} ms`,
  );

  // Real time: it is stored by then.
  await new Promise((resolve) => setTimeout(resolve, STORED_AFTER_MS));
  const { stuck, missed } = compareStored(await storedPlayers(cluster.postgresUrl), new Set(crowd.ids()));
  return [
    figure({
      id: 'kept',
      name: 'pause below a lease: players of the process who disappeared',
      value: absences.ids.size,
      of: crowd.players.length,
      unit: 'players',
      bar: { atMost: 0 },
      how: `from the list of the other process, read ${absences.lists} times, every 100 ms`,
    }),
    figure({
      id: 'declaredShort',
      name: 'pause below a lease: times the process was declared dead',
      value: deathsAfterShort,
      unit: 'processes',
      bar: { atMost: 0 },
      how: 'as reported by the other process',
    }),
    figure({
      id: 'agreedShort',
      name: 'time until everybody is in the lobby and the lists are equal',
      value: short.agreedMs,
      unit: 'ms',
      bar: { atMost: 5_000 },
      how: 'from the end of the pause until every client is online and both processes list the same players once',
    }),
    figure({
      id: 'declaredLong',
      name: 'pause above a lease: times the process was declared dead',
      value: deaths() - deathsAfterShort,
      unit: 'processes',
      bar: { atLeast: 1 },
      how: 'as reported by the other process',
    }),
    figure({
      id: 'agreedLong',
      name: 'time until everybody is in the lobby and the lists are equal',
      value: long.agreedMs,
      unit: 'ms',
      bar: { atMost: 5_000 },
      how: 'as above',
    }),
    figure({
      id: 'zombie',
      name: 'rows written by the process before it had a lease again',
      value: zombie,
      of: zombie + after,
      unit: 'writes',
      bar: { atMost: 0 },
      how: 'recorded by a database trigger from SIGCONT until the new lease, out of all rows until the end',
    }),
    figure({
      id: 'stored',
      name: 'players with a wrong stored state',
      value: stuck.length + missed.length,
      of: crowd.players.length,
      unit: 'players',
      bar: { atMost: 0 },
      how: `is_online of everybody, read ${STORED_AFTER_MS / 1_000} s after the lists are equal`,
    }),
  ];
}

const LEASE_LOST = /"msg":"the lease was lost/;
const DECLARED_DEAD = /"msg":"a process is dead/;

/** Epoch ms; 0 without such a line. */
const timeOf = (line = ''): number => Number(/"time":(\d+)/.exec(line)?.[1] ?? 0);
