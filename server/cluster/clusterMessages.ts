/**
 * Processes report their players over the bus: all subscribe to DIRECTORY, and each to a topic of its own. Topics carry
 * the messages' version: two versions hide each other's players, which is better than misreading them.
 */
import { z } from 'zod';
import type { ProcessId } from '../../shared/ids.ts';
import type { Batch, SliceId, Snapshot } from '../domain/cluster/directory.ts';
import type { ProcessFacts } from '../domain/cluster/membership.ts';

export const DIRECTORY = 'directory/3';
export const topicOf = (process: ProcessId): string => `${DIRECTORY}/${process}`;

export type ClusterMessage =
  /** A sign of life: the number of the latest batch, and facts about the process. */
  | (SliceId & { type: 'digest'; seq: number; facts: ProcessFacts })
  | (Batch & { type: 'batch' })
  | (Snapshot & { type: 'snapshot' })
  /** `process` needs the snapshot of `of`, or of all after its start. */
  | { type: 'want'; process: ProcessId; of?: ProcessId }
  /** The lease of the process lapsed: it is dead. */
  | (SliceId & { type: 'lapsed' });

const sliceId = { process: z.string(), epoch: z.number() };
const facts = z.object({ shards: z.number(), isOpen: z.boolean(), leavesInMs: z.number().optional() });
/** Players' entries are not validated: they come from our own code, of the same version. */
const Message = z.discriminatedUnion('type', [
  z.object({ type: z.literal('digest'), ...sliceId, seq: z.number(), facts }),
  z.object({ type: z.literal('batch'), ...sliceId, from: z.number(), changes: z.array(z.unknown()) }),
  z.object({ type: z.literal('snapshot'), ...sliceId, seq: z.number(), entries: z.array(z.unknown()) }),
  z.object({ type: z.literal('want'), process: z.string(), of: z.string().optional() }),
  z.object({ type: z.literal('lapsed'), ...sliceId }),
]);

export function readClusterMessage(message: unknown): ClusterMessage | undefined {
  const read = Message.safeParse(message);
  return read.success ? (read.data as ClusterMessage) : undefined;
}
