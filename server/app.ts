/**
 * The composition root: everything is made here, in the order in which it depends on each other, and stopped in the
 * reverse order. main.ts and the tests both start the lobby through it.
 */
import { createServer, type Server as HttpServer, type ServerOptions } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { matchMaker, Server } from '@colyseus/core';
import { Encoder } from '@colyseus/schema';
import { Router } from 'express';
import { asProcessId, type PlayerId, type ProcessId } from '../shared/ids.ts';
import * as limits from '../shared/limits.ts';
import { LOBBY } from '../shared/protocol.ts';
import type { Pushes } from '../shared/pushes.ts';
import type { RefusalCode } from '../shared/refusals.ts';
import { Cluster } from './cluster/Cluster.ts';
import { OwnLease } from './cluster/OwnLease.ts';
import type { Config } from './config.ts';
import { Directory } from './domain/cluster/directory.ts';
import { Membership } from './domain/cluster/membership.ts';
import type { PresenceTiming } from './domain/presence/player.ts';
import { PatchPace } from './domain/roster/patchPace.ts';
import { whereaboutsOf } from './domain/roster/playerView.ts';
import { defineGames } from './games/list.ts';
import { SERVER_OPTIONS } from './http/guard.ts';
import { inviteCode, randomId, randomIds } from './identity/ids.ts';
import { readSecret } from './identity/secret.ts';
import { Tokens } from './identity/tokens.ts';
import { authorizeJoin, resumeTokenFor } from './lobby/authorizeJoin.ts';
import { Chat } from './lobby/Chat.ts';
import { Friends } from './lobby/Friends.ts';
import { followCluster } from './lobby/followCluster.ts';
import { Lobby } from './lobby/Lobby.ts';
import { defineLobbyRoom } from './lobby/LobbyRoom.ts';
import { moveLobby } from './lobby/moveLobby.ts';
import { PlayerReports } from './lobby/PlayerReports.ts';
import { Profiles } from './lobby/Profiles.ts';
import { Shards } from './lobby/Shards.ts';
import { createColyseusLogger, createLog, type Log } from './log.ts';
import { LiveMatches } from './match/LiveMatches.ts';
import { matchRooms } from './match/matchRooms.ts';
import { matchReports } from './match/resultReports.ts';
import { Metrics } from './metrics.ts';
import { BanWatch } from './operators/BanWatch.ts';
import { OperatorOrders } from './operators/OperatorOrders.ts';
import { PlayerInquiries } from './operators/PlayerInquiries.ts';
import { DeskHost } from './play/DeskHost.ts';
import { loadPlayers } from './play/loadPlayers.ts';
import { Play } from './play/Play.ts';
import type { Clock, Store } from './ports.ts';
import { drain } from './process/drain.ts';
import { systemClock } from './process/systemClock.ts';
import { openCluster } from './redis/openCluster.ts';
import { guardHttp, mountHttp } from './routes.ts';
import { OnlineSweep } from './storage/OnlineSweep.ts';
import { openStore } from './storage/openStore.ts';
import { WriteBehind } from './storage/WriteBehind.ts';
import { assertInternals } from './transport/internals.ts';
import { LobbyTransport } from './transport/LobbyTransport.ts';

/** How long a stop may wait for the store. */
const FLUSH_DEADLINE_MS = 8_000;
/** How long it may wait for what the last matches report, a slow database among it. */
const REPORTS_DEADLINE_MS = 1_000;
/** Bytes of one row in a full state, long names included: an encode that outgrows its buffer runs twice. */
const ROW_BYTES = 96;

export type App = {
  port: number;
  lobby: Lobby;
  metrics: Metrics;
  log: Log;
  store: Store;
  /** Before `stop`: lets the matches end that are played here (drain.ts). Once; then the same promise. */
  drain(hurry: AbortSignal): Promise<void>;
  /** Tells the clients, ends the rooms, stores what is to be stored, and closes everything. Once; then the same promise. */
  stop(): Promise<void>;
};
/** What tests replace. */
export type AppParts = {
  clock?: Clock;
  store?: Store;
  distDir?: string;
  sweepMs?: number;
  log?: Log;
  createHttp?: (options: ServerOptions) => HttpServer;
};

