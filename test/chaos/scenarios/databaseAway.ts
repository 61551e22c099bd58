/**
 * The database is shut down for a while, and then every query takes longer than any caller waits. Presence needs no
 * database: players change, drop, resume and leave, and all of it is stored afterwards. New sign-ins and joins are
 * refused until the database is back.
 */
import assert from 'node:assert/strict';
import { setTimeout as passed } from 'node:timers/promises';
import { eventually } from '../../support/eventually.ts';
import type { FollowedClient } from '../../support/lobbyClients.ts';
import { NetworkProxy } from '../../support/proxy.ts';
import { Crowd } from '../Crowd.ts';
import { assertOneLobby } from '../oneLobby.ts';
import { changeSeenBy, dropped } from '../outage.ts';
import { metricOf } from '../processView.ts';
import { type Figure, figure, type Scenario, type Tools } from '../scenario.ts';
import { compareStored, storedPlayers } from '../stored.ts';

export type DatabaseAwaySize = {
  players: number;
  /** They join just before each outage, before they are stored; every second one leaves during it. */
  fresh: number;
  awayMs: number;
  slowMs: number;
  /** The bar for p99; a few seconds beside other tests say little about it. */
  loopDelayMs: number;
};

/** Each way, so a query takes twice as long. */
const SLOW_MS = 2_500;
const ROUND_EVERY_MS = 3_000;
/** Samples are 10 ms apart; with fewer of them, a percentile would be the maximum. */
const SCRAPE_EVERY_MS = 5_000;
/** Anything slower is a fault, not a figure. */
const LIMIT_MS = 60_000;

export const databaseAway: Scenario<DatabaseAwaySize> = {
  id: 'databaseAway',
  title: 'two processes with 200 players; the database is down for 60 s, then takes 5 s a query for 30 s',
  small: { players: 12, fresh: 4, awayMs: 4_000, slowMs: 4_000, loopDelayMs: 250 },
  full: { players: 200, fresh: 20, awayMs: 60_000, slowMs: 30_000, loopDelayMs: 50 },
  run,
};

