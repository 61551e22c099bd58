/**
 * SIGKILL of the process with the desk while everybody queues, without a restart. All players block each other, so
 * nobody is ever matched.
 */
import { setTimeout as passed } from 'node:timers/promises';
import type { PlayPushes } from '../../../shared/playProtocol.ts';
import { eventually } from '../../support/eventually.ts';
import { runSql } from '../../support/postgres.ts';
import { Lasting } from '../Lasting.ts';
import { type Player, Players } from '../Players.ts';
import { type Figure, figure, type Scenario, type Tools } from '../scenario.ts';

export type DeskKilledSize = { players: number; arrivalsPerS: number; leaseMs: number; backMs: number };

type Told = { ticketId: string; since: number; at: number; inQueue: number };

const MODE = 'connect-four';
/** Ages are rounded to ms, delayed by the network, and measured by clocks that differ. */
const AGE_MS = 500;
const STEADY_MS = 2_000;

export const deskKilled: Scenario<DeskKilledSize> = {
  id: 'deskKilled',
  title: 'kill -9 of the process that runs the queue, with 200 players queued',
  small: { players: 30, arrivalsPerS: 100, leaseMs: 2_000, backMs: 8_000 },
  full: { players: 200, arrivalsPerS: 100, leaseMs: 10_000, backMs: 15_000 },
  run,
};

async function run({ players: count, arrivalsPerS, leaseMs, backMs }: DeskKilledSize, tools: Tools): Promise<Figure[]> {
  let desk = '';
  const cluster = await tools.cluster({
    processes: 2,
    env: { SHARD_CAPACITY: String(Math.ceil((count * 2) / 3)), LEASE_MS: String(leaseMs), LOG_LEVEL: 'info' },
    onLine: (source, line) => {
      if (line.includes('this process runs the queue')) desk = source;
    },
  });
  const players = new Players(cluster.url, 'Ada');
  tools.atEnd(() => players.stop());
  await players.arrive(count, arrivalsPerS);
  await runSql(
    cluster.postgresUrl,
    'insert into blocks select a.id, b.id from players a join players b on a.id < b.id on conflict do nothing',
  );
  const told = new Map<Player, Told>();
  const note = (player: Player, { queue }: PlayPushes['queueUpdated']) => {
    const at = performance.now();
    if (!queue) told.delete(player);
    else told.set(player, { ticketId: queue.ticketId, since: at - queue.waitedMs, at, inQueue: queue.playersInQueue });
  };
  for (const player of players.all) {
    player.client.subscribe((event) => {
      if (event.type === 'queueUpdated') note(player, event.payload);
    });
  }
  for (const { client } of players.all) await client.request('joinQueue', { mode: MODE });
  await eventually(() => told.size === count, 10_000);
  // An age that starts over must differ from one that was kept.
  // Real time: the tickets grow older.
  await passed(3_000);
  const before = new Map(told);
  const victim = cluster.processes.find(({ name }) => name === desk);
  if (!victim) throw new Error('no process runs the queue');
  tools.say(`${told.size} are queued, ${desk} runs the queue`);

  const killedAt = performance.now();
  victim.kill('SIGKILL');
  const isKept = (player: Player): boolean => {
    const [was, is] = [before.get(player), told.get(player)];
    if (!was || !is || is.at < killedAt || !player.isOnline) return false;
    return is.ticketId === was.ticketId && is.since <= was.since + AGE_MS && is.inQueue === count;
  };
  const complete = new Lasting();
  const timer = setInterval(() => complete.note(desk !== victim.name && players.all.every(isKept)), 20);
  tools.atEnd(() => clearInterval(timer));
  const keptAt = await complete.wait(STEADY_MS, killedAt + 2 * backMs);
  const kept = players.all.filter(isKept).length;
  const most = Math.max(...[...told.values()].map(({ inQueue }) => inQueue));
  tools.say(`${kept} have their old ticket; ${desk} runs the queue with ${most} players`);
  return [
    figure({
      id: 'kept',
      name: 'time until everybody is queued again with their old ticket',
      value: keptAt && keptAt - killedAt,
      unit: 'ms',
      bar: { atMost: backMs },
      how: `from the kill until every client is online and has its old ticket from the next desk, with the old age (within ${AGE_MS} ms)`,
    }),
    figure({
      id: 'queued',
      name: 'players with their old ticket',
      value: kept,
      of: count,
      unit: 'players',
      bar: { atLeast: count },
      how: 'clients with their old ticket and age afterwards',
    }),
    figure({
      id: 'doubles',
      name: 'players queued twice',
      value: Math.max(0, most - count),
      unit: 'players',
      bar: { atMost: 0 },
      how: 'the number the next desk reports, minus the players really queued',
    }),
  ];
}
