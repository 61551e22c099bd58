/**
 * The composition root: everything is made here, in the order in which it depends on each other, and stopped in the
 * reverse order. main.ts and the tests both start the lobby through it.
 */
import { createServer, type Server as HttpServer, type ServerOptions } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Server } from '@colyseus/core';
import { Encoder } from '@colyseus/schema';
import * as limits from '../shared/limits.ts';
import { LOBBY, type Pushes, type RefusalCode } from '../shared/protocol.ts';
import { randomIds } from './adapters/ids.ts';
import { openStore } from './adapters/openStore.ts';
import { readSecret } from './adapters/secret.ts';
import { systemClock } from './adapters/systemClock.ts';
import type { Config } from './config.ts';
import { PatchPace } from './domain/patchPace.ts';
import type { PresenceTiming } from './domain/player.ts';
import { SERVER_OPTIONS } from './http/guard.ts';
import { Metrics } from './http/metrics.ts';
import { guardHttp, mountHttp } from './http/routes.ts';
import { Tokens } from './http/tokens.ts';
import { Lobby } from './lobby.ts';
import { createColyseusLogger, createLog, type Log } from './log.ts';
import type { Clock, Store } from './ports.ts';
import { Profiles } from './profiles.ts';
import { defineLobbyRoom } from './rooms/LobbyRoom.ts';
import { resumeTokenFor, seat } from './rooms/seat.ts';
import { assertInternals } from './transport/internals.ts';
import { LobbyTransport } from './transport/LobbyTransport.ts';
import { WriteBehind } from './writeBehind.ts';

/** How long a stop may wait for the store. */
const FLUSH_DEADLINE_MS = 8_000;
/** Bytes of one row in a full state, long names included: an encode that outgrows its buffer runs twice. */
const ROW_BYTES = 96;

export type App = {
  port: number;
  lobby: Lobby;
  metrics: Metrics;
  log: Log;
  store: Store;
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

  if (config.REDIS_URL) log.warn('REDIS_URL is set, but this version runs as one process and does not use it');

  const store = parts.store ?? (await openStore(config.DATABASE_URL));
  await store.migrate();
  const wereOnline = await store.markAllOffline();
  if (wereOnline > 0)
    log.warn({ players: wereOnline }, 'the last run did not end in order: its players are offline now');
  await store.pruneGuests(clock.wall() - limits.GUEST_KEPT_MS);

  const tokens = new Tokens(readSecret(config), clock);
  const writeBehind = new WriteBehind({ store, clock, metrics, log });
  const lobby = new Lobby({
    timing: timingOf(config),
    clock,
    metrics,
    store: (write) => writeBehind.put(write),
    failed,
  });
  const pace = new PatchPace(clock.now());
  metrics.watchLobby(() => lobby.numbers());
  metrics.watchPace(() => pace.intervalMs);
  const profiles = new Profiles({ lobby, store, failed });

  let isDraining = false;
  const isReady = (): RefusalCode[] => [
    ...(isDraining ? (['server/draining'] as const) : []),
    ...(writeBehind.isHealthy ? [] : (['store/away'] as const)),
  ];

  Encoder.BUFFER_SIZE = Math.max(64 * 1024, config.SHARD_CAPACITY * ROW_BYTES);
  const http = (parts.createHttp ?? createServer)(SERVER_OPTIONS);
  const httpDeps = {
    config,
    clock,
    ids: randomIds,
    store,
    tokens,
    lobby,
    metrics,
    log,
    isReady,
    distDir: parts.distDir ?? fileURLToPath(new URL('../dist', import.meta.url)),
  };
  guardHttp(http, httpDeps);
  const transport = new LobbyTransport({ server: http, maxPayload: limits.FRAME_MAX_BYTES });
  const colyseus = new Server({
    transport,
    express: (express) => mountHttp(express, httpDeps),
    logger: createColyseusLogger(log, clock.now),
    gracefullyShutdown: false,
    greet: false,
    ...(config.PUBLIC_ADDRESS ? { publicAddress: config.PUBLIC_ADDRESS } : {}),
  });
  colyseus
    .define(
      LOBBY,
      defineLobbyRoom({
        lobby,
        profiles,
        metrics,
        clock,
        pace,
        shardCapacity: config.SHARD_CAPACITY,
        areLimitsOn: config.LIMITS === 'on',
        reconnectWindowMs: config.RECONNECT_WINDOW_MS,
        seat: (token, options) => seat(token, options, { tokens, store, failed }),
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

  await colyseus.listen(config.PORT, config.HOST);
  lobby.start(parts.sweepMs);
  writeBehind.start();
  const { port } = http.address() as AddressInfo;
  log.info({ port, host: config.HOST }, 'the lobby is open');

  const stop = async (): Promise<void> => {
    isDraining = true;
    await colyseus.gracefullyShutdown(false);
    lobby.stop();
    const unwritten = await writeBehind.flush(FLUSH_DEADLINE_MS);
    if (unwritten > 0) log.error({ players: unwritten }, 'not stored before the deadline');
    writeBehind.stop();
    await store.close();
    metrics.stop();
  };
  let stopping: Promise<void> | undefined;
  return { port, lobby, metrics, log, store, stop: () => (stopping ??= stop()) };
}

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
