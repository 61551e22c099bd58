/**
 * `npm run bench:stopped`: ten of a thousand players stop reading for a minute, like phones in a tunnel. It measures what this
 * costs the server, what the others notice, and whether the ten return to a correct list. Takes about two minutes.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, type Room } from 'colyseus.js';
import type { LobbyState } from '../../shared/state.ts';
import { statusFromNumber } from '../../shared/status.ts';
import { NetworkProxy } from '../../test/support/proxy.ts';
import { httpList } from '../fanout/httpList.ts';
import type { LoaderMethods } from '../fanout/loader/main.ts';
import { matchEvents } from '../fanout/match.ts';
import type { ObserverMethods } from '../fanout/observer/main.ts';
import { NODE_ARGS, peers } from '../fanout/peers/peers.ts';
import { Child } from '../lib/Child.ts';
import { monotonicMs } from '../lib/monotonic.ts';
import { percentile } from '../lib/percentile.ts';
import type { Probe } from '../lib/probe.ts';

const READERS = 10;
const OBSERVERS = 3;
const LOADED = 1_000 - READERS - OBSERVERS;
const CALM_S = 20;
const STOPPED_S = 60;
const AFTER_S = 10;
/** Time for dropped readers to notice and return. */
const BACK_WITHIN_S = 30;

type Reader = Room<never, LobbyState>;

const fileOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const sleep = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1_000));

// The SDK reports each lost socket and its return.
console.warn = console.info = () => {};
const folder = mkdtempSync(join(tmpdir(), 'foyer-bench-'));
const server = new Child<Probe>({
  script: peers.foyer.script,
  core: 0,
  env: { ...peers.foyer.env({ players: LOADED + READERS + OBSERVERS, folder, tickMs: 0 }), LEAVE_DAMPING_MS: '0' },
  nodeArgs: [...NODE_ARGS, '--import', new URL('../lib/probe.ts', import.meta.url).href],
});
const loader = new Child<LoaderMethods>({ script: fileOf('../fanout/loader/main.ts'), core: 1 });
const observer = new Child<ObserverMethods>({ script: fileOf('../fanout/observer/main.ts'), core: 1 });
let isFine = false;
try {
  isFine = await measure();
} finally {
  await Promise.all([server.end(), loader.end(), observer.end()]);
  rmSync(folder, { recursive: true, force: true });
}
process.exit(isFine ? 0 : 1);

async function measure(): Promise<boolean> {
  const port = await server.port(20_000);
  await loader.call('open', { peer: 'foyer', port });
  await observer.call('open', { peer: 'foyer', port });
  await loader.call('signIn', LOADED);
  await loader.call('join', { from: 0, to: LOADED });
  for (let i = 0; i < OBSERVERS; i++) await observer.call('join', LOADED + i);
  const network = await NetworkProxy.to(port);
  const readers = await Promise.all(Array.from({ length: READERS }, () => joinOver(network.url)));
  await sleep(3);

  await observer.call('note');
  const steady = loader.call('steady', CALM_S + STOPPED_S + AFTER_S);
  await sleep(CALM_S);
  const rssBefore = await server.call('rss');
  const stoppedAt = monotonicMs();
  network.blackHole();
  let rssMost = rssBefore;
  for (let second = 0; second < STOPPED_S; second++) {
    await sleep(1);
    rssMost = Math.max(rssMost, await server.call('rss'));
  }
  const healedAt = monotonicMs();
  network.heal();
  const { events } = await steady;
  await sleep(BACK_WITHIN_S - AFTER_S);

  const reports = await observer.call('reports');
  const delays = (from: number, to: number): number[] =>
    reports.flatMap(({ observations, shard }) =>
      matchEvents(events, observations, shard).seen.flatMap(({ event, seenAt }) =>
        event.at >= from && event.at < to ? seenAt - event.at : [],
      ),
    );
  const [calm, stopped] = [delays(0, stoppedAt), delays(stoppedAt, healedAt)];
  const wrong = await wrongRows(port, readers);
  const p99 = { calm: percentile(calm, 0.99), stopped: percentile(stopped, 0.99) };
  const mb = (rssMost - rssBefore) / 1e6;
  console.log(`memory: + ${mb.toFixed(1)} MB at most in ${STOPPED_S} s`);
  console.log(
    `event to visible, p99: ${p99.calm.toFixed(0)} ms before, ${p99.stopped.toFixed(0)} ms while ${READERS} were stopped (${calm.length} and ${stopped.length} sightings)`,
  );
  console.log(
    `resumed: ${readers.filter(({ connection }) => connection.isOpen).length} of ${READERS}; wrong rows: ${wrong}`,
  );
  await network.close();
  return wrong === 0 && readers.every(({ connection }) => connection.isOpen);
}

/** A stock client; it reconnects by itself. */
async function joinOver(url: string): Promise<Reader> {
  const signedIn = await fetch(`${url}/auth/anonymous`, { method: 'POST' });
  const { token } = (await signedIn.json()) as { token: string };
  const client = new Client(url);
  client.auth.token = token;
  const room = (await client.joinOrCreate('lobby')) as Reader;
  room.onMessage('*', () => {});
  return room;
}

/** Counts rows of the readers' lists that differ from the list over HTTP or are missing. */
async function wrongRows(port: number, readers: readonly Reader[]): Promise<number> {
  const truth = new Map((await httpList(port)).map(({ id, name, status }) => [id, `${name} ${status}`]));
  return readers.reduce((wrong, { state }) => {
    const shown = new Map(
      [...state.players].map(([id, { name, status }]) => [id, `${name} ${statusFromNumber(status)}`]),
    );
    const missing = [...truth.keys()].filter((id) => !shown.has(id)).length;
    return wrong + missing + [...shown].filter(([id, row]) => truth.get(id) !== row).length;
  }, 0);
}
