/**
 * SIGTERM to the process with the most players, some of them held, while every query to the database takes 300 ms. The
 * others move to the other process; held players stay away.
 */
import { setTimeout as passed } from 'node:timers/promises';
import { CLOSE } from '../../../shared/protocol.ts';
import { eventually } from '../../support/eventually.ts';
import { NetworkProxy } from '../../support/proxy.ts';
import { Absences } from '../Absences.ts';
import { Lasting } from '../Lasting.ts';
import { type List, readList, watchLists } from '../lists.ts';
import { Observers } from '../Observers.ts';
import { Players } from '../Players.ts';
import { type Figure, figure, type Scenario, type Tools } from '../scenario.ts';
import { compareStored, storedPlayers } from '../stored.ts';

export type TerminateSize = {
  /** Players at the process that ends, including the held ones. */
  ended: number;
  held: number;
  others: number;
  arrivalsPerS: number;
};

/** There and back. */
const DATABASE_MS = 300;
const EXIT_MS = 10_000;
/** Held players' rows go with the damping time, five seconds after the end. */
const HELD_GONE_MS = EXIT_MS + 5_000;
const BACK_MS = 30_000;
const STEADY_MS = 1_000;
/** For the clocks of two processes, and inputs on their way. */
const SLACK_MS = 1_000;

export const terminate: Scenario<TerminateSize> = {
  id: 'terminate',
  title: 'SIGTERM to a process with 500 players, 20 of them held, while a database write takes 300 ms',
  small: { ended: 40, held: 4, others: 10, arrivalsPerS: 100 },
  full: { ended: 500, held: 20, others: 50, arrivalsPerS: 100 },
  run,
};

