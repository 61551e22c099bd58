/** Runs a scenario and ends everything it started, even if it throws. */
import { startCluster } from '../../scripts/cluster/startCluster.ts';
import { PASSWORD } from '../support/admin.ts';
import { openHomes } from './loopbackHomes.ts';
import type { Figure, Scenario, Tools } from './scenario.ts';

const LINES_KEPT = 2_000;

/** Rejects as the scenario does; `lines` then has the last lines of its processes. */
export async function runScenario<Size extends object>(
  scenario: Scenario<Size>,
  size: Size,
  say: (line: string) => void,
  lines: string[] = [],
): Promise<Figure[]> {
  const startedAt = performance.now();
  const ends: (() => unknown)[] = [openHomes()];
  const tools: Tools = {
    say: (line) => say(`${((performance.now() - startedAt) / 1000).toFixed(1).padStart(6)} s  ${line}`),
    atEnd: (end) => void ends.push(end),
    cluster: async (options) => {
      const cluster = await startCluster({
        ...options,
        env: { LOG_LEVEL: 'warn', ADMIN_PASSWORD: PASSWORD, ...options.env },
        onLine: (source, line) => {
          lines.push(`${source} ${line}`);
          if (lines.length > LINES_KEPT) lines.shift();
          options.onLine?.(source, line);
        },
      });
      ends.push(() => cluster.stop());
      return cluster;
    },
    lines,
  };
  try {
    return await scenario.run(size, tools);
  } finally {
    for (const end of ends.reverse()) await end();
  }
}
