/**
 * What a server costs, asked from outside: loaded with `--import` before the server's own code, which knows nothing of
 * it. Must not keep the server alive, nor swallow its signals; a server whose bench is gone ends itself.
 */
import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openDesk } from './benchIpc.ts';

/** The histogram counts its own timer's period too. */
const LOOP_RESOLUTION_MS = 10;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const loop = monitorEventLoopDelay({ resolution: LOOP_RESOLUTION_MS });
loop.enable();

const delayMs = (ns: number): number => Math.max(0, ns / 1e6 - LOOP_RESOLUTION_MS);

export const probe = {
  /** CPU of all threads of the process since its start, user and system, in ms. */
  cpuMs(): number {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  },
  /** How long the main thread was ready to run and another had its core, in ms; NaN where the system does not say. */
  waitedMs(): number {
    try {
      return Number(readFileSync('/proc/self/schedstat', 'utf8').split(' ')[1]) / 1e6;
    } catch {
      return Number.NaN;
    }
  },
  /** Bytes, before and after a full collection. `external` includes array buffers. */
  memory() {
    const before = process.memoryUsage();
    collect();
    return { before, after: process.memoryUsage() };
  },
  /** Bytes that the process holds now. */
  rss: (): number => process.memoryUsage.rss(),
  resetLoop(): void {
    loop.reset();
  },
  /** How late the event loop was since the last reset, in ms. */
  loop() {
    return { p50Ms: delayMs(loop.percentile(50)), p99Ms: delayMs(loop.percentile(99)), maxMs: delayMs(loop.max) };
  },
};
export type Probe = typeof probe;

openDesk(probe);
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
