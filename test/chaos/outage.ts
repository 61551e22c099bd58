/**
 * Takes away what connects the processes for a while. Each lobby must go on by itself, and all must become one again.
 * Safety is asserted throughout; durations are measured.
 */
import assert from 'node:assert/strict';
import type { LocalCluster } from '../../scripts/cluster/startCluster.ts';
import { eventually } from '../support/eventually.ts';
import type { FollowedClient } from '../support/lobbyClients.ts';
import type { AtPlay } from './AtPlay.ts';
import { type Crowd, isSeated, lostLinks, type Mark, seesPart, shardOf } from './Crowd.ts';
import { readList } from './lists.ts';
import { assertOneLobby, listingsIn } from './oneLobby.ts';
import { metricOf, readinessOf } from './processView.ts';

export type Outage = { take(): unknown; giveBack(): unknown; awayMs: number };
/** In ms; the longest where something happened several times. */
export type OutageTimes = {
  noticed: number;
  statusSeen: number;
  resumed: number;
  newcomerSeated: number;
  healed: number;
  /** Until the desk answers again. */
  answered: number;
};

/** Far above the bars: anything slower is a fault, not a figure. */
const LIMIT_MS = 30_000;
const ROUND_EVERY_MS = 3_000;

export async function livesThrough(
  cluster: LocalCluster,
  crowd: Crowd,
  atPlay: AtPlay,
  outage: Outage,
): Promise<OutageTimes> {
  const times: OutageTimes = { noticed: 0, statusSeen: 0, resumed: 0, newcomerSeated: 0, healed: 0, answered: 0 };
  const longest = async (what: keyof OutageTimes, act: () => Promise<unknown>): Promise<void> => {
    const startedAt = performance.now();
    await act();
    times[what] = Math.max(times[what], performance.now() - startedAt);
  };
  const drops = new Map<FollowedClient, number>();
  const mark = crowd.mark();

  await outage.take();
  const until = performance.now() + outage.awayMs;
  const noticed = longest('noticed', () => eventually(() => assertNoticed(cluster, crowd), LIMIT_MS));
  let turn = 0;
  do {
    const nextAt = Math.min(performance.now() + ROUND_EVERY_MS, until);
    for (const [one, other] of crowd.neighbours(turn)) {
      await longest('statusSeen', () => changeSeenBy(other, one));
      drops.set(other, (drops.get(other) ?? 0) + 1);
      await longest('resumed', () => dropped(other));
    }
    await longest('newcomerSeated', () => crowd.arrive());
    await eventually(() => assertNobodyMissing(cluster, crowd), LIMIT_MS);
    await noticed;
    await assertNoticed(cluster, crowd);
    // Real time: the pace of the outages.
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, nextAt - performance.now())));
    turn += 1;
  } while (until - performance.now() > ROUND_EVERY_MS);

  await outage.giveBack();
  await Promise.all([
    longest('healed', () => eventually(() => assertOneLobby(cluster, crowd), LIMIT_MS)),
    longest('answered', () => atPlay.answeredMs()),
  ]);
  await eventually(() => assertShown(cluster, atPlay), LIMIT_MS);
  await assertStillOne(cluster, crowd, drops, mark);
  return times;
}

async function assertStillOne(
  cluster: LocalCluster,
  crowd: Crowd,
  drops: ReadonlyMap<FollowedClient, number>,
  mark: Mark,
): Promise<void> {
  await assertJoinsAreOne(cluster, crowd);
  for (const process of cluster.processes) {
    assert.equal(process.ending, undefined, `${process.name} runs`);
    assert.equal(await metricOf(process, 'foyer_errors_total'), 0, `${process.name} met no unexpected error`);
  }
  for (const [player, since] of mark) {
    assert.equal(lostLinks(player, since), drops.get(player) ?? 0, 'nobody lost the link but those who were dropped');
  }
}

/** A newcomer at each process joins the fullest room with space, and a change at one process shows at all. */
export async function assertJoinsAreOne(cluster: LocalCluster, crowd: Crowd): Promise<void> {
  for (const process of cluster.processes) {
    const open = (await listingsIn(cluster)).filter(({ clients, maxClients }) => clients < maxClients);
    const most = Math.max(...open.map(({ clients }) => clients));
    const fullest = open.filter(({ clients }) => clients === most).map(({ roomId }) => roomId);
    const [newcomer] = await crowd.arrive(1, process.url);
    assert.ok(newcomer);
    if (fullest.length > 0) assert.ok(fullest.includes(shardOf(newcomer)), `${process.name} fills the fullest room`);
    await eventually(() => assertOneLobby(cluster, crowd), LIMIT_MS);
  }
  const [player] = crowd.free;
  assert.ok(player);
  for (const status of ['busy', 'online'] as const) {
    assert.deepEqual(await player.client.request('setStatus', { status }), { ok: true, status });
    await eventually(async () => {
      for (const { url } of cluster.processes) assert.equal((await readList(url)).get(player.id)?.status, status);
    });
  }
}

async function assertNoticed({ processes }: LocalCluster, { players }: Crowd): Promise<void> {
  for (const process of processes) assert.equal(await readinessOf(process), 'cluster/away');
  assert.ok(players.every(seesPart), 'every player is told that others may be missing');
}

/** Every process shows every player's activity. */
export async function assertShown({ processes }: LocalCluster, atPlay: AtPlay): Promise<void> {
  for (const { url } of processes) {
    const list = await readList(url);
    for (const [id, status] of atPlay.statuses) assert.equal(list.get(id)?.status, status, `${id} at ${url}`);
  }
}

/** Every player is in some list, and in the roster of everybody in their room. */
async function assertNobodyMissing({ processes }: LocalCluster, crowd: Crowd): Promise<void> {
  const lists = await Promise.all(processes.map(({ url }) => readList(url)));
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

export async function changeSeenBy(viewer: FollowedClient, one: FollowedClient): Promise<void> {
  const status = viewer.rows.get(one.id)?.status === 'busy' ? 'online' : 'busy';
  assert.deepEqual(await one.client.request('setStatus', { status }), { ok: true, status });
  await eventually(() => assert.equal(viewer.rows.get(one.id)?.status, status), LIMIT_MS);
}

/** Loses the socket and waits for the resumed session. */
export async function dropped(player: FollowedClient): Promise<void> {
  const [shard, since] = [shardOf(player), player.events.length];
  player.client.networkOffline();
  const linksSince = () =>
    player.events.slice(since).flatMap((event) => (event.type === 'linkChanged' ? [event.link] : []));
  await eventually(
    () => assert.ok(lostLinks(player, since) > 0 && isSeated(player), `not resumed: ${JSON.stringify(linksSince())}`),
    LIMIT_MS,
  );
  const links = linksSince();
  assert.ok(!links.some(({ kind }) => kind === 'connecting'), `not resumed but joined anew: ${JSON.stringify(links)}`);
  assert.equal(shardOf(player), shard);
}
