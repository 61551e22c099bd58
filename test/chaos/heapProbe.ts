/**
 * Loaded into a server by `--import`, which does not know about it: on SIGUSR2 it collects the garbage and prints a line
 * with what is left. It must neither keep the server alive nor take its other signals.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * `heapKb`: after the collection. `memoryKb`: with the buffers outside the heap. `listeners`: of the process and of
 * everything that it has open.
 */
export type HeapSample = { heapKb: number; memoryKb: number; timers: number; handles: number; listeners: number };
export const SAMPLE = 'heap sample ';

type Emitter = { eventNames(): (string | symbol)[]; listenerCount(event: string | symbol): number };

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

process.on('SIGUSR2', () => {
  // What the first one finalises is free after the second.
  for (let n = 0; n < 2; n++) collect();
  const resources = process.getActiveResourcesInfo();
  const timers = resources.filter((kind) => kind === 'Timeout' || kind === 'Immediate').length;
  const open = (process as unknown as { _getActiveHandles(): Emitter[] })._getActiveHandles();
  const { heapUsed, external } = process.memoryUsage();
  const sample: HeapSample = {
    heapKb: heapUsed / 1_024,
    memoryKb: (heapUsed + external) / 1_024,
    timers,
    handles: resources.length - timers,
    listeners: [process as Emitter, ...open].reduce((sum, emitter) => sum + listenersOf(emitter), 0),
  };
  // The server has taken the console.
  process.stdout.write(`${SAMPLE}${JSON.stringify(sample)}\n`);
});

const listenersOf = (emitter: Emitter): number =>
  emitter.eventNames?.().reduce((sum, event) => sum + emitter.listenerCount(event), 0) ?? 0;
