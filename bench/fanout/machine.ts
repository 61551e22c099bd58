/** The facts of this machine that figures depend on, and its limit on open sockets. */
import { spawnSync } from 'node:child_process';
import { availableParallelism, cpus } from 'node:os';
import { isPinned } from '../lib/Child.ts';
import type { Machine } from './results.ts';

/** Descriptors besides the players' sockets: requests, files, pipes. */
const OTHER_DESCRIPTORS = 500;

export const machine = (): Machine => ({
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: availableParallelism(),
  node: process.versions.node,
  isPinned,
});

/** Advice if one process may not open a socket per player; else undefined. Node raises the soft limit itself. */
export function tooFewDescriptors(players: number): string | undefined {
  const said = spawnSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' }).stdout?.trim();
  const needed = players + OTHER_DESCRIPTORS;
  if (said === undefined || !/^\d+$/.test(said) || Number(said) >= needed) return undefined;
  return `${players} players need ${needed} open files in one process; the limit here is ${said}. As root: ulimit -n ${needed}`;
}
