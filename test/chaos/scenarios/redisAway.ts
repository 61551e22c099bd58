/**
 * Redis is killed and comes back empty, or freezes and goes on. Meanwhile each process has its own lobby: players
 * change, drop and resume, and newcomers join through the load balancer.
 */

import { eventually } from '../../support/eventually.ts';
import { AtPlay } from '../AtPlay.ts';
import { Crowd } from '../Crowd.ts';
import { assertOneLobby } from '../oneLobby.ts';
import { livesThrough, type OutageTimes } from '../outage.ts';
import { type Figure, figure, type Scenario, type Tools } from '../scenario.ts';

export type RedisAwaySize = {
  players: number;
  /** Four more players are in a party or a match. */
  queued: number;
  leaseMs: number;
  /** One outage each. */
  killedMs: readonly number[];
  frozenMs: readonly number[];
};

export const redisAway: Scenario<RedisAwaySize> = {
  id: 'redisAway',
  title:
    'two processes with 200 players, 24 of them in the queue, a party or a match; Redis is killed for 5, 15 and 60 s and frozen for 8 s',
  // Also longer than a lease.
  small: { players: 16, queued: 4, leaseMs: 2_000, killedMs: [3_000], frozenMs: [4_000] },
  full: { players: 200, queued: 20, leaseMs: 10_000, killedMs: [5_000, 15_000, 60_000], frozenMs: [8_000] },
  run,
};

async function run({ players, queued, leaseMs, killedMs, frozenMs }: RedisAwaySize, tools: Tools): Promise<Figure[]> {
  // No process has room for everybody, and the second room has free places.
  const env = { SHARD_CAPACITY: String(Math.ceil(players * 0.6)), LEASE_MS: String(leaseMs) };
  const cluster = await tools.cluster({ processes: 2, env });
  const { redis } = cluster;
  const crowd = new Crowd(cluster.url);
  tools.atEnd(() => crowd.leave());
  await crowd.arrive(players - queued - 4);
  const atPlay = await AtPlay.among(crowd, cluster.postgresUrl, queued);
  tools.atEnd(() => atPlay.stop());
  await eventually(() => assertOneLobby(cluster, crowd), 10_000);

  const all: OutageTimes[] = [];
  const lost: string[] = [];
  const live = async (how: string, take: () => unknown, giveBack: () => unknown, awayMs: number) => {
    const times = await livesThrough(cluster, crowd, atPlay, { take, giveBack, awayMs });
    all.push(times);
    tools.say(`${how} for ${awayMs} ms: ${JSON.stringify(times)}`);
    lost.push(...(await atPlay.lost(tools.say)));
  };
  for (const awayMs of killedMs)
    await live(
      'killed',
      () => redis.kill(),
      () => redis.start(),
      awayMs,
    );
  for (const awayMs of frozenMs)
    await live(
      'stopped',
      () => redis.freeze(),
      () => redis.thaw(),
      awayMs,
    );

  const longest = (id: keyof OutageTimes, name: string, atMost: number, how: string) =>
    figure({ id, name, value: Math.max(...all.map((times) => times[id])), unit: 'ms', bar: { atMost }, how });
  return [
    longest(
      'noticed',
      'time until both processes and every player know',
      5_000,
      "from Redis' end until /readyz says cluster/away at both and the state of each client isPartial",
    ),
    longest(
      'statusSeen',
      'time until others in the room see a change meanwhile',
      2_000,
      'from the request to the other client’s row',
    ),
    longest(
      'resumed',
      'time until a player resumes after losing their socket meanwhile',
      10_000,
      'from the loss to online again, through the load balancer',
    ),
    longest(
      'newcomerSeated',
      'time until a newcomer is in the lobby meanwhile',
      5_000,
      'from the start of the page to the welcome, through the load balancer',
    ),
    longest(
      'healed',
      'time until there is one lobby again',
      5_000,
      "from Redis' return until both processes list the same players and rooms, which are those that are there, and no client isPartial; then newcomers at either fill the fullest room",
    ),
    longest(
      'answered',
      'time until the queue answers again',
      5_000,
      "from Redis' return until a queued player hears from the queue",
    ),
    figure({
      id: 'lostAtPlay',
      name: 'players who lost their ticket, party or match',
      value: lost.length,
      of: atPlay.count * all.length,
      unit: 'players',
      bar: { atMost: 0 },
      how: `after each outage: ${queued} queued players keep ticket and age and cannot queue again, two stay in their party, and two play on in their match, all with the right status at both processes`,
    }),
    figure({
      id: 'exits',
      name: 'processes that exited',
      value: cluster.processes.filter(({ ending }) => ending !== undefined).length,
      unit: 'exits',
      bar: { atMost: 0 },
      how: 'after the last outage',
    }),
  ];
}
