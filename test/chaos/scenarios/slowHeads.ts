/**
 * Strangers hold sockets of a process open, past the load balancer, which would end most of them by itself: heads and
 * bodies that drip, upgrades on which nothing follows, and joins that are never acknowledged. Newcomers join meanwhile.
 */
import { connect } from 'node:net';
import { setTimeout as passed } from 'node:timers/promises';
import WebSocket from 'ws';
import { percentile } from '../../../bench/lib/percentile.ts';
import type { ClusterProcess } from '../../../scripts/cluster/ClusterProcess.ts';
import { homeOf } from '../loopbackHomes.ts';
import { Player } from '../Players.ts';
import { type Figure, figure, type Scenario, type Tools } from '../scenario.ts';
import { pathOf, type Reservation, reserve, signIn, upgradeHead } from '../strangers.ts';

/** `each`: of each kind. They open within `openS`. */
export type SlowHeadsSize = { each: number; openS: number; newcomersPerS: number; joinMs: number };

const CLOSED_MS = 12_000;
const DRIP_MS = 1_000;
/** Anything slower is a fault, not a figure. */
const LIMIT_MS = 30_000;
const SIGN_INS_PER_S = 200;

export const slowHeads: Scenario<SlowHeadsSize> = {
  id: 'slowHeads',
  title: '500 slow heads, 500 slow bodies, 500 silent upgrades and 500 unacknowledged joins at one process',
  // The machine may be busy with other tests.
  small: { each: 20, openS: 1, newcomersPerS: 4, joinMs: 2_000 },
  full: { each: 500, openS: 6, newcomersPerS: 8, joinMs: 500 },
  run,
};

async function run({ each, openS, newcomersPerS, joinMs }: SlowHeadsSize, tools: Tools): Promise<Figure[]> {
  let exits = 0;
  const cluster = await tools.cluster({
    processes: 1,
    onExit: () => {
      exits += 1;
    },
  });
  const [process] = cluster.processes;
  if (!process) throw new Error('a process is needed');
  const guests: Promise<string>[] = [];
  // Real time: the pace of the sign-ins.
  for (; guests.length < 2 * each; await passed(1_000 / SIGN_INS_PER_S)) guests.push(signIn(cluster.url));
  const tokens = await Promise.all(guests);
  tools.say(`${tokens.length} strangers have signed in`);

  const kinds: Record<string, (n: number) => Promise<number | undefined>> = {
    'slow heads': (n) => heldMs(process, n, `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: `, 'y'),
    'slow bodies': (n) => heldMs(process, n, BODY_HEAD, ' '),
    'silent upgrades': async (n) => heldMs(process, n, upgradeHead(await reserve(process.url, tokens[n] ?? ''))),
    'unacknowledged joins': async (n) => silentMs(process, n, await reserve(process.url, tokens[each + n] ?? '')),
  };
  const newcomers: Newcomer[] = [];
  const arrivals = setInterval(() => newcomers.push(new Newcomer(cluster.url)), 1_000 / newcomersPerS);
  tools.atEnd(() => [clearInterval(arrivals), ...newcomers.map(({ player }) => player.client.leave())]);

  const held = new Map(Object.keys(kinds).map((kind) => [kind, [] as Promise<number | undefined>[]]));
  // Real time: the pace at which they open.
  for (let n = 0; n < each; n++, await passed((openS * 1_000) / each)) {
    for (const [kind, open] of Object.entries(kinds)) held.get(kind)?.push(open(n));
  }
  const longest = new Map<string, number>();
  for (const [kind, ends] of held) {
    const times = (await Promise.all(ends)).map((ms) => ms ?? Number.NaN);
    longest.set(kind, Math.max(...times));
    tools.say(`${kind}: closed after ${Math.round(Math.min(...times))} to ${Math.round(Math.max(...times))} ms`);
  }
  clearInterval(arrivals);
  const times = await Promise.all(newcomers.map(({ joinedMs }) => joinedMs));
  return [
    ...[...longest].map(([kind, value]) =>
      figure({
        id: kind.replace(' ', '-'),
        name: `${kind}: time until the last one is closed`,
        value,
        unit: 'ms',
        bar: { atMost: CLOSED_MS },
        how: `of ${each} sockets, each from its opening to its end`,
      }),
    ),
    figure({
      id: 'joins',
      name: 'time until a newcomer is in the lobby meanwhile, p95',
      value: percentile(times, 0.95),
      unit: 'ms',
      bar: { atMost: joinMs },
      how: `of ${times.length} newcomers through the load balancer, from the sign-in until their client is online`,
    }),
    figure({
      id: 'exits',
      name: 'processes that exited',
      value: exits,
      unit: 'exits',
      bar: { atMost: 0 },
      how: 'exits of a process',
    }),
  ];
}

const BODY_HEAD = `POST /auth/anonymous HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n`;

/** Resolves with how long a socket stays open that sends `head`, and then a `drip` each second; undefined for longer. */
function heldMs({ port }: ClusterProcess, n: number, head: string, drip = ''): Promise<number | undefined> {
  const from = performance.now();
  const socket = connect({ port, host: '127.0.0.1', localAddress: homeOf(`stranger ${n}`) });
  const dripping = setInterval(() => drip !== '' && socket.write(drip), DRIP_MS);
  socket.on('connect', () => socket.write(head));
  socket.on('error', () => {});
  socket.resume();
  return closedMs(from, socket, () => [clearInterval(dripping), socket.destroy()]);
}

/** The same of a socket that answers pings, but not the join. */
function silentMs({ port }: ClusterProcess, n: number, reservation: Reservation): Promise<number | undefined> {
  const from = performance.now();
  const localAddress = homeOf(`stranger ${n}`);
  const socket = new WebSocket(`ws://127.0.0.1:${port}${pathOf(reservation)}`, { localAddress });
  socket.on('error', () => {});
  return closedMs(from, socket, () => socket.terminate());
}

function closedMs(
  from: number,
  socket: { once(event: 'close', listener: () => void): unknown },
  end: () => unknown,
): Promise<number | undefined> {
  return new Promise((resolve) => {
    const late = setTimeout(end, LIMIT_MS);
    socket.once('close', () => {
      clearTimeout(late);
      const ms = performance.now() - from;
      end();
      resolve(ms < LIMIT_MS ? ms : undefined);
    });
  });
}

class Newcomer {
  readonly player: Player;
  /** Infinite if they are not let in. */
  readonly joinedMs: Promise<number>;

  constructor(url: string) {
    this.player = new Player(url, 'Newcomer');
    const from = performance.now();
    this.joinedMs = new Promise((resolve) => {
      const late = setTimeout(() => resolve(Number.POSITIVE_INFINITY), LIMIT_MS);
      this.player.client.subscribe((event) => {
        if (event.type !== 'linkChanged' || event.link.kind !== 'online') return;
        clearTimeout(late);
        resolve(performance.now() - from);
      });
    });
    this.player.arrive();
  }
}