async function run(size: DatabaseAwaySize, tools: Tools): Promise<Figure[]> {
  const { players, fresh, awayMs, slowMs, loopDelayMs } = size;
  let proxy: NetworkProxy | undefined;
  const env = { SHARD_CAPACITY: String(Math.ceil(players * 0.6)), HEARTBEAT_MS: '1000', LEAVE_DAMPING_MS: '200' };
  const envOf = () => (proxy ? { DATABASE_URL: `postgres://postgres@127.0.0.1:${proxy.port}/postgres` } : {});
  tools.atEnd(() => proxy?.close());
  const cluster = await tools.cluster({ processes: 2, env, envOf });
  const { processes, postgres } = cluster;
  const way = await NetworkProxy.to(postgres.port);
  proxy = way;
  await Promise.all(processes.map((_, index) => cluster.restart(index)));
  const crowd = new Crowd(cluster.url);
  tools.atEnd(() => crowd.leave());
  await crowd.arrive(players - fresh);
  await eventually(() => assertOneLobby(cluster, crowd), 10_000);

  const longest = { statusSeen: 0, resumed: 0, landed: 0, seated: 0, loopDelay: 0 };
  const timed = async (what: keyof typeof longest, act: () => Promise<unknown>) => {
    const from = performance.now();
    await act();
    longest[what] = Math.max(longest[what], performance.now() - from);
  };
  const scrape = async () => {
    for (const process of cluster.processes) {
      const delayMs = 1_000 * (await metricOf(process, 'foyer_event_loop_delay_seconds', 'quantile="0.99"'));
      longest.loopDelay = Math.max(longest.loopDelay, delayMs);
    }
  };
  // The first scrape covers the start.
  for (const process of cluster.processes) await metricOf(process, 'foyer_event_loop_delay_seconds');
  let failedScrapes = 0;
  const timer = setInterval(() => {
    scrape().catch(() => {
      failedScrapes += 1;
    });
  }, SCRAPE_EVERY_MS);
  tools.atEnd(() => clearInterval(timer));
  let wrong = 0;

  const live = async (how: string, take: () => unknown, giveBack: () => unknown, forMs: number) => {
    const newest = await crowd.arrive(fresh);
    await take();
    const takenAt = Date.now();
    const until = performance.now() + forMs;
    for (const { client } of newest) client.inputSeen();
    // Real time: the next heartbeat reports the input.
    await passed(1_500);
    const leavers = newest.filter((_, n) => n % 2 === 0);
    await crowd.leave(leavers);
    const [comer] = leavers as [FollowedClient];
    const before = comer.events.length;
    comer.client.retryNow();
    crowd.players.push(comer);
    for (let turn = 0; turn === 0 || until - performance.now() > ROUND_EVERY_MS; turn++) {
      const nextAt = Math.min(performance.now() + ROUND_EVERY_MS, until);
      for (const [one, other] of crowd.neighbours(turn).filter((pair) => !pair.includes(comer))) {
        await timed('statusSeen', () => changeSeenBy(other, one));
        await timed('resumed', () => dropped(other));
      }
      // Real time: the pace of the joins.
      await passed(Math.max(0, nextAt - performance.now()));
    }
    const links = comer.events.slice(before).flatMap((event) => (event.type === 'linkChanged' ? [event.link] : []));
    const refusals = links.flatMap((link) => (link.kind === 'waiting' ? [link.why] : []));
    tools.say(`${how}: a join was refused with ${[...new Set(refusals)]}, ${refusals.length} times`);
    assert.ok(!links.some(({ kind }) => kind === 'online'), 'a player unknown to the database cannot join');

    await giveBack();
    const here = () => new Set(crowd.ids().filter((id) => id !== comer.id));
    const gone = leavers.map(({ id }) => id).filter((id) => id !== comer.id);
    const countWrong = async () => {
      const stored = await storedPlayers(cluster.postgresUrl);
      const { stuck, missed } = compareStored(stored, here());
      const late = gone.filter((id) => (stored.get(id)?.lastActiveAt ?? 0) < takenAt);
      const wronged = new Set([...stuck, ...missed, ...late]);
      wronged.delete(comer.id);
      return wronged.size;
    };
    await Promise.all([
      timed('landed', () => eventually(async () => assert.equal(await countWrong(), 0), LIMIT_MS, 100)).catch(
        () => undefined,
      ),
      timed('seated', () => eventually(() => assert.equal(comer.client.link.kind, 'online'), LIMIT_MS)),
    ]);
    wrong += await countWrong();
    await eventually(() => assertOneLobby(cluster, crowd), LIMIT_MS);
    tools.say(`${how} for ${forMs} ms: ${JSON.stringify(longest)}`);
  };
  await live(
    'shut down',
    () => postgres.pause(),
    () => postgres.resume(),
    awayMs,
  );
  const slowDown = (ms: number) => {
    way.delayMs = ms;
  };
  await live(
    'slow',
    () => slowDown(SLOW_MS),
    () => slowDown(0),
    slowMs,
  );
  await scrape();
  assert.equal(failedScrapes, 0, 'both processes answer every metrics request');

  const inMs = (id: keyof typeof longest, name: string, atMost: number, how: string) =>
    figure({ id, name, value: longest[id], unit: 'ms', bar: { atMost }, how });
  return [
    inMs(
      'statusSeen',
      'time until others in the room see a change meanwhile',
      2_000,
      'from the request to the other client’s row',
    ),
    inMs(
      'resumed',
      'time until a player resumes after losing their socket meanwhile',
      5_000,
      'from the loss to online again',
    ),
    inMs(
      'landed',
      'time until everything is stored afterwards',
      10_000,
      'from the return until is_online is right for everybody, including newcomers, and players who left meanwhile with their last input',
    ),
    figure({
      id: 'wrong',
      name: 'players with a wrong stored state',
      value: wrong,
      of: crowd.players.length,
      unit: 'players',
      bar: { atMost: 0 },
      how: 'after that',
    }),
    inMs(
      'seated',
      'time until refused players are in the lobby afterwards',
      30_000,
      'from the return until online; clients retry by themselves',
    ),
    inMs(
      'loopDelay',
      'event loop delay, p99',
      loopDelayMs,
      `foyer_event_loop_delay_seconds, read every ${SCRAPE_EVERY_MS / 1_000} s at both processes; the highest value`,
    ),
  ];
}
