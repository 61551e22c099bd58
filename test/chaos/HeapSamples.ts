/** What processes hold in memory after a full collection, and have open, as they say when they are asked. */
import type { LocalCluster } from '../../scripts/cluster/startCluster.ts';
import { type HeapSample, SAMPLE } from './heapProbe.ts';

/** `atMs`: monotonic. */
export type TimedSample = HeapSample & { atMs: number };

export class HeapSamples {
  /** By the process' name, in order. */
  readonly of = new Map<string, TimedSample[]>();
  /** For the cluster's options. */
  readonly env = { NODE_OPTIONS: `--import ${new URL('./heapProbe.ts', import.meta.url).href}` };
  readonly onLine = (source: string, line: string): void => {
    if (!line.startsWith(SAMPLE)) return;
    const sample = JSON.parse(line.slice(SAMPLE.length)) as HeapSample;
    this.of.set(source, [...(this.of.get(source) ?? []), { ...sample, atMs: performance.now() }]);
  };

  /** The samples come later, by `onLine`. */
  ask({ processes }: LocalCluster): void {
    for (const process of processes) process.kill('SIGUSR2');
  }
}
