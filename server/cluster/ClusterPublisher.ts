/** What this process tells the others: signs of life, changes of its players, and snapshots for processes that ask. */
import type { ProcessId } from '../../shared/ids.ts';
import type { Directory } from '../domain/cluster/directory.ts';
import type { Membership } from '../domain/cluster/membership.ts';
import type { Bus, Clock } from '../ports.ts';
import { type ClusterMessage, DIRECTORY, topicOf } from './clusterMessages.ts';

type Sources = { directory: Directory; membership: Membership; bus: Bus; clock: Clock; shards: () => number };

export class ClusterPublisher {
  /** This process may be given rooms and players. */
  isOpen = false;
  readonly #at: Sources;

  constructor(at: Sources) {
    this.#at = at;
  }

  /** Before its first lease a process has no epoch to speak under. */
  get isSpeaking(): boolean {
    return this.#at.directory.id.epoch > 0;
  }

  publish(message: ClusterMessage, topic = DIRECTORY): void {
    this.#at.bus.publish(topic, message);
  }

  publishBatch(): void {
    if (!this.isSpeaking) return;
    const batch = this.#at.directory.takeBatch();
    if (batch) this.publish({ type: 'batch', ...batch });
  }

  /** `leavesInMs`: the process ends, and its players stay shown for so long. */
  publishDigest(leavesInMs?: number): void {
    if (!this.isSpeaking) return;
    const facts = { shards: this.#at.shards(), isOpen: this.isOpen, ...(leavesInMs !== undefined && { leavesInMs }) };
    this.publish({ type: 'digest', ...this.#at.directory.id, seq: this.#at.directory.publishedSeq, facts });
  }

  /** The digest comes first: a process that has just started does not know this one yet. */
  answer(process: ProcessId): void {
    if (!this.isSpeaking) return;
    this.publishBatch();
    this.publishDigest();
    this.#publishLeaving(process);
    this.publish({ type: 'snapshot', ...this.#at.directory.snapshot() }, topicOf(process));
  }

  /** The last reports of processes that ended in order: nobody else has them, and their players are on their way. */
  #publishLeaving(process: ProcessId): void {
    for (const { facts, ...id } of this.#at.membership.leaving(this.#at.clock.now())) {
      const snapshot = this.#at.directory.snapshotOf(id.process);
      if (!snapshot || snapshot.epoch !== id.epoch) continue;
      this.publish({ type: 'digest', ...id, seq: snapshot.seq, facts }, topicOf(process));
      this.publish({ type: 'snapshot', ...snapshot }, topicOf(process));
    }
  }
}
