/**
 * The connections that carry messages between processes are cut again and again while players change, so messages are
 * lost.
 */
import assert from 'node:assert/strict';
import { between, seeded } from '../../../bots/random.ts';
import { eventually } from '../../support/eventually.ts';
import { Absences } from '../Absences.ts';
import { Crowd, lostLinks, rowsRemoved } from '../Crowd.ts';
import { readList, watchLists } from '../lists.ts';
import { assertOneLobby } from '../oneLobby.ts';
import { Restless } from '../Restless.ts';
import { type Figure, figure, type Scenario, type Tools } from '../scenario.ts';

export type PubSubCutSize = { players: number; cuts: number };

/** Anything slower is a fault, not a figure. */
const LIMIT_MS = 30_000;

export const pubSubCut: Scenario<PubSubCutSize> = {
  id: 'pubSubCut',
  title: "two processes with 200 active players; Redis' pub/sub connections are cut 10 times",
  small: { players: 12, cuts: 4 },
  full: { players: 200, cuts: 10 },
  run,
};

async function run({ players, cuts }: PubSubCutSize, tools: Tools): Promise<Figure[]> {
  const env = { SHARD_CAPACITY: String(Math.ceil(players * 0.6)) };
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
  const random = seeded(2);
  const restless = new Restless(crowd.players, random);
  const mark = crowd.mark();
  restless.start(10);
  for (let n = 0; n < cuts; n++) {
    // Real time: the pace of the cuts.
    await new Promise((resolve) => setTimeout(resolve, between(random, 200, 1_500)));
    await redis.cutPubSub();
  }
  const cutAt = performance.now();
  await restless.stop();
  await eventually(async () => {
    for (const { url } of processes) {
      const statuses = [...(await readList(url)).values()].map(({ id, status }) => [id, status]);
      assert.deepEqual(statuses.toSorted(), [...restless.chosen].toSorted());
    }
  }, LIMIT_MS);
  tools.say(`${restless.changes} changes, refused ${restless.refused}`);
  const equalMs = performance.now() - cutAt;
  await eventually(() => assertOneLobby(cluster, crowd), LIMIT_MS);

  return [
    figure({
      id: 'equal',
      name: 'time until all lists are equal and right',
      value: equalMs,
      unit: 'ms',
      bar: { atMost: 5_000 },
      how: 'from the last cut (the changes end with it) until both processes list everybody with their last chosen status',
    }),
    figure({
      id: 'flaps',
      name: 'players who disappeared from any list or roster',
      value: absences.ids.size + rowsRemoved(mark),
      of: absences.lists,
      unit: 'players',
      bar: { atMost: 0 },
      how: 'in the lists of both processes (read every 100 ms) and in every client’s rows',
    }),
    figure({
      id: 'lost',
      name: 'lost sockets and refused changes',
      value: [...mark].reduce((sum, [player, since]) => sum + lostLinks(player, since), 0) + restless.refused.length,
      of: restless.changes + restless.refused.length,
      unit: 'sockets',
      bar: { atMost: 0 },
      how: 'with a change of status every 10 ms throughout',
    }),
  ];
}
