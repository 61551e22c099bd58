/** One run of one peer at one size: starts the server and the players, measures them and ends them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Child } from '../lib/Child.ts';
import { monotonicMs } from '../lib/monotonic.ts';
import type { Probe } from '../lib/probe.ts';
import { figuresOf, type Judged } from './figures.ts';
import { httpList } from './httpList.ts';
import type { LoaderMethods } from './loader/main.ts';
import type { ObserverMethods } from './observer/main.ts';
import { NODE_ARGS, type PeerName, peers } from './peers/peers.ts';

/** The first to join, one from the middle of the storm, and the last. */
const OBSERVERS = 3;
const OPEN_WITHIN_MS = 20_000;
const SIGN_IN_WITHIN_MS = 180_000;
const STORM_WITHIN_MS = 90_000;
/** The patch that shows the last newcomers still belongs to the storm. */
const STORM_TAIL_MS = 1_000;
/** For steps that take no time themselves but queue behind a busy server's work. */
const STEP_WITHIN_MS = 30_000;

export type RunSize = {
  peer: PeerName;
  players: number;
  seconds: number;
  settleMs: number;
  quietMs: number;
  tickMs: number;
};

const fileOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Rejects with the step that failed. Cleans up after the run in any case. */
export async function runOnce(size: RunSize): Promise<Judged> {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-bench-'));
  const removeFolder = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', removeFolder);
  const { script, env } = peers[size.peer];
  const server = new Child<Probe>({
    script,
    core: 0,
    env: env({ players: size.players, folder, tickMs: size.tickMs }),
    nodeArgs: [...NODE_ARGS, '--import', new URL('../lib/probe.ts', import.meta.url).href],
  });
  const loader = new Child<LoaderMethods>({ script: fileOf('loader/main.ts'), core: 1 });
  const observer = new Child<ObserverMethods>({ script: fileOf('observer/main.ts'), core: 1 });
  try {
    const port = await server.port(OPEN_WITHIN_MS);
    await loader.call('open', { peer: size.peer, port });
    await observer.call('open', { peer: size.peer, port });
    return await measure(size, { server, loader, observer, port });
  } finally {
    await Promise.all([server.end(), loader.end(), observer.end()]);
    removeFolder();
    process.off('exit', removeFolder);
  }
}

type Cast = { server: Child<Probe>; loader: Child<LoaderMethods>; observer: Child<ObserverMethods>; port: number };

async function measure({ peer, players, seconds, settleMs, quietMs }: RunSize, cast: Cast): Promise<Judged> {
  const { server, loader, observer, port } = cast;
  const { isOneList, isFoyer, dampingMs } = peers[peer];
  const loaded = players - OBSERVERS;
  const half = Math.floor(loaded / 2);

  const { after: empty } = await server.call('memory');
  const signInMs = await timed(() => within(SIGN_IN_WITHIN_MS, 'the sign-in', loader.call('signIn', loaded)));
  await within(STEP_WITHIN_MS, "the first observer's join", observer.call('join', loaded));

  const stormCpu = await meter(() => server.call('cpuMs'));
  const stormBytes = await loader.call('bytes');
  const storm = async (): Promise<void> => {
    await loader.call('join', { from: 0, to: half });
    await Promise.all([loader.call('join', { from: half, to: loaded }), observer.call('join', loaded + 1)]);
  };
  const wallMs = await timed(() =>
    within(STORM_WITHIN_MS, 'the join storm', storm()).catch(async (error: Error) => {
      const { isIn, failed } = await loader.call('troubles');
      throw new Error(`${error.message}: ${isIn} of ${loaded} were in, ${failed} joins had failed`);
    }),
  );
  const tailMs = Math.min(settleMs, STORM_TAIL_MS);
  await sleep(tailMs);
  const cpuMs = await stormCpu();
  const bytes = (await loader.call('bytes')) - stormBytes;
  await within(STEP_WITHIN_MS, "the last observer's join", observer.call('join', loaded + 2));

  await sleep(settleMs - tailMs);
  const { after: full } = await within(STEP_WITHIN_MS, 'reading the memory', server.call('memory'));
  await observer.call('note');
  await server.call('resetLoop');
  const loaderCpu = await meter(() => loader.call('cpuMs'));
  const steadyCpu = await meter(() => server.call('cpuMs'));
  const waitedBefore = await server.call('waitedMs');
  const startedAt = monotonicMs();
  const [steady, ended] = await within(
    seconds * 1_000 + STEP_WITHIN_MS,
    'the steady phase',
    Promise.all([loader.call('steady', seconds), sleep(seconds * 1_000).then(() => endOfSteady(server, steadyCpu))]),
  );
  const loaderCpuMs = await loaderCpu();
  const patchMs = await observer.call('patchMs');
  await sleep(quietMs + dampingMs);

  return figuresOf({
    players,
    isOneList,
    signInMs,
    storm: { cpuMs, wallMs, bytes },
    memory: { empty, full },
    steady: {
      ...steady,
      ...ended,
      wallMs: ended.endedAt - startedAt,
      waitedMs: ended.waitedMs - waitedBefore,
      loaderCpuMs,
    },
    patchMs,
    reports: await within(STEP_WITHIN_MS, 'the observers', observer.call('reports')),
    truth: await loader.call('truth'),
    httpRows: isFoyer ? await within(STEP_WITHIN_MS, 'the list over HTTP', httpList(port)) : undefined,
    troubles: await loader.call('troubles'),
  });
}

/** Read when the time is over, while some players may still be returning. A busy server replies late. */
async function endOfSteady(server: Child<Probe>, meterCpu: () => Promise<number>) {
  const cpuMs = await meterCpu();
  const endedAt = monotonicMs();
  return { cpuMs, endedAt, waitedMs: await server.call('waitedMs'), loop: await server.call('loop') };
}

/** Starts measuring; the returned function resolves with the CPU used since, in ms. */
async function meter(cpuMs: () => Promise<number>): Promise<() => Promise<number>> {
  const before = await cpuMs();
  return async () => (await cpuMs()) - before;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = monotonicMs();
  await work();
  return monotonicMs() - startedAt;
}

async function within<T>(ms: number, what: string, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took longer than ${Math.round(ms / 1_000)} s`)), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
