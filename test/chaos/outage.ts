/** What connects the processes is taken away for a while: their lobbies go on, each by itself, and are one again after. */
import assert from 'node:assert/strict';
import type { LocalCluster } from '../../scripts/cluster/startCluster.ts';
import { eventually } from '../support/eventually.ts';
import type { FollowedClient } from '../support/lobbyClients.ts';
import { type Crowd, isSeated, lostLinks, seesPart, shardOf } from './Crowd.ts';
import { assertOneLobby } from './oneLobby.ts';
import { listOf, metricOf, readinessOf } from './processView.ts';

export type Outage = { take(): unknown; giveBack(): unknown; awayMs: number };
/** Milliseconds; of what happened several times, the longest. */
export type OutageFigures = {
  noticedMs: number;
  statusSeenMs: number;
  resumedMs: number;
  newcomerSeatedMs: number;
  healedMs: number;
  /** Rounds of change, drop and newcomer that were made meanwhile. */
  rounds: number;
};

const NOTICED_WITHIN_MS = 6_000;
const SEEN_WITHIN_MS = 3_000;
const RESUMED_WITHIN_MS = 30_000;
const HEALED_WITHIN_MS = 30_000;
const ROUND_EVERY_MS = 3_000;

/** Throws what does not hold however long one waits. */
export async function livesThrough(cluster: LocalCluster, crowd: Crowd, outage: Outage): Promise<OutageFigures> {
  const figures: OutageFigures = {
    noticedMs: 0,
    statusSeenMs: 0,
    resumedMs: 0,
    newcomerSeatedMs: 0,
    healedMs: 0,
    rounds: 0,
  };
  const marks = new Map(crowd.players.map((player) => [player, player.events.length]));
  const droppedOnPurpose = new Map<FollowedClient, number>();
  await outage.take();
  const takenAt = performance.now();
  figures.noticedMs = await timed(() => eventually(() => assertNoticed(cluster, crowd), NOTICED_WITHIN_MS));

  while (figures.rounds === 0 || performance.now() - takenAt < outage.awayMs - ROUND_EVERY_MS) {
    const startedAt = performance.now();
    await assertNoticed(cluster, crowd);
    for (const [one, other] of crowd.neighbours()) {
      longest(figures, 'statusSeenMs', await timed(() => statusIsSeen(one, other)));
      droppedOnPurpose.set(other, (droppedOnPurpose.get(other) ?? 0) + 1);
      longest(figures, 'resumedMs', await timed(() => resumes(other)));
    }
    longest(figures, 'newcomerSeatedMs', await timed(() => crowd.arrive()));
    await eventually(() => assertAllAreListed(cluster, crowd), SEEN_WITHIN_MS);
    figures.rounds += 1;
    const restMs = Math.min(
      ROUND_EVERY_MS - (performance.now() - startedAt),
      takenAt + outage.awayMs - performance.now(),
    );
    await new Promise((resolve) => setTimeout(resolve, restMs));
  }

  await outage.giveBack();
  figures.healedMs = await timed(() => eventually(() => assertOneLobby(cluster, crowd), HEALED_WITHIN_MS));
  await assertJoinsAreOne(cluster, crowd);
  for (const process of cluster.processes) {
    assert.equal(process.ending, undefined, `${process.name} runs`);
    assert.equal(await metricOf(process, 'foyer_errors_total'), 0, `${process.name} met no unexpected error`);
  }
  for (const [player, since] of marks) {
    assert.equal(lostLinks(player, since), droppedOnPurpose.get(player) ?? 0, 'nobody else lost the link');
  }
  return figures;
}

/** A newcomer at each process goes to the fullest room that has a seat, and a change at one process is seen at the others. */
export async function assertJoinsAreOne(cluster: LocalCluster, crowd: Crowd): Promise<void> {
  for (const process of cluster.processes) {
    const fullest = await fullestOpen(cluster);
    const [newcomer] = await crowd.arrive(1, process.url);
    if (fullest) assert.equal(newcomer && shardOf(newcomer), fullest, `${process.name} fills the fullest room`);
    await eventually(() => assertOneLobby(cluster, crowd), HEALED_WITHIN_MS);
  }
  const [player] = crowd.players;
  assert.ok(player);
  await setStatus(player, 'busy');
  await eventually(async () => {
    for (const process of cluster.processes) assert.equal((await listOf(process)).get(player.id), 'busy');
  }, SEEN_WITHIN_MS);
  await setStatus(player, 'online');
}

async function fullestOpen({ redis }: LocalCluster): Promise<string | undefined> {
  const texts = (await redis.run('HVALS', 'roomcaches')) as string[];
  const rooms = texts.map((text) => JSON.parse(text) as { roomId: string; clients: number; maxClients: number });
  const open = rooms.filter(({ clients, maxClients }) => clients < maxClients);
  const most = Math.max(...open.map(({ clients }) => clients));
  const [fullest, ...equals] = open.filter(({ clients }) => clients === most);
  return equals.length === 0 ? fullest?.roomId : undefined;
}

async function assertNoticed({ processes }: LocalCluster, { players }: Crowd): Promise<void> {
  for (const process of processes) assert.equal(await readinessOf(process), 'cluster/away');
  assert.ok(players.every(seesPart), 'every player is told that others may be missing');
}

/** In the lists of the processes together, and each in the roster of their room. */
async function assertAllAreListed({ processes }: LocalCluster, crowd: Crowd): Promise<void> {
  const lists = await Promise.all(processes.map(listOf));
  const unlisted = crowd.ids().filter((id) => !lists.some((list) => list.has(id)));
  assert.deepEqual(unlisted, [], 'everybody is listed where they are');
  for (const room of Map.groupBy(crowd.players, shardOf).values()) {
    for (const { rows } of room)
      assert.ok(
        room.every(({ id }) => rows.has(id)),
        'a room shows who is in it',
      );
  }
}

async function statusIsSeen(one: FollowedClient, by: FollowedClient): Promise<void> {
  const before = by.rows.get(one.id)?.status;
  const status = before === 'busy' ? 'online' : 'busy';
  await setStatus(one, status);
  await eventually(() => assert.equal(by.rows.get(one.id)?.status, status), SEEN_WITHIN_MS);
}

async function setStatus({ client }: FollowedClient, status: 'online' | 'busy'): Promise<void> {
  assert.deepEqual(await client.setStatus(status), { ok: true, status });
}

async function resumes(player: FollowedClient): Promise<void> {
  const [shard, since] = [shardOf(player), player.events.length];
  player.client.networkOffline();
  await eventually(() => assert.ok(lostLinks(player, since) > 0 && isSeated(player)), RESUMED_WITHIN_MS);
  const links = player.events.slice(since).flatMap((event) => (event.type === 'linkChanged' ? [event.link.kind] : []));
  assert.ok(!links.includes('connecting'), `resumed, not joined anew: ${JSON.stringify(player.events.slice(since))}`);
  assert.equal(shardOf(player), shard);
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await act();
  return Math.round(performance.now() - startedAt);
}

function longest(figures: OutageFigures, name: keyof OutageFigures, ms: number): void {
  figures[name] = Math.max(figures[name], ms);
}
