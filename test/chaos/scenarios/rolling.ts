/** A deploy: the processes of a cluster are restarted one after another, with players in them. */
import { setTimeout as passed } from 'node:timers/promises';
import { percentile } from '../../../bench/lib/percentile.ts';
import { LEAVE_DAMPING_MS } from '../../../shared/limits.ts';
import { CLOSE } from '../../../shared/protocol.ts';
import { Absences } from '../Absences.ts';
import { Lasting } from '../Lasting.ts';
import { type Listed, watchLists } from '../lists.ts';
import { Players } from '../Players.ts';
import { type Figure, figure, type Scenario, type Tools } from '../scenario.ts';

export type RollingSize = {
  players: number;
  arrivalsPerS: number;
  dampingMs: number;
};

const GAP_MS = 5_000;
const FLAPS_PERCENT = 1;
const BACK_MS = 30_000;
const LOOK_EVERY_MS = 20;

export const rolling: Scenario<RollingSize> = {
  id: 'rolling',
  title: 'a deploy restarts 2 processes with 300 players, one after the other',
  small: { players: 30, arrivalsPerS: 100, dampingMs: 3_000 },
  full: { players: 300, arrivalsPerS: 100, dampingMs: LEAVE_DAMPING_MS },
  run,
};

async function run(size: RollingSize, tools: Tools): Promise<Figure[]> {
  // Spreads the players over all processes.
  const env = {
    SHARD_CAPACITY: String(Math.ceil((size.players * 2) / 3)),
    LEAVE_DAMPING_MS: String(size.dampingMs),
  };
  const cluster = await tools.cluster({ processes: 2, env });
  const players = new Players(cluster.url, 'Ada');
  tools.atEnd(() => players.stop());
  await players.arrive(size.players, size.arrivalsPerS);
  // Real time: the crowd settles.
  await passed(1_000);

  /** The processes that the load balancer currently sends players to. */
  let ready: Listed[] = [];
  const absences = new Absences(players.all.map(({ id }) => id));
  tools.atEnd(
    watchLists(
      () => ready,
      50,
      ({ name }, list) => {
        if (ready.some((process) => process.name === name)) absences.note(list);
      },
    ),
  );
  const startedAt = performance.now();
  for (const index of cluster.processes.keys()) {
    ready = cluster.processes.filter((_, other) => other !== index);
    await cluster.restart(index);
    tools.say(`p${index + 1} is restarted, ${players.online.length} are online`);
  }
  const complete = new Lasting();
  const timer = setInterval(() => complete.note(players.online.length === size.players), LOOK_EVERY_MS);
  tools.atEnd(() => clearInterval(timer));
  // Long enough that damping no longer shows players who left.
  await complete.wait(size.dampingMs + 1_500, startedAt + BACK_MS);

  const gaps = players.all.flatMap(({ gaps: own }) => own.filter(({ from }) => from >= startedAt));
  const lengths = gaps.map(({ from, to }) => (to ?? Number.POSITIVE_INFINITY) - from);
  const closes = players.all.flatMap((player) => player.closes.filter(({ at }) => at >= startedAt));
  tools.say(`${gaps.length} gaps, the longest ${Math.round(Math.max(...lengths))} ms; ${absences.lists} lists`);
  return [
    figure({
      id: 'gap',
      name: 'time that players are disconnected, p95',
      value: percentile(lengths, 0.95),
      unit: 'ms',
      bar: { atMost: GAP_MS },
      how: `measured by the clients: from the loss of each of ${gaps.length} sessions to the next`,
    }),
    figure({
      id: 'flaps',
      name: 'players who disappear from a list meanwhile',
      value: (absences.ids.size / size.players) * 100,
      unit: '%',
      bar: { atMost: FLAPS_PERCENT },
      how: 'players missing from a list of the running process, read every 50 ms',
    }),
    figure({
      id: 'closes',
      name: 'sessions that ended with a code other than 4001',
      value: closes.filter(({ code }) => code !== CLOSE.shutdown).length,
      of: closes.length,
      unit: 'sockets',
      bar: { atMost: 0 },
      how: 'the close code seen by each client',
    }),
    figure({
      id: 'returned',
      name: 'players online afterwards',
      value: players.online.length,
      of: size.players,
      unit: 'players',
      bar: { atLeast: size.players },
      how: 'clients online after the last restart',
    }),
  ];
}
