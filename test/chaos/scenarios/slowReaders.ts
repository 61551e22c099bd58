/**
 * Some of a shard's sockets read 1 KB a second, past the load balancer, while the room sends more than that. First the
 * system keeps what they do not read, 4 MB for each on this loopback; then the process has to. The room's traffic is an
 * operator's, as players may not send as much.
 */
import { setTimeout as passed } from 'node:timers/promises';
import { percentile } from '../../../bench/lib/percentile.ts';
import { pick, seeded } from '../../../bots/random.ts';
import type { LocalCluster } from '../../../scripts/cluster/startCluster.ts';
import { ADMIN } from '../../support/admin.ts';
import { eventually } from '../../support/eventually.ts';
import { FollowedClient } from '../../support/lobbyClients.ts';
import { HeapSamples } from '../HeapSamples.ts';
import { type Player, Players } from '../Players.ts';
import { metricOf } from '../processView.ts';
import { readSockets, SlowReader } from '../SlowReader.ts';
import { type Figure, figure, type Scenario, type Tools } from '../scenario.ts';

/** `messagesPerS`: of MESSAGE_BYTES each, to everybody. `calmMs`: of the same traffic, before the slow readers come. */
export type SlowReadersSize = {
  players: number;
  readers: number;
  arrivalsPerS: number;
  messagesPerS: number;
  changesPerS: number;
  calmMs: number;
  p99Percent: number;
};

const BYTES_PER_S = 1_024;
/** Fits into the query of the monitor. */
const MESSAGE_BYTES = 3_900;
/** From here on a reader is behind: transport/slowReaders.ts. */
const BEHIND_BYTES = 256 * 1024;
const CUT_MS = 8_000;
const MEMORY_KB = 20 * 1024;
const LIMIT_MS = 100_000;
const LOOK_EVERY_MS = 250;
const SAMPLE_EVERY_MS = 2_000;

export const slowReaders: Scenario<SlowReadersSize> = {
  id: 'slowReaders',
  title: '10 of 500 sockets read 1 KB a second while everybody is sent 100 KB a second',
  small: {
    players: 20,
    readers: 2,
    arrivalsPerS: 60,
    messagesPerS: 150,
    changesPerS: 10,
    calmMs: 5_000,
    p99Percent: 200,
  },
  full: {
    players: 490,
    readers: 10,
    arrivalsPerS: 60,
    messagesPerS: 26,
    changesPerS: 15,
    calmMs: 25_000,
    p99Percent: 10,
  },
  run,
};

