/**
 * Checks that several processes are one lobby: every list has every player, and exactly the existing rooms are listed.
 */
import assert from 'node:assert/strict';
import type { LocalCluster } from '../../scripts/cluster/startCluster.ts';
import { LOBBY } from '../../shared/protocol.ts';
import { type Crowd, isSeated, seesPart, shardOf } from './Crowd.ts';
import { readList } from './lists.ts';
import { readinessOf, statsOf } from './processView.ts';

/** `publicAddress` ends with the process' name at the load balancer. */
export type Listing = { name: string; roomId: string; clients: number; maxClients: number; publicAddress: string };

/** The lobby's rooms as Redis has them. */
export async function listingsIn({ redis }: LocalCluster): Promise<Listing[]> {
  const texts = (await redis.run('HVALS', 'roomcaches')) as string[];
  return texts.map((text) => JSON.parse(text) as Listing).filter(({ name }) => name === LOBBY);
}

export const processOf = ({ publicAddress }: Listing): string =>
  publicAddress.slice(publicAddress.lastIndexOf('/') + 1);

/** The crowd must be everybody in the lobby. */
export async function assertListsAgree({ processes }: LocalCluster, crowd: Crowd): Promise<void> {
  assert.ok(crowd.players.every(isSeated), 'everybody is seated');
  assert.ok(!crowd.players.some(seesPart), 'nobody is told that others may be missing');
  const rows = await Promise.all(processes.map(async ({ url }) => rowsOf(await readList(url))));
  for (const list of rows) {
    assert.deepEqual(
      list.map(([id]) => id),
      crowd.ids(),
      'everybody is listed, and nobody else',
    );
    assert.deepEqual(list, rows[0], 'the lists are equal');
  }
  for (const process of processes) {
    assert.equal(await readinessOf(process), 'ok');
    assert.equal((await statsOf(process)).online, crowd.players.length, process.name);
  }
}

/** As above; each player must have exactly one session. */
export async function assertOneLobby(cluster: LocalCluster, crowd: Crowd): Promise<void> {
  await assertListsAgree(cluster, crowd);
  const listings = await listingsIn(cluster);
  for (const process of cluster.processes) assert.equal((await statsOf(process)).shards, listings.length, process.name);
  const counted = listings.filter(({ clients }) => clients > 0).map(({ roomId, clients }) => [roomId, clients]);
  const inRooms = [...Map.groupBy(crowd.players, shardOf)].map(([room, players]) => [room, players.length]);
  assert.deepEqual(counted.toSorted(), inRooms.toSorted(), 'the rooms listed are the rooms');
}

const rowsOf = (list: ReadonlyMap<string, { status: string; shard: string }>) =>
  [...list].map(([id, { status, shard }]) => [id, status, shard] as const).toSorted(([a], [b]) => (a < b ? -1 : 1));
