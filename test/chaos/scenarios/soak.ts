/**
 * Bots come and go, talk and play at two processes for half an hour, and one frame in a hundred is one that no room can
 * take. Nothing of that may stay: what the processes still hold is sampled after a collection of the garbage.
 */
import { setTimeout as passed } from 'node:timers/promises';
import { pick, seeded } from '../../../bots/random.ts';
import { startBots } from '../../../bots/startBots.ts';
import type { ClusterProcess } from '../../../scripts/cluster/ClusterProcess.ts';
import { badFrames } from '../../support/badFrames.ts';
import { openRawSocket, type RawSocket } from '../../support/rawSocket.ts';
import { HeapSamples, type TimedSample } from '../HeapSamples.ts';
import { type Figure, figure, type Scenario, type Tools } from '../scenario.ts';
import { signIn } from '../strangers.ts';

/** `warmMs`: before the first sample; until then caches fill, and code is compiled. */
export type SoakSize = { bots: number; arrivalsPerS: number; warmMs: number; forMs: number; sampleEveryMs: number };

const CHURN = 2;
/** A bot pings every 5 s, reports every 15 s, and does something every 26 s. */
const FRAMES_PER_S = 1 / 5 + 1 / 15 + 1 / 26;
const BAD_SHARE = 0.01;
const SAMPLE_MS = 10_000;

export const soak: Scenario<SoakSize> = {
  id: 'soak',
  title: '200 bots come and go, talk and play at two processes for 30 minutes, and 1 % of all frames are malformed',
  isLong: true,
  small: { bots: 20, arrivalsPerS: 20, warmMs: 5_000, forMs: 20_000, sampleEveryMs: 2_000 },
  full: { bots: 200, arrivalsPerS: 20, warmMs: 180_000, forMs: 1_800_000, sampleEveryMs: 15_000 },
  run,
};

async function run(size: SoakSize, tools: Tools): Promise<Figure[]> {
  const samples = new HeapSamples();
  let exits = 0;
  const cluster = await tools.cluster({
    processes: 2,
    env: { SHARD_CAPACITY: String(Math.ceil(size.bots / 2)), ...samples.env },
    onLine: samples.onLine,
    onExit: () => {
      exits += 1;
    },
  });
  const bots = startBots({
    ...{ count: size.bots, url: cluster.url, churn: CHURN, seed: 1, play: true, arrivalsPerS: size.arrivalsPerS },
  });
  tools.atEnd(() => bots.stop());
  const vandal = new Vandal(cluster.processes[0], 1 / (size.bots * FRAMES_PER_S * BAD_SHARE));
  tools.atEnd(() => vandal.stop());
  // Real time: a long one.
  await passed(size.warmMs);
  for (const until = performance.now() + size.forMs; performance.now() < until; ) {
    const nextAt = performance.now() + size.sampleEveryMs;
    samples.ask(cluster);
    // Real time: the pace of the samples.
    await passed(nextAt - performance.now());
    const latest = [...samples.of].map(([name, own]) => `${name} ${JSON.stringify(own.at(-1))}`);
    tools.say(`${bots.stats().online} online, ${vandal.sent} bad frames, ${latest.join(', ')}`);
  }
  // Real time: the last sample comes.
  await passed(SAMPLE_MS);
  const expected = Math.floor(size.forMs / size.sampleEveryMs);
  const isComplete = cluster.processes.every(({ name }) => (samples.of.get(name)?.length ?? 0) >= 0.9 * expected);
  const worst = (of: (own: readonly TimedSample[]) => number): number | undefined =>
    isComplete ? Math.max(...[...samples.of.values()].map(of)) : undefined;
  const how = `a line through the samples, one every ${size.sampleEveryMs / 1_000} s after a full collection, from ${size.warmMs / 1_000} s on; the worse process`;
  return [
    figure({
      id: 'heap',
      name: 'growth of the heap',
      value: worst((own) => slope(own.map(({ atMs, heapKb }) => [atMs / 60_000, heapKb]))),
      unit: 'KB/min',
      bar: { atMost: 200 },
      how,
    }),
    ...(['timers', 'handles', 'listeners'] as const).map((what) =>
      figure({
        id: what,
        name: `growth of the number of ${what} from start to end`,
        value: worst((own) => growthPercent(own.map((sample) => [sample.atMs, sample[what]]))),
        unit: '%',
        bar: { atMost: 10 },
        how: `${how}; they follow the number of sockets, which churn moves by some percent`,
      }),
    ),
    figure({
      id: 'exits',
      name: 'processes that exited',
      value: exits,
      unit: 'exits',
      bar: { atMost: 0 },
      how: 'exits of a process',
    }),
  ];
}

type Point = readonly [x: number, y: number];

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Of the least squares. */
function slope(points: readonly Point[]): number {
  const [x0, y0] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  const above = points.reduce((sum, [x, y]) => sum + (x - x0) * (y - y0), 0);
  return above / points.reduce((sum, [x]) => sum + (x - x0) ** 2, 0);
}

function growthPercent(points: readonly Point[]): number {
  const ms = (points.at(-1)?.[0] ?? 0) - (points[0]?.[0] ?? 0);
  return ((slope(points) * ms) / mean(points.map(([, y]) => y))) * 100;
}

/** A player at one process who sends nothing but frames that its room cannot take, slower than it would cut them. */
class Vandal {
  sent = 0;
  readonly #url: string;
  readonly #random = seeded(2);
  readonly #frames = badFrames('setStatus').map(([, frame]) => frame);
  readonly #timer: NodeJS.Timeout;
  #raw: RawSocket | undefined;
  #isComing = false;

  constructor(process: ClusterProcess | undefined, everyS: number) {
    this.#url = process?.url ?? '';
    this.#timer = setInterval(() => void this.#send(), everyS * 1_000);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#raw?.socket.terminate();
  }

  async #send(): Promise<void> {
    const socket = this.#raw?.socket;
    if (socket && socket.readyState === socket.OPEN) {
      socket.send(pick(this.#random, this.#frames));
      this.sent += 1;
    } else if (!this.#isComing) {
      this.#isComing = true;
      this.#raw = await this.#come().catch(() => undefined);
      this.#isComing = false;
    }
  }

  async #come(): Promise<RawSocket> {
    return openRawSocket(this.#url, await signIn(this.#url));
  }
}
