/**
 * Several processes behind the load balancer, full of bots, some of which change their status on demand. Every process
 * must list the same. Then one is killed, and the others must agree again.
 */
import { setTimeout as passed } from 'node:timers/promises';
import { percentile } from '../../../bench/lib/percentile.ts';
import { pick, seeded } from '../../../bots/random.ts';
import { type Bots, startBots } from '../../../bots/startBots.ts';
import type { LocalCluster } from '../../../scripts/cluster/startCluster.ts';
import type { PlayersPage, Stats } from '../../../shared/protocol.ts';
import { eventually } from '../../support/eventually.ts';
import { Lasting } from '../Lasting.ts';
import { getJson, type List, type Listed, readList } from '../lists.ts';
import { listingsIn, processOf } from '../oneLobby.ts';
import { type Figure, figure, type Scenario, type Tools } from '../scenario.ts';

export type OneLobbySize = {
  bots: number;
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
/** Lists are read at slightly different times, and a player may be renamed in between. */
const SAME_MS = 5_000;

export const oneLobby: Scenario<OneLobbySize> = {
  id: 'oneLobby',
  title: 'kill -9 of one of 3 processes with 600 bots behind the load balancer',
  small: { bots: 45, changes: 20, arrivalsPerS: 60, leaseMs: 2_000, agreeMs: 7_000, backMs: 15_000 },
  full: { bots: 600, changes: 200, arrivalsPerS: 100, leaseMs: 10_000, agreeMs: 15_000, backMs: 30_000 },
  run,
};

async function run(size: OneLobbySize, tools: Tools): Promise<Figure[]> {
  const { bots: count, arrivalsPerS, leaseMs, agreeMs, backMs } = size;
  const env = { SHARD_CAPACITY: String(Math.ceil(count / PROCESSES)), LEASE_MS: String(leaseMs) };
  const cluster = await tools.cluster({ processes: PROCESSES, env });
  const bots = startBots({ count, url: cluster.url, churn: 0, seed: 1, arrivalsPerS });
  tools.atEnd(() => bots.stop());
  await eventually(() => bots.stats().online === count, 60_000, 50);

  const isAll = (lists: readonly List[]) => isSame(lists) && lists[0]?.size === count;
  let before: List[] = [];
  const isOne = await eventually(async () => {
    before = await Promise.all(cluster.processes.map(({ url }) => readList(url)));
    return isAll(before);
  }, SAME_MS).catch(() => false);
  const processOfShard = new Map((await listingsIn(cluster)).map((room) => [room.roomId, processOf(room)]));
  const at = Map.groupBy(before[0]?.values() ?? [], ({ shard }) => processOfShard.get(shard) ?? '?');
  tools.say(
    `${count} bots are present, ${JSON.stringify(Object.fromEntries([...at].map(([name, rows]) => [name, rows.length])))}`,
  );

  const seenMs = await changeStatuses(size.changes, bots, before[0] ?? new Map(), cluster, processOfShard);
  const seen = seenMs.filter((ms) => ms !== undefined);
  tools.say(`${seen.length} of ${size.changes} changes seen`);

  const victim = cluster.processes.find(({ name }) => at.has(name));
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
    // Real time: how often it is looked.
    for (; !isOver; await passed(100)) {
      complete.note(bots.stats().online === count);
      const lists = await Promise.all(others.map(({ url }) => readList(url))).catch(() => []);
      const counts = await Promise.all(others.map(processesAt)).catch(() => []);
      agreed.note(lists.length > 0 && isAll(lists) && counts.every((processes) => processes === PROCESSES - 1));
    }
  })();
  const backAt = await complete.wait(STEADY_MS, killedAt + 2 * backMs);
  const agreedAt = await agreed.wait(STEADY_MS, killedAt + 2 * agreeMs);
  isOver = true;
  await looking;

  return [
    figure({
      id: 'differences',
      name: 'bots missing from the list of a process',
      value: isOne ? 0 : differences(before),
      of: count,
      unit: 'players',
      bar: { atMost: 0 },
      how: `all pages of /api/players of the ${PROCESSES} processes at the same time`,
    }),
    ...[0.5, 0.99].map((share) =>
      figure({
        id: `seenP${share * 100}`,
        name: `time until another process lists a change of status, p${share * 100}`,
        value: seen.length === size.changes ? percentile(seen, share) : undefined,
        unit: 'ms',
        bar: { atMost: SEEN_MS },
        how: `${size.changes} changes of random bots: from the client's request until /api/players?q= of another process shows it, polled ${LOOK_EVERY_MS} ms after each answer`,
      }),
    ),
    figure({
      id: 'agreed',
      name: 'time from the kill until the others agree',
      value: agreedAt === undefined ? undefined : agreedAt - killedAt,
      unit: 'ms',
      bar: { atMost: agreeMs },
      how: `from the kill until both permanently list the same ${count} bots and count ${PROCESSES - 1} processes`,
    }),
    figure({
      id: 'back',
      name: 'time from the kill until all bots are back',
      value: backAt === undefined ? undefined : backAt - killedAt,
      unit: 'ms',
      bar: { atMost: backMs },
      how: 'from the kill until every client is online again',
    }),
  ];
}

/** The delay of each change in another process' list; undefined if it never showed. */
async function changeStatuses(
  changes: number,
  bots: Bots,
  list: List,
  { processes }: LocalCluster,
  processOfShard: ReadonlyMap<string, string>,
): Promise<(number | undefined)[]> {
  const random = seeded(2);
  const seen: (number | undefined)[] = [];
  while (seen.length < changes) {
    const bot = pick(random, bots.all);
    const row = list.get(bot.id ?? '');
    const elsewhere = pick(
      random,
      processes.filter(({ name }) => name !== processOfShard.get(row?.shard ?? '')),
    );
    const shown = async () => (await rowIn(elsewhere, bot.id, row?.name ?? ''))?.status;
    // Skips players who were renamed in between.
    const was = await shown();
    if (was === undefined) continue;
    // A player who stops being busy shows as online, or as away if idle.
    const isBusy = was !== 'busy';
    const startedAt = performance.now();
    const answer = bot.choose(isBusy ? 'busy' : 'online');
    const hasChanged = async () => ((await shown()) === 'busy') === isBusy;
    const isSeen = await eventually(hasChanged, SEEN_LIMIT_MS, LOOK_EVERY_MS).catch(() => false);
    seen.push(isSeen && (await answer) ? performance.now() - startedAt : undefined);
  }
  return seen;
}

/** The player's row in the process' list, found by name. */
async function rowIn({ url }: Listed, id: string | undefined, name: string) {
  const page = await getJson<PlayersPage>(`${url}/api/players?limit=100&q=${encodeURIComponent(name)}`);
  return page.players.find((row) => row.id === id);
}

const processesAt = async ({ url }: Listed): Promise<number> => (await getJson<Stats>(`${url}/api/stats`)).processes;

const isSame = ([first, ...others]: readonly List[]): boolean =>
  others.every((other) => differences([first ?? new Map(), other]) === 0);

/** The number of rows that are in some lists but not in all. */
function differences(lists: readonly List[]): number {
  const all = new Set(lists.flatMap((list) => [...list.keys()]));
  return [...all].filter((id) => !lists.every((list) => list.has(id))).length;
}
