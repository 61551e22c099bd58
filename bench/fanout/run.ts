/** One run of one peer with so many players: servers and players are started, measured and ended. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Child } from '../lib/Child.ts';
import { monotonicMs } from '../lib/monotonic.ts';
import type { Probe } from '../lib/probe.ts';
import { figuresOf, type Judged } from './figures.ts';
import { httpList } from './httpList.ts';
import type { LoaderDesk } from './loader/main.ts';
import type { ObserverDesk } from './observer/main.ts';
import { NODE_ARGS, type PeerName, peers } from './peers/peers.ts';

/** The first to join, one from the middle of the storm, and the last. */
const OBSERVERS = 3;
const OPEN_WITHIN_MS = 20_000;
const SIGN_IN_WITHIN_MS = 180_000;
const STORM_WITHIN_MS = 90_000;
/** Those who came last are shown to everybody with the next patch, which belongs to the storm, too. */
const STORM_TAIL_MS = 1_000;
/** For what takes no time in itself, and waits behind whatever the server is busy with. */
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

/** Rejects with what could not be done. Nothing of the run is left, however it ends. */
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
  const loader = new Child<LoaderDesk>({ script: fileOf('loader/main.ts'), core: 1 });
  const observer = new Child<ObserverDesk>({ script: fileOf('observer/main.ts'), core: 1 });
  try {
    const port = await server.port(OPEN_WITHIN_MS);
    await loader.ask('open', { peer: size.peer, port });
    await observer.ask('open', { peer: size.peer, port });
    return await measure(size, { server, loader, observer, port });
  } finally {
    await Promise.all([server.end(), loader.end(), observer.end()]);
    removeFolder();
    process.off('exit', removeFolder);
  }
}

type Cast = { server: Child<Probe>; loader: Child<LoaderDesk>; observer: Child<ObserverDesk>; port: number };

async function measure({ peer, players, seconds, settleMs, quietMs }: RunSize, cast: Cast): Promise<Judged> {
  const { server, loader, observer, port } = cast;
  const { isOneList, isFoyer, dampingMs } = peers[peer];
  const loaded = players - OBSERVERS;
  const half = Math.floor(loaded / 2);

  const { after: empty } = await server.ask('memory');
  const signInMs = await timed(() => within(SIGN_IN_WITHIN_MS, 'the sign-in', loader.ask('signIn', loaded)));
  await within(STEP_WITHIN_MS, "the first observer's join", observer.ask('join', loaded));

  const stormCpu = await meter(server);
  const stormBytes = await loader.ask('bytes');
  const storm = async (): Promise<void> => {
    await loader.ask('join', { from: 0, to: half });
    await Promise.all([loader.ask('join', { from: half, to: loaded }), observer.ask('join', loaded + 1)]);
  };
  const wallMs = await timed(() =>
    within(STORM_WITHIN_MS, 'the join storm', storm()).catch(async (error: Error) => {
      const { isIn, failed } = await loader.ask('troubles');
      throw new Error(`${error.message}: ${isIn} of ${loaded} were in, ${failed} joins had failed`);
    }),
  );
  const tailMs = Math.min(settleMs, STORM_TAIL_MS);
  await sleep(tailMs);
  const cpuMs = await stormCpu();
  const bytes = (await loader.ask('bytes')) - stormBytes;
  await within(STEP_WITHIN_MS, "the last observer's join", observer.ask('join', loaded + 2));

  await sleep(settleMs - tailMs);
  const { after: full } = await within(STEP_WITHIN_MS, 'the look at the memory', server.ask('memory'));
  await observer.ask('note');
  await server.ask('resetLoop');
  const loaderCpu = await meter(loader);
  const steadyCpu = await meter(server);
  const waitedBefore = await server.ask('waitedMs');
  const startedAt = monotonicMs();
  const [steady, ended] = await within(
    seconds * 1_000 + STEP_WITHIN_MS,
    'the steady phase',
    Promise.all([loader.ask('steady', seconds), sleep(seconds * 1_000).then(() => endOfSteady(server, steadyCpu))]),
  );
  const loaderCpuMs = await loaderCpu();
  const patchMs = await observer.ask('patchMs');
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
    reports: await within(STEP_WITHIN_MS, 'the observers', observer.ask('reports')),
    truth: await loader.ask('truth'),
    httpRows: isFoyer ? await within(STEP_WITHIN_MS, 'the list over HTTP', httpList(port)) : undefined,
    troubles: await loader.ask('troubles'),
  });
}

/** Asked for when the time is over, while some may still be about to return. A busy server answers late. */
async function endOfSteady(server: Child<Probe>, meterCpu: () => Promise<number>) {
  const cpuMs = await meterCpu();
  const endedAt = monotonicMs();
  return { cpuMs, endedAt, waitedMs: await server.ask('waitedMs'), loop: await server.ask('loop') };
}

/** Starts now; what it resolves with gives the CPU since then, in ms. */
async function meter(child: Pick<Child<{ cpuMs(): number }>, 'ask'>): Promise<() => Promise<number>> {
  const before = await child.ask('cpuMs');
  return async () => (await child.ask('cpuMs')) - before;
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
