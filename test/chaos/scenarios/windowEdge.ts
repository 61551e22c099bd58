/** Players lose their sockets and ask to resume just before the end of their reconnection window, or just after it. */
import { setTimeout as passed } from 'node:timers/promises';
import { eventually } from '../../support/eventually.ts';
import { FollowedClient } from '../../support/lobbyClients.ts';
import { metricOf } from '../processView.ts';
import { type Figure, figure, type Scenario, type Tools } from '../scenario.ts';
import { type Outcome, Visitor } from '../Visitor.ts';

export type WindowEdgeSize = { each: number; windowMs: number; marginMs: number };

const ARRIVE_EVERY_MS = 1_000 / 60;
/** Apart, so that one drop or return does not delay the next. */
const DROP_EVERY_MS = 20;
/** Anything slower is a fault, not a figure. */
const GONE_MS = 10_000;
/** A second removal of a row would have been seen by then. */
const QUIET_MS = 1_500;

export const windowEdge: Scenario<WindowEdgeSize> = {
  id: 'windowEdge',
  title: '400 players lose their sockets and ask to resume 100 ms before or after the end of their window',
  // The machine may be busy with other tests.
  small: { each: 15, windowMs: 8_000, marginMs: 3_000 },
  full: { each: 200, windowMs: 60_000, marginMs: 100 },
  run,
};

async function run({ each, windowMs, marginMs }: WindowEdgeSize, tools: Tools): Promise<Figure[]> {
  const cluster = await tools.cluster({ processes: 1, env: { RECONNECT_WINDOW_MS: String(windowMs) } });
  const observer = new FollowedClient(cluster.url);
  observer.client.start();
  const all: Visitor[] = [];
  tools.atEnd(() => [observer.client.leave(), ...all.map((visitor) => visitor.leave())]);
  const entering: Promise<void>[] = [];
  while (all.length < 2 * each) {
    const visitor = new Visitor(cluster.url);
    all.push(visitor);
    entering.push(visitor.enter());
    // Real time: the pace of the arrivals.
    await passed(ARRIVE_EVERY_MS);
  }
  await Promise.all(entering);
  await eventually(() => all.every(({ id }) => observer.rows.has(id)));
  const since = observer.events.length;
  tools.say(`${all.length} players are seated`);

  const outcomes = await Promise.all(
    all.map(async (visitor, at) => {
      // Real time: when the socket is lost, and the session's window.
      await passed(at * DROP_EVERY_MS);
      const lost = await visitor.drop();
      const askAt = at < each ? lost.from + windowMs - marginMs : lost.to + windowMs + marginMs;
      // Real time: just before or after the end of the window.
      await passed(askAt - performance.now());
      return visitor.resume();
    }),
  );
  const [early, late] = [tally(outcomes.slice(0, each)), tally(outcomes.slice(each))];
  tools.say(`before the end ${JSON.stringify(early)}, after it ${JSON.stringify(late)}`);

  const isGone = (at: number) => outcomes[at] !== 'resumed';
  await eventually(() => all.every(({ id }, at) => observer.rows.has(id) !== isGone(at)), GONE_MS).catch(() => false);
  // Real time: nothing more happens.
  await passed(QUIET_MS);
  const removed = observer.events
    .slice(since)
    .flatMap((event) => (event.type === 'rosterChanged' ? event.removed : []));
  const leaves = all.map(({ id }) => removed.filter((one) => one === id).length);
  const wrong = leaves.filter((count, at) => count !== Number(isGone(at)));
  const [process] = cluster.processes;
  const counted = process && (await metricOf(process, 'foyer_leaves_total', 'reason="dropped"'));
  tools.say(`${wrong.length} rows were not removed as often as they should; the process counts ${counted} leaves`);
  return [
    figure({
      id: 'early',
      name: `players who resume ${marginMs} ms before the end`,
      value: (early.resumed / each) * 100,
      unit: '%',
      bar: { atLeast: 99.5 },
      how: `of ${each}; the window counts from just before the client closes its socket`,
    }),
    figure({
      id: 'late',
      name: `players who resume ${marginMs} ms after it`,
      value: late.resumed,
      of: each,
      unit: 'players',
      bar: { atMost: 0 },
      how: 'the window counts from when the process has answered the close',
    }),
    figure({
      id: 'refused',
      name: 'players who are refused then, as their session is gone',
      value: late.refused,
      of: each,
      unit: 'players',
      bar: { atLeast: each },
      how: 'the answer to their request',
    }),
    figure({
      id: 'leaves',
      name: 'players who did not leave exactly once, or left and were resumed',
      value: counted === outcomes.filter((_, at) => isGone(at)).length ? wrong.length : undefined,
      of: all.length,
      unit: 'players',
      bar: { atMost: 0 },
      how: "removals of each row from an observer's roster; the process must count as many leaves",
    }),
  ];
}

function tally(outcomes: readonly Outcome[]): Record<Outcome, number> {
  const counts = { resumed: 0, refused: 0, lost: 0 };
  for (const outcome of outcomes) counts[outcome] += 1;
  return counts;
}
