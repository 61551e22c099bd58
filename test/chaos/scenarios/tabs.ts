/**
 * Players with several tabs each, spread over two processes, open and close them, lose and regain their network, change
 * status and hide, at random. A model says when lists must show each player and when they must not.
 */
import assert from 'node:assert/strict';
import { setTimeout as passed } from 'node:timers/promises';
import { between, pick, type Random, seeded } from '../../../bots/random.ts';
import { eventually } from '../../support/eventually.ts';
import { readList, watchLists } from '../lists.ts';
import { listingsIn, processOf } from '../oneLobby.ts';
import { statsOf } from '../processView.ts';
import { type Figure, figure, type Scenario, type Tools } from '../scenario.ts';
import { compareStored, STORED_AFTER_MS, storedPlayers } from '../stored.ts';
import type { Tab } from '../Tab.ts';
import { TabbedPlayer } from '../TabbedPlayer.ts';

export type TabsSize = {
  players: number;
  tabs: number;
  forMs: number;
  actsPerS: number;
  seed: number;
};

const WINDOWS = { reconnectMs: 4_000, dampingMs: 1_000 };
/** A sweep, a batch to the other process, and some time for a busy machine. */
const SLACK_MS = 2_500;

export const tabs: Scenario<TabsSize> = {
  id: 'tabs',
  title: '50 players with 5 tabs each at 2 processes act at random for 5 minutes',
  isLong: true,
  small: { players: 6, tabs: 3, forMs: 7_500, actsPerS: 10, seed: 4 },
  full: { players: 50, tabs: 5, forMs: 300_000, actsPerS: 25, seed: 5 },
  run,
};

async function run(size: TabsSize, tools: Tools): Promise<Figure[]> {
  const { forMs, actsPerS, seed } = size;
  const cluster = await tools.cluster({
    processes: 2,
    env: {
      SHARD_CAPACITY: String(Math.ceil((size.players * size.tabs) / 4)),
      RECONNECT_WINDOW_MS: String(WINDOWS.reconnectMs),
      LEAVE_DAMPING_MS: String(WINDOWS.dampingMs),
    },
  });
  const { processes } = cluster;
  const players = Array.from({ length: size.players }, () => new TabbedPlayer(cluster.url, size.tabs, WINDOWS));
  const all = players.flatMap((player) => player.tabs.map((tab) => ({ player, tab })));
  tools.atEnd(() => Promise.all(all.map(({ tab }) => tab.client.leave())));
  // Without a shared token each tab would be a different player.
  for (const { tabs } of players) tabs[0]?.open();
  await eventually(() => assert.ok(players.every(({ isOnline }) => isOnline)), 30_000);

  const wrong = { missing: 0, ghosts: 0, judged: 0 };
  const endWatch = watchLists(
    () => processes,
    200,
    (process, list, begunAt) => {
      for (const player of players) {
        const must = player.mustBeListed(begunAt, performance.now(), SLACK_MS);
        if (must === undefined) continue;
        wrong.judged += 1;
        if (must === list.has(player.id)) continue;
        wrong[must ? 'missing' : 'ghosts'] += 1;
        tools.say(`${process.name}: ${player.id} ${must ? 'is missing' : 'is a ghost'}`);
      }
    },
  );
  tools.atEnd(endWatch);

  const random = seeded(seed);
  const until = performance.now() + forMs;
  let acts = 0;
  for (let nextAt = performance.now(); nextAt < until; nextAt += 1_000 / actsPerS, acts++) {
    // Real time: the pace of the acts.
    await passed(Math.max(0, nextAt - performance.now()));
    const { player, tab } = pick(random, all);
    act(player, tab, random);
  }
  const sessions = new Map((await listingsIn(cluster)).map((room) => [processOf(room), room.clients]));
  tools.say(`seed ${seed}: ${acts} actions, ${wrong.judged} checks, rooms at ${[...sessions.keys()]}`);

  for (const { tab } of all) if (tab.isDropped && tab.isOpen) tab.findNetwork();
  await eventually(() => assert.ok(all.every(({ tab }) => !tab.isOpen || tab.isOnline)), 30_000);
  await Promise.all(players.map((player) => player.settle()));
  const quietAt = performance.now();
  // Real time: sessions without a client end with their window.
  await passed(quietAt + WINDOWS.reconnectMs + SLACK_MS - performance.now());
  endWatch();
  const [first, second] = await Promise.all(processes.map(async ({ url }) => statusesOf(await readList(url))));
  const [one, other] = [new Map(first), new Map(second)];
  const online = players.filter(({ isOnline }) => isOnline);
  const listed = players.filter((player) => player.mustBeListed(quietAt + SLACK_MS, quietAt + SLACK_MS, 0));
  const differing = players.filter(
    (player) => one.get(player.id) !== other.get(player.id) || one.has(player.id) !== listed.includes(player),
  );
  const counts = await Promise.all(processes.map(async (process) => (await statsOf(process)).online));
  tools.say(`at the end ${online.length} online, ${listed.length} listed, counted ${counts}`);
  // Real time: it is stored by then.
  await passed(STORED_AFTER_MS);
  const here = new Set(online.map(({ id }) => id));
  const { stuck, missed } = compareStored(await storedPlayers(cluster.postgresUrl), here);
  return [
    figure({
      id: 'missing',
      name: 'times a present player was not listed',
      value: wrong.missing,
      of: wrong.judged,
      unit: 'players',
      bar: { atMost: 0 },
      how: `both lists are read every 200 ms, for every player with a live, held or leaving session throughout the last ${SLACK_MS / 1_000} s`,
    }),
    figure({
      id: 'ghosts',
      name: 'times an absent or hidden player was listed',
      value: wrong.ghosts,
      of: wrong.judged,
      unit: 'players',
      bar: { atMost: 0 },
      how: `as above, for every player without a session, or hidden, for ${SLACK_MS / 1_000} s`,
    }),
    figure({
      id: 'rows',
      name: 'players with wrong rows at the end',
      value: differing.length + counts.filter((count) => count !== listed.length).length,
      of: players.length,
      unit: 'players',
      bar: { atMost: 0 },
      how: 'both lists have a row with the same status for every visible player and none for others, and equal counts',
    }),
    figure({
      id: 'stored',
      name: 'players with a wrong stored state',
      value: stuck.length + missed.length,
      of: players.length,
      unit: 'players',
      bar: { atMost: 0 },
      how: `is_online of everybody, read ${STORED_AFTER_MS / 1_000} s after the last list`,
    }),
  ];
}

function act(player: TabbedPlayer, tab: Tab, random: Random): void {
  const dice = between(random, 0, 99);
  // Few tabs are open at a time, so that players are sometimes gone.
  if (!tab.isOpen) {
    if (dice < 25) tab.open();
  } else if (tab.isDropped) {
    if (dice < 80) tab.findNetwork();
    else tab.close();
  } else if (dice < 40) tab.close();
  else if (dice < 65) tab.drop();
  else if (dice < 85) void tab.client.request('setStatus', { status: pick(random, ['online', 'away', 'busy']) });
  else void player.setVisibility(tab, pick(random, ['everyone', 'everyone', 'nobody', 'friends']));
}

const statusesOf = (list: ReadonlyMap<string, { status: string }>) =>
  [...list].map(([id, { status }]) => [id, status] as const);
