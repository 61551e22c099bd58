/** Whether several processes are one lobby: everybody is in every list once, and the rooms listed are those that are. */
import assert from 'node:assert/strict';
import type { LocalCluster } from '../../scripts/cluster/startCluster.ts';
import { type Crowd, isSeated, seesPart, shardOf } from './Crowd.ts';
import { listOf, readinessOf, statsOf } from './processView.ts';

type Listing = { roomId: string; clients: number };

/** Throws what is not so. */
export async function assertOneLobby({ processes, redis }: LocalCluster, crowd: Crowd): Promise<void> {
  assert.deepEqual(crowd.players.filter((player) => !isSeated(player) || seesPart(player)).length, 0, 'all see all');
  const ids = crowd.ids();
  const texts = (await redis.run('HVALS', 'roomcaches')) as string[];
  const listings = texts.map((text) => JSON.parse(text) as Listing);
  const inRooms = Map.groupBy(crowd.players, shardOf);
  const [first, ...others] = await Promise.all(processes.map(listOf));
  assert.deepEqual([...(first?.keys() ?? [])].toSorted(), ids, 'all are listed');
  for (const other of others) assert.deepEqual(sorted(other), sorted(first), 'the lists are equal');
  for (const process of processes) {
    assert.equal(await readinessOf(process), 'ok');
    const { online, shards } = await statsOf(process);
    assert.deepEqual({ online, shards }, { online: ids.length, shards: listings.length });
  }
  const inListings = listings.filter(({ clients }) => clients > 0).map(({ roomId, clients }) => [roomId, clients]);
  assert.deepEqual(
    inListings.toSorted(),
    [...inRooms].map(([room, players]) => [room, players.length]).toSorted(),
    'the rooms listed are the rooms',
  );
}

const sorted = (list: ReadonlyMap<string, string> = new Map()) =>
  [...list].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