async function run({ ended, held, others, arrivalsPerS }: TerminateSize, tools: Tools): Promise<Figure[]> {
  const proxies: NetworkProxy[] = [];
  // Closed after the processes, because their last writes pass through.
  tools.atEnd(() => Promise.all(proxies.map((proxy) => proxy.close())));
  const cluster = await tools.cluster({
    processes: 2,
    env: { SHARD_CAPACITY: String(ended + 1) },
    envOf: (index) => databaseBehind(proxies[index]),
  });
  for (const _ of cluster.processes) proxies.push(await NetworkProxy.to(cluster.postgres.port));
  await Promise.all(cluster.processes.map((_, index) => cluster.restart(index)));

  const players = new Players(cluster.url, 'Ada');
  const observers = new Observers(cluster.url);
  tools.atEnd(() => Promise.all([players.stop(), observers.stop()]));
  observers.come();
  const all = await players.arrive(ended, arrivalsPerS);
  await players.arrive(others, arrivalsPerS);
  const victim = cluster.processes.find(({ name }) => name === all[0]?.process);
  const survivor = cluster.processes.find((process) => process !== victim);
  if (!victim || !survivor || all.some(({ process }) => process !== victim.name))
    throw new Error('not all players are at one process');

  // Real time: the crowd settles.
  await passed(2_000);
  const touchedAt = Date.now();
  for (const player of all) player.touch();
  // Real time: an input is reported.
  await passed(500);
  const away = all.slice(0, held);
  const moving = all.slice(held);
  for (const player of away) player.drop();
  await eventually(async () => {
    const list = await readList(survivor.url);
    return away.every(({ id }) => list.get(id)?.status === 'reconnecting');
  });
  const isWritten = (stored: Awaited<ReturnType<typeof storedPlayers>>) =>
    all.filter(({ id }) => (stored.get(id)?.lastActiveAt ?? 0) >= touchedAt - SLACK_MS).length;
  const early = isWritten(await storedPlayers(cluster.postgresUrl));
  const way = proxies[cluster.processes.indexOf(victim)];
  if (way) way.delayMs = DATABASE_MS / 2;

  const ids = new Set(away.map(({ id }) => id));
  const absences = new Absences(moving.map(({ id }) => id));
  const heldGone = new Lasting();
  const complete = new Lasting();
  const look = (list: List) => {
    absences.note(list);
    heldGone.note(![...ids].some((id) => list.has(id)));
    complete.note(moving.every(({ isOnline }) => isOnline));
  };
  const beganAt = performance.now();
  tools.atEnd(
    watchLists(
      () => [survivor],
      50,
      (_, list, begunAt) => begunAt > beganAt && look(list),
    ),
  );
  const endedAt = performance.now();
  victim.kill('SIGTERM');
  const ending = await victim.exited;
  const exitMs = performance.now() - endedAt;
  const written = isWritten(await storedPlayers(cluster.postgresUrl));
  tools.say(`ended with ${ending.code ?? ending.signal} after ${Math.round(exitMs)} ms; ${early} were written before`);

  const backAt = await complete.wait(STEADY_MS, endedAt + BACK_MS);
  const heldGoneAt = await heldGone.wait(STEADY_MS, endedAt + 2 * HELD_GONE_MS);
  // Real time: the other process writes changes within a second.
  await passed(1_500);
  const online = new Set([...players.online.map(({ id }) => id), ...observers.ids]);
  const { stuck, missed } = compareStored(await storedPlayers(cluster.postgresUrl), online);
  const closes = moving.flatMap((player) => player.closes.filter(({ at }) => at >= endedAt));
  const otherwise = closes.filter(({ code }) => code !== CLOSE.shutdown);
  tools.say(
    `${closes.length} sockets closed, ${absences.lists} lists, back after ${Math.round((backAt ?? Number.NaN) - endedAt)} ms`,
  );

  return [
    figure({
      id: 'exit',
      name: 'time until the process exits with 0',
      value: ending.code === 0 ? exitMs : undefined,
      unit: 'ms',
      bar: { atMost: EXIT_MS },
      how: `from the signal to the exit, with ${DATABASE_MS} ms added to each database query`,
    }),
    figure({
      id: 'unwritten',
      name: 'players without their last activity in the database',
      value: ended - written,
      of: ended,
      unit: 'players',
      bar: { atMost: 0 },
      how: `every player had an unwritten input when the signal came (except ${early}); the database is read after the exit`,
    }),
    figure({
      id: 'closes',
      name: 'sockets closed with a code other than 4001 (such as 1006)',
      value: closes.length >= moving.length ? otherwise.length : undefined,
      of: closes.length,
      unit: 'sockets',
      bar: { atMost: 0 },
      how: 'the close code seen by each client',
    }),
    figure({
      id: 'returned',
      name: 'players online at the other process',
      value: moving.filter(({ isOnline }) => isOnline).length,
      of: moving.length,
      unit: 'players',
      bar: { atLeast: moving.length },
      how: `clients online at most ${BACK_MS / 1_000} s after the signal`,
    }),
    figure({
      id: 'flaps',
      name: 'of these, missing from the list meanwhile',
      value: absences.ids.size,
      of: moving.length,
      unit: 'players',
      bar: { atMost: 0 },
      how: 'from any list of the other process, read every 50 ms from the signal until the held players are gone',
    }),
    figure({
      id: 'heldGone',
      name: 'time until the held players are gone',
      value: heldGoneAt === undefined ? undefined : heldGoneAt - endedAt,
      unit: 'ms',
      bar: { atMost: HELD_GONE_MS },
      how: "from the signal until they are gone for good from the other process' list",
    }),
    figure({
      id: 'wrong',
      name: 'players with a wrong stored state',
      value: stuck.length + missed.length,
      unit: 'players',
      bar: { atMost: 0 },
      how: 'is_online of everybody, read two seconds after the held players are gone',
    }),
  ];
}

function databaseBehind(proxy: NetworkProxy | undefined): NodeJS.ProcessEnv {
  return proxy ? { DATABASE_URL: `postgres://postgres@127.0.0.1:${proxy.port}/postgres` } : {};
}
