/**
 * Measures a server from within: `--import` loads it before the server's own code, which does not know about it. It must
 * neither keep the server alive nor swallow its signals. If the bench is gone, it ends the server.
 */
import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { serveMethods } from './benchIpc.ts';

/** The histogram includes its own timer's period. */
const LOOP_RESOLUTION_MS = 10;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const loop = monitorEventLoopDelay({ resolution: LOOP_RESOLUTION_MS });
loop.enable();

const delayMs = (ns: number): number => Math.max(0, ns / 1e6 - LOOP_RESOLUTION_MS);

export const probe = {
  /** User and system CPU of all threads since the start, in ms. */
  cpuMs(): number {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  },
  /** Ms the main thread was ready to run while something else had its core; NaN if the system does not report it. */
  waitedMs(): number {
    try {
      return Number(readFileSync('/proc/self/schedstat', 'utf8').split(' ')[1]) / 1e6;
    } catch {
      return Number.NaN;
    }
  },
  /** Bytes before and after a full collection. `external` includes array buffers. */
  memory() {
    const before = process.memoryUsage();
    collect();
    return { before, after: process.memoryUsage() };
  },
  rss: (): number => process.memoryUsage.rss(),
  resetLoop(): void {
    loop.reset();
  },
  /** Delay of the event loop since the last reset, in ms. */
  loop() {
    return { p50Ms: delayMs(loop.percentile(50)), p99Ms: delayMs(loop.percentile(99)), maxMs: delayMs(loop.max) };
  },
};
export type Probe = typeof probe;

serveMethods(probe);
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
