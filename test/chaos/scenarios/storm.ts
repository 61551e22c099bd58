/**
 * SIGTERM to the process that a crowd is just joining: some are in, some hold a reservation, some are on their way.
 * Repeated, each time at another moment.
 */
import { setTimeout as passed } from 'node:timers/promises';
import { between, seeded } from '../../../bots/random.ts';
import { CLOSE } from '../../../shared/protocol.ts';
import { eventually } from '../../support/eventually.ts';
import { Players } from '../Players.ts';
import { type Figure, figure, type Scenario, type Tools } from '../scenario.ts';

export type StormSize = { rounds: number; players: number; arrivalsPerS: number };

const EXIT_MS = 10_000;
/** The least number of open reservations when the signal is sent. */
const PROMISED = 3;
const PROMISED_LIMIT_MS = 10_000;

export const storm: Scenario<StormSize> = {
  id: 'storm',
  title: 'SIGTERM to a process while 300 players are joining it',
  small: { rounds: 2, players: 60, arrivalsPerS: 300 },
  full: { rounds: 10, players: 300, arrivalsPerS: 300 },
  run,
};

async function run({ rounds, players: count, arrivalsPerS }: StormSize, tools: Tools): Promise<Figure[]> {
  const random = seeded(3);
  const cluster = await tools.cluster({ processes: 2 });
  let longestMs = 0;
  let badEnds = 0;
  let promised = 0;
  const closes: number[] = [];
  let seated = 0;
  for (let round = 0; round < rounds; round++) {
    const players = new Players(cluster.url, `R${round + 1}`);
    const arriving = players.arrive(count, arrivalsPerS);
    // Real time: the kill comes while they arrive.
    await passed(between(random, 100, 500));
    // Reservations are used within milliseconds.
    const promisedAt = (name?: string) => players.all.filter(({ process, isOnline }) => process === name && !isOnline);
    const seatsAt = cluster.processes.map(({ name }) => name);
    const name = await eventually(
      () => seatsAt.find((one) => promisedAt(one).length >= PROMISED) ?? Promise.reject(new Error('nobody comes')),
      PROMISED_LIMIT_MS,
      1,
    );
    const index = cluster.processes.findIndex((process) => process.name === name);
    const victim = cluster.processes[index];
    if (!victim) throw new Error(`there is no process ${name}`);
    const waiting = promisedAt(name).length;
    promised += waiting;
    const startedAt = performance.now();
    victim.kill('SIGTERM');
    const { code } = await victim.exited;
    longestMs = Math.max(longestMs, performance.now() - startedAt);
    if (code !== 0) badEnds += 1;
    await arriving;
    seated += players.online.length;
    closes.push(...players.all.flatMap((player) => player.closes.map((close) => close.code)));
    tools.say(`exited with ${code}, ${waiting} reservations were open`);
    await players.stop();
    await cluster.restart(index);
  }
  return [
    figure({
      id: 'exit',
      name: 'longest time until the process exits with 0',
      value: badEnds === 0 ? longestMs : undefined,
      unit: 'ms',
      bar: { atMost: EXIT_MS },
      how: `of ${rounds} runs, from the signal to the exit; ${promised} reservations were open at those moments`,
    }),
    figure({
      id: 'closes',
      name: 'sessions that ended with a code other than 4001',
      value: closes.filter((code) => code !== CLOSE.shutdown).length,
      unit: 'sockets',
      bar: { atMost: 0 },
      how: 'the close code seen by each client',
    }),
    figure({
      id: 'seated',
      name: 'players online at the end',
      value: seated,
      of: rounds * count,
      unit: 'players',
      bar: { atLeast: rounds * count },
      how: 'clients online at the other process',
    }),
  ];
}
