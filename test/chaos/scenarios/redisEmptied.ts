/** FLUSHALL while players change: leases, listings and all that Redis knew are gone, and every connection stands. */
import { seeded } from '../../../bots/random.ts';
import { eventually } from '../../support/eventually.ts';
import { Absences } from '../Absences.ts';
import { Crowd, lostLinks, rowsRemoved } from '../Crowd.ts';
import { watchLists } from '../lists.ts';
import { assertOneLobby, listingsIn } from '../oneLobby.ts';
import { Restless } from '../Restless.ts';
import { type Figure, figure, type Scenario, type Tools } from '../scenario.ts';

export type RedisEmptiedSize = { players: number; times: number; everyMs: number; leaseMs: number };

/** Processes read each other's listings every 3 s. */
const LOOKED_MS = 3_500;
/** What takes longer is no figure but a fault. */
const LIMIT_MS = 30_000;

export const redisEmptied: Scenario<RedisEmptiedSize> = {
  id: 'redisEmptied',
  title: 'Redis emptied, again and again, under two processes whose 200 players change',
  small: { players: 12, times: 2, everyMs: 3_000, leaseMs: 4_000 },
  full: { players: 200, times: 10, everyMs: 12_000, leaseMs: 10_000 },
  run,
};

async function run({ players, times, everyMs, leaseMs }: RedisEmptiedSize, tools: Tools): Promise<Figure[]> {
  const env = { SHARD_CAPACITY: String(Math.ceil(players * 0.6)), LEASE_MS: String(leaseMs) };
  const cluster = await tools.cluster({ processes: 2, env });
  const { redis, processes } = cluster;
  const crowd = new Crowd(cluster.url);
  tools.atEnd(() => crowd.leave());
  await crowd.arrive(players);
  await eventually(() => assertOneLobby(cluster, crowd), 10_000);

  const absences = new Absences(crowd.ids());
  tools.atEnd(
    watchLists(
      () => processes,
      100,
      (_, list) => absences.note(list),
    ),
  );
  const restless = new Restless(crowd.players, seeded(1));
  const mark = crowd.mark();
  restless.start(50);
  // By then each process has looked at the others' rooms.
  await new Promise((resolve) => setTimeout(resolve, LOOKED_MS));
  const isKept = async (): Promise<boolean> => {
    const leases = (await redis.run('KEYS', 'foyer:lease:process:*')) as string[];
    const seats = (await listingsIn(cluster)).reduce((sum, { clients }) => sum + clients, 0);
    return leases.length === processes.length && seats === crowd.players.length;
  };
  const backMs: number[] = [];
  for (let n = 0; n < times; n++) {
    const nextAt = performance.now() + everyMs;
    await redis.flush();
    const emptiedAt = performance.now();
    // Who joins now, at either process, must find the lobby that is there.
    await Promise.all(processes.map(({ url }) => crowd.arrive(1, url)));
    await eventually(isKept, LIMIT_MS);
    backMs.push(performance.now() - emptiedAt);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, nextAt - performance.now())));
  }
  await restless.stop();
  tools.say(`${restless.changes} changes, refused ${restless.refused}; back after ${backMs.map(Math.round)} ms`);
  const quietAt = performance.now();
  await eventually(() => assertOneLobby(cluster, crowd), LIMIT_MS);
  const rooms = (await listingsIn(cluster)).length;

  return [
    figure({
      id: 'flaps',
      name: 'players who vanished from any list or roster',
      value: absences.ids.size + rowsRemoved(mark),
      of: absences.lists,
      unit: 'players',
      bar: { atMost: 0 },
      how: 'those of the beginning, in the lists of both processes, read every 100 ms, and rows removed at any client',
    }),
    figure({
      id: 'back',
      name: 'leases and listings are back',
      value: Math.max(...backMs),
      unit: 'ms',
      bar: { atMost: 5_000 },
      how: 'the longest of all times: from FLUSHALL until Redis has the leases of both processes and the rooms with every player counted',
    }),
    figure({
      id: 'agreed',
      name: 'the lists are equal and right',
      value: performance.now() - quietAt,
      unit: 'ms',
      bar: { atMost: 5_000 },
      how: 'from the last change until both processes list the same players, statuses and rooms',
    }),
    figure({
      id: 'rooms',
      name: 'rooms of one lobby',
      value: rooms,
      unit: 'rooms',
      bar: { atMost: Math.ceil(crowd.players.length / Math.ceil(players * 0.6)) },
      how: 'at the end; two newcomers came at once after each time, and no room was opened beside one with free seats',
    }),
    figure({
      id: 'lost',
      name: 'sockets lost, changes refused',
      value: [...mark].reduce((sum, [player, since]) => sum + lostLinks(player, since), 0) + restless.refused.length,
      of: restless.changes + restless.refused.length,
      unit: 'sockets',
      bar: { atMost: 0 },
      how: 'a change of status each 50 ms, all the while',
    }),
  ];
}