/** Starts the lobby and resolves when it listens. Rejects when the store or the port cannot be had. */
export async function startApp(config: Config, parts: AppParts = {}): Promise<App> {
  assertInternals();
  const log = parts.log ?? createLog(config.LOG_LEVEL);
  const clock = parts.clock ?? systemClock;
  const metrics = new Metrics();
  const failed = (error: unknown, where: string): void => {
    metrics.errors.inc({ where });
    log.error({ err: error, where }, 'an error that nobody expected');
  };

  const store = parts.store ?? (await openStore(config.DATABASE_URL));
  await store.migrate();
  await store.prune(clock.wall());

  const links = openCluster(config.REDIS_URL, {
    clock,
    log,
    failed,
    ownPlayStore: store.play,
    isReachable: (id) => membership.isReachable(id, clock.now()),
  });
  Encoder.BUFFER_SIZE = Math.max(64 * 1024, config.SHARD_CAPACITY * ROW_BYTES);
  const http = (parts.createHttp ?? createServer)(SERVER_OPTIONS);
  const colyseus = new Server({
    transport: new LobbyTransport({ server: http, maxPayload: limits.FRAME_MAX_BYTES }),
    presence: links.presence,
    driver: links.driver,
    selectProcessIdToCreateRoom: async () => cluster.leastLoaded(),
    express: (app) => {
      const router = Router();
      mountHttp(router, httpDeps);
      app.disable('x-powered-by').set('etag', false).use(router);
    },
    logger: createColyseusLogger(log, clock.now),
    gracefullyShutdown: false,
    greet: false,
    ...(config.PUBLIC_ADDRESS ? { publicAddress: config.PUBLIC_ADDRESS } : {}),
  });
  // Given by Colyseus in that moment: its rooms and messages bear it.
  const processId = asProcessId(matchMaker.processId);

  const tokens = new Tokens(readSecret(config), clock);
  const lease = new OwnLease(processId, config.LEASE_MS, { leases: links.leases, clock });
  const writeBehind = new WriteBehind({
    players: store.players,
    clock,
    metrics,
    log,
    mayWrite: () => lease.mayWrite(),
  });
  const directory = new Directory({ process: processId, epoch: 0 });
  const membership = new Membership(processId, config.LEASE_MS, clock.now());
  const shards = new Shards();
  const lobby = new Lobby({
    timing: timingOf(config),
    clock,
    metrics,
    directory,
    isPartial: () => cluster.isPartial,
    others: () => membership.others().map(({ facts }) => facts),
    store: (write) => writeBehind.put(write),
    shards,
    failed,
  });
  const cluster = new Cluster({
    process: processId,
    directory,
    membership,
    bus: links.bus,
    leases: links.leases,
    lease,
    clock,
    leaseMs: config.LEASE_MS,
    leaveDampingMs: config.LEAVE_DAMPING_MS,
    shards: () => shards.count,
    removeListings: links.removeListings,
    log,
    failed,
  });
  followCluster(lobby, cluster);
  const sweep = new OnlineSweep({
    players: store.players,
    isHere: (id) => lobby.isHere(id),
    present: () => directory.players(),
    isPartial: () => cluster.isPartial,
    put: (write) => writeBehind.put(write),
    clock,
    leases: links.leases,
    log,
    failed,
  });
  const live = new LiveMatches(clock);
  /** In the lobby and in every match that is played here. False where they are in neither. */
  const endPlayer = (id: PlayerId, why: 'kicked' | 'banned'): boolean =>
    [live.endPlayer(id, why), lobby.localPlayers.end(id, why)].includes(true);
  const orders = new OperatorOrders(
    {
      process: processId,
      store,
      lobby,
      clock,
      endPlayer,
      isThere: (id) => membership.isThere(id),
      drain: (reason) => {
        log.warn({ reason }, 'an operator drains this process');
        // As a supervisor would: there is one way to end in order.
        process.kill(process.pid, 'SIGTERM');
      },
    },
    links.bus,
    log,
  );
  const banWatch = new BanWatch({
    players: store.players,
    bus: links.bus,
    here: () => lobby.localPlayers.activities().map(({ id }) => id),
    end: (id) => endPlayer(id, 'banned'),
    failed,
  });
  const pace = new PatchPace(clock.now());
  const play = new Play({
    process: processId,
    bus: links.bus,
    clock,
    lobby,
    standing: () => live.standing(),
  });
  const desk = new DeskHost({
    process: processId,
    bus: links.bus,
    leases: links.leases,
    leaseMs: config.LEASE_MS,
    store: links.playStore,
    clock,
    acceptMs: config.ACCEPT_MS,
    newId: randomId,
    newCode: inviteCode,
    whereabouts: (id) => whereaboutsOf(directory.entriesOf(id)),
    seen: (id, viewer) => lobby.person(id, viewer),
    rooms: matchRooms,
    isAlive: (process) => membership.knows(process),
    isPublic: (id) => lobby.find(id) !== undefined,
    isAway: (error) => links.isAway(error),
    load: (ask, queuers) => loadPlayers(ask, queuers, { store, nameOf: (id) => lobby.find(id, id)?.name ?? id }),
    log,
    failed,
  });
  const inquiries = new PlayerInquiries({
    process: processId,
    bus: links.bus,
    clock,
    others: () => membership.others().map((other) => other.process),
    account: (id) => ({ presence: lobby.localPlayers.factsOf(id) ?? null, desk: desk.factsOf(id) ?? null }),
  });
  const friends = new Friends({
    store,
    bus: links.bus,
    lobby,
    blocksChanged: (player) => void play.ask({ player, type: 'blocksChanged' }),
    failed,
  });
  lobby.shown.add((id) => {
    friends.changed(id);
    if (!lobby.localPlayers.find(id)) play.forget(id);
  });
  const chat = new Chat({ blocks: store.blocks, bus: links.bus, lobby, play, clock, newId: randomId, failed });
  const playerReports = new PlayerReports({ reports: store.reports, clock, metrics, log, failed });
  metrics.watchLobby(() => lobby.localPlayers.numbers());
  metrics.watchPace(() => pace.intervalMs);
  metrics.watchCluster(() => ({ processes: lobby.stats().processes, isPartial: cluster.isPartial }));
  const profiles = new Profiles({ lobby, players: store.players, failed });

  let isDraining = false;
  const isReady = (): RefusalCode[] => [
    ...(isDraining ? (['server/draining'] as const) : []),
    ...(writeBehind.isHealthy ? [] : (['store/away'] as const)),
    ...(cluster.isCutOff ? (['cluster/away'] as const) : []),
  ];

  const httpDeps = {
    config,
    clock,
    ids: randomIds,
    store,
    tokens,
    lobby,
    orders,
    why: {
      process: processId,
      here: (id: PlayerId) => ({
        places: directory.placesOf(id),
        isListed: lobby.find(id) !== undefined,
        isBarred: orders.isBarred(id),
        isPartial: cluster.isPartial,
      }),
      collect: (id: PlayerId) => inquiries.collect(id),
    },
    matches: () => play.matches(),
    metrics,
    log,
    isReady,
    // Who was killed is silent and deaf long before its lease lapses; who only stands still is not deaf.
    isLive: async (id: ProcessId) =>
      membership.knows(id) && (membership.isHeard(id, clock.now()) || (await links.hears(id))),
    distDir: parts.distDir ?? fileURLToPath(new URL('../dist', import.meta.url)),
  };
  guardHttp(http, httpDeps);
  colyseus
    .define(
      LOBBY,
      defineLobbyRoom({
        lobby,
        profiles,
        play,
        friends,
        chat,
        reports: playerReports,
        metrics,
        tokens,
        clock,
        pace,
        isPartial: () => cluster.isPartial,
        isBarred: (id) => orders.isBarred(id),
        shardCapacity: config.SHARD_CAPACITY,
        areLimitsOn: config.LIMITS === 'on',
        reconnectWindowMs: config.RECONNECT_WINDOW_MS,
        authorizeJoin: (token, options) => authorizeJoin(token, options, { tokens, players: store.players, failed }),
        resumeTokenFor: (self) => resumeTokenFor(self, tokens),
        welcome: () => ({
          ...welcomeOf(config),
          nowS: Math.floor(clock.wall() / 1000),
          patchMs: pace.intervalMs,
        }),
        failed,
      }),
    )
    .sortBy({ clients: -1 });
  const reports = matchReports({ play, matches: store.matches, failed });
  defineGames(colyseus, {
    reports,
    live,
    tokens,
    clock,
    isBarred: (id) => orders.isBarred(id),
    metrics,
    areLimitsOn: config.LIMITS === 'on',
    reconnectWindowMs: config.RECONNECT_WINDOW_MS,
    seatMs: limits.MATCH_SEAT_MS,
    resultMs: limits.MATCH_RESULT_MS,
    failed,
  });

  const isComplete = await cluster.start();
  await colyseus.listen(config.PORT, config.HOST);
  cluster.setOpen(true);
  lobby.start(parts.sweepMs);
  writeBehind.start();
  links.start();
  banWatch.start();
  desk.start();
  void play.resync();
  // Where not everybody answered: as soon as the leases of those who died with the last run have lapsed.
  sweep.start(isComplete ? 0 : 1.5 * config.LEASE_MS);
  const { port } = http.address() as AddressInfo;
  log.info({ port, host: config.HOST, processId }, 'the lobby is open');

  const leave = async (): Promise<void> => {
    isDraining = true;
    await moveLobby();
    setTimeout(() => lobby.localPlayers.forgetMoved(), config.LEAVE_DAMPING_MS).unref();
  };
  const stop = async (): Promise<void> => {
    isDraining = true;
    cluster.setOpen(false);
    sweep.stop();
    banWatch.stop();
    // While there is a desk to hear what becomes of them, and a lobby for its players to be told in.
    const isBrokenOff = live.breakOffAll().then(() => reports.settled());
    await Promise.race([isBrokenOff, waited(REPORTS_DEADLINE_MS)]);
    await desk.stop();
    await colyseus.gracefullyShutdown(false);
    lobby.stop();
    await cluster.stop();
    play.stop();
    friends.stop();
    const unwritten = await writeBehind.flush(FLUSH_DEADLINE_MS);
    if (unwritten > 0) log.error({ players: unwritten }, 'not stored before the deadline');
    writeBehind.stop();
    await store.close();
    await links.close();
    metrics.stop();
  };
  let draining: Promise<void> | undefined;
  let stopping: Promise<void> | undefined;
  return {
    port,
    lobby,
    metrics,
    log,
    store,
    drain: (hurry) =>
      (draining ??= drain({ cluster, desk, matches: live, moveLobby: leave, drainMs: config.DRAIN_MS, log }, hurry)),
    stop: () => (stopping ??= stop()),
  };
}

