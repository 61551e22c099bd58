/**
 * Several processes behind the load balancer, filled with bots and with players whose status is changed: every process
 * must tell the same of them. Then one process is killed, and the others must agree again.
 */
import { setTimeout as passed } from 'node:timers/promises';
import { percentile } from '../../../bench/percentile.ts';
import { pick, seeded } from '../../../bots/random.ts';
import { startBots } from '../../../bots/startBots.ts';
import type { LocalCluster } from '../../../scripts/cluster/startCluster.ts';
import type { Stats } from '../../../shared/protocol.ts';
import { eventually } from '../../support/eventually.ts';
import { Lasting } from '../Lasting.ts';
import { getJson, type List, type Listed, readList } from '../lists.ts';
import { type Player, Players } from '../Players.ts';
import { type Figure, figure, type Scenario, type Tools } from '../scenario.ts';

export type OneLobbySize = {
  bots: number;
  /** Whose status is changed; together with the bots a third of all at each process. */
  players: number;
  changes: number;
  arrivalsPerS: number;
  leaseMs: number;
  agreeMs: number;
  backMs: number;
};

const PROCESSES = 3;
const SEEN_MS = 1_000;
const SEEN_LIMIT_MS = 10_000;
const LOOK_EVERY_MS = 20;
const STEADY_MS = 2_000;
/** Lists of processes are read at about the same time, and somebody may just be renamed. */
const SAME_MS = 5_000;

export const oneLobby: Scenario<OneLobbySize> = {
  id: 'oneLobby',
  title: '3 processes with 600 players behind the load balancer, and kill -9 of one',
  small: { bots: 20, players: 25, changes: 20, arrivalsPerS: 60, leaseMs: 2_000, agreeMs: 7_000, backMs: 15_000 },
  full: { bots: 400, players: 200, changes: 200, arrivalsPerS: 100, leaseMs: 10_000, agreeMs: 15_000, backMs: 30_000 },
  run,
};

async function run(size: OneLobbySize, tools: Tools): Promise<Figure[]> {
  const count = size.bots + size.players;
  const env = { SHARD_CAPACITY: String(Math.ceil(count / PROCESSES)), LEASE_MS: String(size.leaseMs) };
  const cluster = await tools.cluster({ processes: PROCESSES, env });
  const players = new Players(cluster.url, 'Ada');
  const perS = (some: number) => (size.arrivalsPerS * some) / count;
  const bots = startBots({ count: size.bots, url: cluster.url, churn: 0, seed: 1, arrivalsPerS: perS(size.bots) });
  tools.atEnd(() => Promise.all([players.stop(), bots.stop()]));
  // At once, so that there are some of both everywhere.
  await players.arrive(size.players, perS(size.players));
  await eventually(() => bots.stats().online === size.bots, 60_000, 50);
  tools.say(`${count} are there, ${JSON.stringify(Object.fromEntries(byProcess(players)))} of the players`);

  const isAll = (lists: readonly List[]) => isSame(lists) && lists[0]?.size === count;
  let before: List[] = [];
  const isOne = await eventually(async () => {
    before = await Promise.all(cluster.processes.map(({ url }) => readList(url)));
    return isAll(before);
  }, SAME_MS).catch(() => false);

  const seenMs = await changeStatuses(size.changes, players.all, cluster);
  const seen = seenMs.filter((ms) => ms !== undefined);
  tools.say(`${seen.length} of ${size.changes} changes seen`);

  const victim = cluster.processes.find(({ name }) => name === players.all[0]?.process);
  if (!victim) throw new Error('nobody is seated');
  const others = cluster.processes.filter((process) => process !== victim);
  const agreed = new Lasting();
  const complete = new Lasting();
  const killedAt = performance.now();
  victim.kill('SIGKILL');
  let isOver = false;
  tools.atEnd(() => {
    isOver = true;
  });
  const looking = (async () => {
    for (; !isOver; await passed(100)) {
      const all = players.online.length === size.players && bots.stats().online === size.bots;
      complete.note(all);
      const lists = await Promise.all(others.map(({ url }) => readList(url))).catch(() => []);
      const counts = await Promise.all(others.map(processesAt)).catch(() => []);
      agreed.note(lists.length > 0 && isAll(lists) && counts.every((processes) => processes === PROCESSES - 1));
    }
  })();
  const backAt = await complete.wait(STEADY_MS, killedAt + 2 * size.backMs);
  const agreedAt = await agreed.wait(STEADY_MS, killedAt + 2 * size.agreeMs);
  isOver = true;
  await looking;

  return [
    figure({
      id: 'differences',
      name: 'players whom not every process lists',
      value: isOne ? 0 : differences(before),
      of: count,
      unit: 'players',
      bar: { atMost: 0 },
      how: `all pages of /api/players of the ${PROCESSES} processes at the same time`,
    }),
    ...[0.5, 0.99].map((share) =>
      figure({
        id: `seenP${share * 100}`,
        name: `a change of status is in another process' answers, p${share * 100}`,
        value: seen.length === size.changes ? percentile(seen, share) : undefined,
        unit: 'ms',
        bar: { atMost: SEEN_MS },
        how: `${size.changes} changes of random players, from the client's request to the answer of /api/players/:id at another process, asked every ${LOOK_EVERY_MS} ms`,
      }),
    ),
    figure({
      id: 'agreed',
      name: 'after kill -9 of one the others agree',
      value: agreedAt === undefined ? undefined : agreedAt - killedAt,
      unit: 'ms',
      bar: { atMost: size.agreeMs },
      how: `from the kill to when both list the same ${count} players and count ${PROCESSES - 1} processes, for good`,
    }),
    figure({
      id: 'back',
      name: 'and all players are back',
      value: backAt === undefined ? undefined : backAt - killedAt,
      unit: 'ms',
      bar: { atMost: size.backMs },
      how: 'from the kill to when every client is online again',
    }),
  ];
}

/** How long each took to be seen; undefined for what was not seen at all. */
async function changeStatuses(
  changes: number,
  players: readonly Player[],
  { processes }: LocalCluster,
): Promise<(number | undefined)[]> {
  const random = seeded(2);
  const busy = new Set<Player>();
  const seen: (number | undefined)[] = [];
  while (seen.length < changes) {
    const player = pick(random, players);
    const elsewhere = pick(
      random,
      processes.filter(({ name }) => name !== player.process),
    );
    const status = busy.has(player) ? 'online' : 'busy';
    if (!busy.delete(player)) busy.add(player);
    const startedAt = performance.now();
    const answer = player.client.setStatus(status);
    const isSeen = await eventually(
      async () => {
        const shown = await getJson<{ status: string }>(`${elsewhere.url}/api/players/${player.id}`);
        return shown.status === status;
      },
      SEEN_LIMIT_MS,
      LOOK_EVERY_MS,
    ).catch(() => false);
    seen.push(isSeen && (await answer).ok ? performance.now() - startedAt : undefined);
  }
  return seen;
}

const byProcess = (players: Players): Map<string, number> =>
  new Map([...Map.groupBy(players.all, ({ process }) => process ?? '?')].map(([name, some]) => [name, some.length]));

const processesAt = async ({ url }: Listed): Promise<number> => (await getJson<Stats>(`${url}/api/stats`)).processes;

const isSame = ([first, ...others]: readonly List[]): boolean =>
  others.every((other) => differences([first ?? new Map(), other]) === 0);

/** How many are in some of the lists and not in all. */
function differences(lists: readonly List[]): number {
  const all = new Set(lists.flatMap((list) => [...list.keys()]));
  return [...all].filter((id) => !lists.every((list) => list.has(id))).length;
}
