/** FLUSHALL while players change: leases, listings and all other keys are gone, but connections stay. */
import { seeded } from '../../../bots/random.ts';
import { eventually } from '../../support/eventually.ts';
import { Absences } from '../Absences.ts';
import { AtPlay } from '../AtPlay.ts';
import { Crowd, lostLinks, rowsRemoved } from '../Crowd.ts';
import { watchLists } from '../lists.ts';
import { assertOneLobby, listingsIn } from '../oneLobby.ts';
import { Restless } from '../Restless.ts';
import { type Figure, figure, type Scenario, type Tools } from '../scenario.ts';

export type RedisEmptiedSize = {
  players: number;
  /** Four more players are in a party or a match. */
  queued: number;
  times: number;
  everyMs: number;
  leaseMs: number;
};

/** Processes read each other's listings every 3 s. */
const LOOKED_MS = 3_500;
const KEPT = ['ticket', 'party', 'match'];
/** Anything slower is a fault, not a figure. */
const LIMIT_MS = 30_000;

export const redisEmptied: Scenario<RedisEmptiedSize> = {
  id: 'redisEmptied',
  title:
    'two processes with 200 active players, 24 of them in the queue, a party or a match; Redis is emptied again and again',
  small: { players: 16, queued: 4, times: 2, everyMs: 3_000, leaseMs: 4_000 },
  full: { players: 200, queued: 20, times: 10, everyMs: 12_000, leaseMs: 10_000 },
  run,
};

async function run({ players, queued, times, everyMs, leaseMs }: RedisEmptiedSize, tools: Tools): Promise<Figure[]> {
  const env = { SHARD_CAPACITY: String(Math.ceil(players * 0.6)), LEASE_MS: String(leaseMs) };
  const cluster = await tools.cluster({ processes: 2, env });
  const { redis, processes } = cluster;
  const crowd = new Crowd(cluster.url);
  tools.atEnd(() => crowd.leave());
  await crowd.arrive(players - queued - 4);
  const atPlay = await AtPlay.among(crowd, cluster.postgresUrl, queued);
  tools.atEnd(() => atPlay.stop());
  await eventually(() => assertOneLobby(cluster, crowd), 10_000);

  const absences = new Absences(crowd.ids());
  tools.atEnd(
    watchLists(
      () => processes,
      100,
      (_, list) => absences.note(list),
    ),
  );
  const restless = new Restless(crowd.free, seeded(1));
  const mark = crowd.mark();
  restless.start(50);
  // Real time: each process reads the others' listings.
  await new Promise((resolve) => setTimeout(resolve, LOOKED_MS));
  const isKept = async (): Promise<boolean> => {
    const leases = (await redis.run('KEYS', 'foyer:lease:process:*')) as string[];
    const connections = (await listingsIn(cluster)).reduce((sum, { clients }) => sum + clients, 0);
    const kept = (await Promise.all(KEPT.map((kind) => redis.run('HLEN', `foyer:play:${kind}`)))) as number[];
    const areKept = kept[0] === queued && kept[1] === 1 && kept[2] === 1;
    return leases.length === processes.length && connections === crowd.players.length && areKept;
  };
  const backMs: number[] = [];
  const lostAtPlay: string[] = [];
  for (let n = 0; n < times; n++) {
    const nextAt = performance.now() + everyMs;
    await redis.flush();
    const emptiedAt = performance.now();
    // A join now, at either process, must find the existing lobby.
    await Promise.all(processes.map(({ url }) => crowd.arrive(1, url)));
    await eventually(isKept, LIMIT_MS);
    backMs.push(performance.now() - emptiedAt);
    lostAtPlay.push(...(await atPlay.lost(tools.say)));
    // Real time: the pace of the losses.
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
      name: 'players who disappeared from any list or roster',
      value: absences.ids.size + rowsRemoved(mark),
      of: absences.lists,
      unit: 'players',
      bar: { atMost: 0 },
      how: 'players present from the start, in the lists of both processes (read every 100 ms) and in every client’s rows',
    }),
    figure({
      id: 'back',
      name: 'time until leases, listings, queue, party and match are back',
      value: Math.max(...backMs),
      unit: 'ms',
      bar: { atMost: 5_000 },
      how: 'the longest time from FLUSHALL until Redis has the leases of both processes, the rooms with every player counted, and the desk’s state',
    }),
    figure({
      id: 'lostAtPlay',
      name: 'players who lost their ticket, party or match',
      value: lostAtPlay.length,
      of: atPlay.count * times,
      unit: 'players',
      bar: { atMost: 0 },
      how: `after each time: ${queued} queued players keep ticket and age and cannot queue again, two stay in their party, and two play on in their match`,
    }),
    figure({
      id: 'agreed',
      name: 'time until all lists are equal and right',
      value: performance.now() - quietAt,
      unit: 'ms',
      bar: { atMost: 5_000 },
      how: 'from the last change until both processes list the same players, statuses and rooms',
    }),
    figure({
      id: 'rooms',
      name: 'rooms of the lobby',
      value: rooms,
      unit: 'rooms',
      bar: { atMost: Math.ceil(crowd.players.length / Math.ceil(players * 0.6)) },
      how: 'at the end; two newcomers join after each time, and no room opens while another has free places',
    }),
    figure({
      id: 'lost',
      name: 'lost sockets and refused changes',
      value: [...mark].reduce((sum, [player, since]) => sum + lostLinks(player, since), 0) + restless.refused.length,
      of: restless.changes + restless.refused.length,
      unit: 'sockets',
      bar: { atMost: 0 },
      how: 'with a change of status every 50 ms throughout',
    }),
  ];
}
