/**
 * A deploy: the processes of a cluster are ended in order and started anew, one after the other, with players in them, many
 * of whom queue and play: a process ends when the matches are over that are played there.
 */
import assert from 'node:assert/strict';
import { percentile } from '../../../bench/percentile.ts';
import { LEAVE_DAMPING_MS } from '../../../shared/limits.ts';
import { CLOSE } from '../../../shared/protocol.ts';
import { eventually } from '../../support/eventually.ts';
import { Absences } from '../Absences.ts';
import { Duellers } from '../Duellers.ts';
import { Lasting } from '../Lasting.ts';
import { type Listed, watchLists } from '../lists.ts';
import { Players } from '../Players.ts';
import { type Figure, figure, type Scenario, type Tools } from '../scenario.ts';

export type RollingSize = {
  players: number;
  /** Of them, those who queue and play; so many matches run when each restart begins. */
  duellers: number;
  matches: number;
  arrivalsPerS: number;
  dampingMs: number;
};

const GAP_MS = 5_000;
const FLAPS_PERCENT = 1;
const BACK_MS = 30_000;
const LOOK_EVERY_MS = 20;
/** Until so many matches run, and until the last one is over. */
const MATCHES_MS = 90_000;
/** Results that are told and stored a moment later. */
const SETTLE_MS = 10_000;

export const rolling: Scenario<RollingSize> = {
  id: 'rolling',
  title: 'a deploy: 2 processes restarted one after the other with 300 players, 160 of whom queue and play',
  small: { players: 30, duellers: 10, matches: 2, arrivalsPerS: 100, dampingMs: 3_000 },
  full: { players: 300, duellers: 160, matches: 60, arrivalsPerS: 100, dampingMs: LEAVE_DAMPING_MS },
  run,
};

async function run(size: RollingSize, tools: Tools): Promise<Figure[]> {
  // Some at each process.
  const env = {
    SHARD_CAPACITY: String(Math.ceil((size.players * 2) / 3)),
    LEAVE_DAMPING_MS: String(size.dampingMs),
  };
  const cluster = await tools.cluster({ processes: 2, env });
  const players = new Players(cluster.url, 'Ada');
  tools.atEnd(() => players.stop());
  await players.arrive(size.players, size.arrivalsPerS);
  const duellers = new Duellers(players.all.slice(0, size.duellers), 1);
  tools.atEnd(() => duellers.stop());
  await eventually(() => duellers.running >= size.matches, MATCHES_MS, 50);

  /** Those that the load balancer sends people to, all the while. */
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
  const running: number[] = [];
  const startedAt = performance.now();
  for (const index of cluster.processes.keys()) {
    await eventually(() => duellers.running >= size.matches, MATCHES_MS, 50);
    running.push(duellers.running);
    ready = cluster.processes.filter((_, other) => other !== index);
    await cluster.restart(index);
    tools.say(`p${index + 1} is restarted, ${players.online.length} are online, ${duellers.running} matches run`);
  }
  const complete = new Lasting();
  const timer = setInterval(() => complete.note(players.online.length === size.players), LOOK_EVERY_MS);
  tools.atEnd(() => clearInterval(timer));
  // Until nobody is shown only because they were there before.
  await complete.wait(size.dampingMs + 1_500, performance.now() + BACK_MS);
  const lists = absences.lists;
  await eventually(() => duellers.close(), MATCHES_MS, 50).catch(() => undefined);
  const { lost, twice } = await eventually(async () => {
    const audit = await duellers.audit(cluster.postgresUrl);
    assert.deepEqual(audit, { lost: [], twice: [] });
    return audit;
  }, SETTLE_MS).catch(() => duellers.audit(cluster.postgresUrl));

  const gaps = players.all.flatMap(({ gaps: own }) => own.filter(({ from }) => from >= startedAt));
  const lengths = gaps.map(({ from, to }) => (to ?? Number.POSITIVE_INFINITY) - from);
  const closes = players.all.flatMap((player) => player.closes.filter(({ at }) => at >= startedAt));
  tools.say(`${gaps.length} gaps, the longest ${Math.round(Math.max(...lengths))} ms; ${lists} lists`);
  tools.say(`${duellers.begun} matches; lost ${lost}; twice ${twice}`);
  return [
    figure({
      id: 'gap',
      name: 'how long players are outside, p95',
      value: percentile(lengths, 0.95),
      unit: 'ms',
      bar: { atMost: GAP_MS },
      how: `by the clients: from the loss of each of ${gaps.length} sessions to the next`,
    }),
    figure({
      id: 'flaps',
      name: 'players who leave a list meanwhile',
      value: (absences.ids.size / size.players) * 100,
      unit: '%',
      bar: { atMost: FLAPS_PERCENT },
      how: 'who is missing in any list of the process that is not being restarted, read every 50 ms',
    }),
    figure({
      id: 'closes',
      name: 'sessions that ended with another code than 4001',
      value: closes.filter(({ code }) => code !== CLOSE.shutdown).length,
      of: closes.length,
      unit: 'sockets',
      bar: { atMost: 0 },
      how: 'the close code that each client saw',
    }),
    figure({
      id: 'matches',
      name: 'matches that ran when a process was ended',
      value: Math.min(...running),
      unit: 'matches',
      bar: { atLeast: size.matches },
      how: 'at both processes, at the restart at which there were fewer; who has played queues again at once',
    }),
    figure({
      id: 'lost',
      name: 'matches lost or cut short',
      value: lost.length,
      of: duellers.begun,
      unit: 'matches',
      bar: { atMost: 0 },
      how: 'begun, as a player saw it, and without an end or without a stored result',
    }),
    figure({
      id: 'twice',
      name: 'matches counted twice',
      value: twice.length,
      of: duellers.begun,
      unit: 'matches',
      bar: { atMost: 0 },
      how: 'results that a player was told twice, and players whose rating has counted another number of matches than they have played',
    }),
    figure({
      id: 'returned',
      name: 'players who are there after it',
      value: players.online.length,
      of: size.players,
      unit: 'players',
      bar: { atLeast: size.players },
      how: 'clients online after the last restart',
    }),
  ];
}
