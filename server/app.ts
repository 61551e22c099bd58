/** The composition root: parts start in the order in which they depend on each other, and stop in the reverse order. */
import { MODES } from '../shared/modes.ts';
import type { Config } from './config.ts';
import { assertRooms, GAMES } from './games/list.ts';
import type { Lobby } from './lobby/Lobby.ts';
import { moveLobbyPlayers } from './lobby/LobbyRoom.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import { type Base, type Given, makeBase } from './parts/base.ts';
import { makeCluster } from './parts/cluster.ts';
import { makeLobby } from './parts/lobby.ts';
import { makeOperators } from './parts/operators.ts';
import { makePlay } from './parts/play.ts';
import { makePush } from './parts/push.ts';
import { makeSite } from './parts/site.ts';
import { makeSocial } from './parts/social.ts';
import type { Clock, Store } from './ports.ts';
import { drain } from './process/drain.ts';
import { type Part, startParts, stopParts } from './process/parts.ts';
import type { WriteBehind } from './storage/WriteBehind.ts';
import { assertInternals } from './transport/internals.ts';

/** How long a stop waits for the store. */
const FLUSH_MS = 8_000;

export type App = {
  port: number;
  /** Of operators: the one of the environment, or the one that is kept beside the database. */
  password: string | undefined;
  lobby: Lobby;
  metrics: Metrics;
  log: Log;
  store: Store;
  /** In the order of their start. */
  parts: readonly Part[];
  /** What runs by timers, for tests that move time by hand. */
  byTimer: { [Name in 'desk' | 'lease' | 'writes']: Made[Name] };
  /** Before `stop`: waits for the matches played here (drain.ts), or until `hurry`. Later calls: the same promise. */
  drain(hurry: AbortSignal): Promise<void>;
  /** Sends clients away, ends the rooms, stores what is due, and closes everything. Later calls: the same promise. */
  stop(): Promise<void>;
};

/** Starts the lobby and resolves when it listens. Rejects if a part fails to start, as when the port is taken. */
export async function startApp(config: Config, given: Given = {}): Promise<App> {
  assertInternals();
  assertRooms(MODES, GAMES);
  const base = await makeBase(config, given);
  const made = await makeOrClose(base, given);
  const { cluster, desk, lease, live, lobby, log, metrics, readiness, store, writes } = made;
  const parts = [...coreParts(made), ...lobbyParts(made)];
  await startParts(parts, log);
  const port = made.port();
  log.info({ port, host: config.HOST, processId: made.process }, 'the lobby is open');

  const drainLobby = async (): Promise<void> => {
    readiness.isDraining = true;
    await moveLobbyPlayers();
    // Their rows stay until then: nobody is to see them vanish and come back.
    setTimeout(() => lobby.localPlayers.forgetMoved(), config.LEAVE_DAMPING_MS).unref();
  };
  let draining: Promise<void> | undefined;
  let stopping: Promise<void> | undefined;
  return {
    ...{ port, password: made.config.ADMIN_PASSWORD, lobby, metrics, log, store, parts },
    byTimer: { desk, lease, writes },
    drain: (hurry) =>
      (draining ??= drain({ cluster, desk, matches: live, drainLobby, drainMs: config.DRAIN_MS, log }, hurry)),
    stop: () => (stopping ??= stopParts(parts, log)),
  };
}

const makeAll = (base: Base, given: Given) =>
  makeSite(makeSocial(makeOperators(makePush(makePlay(makeLobby(makeCluster(base))), given))), given);
type Made = ReturnType<typeof makeAll>;

/** The store is open by now, and a SQLite file locked. */
async function makeOrClose(base: Base, given: Given): Promise<Made> {
  try {
    return makeAll(base, given);
  } catch (error) {
    await base.store.close();
    throw error;
  }
}

/** Started before the first player can join, and stopped after the last has left. */
function coreParts({ clock, friends, links, log, metrics, play, pushSender, store, tiles, writes }: Made): Part[] {
  return [
    { name: 'database', stop: () => store.close() },
    { name: 'metrics', stop: () => metrics.stop() },
    { name: 'links', start: () => links.opened(), stop: () => links.close() },
    { name: 'store', start: () => prepare(store, clock) },
    { name: 'presence writes', start: () => writes.start(), stop: () => flush(writes, log), stopMs: FLUSH_MS + 500 },
    { name: 'friends', stop: () => friends.stop() },
    { name: 'tiles', stop: () => tiles.stop() },
    { name: 'push sender', stop: () => pushSender?.stop() },
    { name: 'play', stop: () => play.stop() },
  ];
}

function lobbyParts(made: Made): Part[] {
  const { banWatch, cluster, config, desk, links, live, lobby, play, readiness, resultReports, sweep } = made;
  let isClusterKnown = false;
  const join = async () => {
    isClusterKnown = await cluster.start();
  };
  const breakOff = () => live.breakOffAll().then(() => resultReports.settled());
  const open = () => {
    cluster.setOpen(true);
    links.start();
    void play.resync();
  };
  const close = () => {
    readiness.isDraining = true;
    cluster.setOpen(false);
  };
  return [
    { name: 'cluster', start: join, stop: () => cluster.stop(), stopMs: 1_500 },
    { name: 'lobby', stop: () => lobby.stop() },
    { name: 'site', start: made.listen, stop: made.shutDown, stopMs: 4_000 },
    { name: 'desk', start: () => desk.start(), stop: () => desk.stop(), stopMs: 1_500 },
    // Stopped before the desk, which takes their reports, and before the lobby, which informs their players.
    { name: 'matches', stop: breakOff },
    { name: 'ban watch', start: () => banWatch.start(), stop: () => banWatch.stop() },
    {
      name: 'online sweep',
      // A process that did not answer may have just died: the sweep waits until its lease must have lapsed.
      start: () => sweep.start(isClusterKnown ? 0 : 1.5 * config.LEASE_MS),
      stop: () => sweep.stop(),
    },
    { name: 'admission', start: open, stop: close },
  ];
}

async function prepare(store: Store, clock: Clock): Promise<void> {
  await store.migrate();
  await store.prune(clock.wall());
}

async function flush(writes: WriteBehind, log: Log): Promise<void> {
  const unwritten = await writes.flush(FLUSH_MS);
  if (unwritten > 0) log.error({ players: unwritten }, 'not stored before the deadline');
  writes.stop();
}
