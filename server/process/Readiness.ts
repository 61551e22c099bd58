import type { RefusalCode } from '../../shared/refusals.ts';
import type { Cluster } from '../cluster/Cluster.ts';
import type { WriteBehind } from '../storage/WriteBehind.ts';

export class Readiness {
  isDraining = false;
  readonly #writes: WriteBehind;
  readonly #cluster: Cluster;

  constructor(writes: WriteBehind, cluster: Cluster) {
    this.#writes = writes;
    this.#cluster = cluster;
  }

  /** Why this process should get no newcomers; empty when it is ready. */
  reasons(): RefusalCode[] {
    const reasons: RefusalCode[] = [];
    if (this.isDraining) reasons.push('server/draining');
    if (!this.#writes.isHealthy) reasons.push('store/away');
    if (this.#cluster.isCutOff) reasons.push('cluster/away');
    return reasons;
  }
}
