/** This process among the others. Each file here returns what it was given and what it made of it. */
import { Cluster } from '../cluster/Cluster.ts';
import { OwnLease } from '../cluster/OwnLease.ts';
import { SharedCoolDowns } from '../cluster/SharedCoolDowns.ts';
import { Directory } from '../domain/cluster/directory.ts';
import { Membership } from '../domain/cluster/membership.ts';
import { Shards } from '../lobby/Shards.ts';
import { openCluster } from '../redis/openCluster.ts';
import type { Base } from './base.ts';

export type ClusterParts = ReturnType<typeof makeCluster>;

export function makeCluster(base: Base) {
  const { config, process, clock, store } = base;
  const membership = new Membership(process, config.LEASE_MS, clock.now());
  const links = openCluster(config.REDIS_URL, {
    ...base,
    ownPlayStore: store.play,
    isReachable: (id) => membership.isReachable(id, clock.now()),
  });
  const { bus, leases, removeListings } = links;
  const directory = new Directory({ process, epoch: 0 });
  const lease = new OwnLease(process, config.LEASE_MS, { leases, clock });
  const shards = new Shards();
  const cluster = new Cluster({
    ...base,
    ...{ directory, membership, bus, leases, lease, removeListings },
    leaseMs: config.LEASE_MS,
    leaveDampingMs: config.LEAVE_DAMPING_MS,
    shards: () => shards.count,
  });
  const coolDowns = new SharedCoolDowns(bus, clock);
  return { ...base, links, bus, leases, membership, directory, lease, shards, cluster, coolDowns };
}
