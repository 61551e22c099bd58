/** `npm run cluster`: arguments → cluster → everybody's output → Ctrl-C. */
import { setTimeout as passed } from 'node:timers/promises';
import { HELP, readArgs } from './cluster/args.ts';
import type { ClusterProcess } from './cluster/ClusterProcess.ts';
import { type LocalCluster, startCluster } from './cluster/startCluster.ts';

/** Limits how often a process that dies at its start is restarted. */
const RESTART_AFTER_MS = 1_000;

const args = readArgs(process.argv.slice(2));
if (args.kind === 'help') {
  process.stdout.write(HELP);
  process.exit(0);
}
if (args.kind === 'bad') {
  console.error(`${args.message} (--help says more)`);
  process.exit(2);
}

const stopping = new AbortController();
// Ctrl-C comes twice, from the terminal and from npm; the second must not cut the first short.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopping.abort());

const { processes, port, isRestarting } = args;
try {
  const cluster = await startCluster({
    processes,
    port,
    env: process.env,
    signal: stopping.signal,
    onLine: (source, line) => console.log(`${source} | ${line}`),
    onExit: (ended, index) => void exited(ended, index),
  });
  async function exited(ended: ClusterProcess, index: number): Promise<void> {
    console.error(`${ended.name} ended with ${ended.ending?.code ?? ended.ending?.signal}.`);
    if (!isRestarting) return;
    await passed(RESTART_AFTER_MS);
    // An end before it is ready is reported as another exit.
    await cluster.restart(index).then(
      (started) => console.log(`${started.name} is back: pid ${started.pid}.`),
      () => undefined,
    );
  }
  cluster.balancer.exited.then(({ code, signal }) => {
    if (!stopping.signal.aborted) console.error(`lb ended with ${code ?? signal}: Ctrl-C ends the rest.`);
  });
  console.log(describe(cluster));
  await new Promise<void>((resolve) => {
    if (stopping.signal.aborted) resolve();
    else stopping.signal.addEventListener('abort', () => resolve());
  });
  await cluster.stop();
  process.exit(0);
} catch (error) {
  if (stopping.signal.aborted) process.exit(0);
  console.error(`The cluster could not be started: ${(error as Error).message}`);
  process.exit(1);
}

function describe({ processes, redis, postgresUrl }: LocalCluster): string {
  return [
    `Foyer is open: http://localhost:${port}  (Ctrl-C ends it)`,
    ...processes.map(({ name, pid, url }) => `  ${name.padEnd(8)}  pid ${pid}, ${url}, metrics at /metrics`),
    `  monitor   http://localhost:${port}/monitor, user admin`,
    `  redis     ${redis.url}`,
    `  postgres  ${postgresUrl}`,
  ].join('\n');
}
