/** What of this machine the figures depend on, and whether it lets so many sockets be opened. */
import { spawnSync } from 'node:child_process';
import { availableParallelism, cpus } from 'node:os';
import { isPinned } from '../lib/Child.ts';
import type { Machine } from './results.ts';

/** Beside the players' sockets: requests, files, pipes. */
const OTHER_DESCRIPTORS = 500;

export const machine = (): Machine => ({
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: availableParallelism(),
  node: process.versions.node,
  isPinned,
});

/** What to do where one process may not open a socket for each player; else undefined. Node raises the soft limit itself. */
export function tooFewDescriptors(players: number): string | undefined {
  const said = spawnSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' }).stdout?.trim();
  const needed = players + OTHER_DESCRIPTORS;
  if (said === undefined || !/^\d+$/.test(said) || Number(said) >= needed) return undefined;
  return `${players} players need ${needed} open files in one process, and here are ${said} allowed: ulimit -n ${needed}, as root.`;
}
