/**
 * A frozen process is asked for rooms, and the asking process finally makes them itself. The frozen one wakes at about
 * that time, finds the requests, and must not make the same rooms again.
 */
import assert from 'node:assert/strict';
import { between, seeded } from '../../../bots/random.ts';
import { eventually } from '../../support/eventually.ts';
import { Crowd, shardOf } from '../Crowd.ts';
import { assertOneLobby, listingsIn, processOf } from '../oneLobby.ts';
import { type Figure, figure, type Scenario, type Tools } from '../scenario.ts';

export type TwinsSize = { runs: number; joins: number };

/** Anything slower is a fault, not a figure. */
const LIMIT_MS = 30_000;
/** Just before the asking process gives up, 2 s after it asked, and later. */
const WAKES_AFTER_MS = [1_900, 2_900] as const;

export const twins: Scenario<TwinsSize> = {
  id: 'twins',
  title: 'a process is paused during room requests, 50 times',
  isLong: true,
  small: { runs: 2, joins: 3 },
  full: { runs: 50, joins: 5 },
  run,
};

async function run({ runs, joins }: TwinsSize, tools: Tools): Promise<Figure[]> {
  // Every player needs a new room, made at the process with fewer players.
  const cluster = await tools.cluster({ processes: 2, env: { SHARD_CAPACITY: '1', LEAVE_DAMPING_MS: '100' } });
  const { redis } = cluster;
  const [asking, stopped] = cluster.processes;
  if (!asking || !stopped) throw new Error('two processes are needed');
  const crowd = new Crowd(cluster.url);
  tools.atEnd(() => crowd.leave());
  await crowd.arrive(2 * joins, asking.url);
  const listings = await listingsIn(cluster);
  const roomsOfStopped = new Set(
    listings.filter((room) => processOf(room) === stopped.name).map(({ roomId }) => roomId),
  );
  await crowd.leave(crowd.players.filter((player) => roomsOfStopped.has(shardOf(player))));

  const random = seeded(3);
  const seatedMs: number[] = [];
  const twinIds = new Set<string>();
  // A room receives requests under its id, and must subscribe once.
  let failedLooks = 0;
  const lookOnce = async () => {
    const ears = (await redis.run('PUBSUB', 'CHANNELS', '$*')) as string[];
    const counts = (await redis.run('PUBSUB', 'NUMSUB', ...ears)) as (string | number)[];
    for (let at = 0; at < counts.length; at += 2) if (Number(counts[at + 1]) > 1) twinIds.add(String(counts[at]));
  };
  const look = setInterval(() => {
    lookOnce().catch(() => {
      failedLooks += 1;
    });
  }, 50);
  tools.atEnd(() => clearInterval(look));
  for (let n = 0; n < runs; n++) {
    await eventually(async () => {
      await assertOneLobby(cluster, crowd);
      assert.equal((await listingsIn(cluster)).length, crowd.players.length, 'no room is open');
    }, LIMIT_MS);
    stopped.kill('SIGSTOP');
    const from = performance.now();
    const wakesAfterMs = between(random, ...WAKES_AFTER_MS);
    // Real time: a process stands still for so long.
    const woken = new Promise((resolve) => setTimeout(resolve, wakesAfterMs)).then(() => stopped.kill('SIGCONT'));
    // Rejects if a join is lost.
    const newcomers = await crowd.arrive(joins, asking.url).finally(() => woken);
    seatedMs.push(performance.now() - from);
    await eventually(() => assertOneLobby(cluster, crowd), LIMIT_MS);
    const rooms = await listingsIn(cluster);
    const made = newcomers.map((player) => rooms.find(({ roomId }) => roomId === shardOf(player)));
    tools.say(`woken after ${wakesAfterMs} ms, rooms made at ${made.map((room) => room && processOf(room))}`);
    await crowd.leave(newcomers);
  }
  // A failed look may have missed duplicates.
  assert.equal(failedLooks, 0, 'Redis answers throughout');
  return [
    figure({
      id: 'twins',
      name: 'duplicate rooms',
      value: twinIds.size,
      of: runs * joins,
      unit: 'rooms',
      bar: { atMost: 0 },
      how: 'room ids with two listening processes in Redis, checked every 50 ms, out of all requested rooms',
    }),
    figure({
      id: 'seated',
      name: 'time until every requester has a room of their own',
      value: Math.max(...seatedMs),
      unit: 'ms',
      bar: { atMost: 10_000 },
      how: 'from the pause until the last of them is online, in the longest run; no join was lost',
    }),
  ];
}