async function run(size: SlowReadersSize, tools: Tools): Promise<Figure[]> {
  const samples = new HeapSamples();
  const cluster = await tools.cluster({ processes: 1, env: samples.env, onLine: samples.onLine });
  const [process] = cluster.processes;
  if (!process) throw new Error('a process is needed');
  const players = new Players(cluster.url, 'Ada');
  const viewer = new FollowedClient(cluster.url);
  tools.atEnd(() => Promise.all([players.stop(), viewer.client.leave()]));
  await players.arrive(size.players, size.arrivalsPerS);
  viewer.client.start();
  await eventually(() => players.all.every(({ id }) => viewer.rows.has(id)));
  const changes = new Changes(players.all, viewer);
  const stopTraffic = sendToAll(cluster, players.all[0]?.shard ?? '', size.messagesPerS);
  const changing = setInterval(() => changes.make(), 1_000 / size.changesPerS);
  tools.atEnd(() => [stopTraffic(), clearInterval(changing)]);

  const sampling = setInterval(() => samples.ask(cluster), SAMPLE_EVERY_MS);
  tools.atEnd(() => clearInterval(sampling));
  const mostKb = () => Math.max(...(samples.of.get(process.name) ?? []).splice(0).map(({ memoryKb }) => memoryKb));
  // Real time: what is usual, with the same traffic.
  await passed(size.calmMs);
  const [calmKb, calmP99] = [mostKb(), percentile(changes.takeMs(), 0.99)];
  tools.say(`without slow readers: ${Math.round(calmKb)} KB, p99 ${Math.round(calmP99)} ms`);

  const [counter, ...readers] = await Promise.all(
    Array.from({ length: size.readers + 1 }, (_, n) =>
      SlowReader.at(process, `reader ${n}`, n === 0 ? undefined : BYTES_PER_S),
    ),
  );
  tools.atEnd(() => [counter, ...readers].map((reader) => reader?.leave()));
  /** When the process had so much for a reader, and when it ended the connection. */
  const behindAt = new Map<SlowReader, number>();
  const cutAt = new Map<SlowReader, number>();
  const opened = new Set<SlowReader>();
  let counted = 0;
  let mostBytes = 0;
  for (const until = performance.now() + LIMIT_MS; performance.now() < until; await nextLook()) {
    counted = await metricOf(process, 'foyer_slow_readers_cut_total');
    const sockets = readSockets();
    for (const reader of readers) {
      if (cutAt.has(reader)) continue;
      const kept = reader.keptBySystem(sockets);
      const left = (counter?.bytesRead ?? 0) - reader.bytesRead - (kept ?? 0);
      if (kept === undefined) {
        if (opened.has(reader)) cutAt.set(reader, performance.now());
        continue;
      }
      opened.add(reader);
      if (counted === 0) mostBytes = Math.max(mostBytes, left);
      if (left > BEHIND_BYTES && !behindAt.has(reader)) behindAt.set(reader, performance.now());
    }
    if (cutAt.size === readers.length) break;
  }
  const cutMs = readers.map((reader) => (cutAt.get(reader) ?? Number.NaN) - (behindAt.get(reader) ?? Number.NaN));
  tools.say(
    `${cutAt.size} of ${readers.length} are cut, the process had at most ${Math.round(mostBytes / 1_024)} KB for one before`,
  );
  const [kb, p99] = [mostKb(), percentile(changes.takeMs(), 0.99)];
  return [
    figure({
      id: 'cut',
      name: 'time until the last of them is cut',
      value: counted >= readers.length ? Math.max(...cutMs) : undefined,
      unit: 'ms',
      bar: { atMost: CUT_MS },
      how: 'of each, from when the process itself has more than 256 KB for it: what another socket of the room was sent, less what it has read and what the system keeps for it',
    }),
    figure({
      id: 'memory',
      name: 'memory that they cost the process',
      value: kb - calmKb,
      unit: 'KB',
      bar: { atMost: MEMORY_KB },
      how: `heap and buffers after a full collection, every ${SAMPLE_EVERY_MS / 1_000} s: the most until all are cut, less the most in ${size.calmMs / 1_000} s of the same traffic before they came`,
    }),
    figure({
      id: 'others',
      name: 'time until the others see a change of status, p99, against that before they came',
      value: (p99 / calmP99) * 100,
      unit: '%',
      bar: { atMost: 100 + size.p99Percent },
      how: `${Math.round(p99)} ms against ${Math.round(calmP99)} ms, from a player's request until another one's roster shows it`,
    }),
  ];
}

/** An operator's message to all sockets of a room, through the monitor, again and again. Returns what stops it. */
function sendToAll({ processes }: LocalCluster, roomId: string, perS: number): () => void {
  const args = JSON.stringify(['filler', 'x'.repeat(MESSAGE_BYTES)]);
  const query = new URLSearchParams({ roomId, method: 'broadcast', args });
  const headers = { ...ADMIN, 'Sec-Fetch-Site': 'same-origin' };
  const timer = setInterval(() => {
    void fetch(`${processes[0]?.url}/monitor/api/room/call?${query}`, { headers })
      .then((answer) => answer.text())
      .catch(() => undefined);
  }, 1_000 / perS);
  return () => clearInterval(timer);
}

/** Changes of players' statuses, and how long each takes to show. */
class Changes {
  readonly #players: readonly Player[];
  readonly #random = seeded(7);
  /** Under way, by player id. */
  readonly #from = new Map<string, number>();
  readonly #status = new Map<string, string>();
  #ms: number[] = [];

  constructor(players: readonly Player[], viewer: FollowedClient) {
    this.#players = players;
    viewer.client.subscribe((event) => {
      if (event.type !== 'rosterChanged') return;
      for (const { id, status } of event.updated) {
        const from = this.#from.get(id);
        if (from === undefined || status !== this.#status.get(id)) continue;
        this.#ms.push(performance.now() - from);
        this.#from.delete(id);
      }
    });
  }

  make(): void {
    const player = pick(this.#random, this.#players);
    if (this.#from.has(player.id)) return;
    const status = this.#status.get(player.id) === 'busy' ? 'online' : 'busy';
    this.#status.set(player.id, status);
    this.#from.set(player.id, performance.now());
    void player.client.request('setStatus', { status }).then(({ ok }) => ok || this.#from.delete(player.id));
  }

  takeMs(): number[] {
    return this.#ms.splice(0);
  }
}

// Real time: how often it is looked.
const nextLook = () => passed(LOOK_EVERY_MS);
