/**
 * SIGKILL of the process with the most players, without a restart; another one lives on. Some of the players lose their
 * network at the same moment and never return: the ghosts. All others must be back.
 */
import { setTimeout as passed } from 'node:timers/promises';
import { Lasting } from '../Lasting.ts';
import { type List, watchLists } from '../lists.ts';
import { Observers } from '../Observers.ts';
import { type Player, Players } from '../Players.ts';
import { type Figure, figure, type Scenario, type Tools } from '../scenario.ts';
import { compareStored, STORED_AFTER_MS, storedPlayers } from '../stored.ts';

export type KillNineSize = {
  /** Players at the killed process, including the ghosts. */
  killed: number;
  ghosts: number;
  others: number;
  arrivalsPerS: number;
  leaseMs: number;
  ghostsGoneMs: number;
  backMs: number;
};

/** Shards patch at least once a second each, which explains a double for this long. */
const PATCHES_MS = 2_000;
/** A list must be right for this long to count as right. */
const STEADY_MS = 2_000;

export const killNine: Scenario<KillNineSize> = {
  id: 'killNine',
  title: 'kill -9 of a process with 500 players, while a second one runs',
  small: {
    killed: 50,
    ghosts: 10,
    others: 20,
    arrivalsPerS: 100,
    leaseMs: 2_000,
    ghostsGoneMs: 7_000,
    backMs: 7_000,
  },
  full: {
    killed: 550,
    ghosts: 50,
    others: 100,
    arrivalsPerS: 100,
    leaseMs: 10_000,
    ghostsGoneMs: 15_000,
    backMs: 30_000,
  },
  run,
};

async function run(size: KillNineSize, tools: Tools): Promise<Figure[]> {
  const { killed, ghosts, others, arrivalsPerS, leaseMs } = size;
  // The first shard has room for the killed players and its observer. The second, at the other process, takes some of
  // those who return; the rest need a third.
  const env = { SHARD_CAPACITY: String(killed + 1), LEASE_MS: String(leaseMs) };
  const cluster = await tools.cluster({ processes: 2, env });
  const players = new Players(cluster.url, 'Ada');
  const observers = new Observers(cluster.url);
  tools.atEnd(() => Promise.all([players.stop(), observers.stop()]));

  observers.come();
  await players.arrive(killed, arrivalsPerS);
  await players.arrive(others, arrivalsPerS);
  const victim = cluster.processes.find(({ name }) => name === players.all[0]?.process);
  const survivor = cluster.processes.find((process) => process !== victim);
  if (!victim || !survivor) throw new Error('nobody is seated');
  const victims = players.all.filter(({ process }) => process === victim.name);
  const gone = new Set(victims.slice(0, ghosts).map(({ id }) => id));
  const returning = victims.slice(ghosts);
  if (victims.length !== killed) throw new Error(`${victims.length} of ${killed} players are at ${victim.name}`);

  const ghostless = new Lasting();
  const complete = new Lasting();
  const isGhost = (player: Player): boolean => gone.has(player.id);
  const staying = players.all.filter((player) => !isGhost(player));
  let list: List = new Map();
  /** Read since the kill: without any, nobody is known to be gone. */
  let lists = 0;
  let isKilled = false;
  const look = () => {
    if (!isKilled || lists === 0) return;
    const rosters = [...observers.rosters.values()];
    ghostless.note(![list, ...rosters].some((rows) => [...gone].some((id) => rows.has(id))));
    complete.note(staying.every(({ id, isOnline }) => isOnline && list.has(id)));
  };
  const endList = watchLists(
    () => [survivor],
    100,
    (_, seen, begunAt) => {
      // Read before the kill, so it proves nothing.
      if (begunAt < killedAt) return;
      list = seen;
      lists += 1;
      observers.cover(seen.values());
      look();
    },
  );
  let killedAt = Number.NEGATIVE_INFINITY;
  const timer = setInterval(look, 20);
  const doubles = observers.watchDoubles(PATCHES_MS);
  tools.atEnd(() => [endList(), clearInterval(timer), doubles.end()]);
  // Real time: the crowd settles.
  await passed(1_000);
  tools.say(`${players.online.length} players, ${victims.length} of them at ${victim.name}, ${list.size} rows`);

  const refusals = new Map<string, number>();
  for (const { client } of returning) {
    client.subscribe((event) => {
      if (event.type !== 'linkChanged' || event.link.kind !== 'waiting') return;
      refusals.set(event.link.why, (refusals.get(event.link.why) ?? 0) + 1);
    });
  }
  for (const player of victims.slice(0, ghosts)) player.goOffline();
  list = new Map();
  lists = 0;
  killedAt = performance.now();
  victim.kill('SIGKILL');
  isKilled = true;
  const within = (limitMs: number) => killedAt + 2 * limitMs;
  const [allBackAt, ghostlessAt] = await Promise.all([
    complete.wait(STEADY_MS, within(size.backMs)),
    ghostless.wait(STEADY_MS, within(size.ghostsGoneMs)),
  ]);
  const back = returning.filter(({ isOnline }) => isOnline).length;
  tools.say(`${back} players are back, the absent ones gone after ${since(ghostlessAt, killedAt)} ms`);
  tools.say(`joins had to wait for ${JSON.stringify(Object.fromEntries(refusals))}`);

  // Real time: everything is stored by then.
  await passed(STORED_AFTER_MS);
  const online = new Set([...players.online.map(({ id }) => id), ...observers.ids]);
  const { stuck, missed } = compareStored(await storedPlayers(cluster.postgresUrl), online);
  return [
    figure({
      id: 'ghosts',
      name: 'time until players who never return are gone everywhere',
      value: since(ghostlessAt, killedAt),
      unit: 'ms',
      bar: { atMost: size.ghostsGoneMs },
      how: `from the kill until ${ghosts} players without a network are gone for good from the other process' list (read every 100 ms) and from every observer's roster`,
    }),
    figure({
      id: 'back',
      name: 'time until all others are back',
      value: since(allBackAt, killedAt),
      unit: 'ms',
      bar: { atMost: size.backMs },
      how: "from the kill until every client is online again and in the other process' list",
    }),
    figure({
      id: 'returned',
      name: 'players who came back',
      value: back,
      of: returning.length,
      unit: 'players',
      bar: { atLeast: returning.length },
      how: 'clients online afterwards',
    }),
    figure({
      id: 'doubles',
      name: 'players in two rosters',
      value: observers.seeAll(list.values()) ? doubles.ids.size : undefined,
      unit: 'players',
      bar: { atMost: 0 },
      how: `observed throughout in each shard: players in the state of two shards for longer than ${PATCHES_MS} ms (two patches)`,
    }),
    figure({
      id: 'stuck',
      name: 'absent players stored as online',
      value: stuck.length,
      unit: 'players',
      bar: { atMost: 0 },
      how: STORED_HOW,
    }),
    figure({
      id: 'missed',
      name: 'online players stored as offline',
      value: missed.length,
      unit: 'players',
      bar: { atMost: 0 },
      how: STORED_HOW,
    }),
  ];
}

const STORED_HOW = `is_online of everybody, read ${STORED_AFTER_MS / 1_000} s after the others are back and the absent ones are gone`;

const since = (at: number | undefined, from: number): number | undefined => at && at - from;