const waited = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms).unref());

const timingOf = (config: Config): PresenceTiming => ({
  heartbeatMs: config.HEARTBEAT_MS,
  missedHeartbeats: limits.MISSED_HEARTBEATS,
  idleAfterMs: config.IDLE_AFTER_MS,
  kickAfterMs: config.KICK_AFTER_MS,
  kickWarningMs: Math.min(limits.KICK_WARNING_MS, config.KICK_AFTER_MS / 2),
  reconnectWindowMs: config.RECONNECT_WINDOW_MS,
  leaveDampingMs: config.LEAVE_DAMPING_MS,
  stallMs: limits.STALL_MS,
  sessionsPerPlayer: limits.SESSIONS_PER_PLAYER,
});

const welcomeOf = (config: Config): Omit<Pushes['welcomed'], 'self' | 'shard' | 'nowS' | 'patchMs'> => ({
  heartbeatMs: config.HEARTBEAT_MS,
  idleAfterMs: config.IDLE_AFTER_MS,
  hiddenIdleMs: Math.min(limits.HIDDEN_IDLE_MS, config.IDLE_AFTER_MS),
  kickAfterMs: config.KICK_AFTER_MS,
  reconnectWindowMs: config.RECONNECT_WINDOW_MS,
  leaveDampingMs: config.LEAVE_DAMPING_MS,
});
