/**
 * The only process stands still, again and again, for longer than it leaves idle players after its warning. Players who
 * were warned just before type while it stands still, and all others throughout. They must find everything as it was:
 * the stall was the server's.
 */
import assert from 'node:assert/strict';
import { setTimeout as passed } from 'node:timers/promises';
import { seeded } from '../../../bots/random.ts';
import { CLOSE } from '../../../shared/protocol.ts';
import { eventually } from '../../support/eventually.ts';
import { DuelBook, Duelist } from '../Duelist.ts';
import { Lasting } from '../Lasting.ts';
import { type Player, Players } from '../Players.ts';
import { type Figure, figure, type Scenario, type Tools } from '../scenario.ts';
import { Waiting } from '../Waiting.ts';

export type StalledSize = {
  players: number;
  arrivalsPerS: number;
  /** Of them, players who are warned before each stall. */
  idle: number;
  matches: number;
  waiting: number;
  stallsMs: readonly number[];
};

/** The warning comes 4 s before the kick, so a server that counted the longer stalls would kick. */
const ENV = { HEARTBEAT_MS: '500', KICK_AFTER_MS: '8000' };
/** Before the end of a stall. */
const BACK_AT_KEYS_MS = 1_000;
const INPUT_EVERY_MS = 250;
const BACK_MS = 5_000;
const STEADY_MS = 2_000;
/** Anything slower is a fault, not a figure. */
const LIMIT_MS = 30_000;

export const stalled: Scenario<StalledSize> = {
  id: 'stalled',
  title: 'the process of 300 players stands still for 3 s and for 5 s, 50 of them just warned for being idle',
  small: { players: 24, arrivalsPerS: 100, idle: 6, matches: 2, waiting: 4, stallsMs: [5_000] },
  full: {
    players: 300,
    arrivalsPerS: 100,
    idle: 50,
    matches: 20,
    waiting: 20,
    stallsMs: [3_000, 5_000, 3_000, 5_000],
  },
  run,
};

async function run(size: StalledSize, tools: Tools): Promise<Figure[]> {
  const cluster = await tools.cluster({ processes: 1, env: ENV });
  const [process] = cluster.processes;
  if (!process) throw new Error('there is no process');
  // Without the load balancer, which would tell them to come back later.
  const players = new Players(process.url, 'Ada');
  tools.atEnd(() => players.stop());
  const idle = new Set<Player>();
  const typing = setInterval(() => {
    for (const player of players.all) player.client.reportActivity(!idle.has(player), 0);
  }, INPUT_EVERY_MS);
  tools.atEnd(() => clearInterval(typing));
  const all = await players.arrive(size.players, size.arrivalsPerS);
  const joinedAnew = new Set<Player>();
  const warned = new Set<Player>();
  for (const player of all) {
    player.client.subscribe((event) => {
      if (event.type === 'linkChanged' && event.link.kind === 'connecting') joinedAnew.add(player);
      if (event.type === 'idleWarned') warned.add(player);
    });
  }
  const waiting = new Waiting(all.slice(0, size.waiting));
  await waiting.queue(cluster.postgresUrl);
  const book = new DuelBook();
  const random = seeded(7);
  // A match outlasts a stall, and a turn lasts a minute.
  const duelists = all
    .slice(size.waiting, size.waiting + 2 * size.matches)
    .map((player) => new Duelist(player, { book, random, moveMs: [500, 1_000] }));
  tools.atEnd(() => {
    for (const duelist of duelists) duelist.stop();
  });
  await eventually(() => assert.equal(book.live, size.matches), LIMIT_MS);

  let longestMs: number | undefined = 0;
  for (const stallMs of size.stallsMs) {
    const { live } = book;
    warned.clear();
    for (const player of all.slice(-size.idle)) idle.add(player);
    await eventually(() => assert.equal(warned.size, size.idle), LIMIT_MS);
    process.kill('SIGSTOP');
    // Real time: the process stands still.
    await passed(stallMs - BACK_AT_KEYS_MS);
    idle.clear();
    // Real time: their input waits in their sockets.
    await passed(BACK_AT_KEYS_MS);
    const wokenAt = performance.now();
    process.kill('SIGCONT');
    const complete = new Lasting();
    const look = setInterval(() => complete.note(players.online.length === size.players), 20);
    const backAt = await complete.wait(STEADY_MS, wokenAt + LIMIT_MS);
    clearInterval(look);
    longestMs = backAt === undefined || longestMs === undefined ? undefined : Math.max(longestMs, backAt - wokenAt);
    tools.say(
      `stood still for ${stallMs} ms with ${live} matches: all back after ${backAt && Math.round(backAt - wokenAt)} ms`,
    );
  }
  const kicks = all.flatMap(({ closes }) => closes.filter(({ code }) => code === CLOSE.idle));
  const gone = new Set([...joinedAnew, ...all.filter(({ isOnline }) => !isOnline)]);
  const cutOff = book.begun().filter((duel) => duel.cutOff.size > 0);
  return [
    figure({
      id: 'kicks',
      name: 'players kicked for being idle',
      value: kicks.length,
      unit: 'kicks',
      bar: { atMost: 0 },
      how: `the close code seen by each client; ${size.idle} of them were warned just before each stall, and typed ${BACK_AT_KEYS_MS / 1_000} s before its end`,
    }),
    figure({
      id: 'lost',
      name: 'players who lost their session',
      value: gone.size,
      of: size.players,
      unit: 'players',
      bar: { atMost: 0 },
      how: 'clients that had to join anew or are gone; about half of the sockets close in each stall, because no probe is answered',
    }),
    figure({
      id: 'back',
      name: 'time until everybody is back',
      value: longestMs,
      unit: 'ms',
      bar: { atMost: BACK_MS },
      how: 'from the end of the longest stall until every client is online',
    }),
    figure({
      id: 'cutOff',
      name: 'matches that lost a player',
      value: cutOff.length,
      of: book.begun().length,
      unit: 'matches',
      bar: { atMost: 0 },
      how: 'matches with a player whose link closed before the end',
    }),
    figure({
      id: 'tickets',
      name: 'players who lost their place in the queue',
      value: waiting.lost.length,
      of: size.waiting,
      unit: 'players',
      bar: { atMost: 0 },
      how: 'clients without their old ticket, or with a younger one',
    }),
  ];
}
