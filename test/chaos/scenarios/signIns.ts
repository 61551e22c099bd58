/**
 * A crowd signs in within seconds at a lone process, which is then ended in order, and then killed: everybody comes back
 * at once. The process lets them in at its own rate, and tells the others when to ask again.
 */
import { Players } from '../Players.ts';
import { type Figure, figure, type Scenario, type Tools } from '../scenario.ts';

export type SignInsSize = { players: number; withinS: number; seatedMs: number; backMs: number };

const LOOK_EVERY_MS = 50;

export const signIns: Scenario<SignInsSize> = {
  id: 'signIns',
  title: '2,000 players sign in within 10 s at one process, which is then restarted, and then killed and started',
  small: { players: 60, withinS: 1, seatedMs: 10_000, backMs: 30_000 },
  full: { players: 2_000, withinS: 10, seatedMs: 45_000, backMs: 60_000 },
  run,
};

async function run({ players: count, withinS, seatedMs, backMs }: SignInsSize, tools: Tools): Promise<Figure[]> {
  let exits = 0;
  const onExit = () => {
    exits += 1;
  };
  const cluster = await tools.cluster({ processes: 1, onExit });
  const players = new Players(cluster.url, 'In');
  tools.atEnd(() => players.stop());

  const firstAt = performance.now();
  const isSeated = await players.arrive(count, count / withinS).catch(() => undefined);
  const seatedAfterMs = performance.now() - firstAt;
  const seated = players.online.length;
  tools.say(`${seated} of ${count} are seated after ${Math.round(seatedAfterMs)} ms`);

  /** Resolves with how long it took until everybody had lost their session and was online again. */
  const backAfter = async (end: () => Promise<unknown>): Promise<number | undefined> => {
    const from = performance.now();
    const ending = end();
    const isBack = () => players.all.every(({ isOnline, gaps }) => isOnline && (gaps.at(-1)?.from ?? 0) > from);
    while (!isBack() && performance.now() - from < 2 * backMs) await nextLook();
    await ending;
    const last = Math.max(...players.all.map(({ gaps }) => gaps.at(-1)?.to ?? 0));
    tools.say(`${players.online.length} of ${count} are back after ${Math.round(last - from)} ms`);
    return isBack() ? last - from : undefined;
  };
  const restartedMs = await backAfter(() => cluster.restart(0));
  const backAfterRestart = players.online.length;
  const killedMs = await backAfter(async () => {
    const [process] = cluster.processes;
    process?.kill('SIGKILL');
    await process?.exited;
    exits -= 1;
    await cluster.restart(0);
  });
  const backAfterKill = players.online.length;
  return [
    figure({
      id: 'seated',
      name: 'time until all are seated',
      value: isSeated && seatedAfterMs,
      unit: 'ms',
      bar: { atMost: seatedMs },
      how: 'from the first sign-in until every client is online',
    }),
    figure({
      id: 'seatedPlayers',
      name: 'players who are seated',
      value: seated,
      of: count,
      unit: 'players',
      bar: { atLeast: count },
      how: 'clients online by then',
    }),
    ...(
      [
        ['restarted', 'restart', restartedMs, backAfterRestart],
        ['killed', 'kill', killedMs, backAfterKill],
      ] as const
    ).flatMap(([id, what, ms, back]) => [
      figure({
        id,
        name: `time from the ${what} until all are back`,
        value: ms,
        unit: 'ms',
        bar: { atMost: backMs },
        how: 'from the signal until every client has lost its session and is online again; the process starts meanwhile',
      }),
      figure({
        id: `${id}Players`,
        name: `players who are back after the ${what}`,
        value: back,
        of: count,
        unit: 'players',
        bar: { atLeast: count },
        how: 'clients online by then',
      }),
    ]),
    figure({
      id: 'exits',
      name: 'times the process ended by itself',
      value: exits,
      unit: 'exits',
      bar: { atMost: 0 },
      how: 'exits of a process that was neither restarted nor killed',
    }),
  ];
}

// Real time: how often it is looked.
const nextLook = () => new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
