/**
 * A deploy: the processes of a cluster are restarted one after another, with players in them. Some play one match after
 * another, and a process waits for the matches that it has; others keep waiting in the queue.
 */
import assert from 'node:assert/strict';
import { percentile } from '../../../bench/lib/percentile.ts';
import { seeded } from '../../../bots/random.ts';
import { LEAVE_DAMPING_MS } from '../../../shared/limits.ts';
import { CLOSE } from '../../../shared/protocol.ts';
import { eventually } from '../../support/eventually.ts';
import { Absences } from '../Absences.ts';
import { DuelBook, Duelist } from '../Duelist.ts';
import { Lasting } from '../Lasting.ts';
import { type Listed, watchLists } from '../lists.ts';
import { Players } from '../Players.ts';
import { type Figure, figure, type Scenario, type Tools } from '../scenario.ts';
import { Waiting } from '../Waiting.ts';

export type RollingSize = {
  /** All of them, with those who play and those who wait. */
  players: number;
  duelists: number;
  /** As many run when the deploy begins; a fifth of the duelists wait for their next one. */
  matches: number;
  waiting: number;
  /** Between two moves of a match, which has 42 at most. */
  moveMs: readonly [from: number, to: number];
  arrivalsPerS: number;
};

const GAP_MS = 5_000;
const FLAPS_PERCENT = 1;
const BACK_MS = 30_000;
const MATCHES_LIMIT_MS = 60_000;
/** A result is stored so long after its match. */
const STORED_MS = 5_000;
const LOOK_EVERY_MS = 20;

export const rolling: Scenario<RollingSize> = {
  id: 'rolling',
  title:
    'a deploy restarts 2 processes with 300 players, 144 of them in 60 matches or between them, and 20 in the queue',
  small: { players: 30, duelists: 10, matches: 4, waiting: 4, moveMs: [100, 300], arrivalsPerS: 100 },
  full: {
    players: 300,
    duelists: 144,
    matches: 60,
    waiting: 20,
    moveMs: [400, 1_000],
    arrivalsPerS: 100,
  },
  run,
};

async function run(size: RollingSize, tools: Tools): Promise<Figure[]> {
  // Spreads the players over all processes.
  const env = {
    SHARD_CAPACITY: String(Math.ceil((size.players * 2) / 3)),
  };
  const cluster = await tools.cluster({ processes: 2, env });
  const players = new Players(cluster.url, 'Ada');
  tools.atEnd(() => players.stop());
  await players.arrive(size.players, size.arrivalsPerS);
  const waiting = new Waiting(players.all.slice(0, size.waiting));
  await waiting.queue(cluster.postgresUrl);
  const book = new DuelBook();
  const random = seeded(6);
  const { moveMs } = size;
  const duelists = players.all
    .slice(size.waiting, size.waiting + size.duelists)
    .map((player) => new Duelist(player, { book, random, moveMs }));
  tools.atEnd(() => {
    for (const duelist of duelists) duelist.stop();
  });
  await eventually(() => assert.ok(book.live >= size.matches), MATCHES_LIMIT_MS);

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
  await complete.wait(LEAVE_DAMPING_MS + 1_500, performance.now() + BACK_MS);
  for (const duelist of duelists) duelist.close();
  await eventually(() => assert.ok(duelists.every(({ isPlaying }) => !isPlaying)), MATCHES_LIMIT_MS);
  const { lost, cutShort, twice } = await eventually(
    async () => {
      const foul = await book.foul(cluster.postgresUrl);
      assert.deepEqual(foul.lost, []);
      return foul;
    },
    STORED_MS,
    250,
  ).catch(() => book.foul(cluster.postgresUrl));
  const begun = book.begun().length;
  tools.say(
    `${begun} matches, ${book.begun(startedAt).length} of them since the deploy began, ${book.begun().filter(({ told }) => told.size === 0).length} whose players were out when it was announced; ${JSON.stringify({ lost, cutShort, twice })}`,
  );

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
    ...(
      [
        [
          'lost',
          'matches without a result',
          lost,
          'matches that ran before or during the deploy, and have no result, or one of other players, in the database',
        ],
        [
          'cutShort',
          'matches cut short',
          cutShort,
          'as above: ended before the board was decided, abandoned, or with a player whose link closed before the end',
        ],
        [
          'twice',
          'matches counted twice',
          twice,
          'as above: results told twice, and ratings that count other matches than those stored',
        ],
      ] as const
    ).map(([id, name, ids, how]) =>
      figure({ id, name, value: ids.length, of: begun, unit: 'matches', bar: { atMost: 0 }, how }),
    ),
    figure({
      id: 'tickets',
      name: 'players who lost their place in the queue',
      value: waiting.lost.length,
      of: size.waiting,
      unit: 'players',
      bar: { atMost: 0 },
      how: 'clients without their old ticket, or with a younger one, after the last restart; they block each other',
    }),
  ];
}
