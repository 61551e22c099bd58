/**
 * The network of some players swallows everything, and neither side is told: their sockets stay half-open. Others must
 * see them reconnect soon, and lose nobody else.
 */

import { eventually } from '../../support/eventually.ts';
import { NetworkProxy } from '../../support/proxy.ts';
import { Observers } from '../Observers.ts';
import { Players } from '../Players.ts';
import { type Figure, figure, type Scenario, type Tools } from '../scenario.ts';

export type HalfOpenSize = { players: number; halfOpen: number; arrivalsPerS: number };

const SHOWN_MS = 10_000;
const BACK_MS = 15_000;
const LOOK_EVERY_MS = 20;

export const halfOpen: Scenario<HalfOpenSize> = {
  id: 'halfOpen',
  title: '100 of 500 sockets are half-open: their network swallows everything',
  small: { players: 30, halfOpen: 6, arrivalsPerS: 60 },
  full: { players: 500, halfOpen: 100, arrivalsPerS: 60 },
  run,
};

async function run({ players: count, halfOpen: cut, arrivalsPerS }: HalfOpenSize, tools: Tools): Promise<Figure[]> {
  const cluster = await tools.cluster({ processes: 1 });
  const network = await NetworkProxy.to(Number(new URL(cluster.url).port));
  tools.atEnd(() => network.close());
  const others = new Players(cluster.url, 'Ada');
  const victims = new Players(network.url, 'Bob');
  const observers = new Observers(cluster.url);
  tools.atEnd(() => Promise.all([others, victims, observers].map((all) => all.stop())));
  await others.arrive(count - cut, arrivalsPerS);
  await victims.arrive(cut, arrivalsPerS);
  observers.come();

  const statusOf = (id: string): string | undefined => [...observers.rosters.values()][0]?.get(id)?.status;
  const all = [...others.all, ...victims.all];
  await eventually(() => all.every(({ id }) => statusOf(id) === 'online'));

  const disturbed = new Set<string>();
  /** Resolves with the time until every victim is shown so; undefined if that does not happen. */
  const shown = async (status: string, limitMs: number): Promise<number | undefined> => {
    const from = performance.now();
    for (; performance.now() - from < 2 * limitMs; await nextLook()) {
      for (const { id } of others.all) if (statusOf(id) !== 'online') disturbed.add(id);
      if (victims.all.every(({ id }) => statusOf(id) === status)) return performance.now() - from;
    }
    return undefined;
  };
  network.blackHole();
  const reconnectingMs = await shown('reconnecting', SHOWN_MS);
  tools.say(`${cut} players are shown as reconnecting after ${reconnectingMs} ms`);
  network.heal();
  const backMs = await shown('online', BACK_MS);
  return [
    figure({
      id: 'reconnecting',
      name: 'time until all of them are shown as reconnecting',
      value: reconnectingMs,
      unit: 'ms',
      bar: { atMost: SHOWN_MS },
      how: "from the moment from which the proxy before their sockets forwards nothing until an observer's roster shows all of them so",
    }),
    figure({
      id: 'back',
      name: 'time until all are shown as online after the network heals',
      value: backMs,
      unit: 'ms',
      bar: { atMost: BACK_MS },
      how: "in the same observer's roster",
    }),
    figure({
      id: 'others',
      name: 'others who were shown otherwise meanwhile',
      value: disturbed.size,
      of: count - cut,
      unit: 'players',
      bar: { atMost: 0 },
      how: `players of the sound network whom the observer did not see online throughout, looked at every ${LOOK_EVERY_MS} ms`,
    }),
  ];
}

// Real time: how often it is looked.
const nextLook = () => new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
