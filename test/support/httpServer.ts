/** A real server on loopback: the HTTP routes in front of Colyseus, a minimal `lobby` room, and a store in memory. */
import { createServer, type Server as HttpServer, type ServerOptions } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { type Client, Room, Server, ServerError } from '@colyseus/core';
import { WebSocketTransport } from '@colyseus/ws-transport';
import { SharedCoolDowns } from '../../server/cluster/SharedCoolDowns.ts';
import { type Config, readConfig } from '../../server/config.ts';
import { guardHttp, SERVER_OPTIONS } from '../../server/http/guard.ts';
import type { LobbyView, Site } from '../../server/http/site.ts';
import { PlayerNetworks } from '../../server/identity/PlayerNetworks.ts';
import { Tokens } from '../../server/identity/tokens.ts';
import { createColyseusLogger, createLog } from '../../server/log.ts';
import { Metrics } from '../../server/metrics.ts';
import type { Admin } from '../../server/operators/admin.ts';
import { OperatorOrders } from '../../server/operators/OperatorOrders.ts';
import type { Account } from '../../server/operators/PlayerInquiries.ts';
import { mountHttp } from '../../server/routes.ts';
import { asPlayerId, asProcessId, type PlayerId, type ProcessId } from '../../shared/ids.ts';
import type { PlayerRow } from '../../shared/playerRow.ts';
import type { MatchRow } from '../../shared/playProtocol.ts';
import type { RefusalCode } from '../../shared/refusals.ts';
import { ownMs } from './eventually.ts';
import { type MemoryStore, memoryStore } from './memoryStore.ts';
import { type Route, recordRoutes } from './routes.ts';
import { TestClock } from './testClock.ts';

/** `rows` are visible to everybody, `hidden` only to their owners. */
export class TestLobby implements LobbyView {
  readonly rows: PlayerRow[] = [];
  readonly hidden: PlayerRow[] = [];
  readonly asked: unknown[] = [];
  readonly ended: { id: PlayerId; why: string }[] = [];
  readonly muted: { id: PlayerId; until: number }[] = [];
  readonly announced: string[] = [];
  /** Reasons given for ending this process. */
  readonly drained: string[] = [];
  /** Whose lines of chat, and which one. */
  readonly deleted: [PlayerId, string | undefined][] = [];

  endPlayer(id: PlayerId, why: 'kicked' | 'banned'): boolean {
    const isHere = this.#seenBy(id).some((row) => row.id === id);
    if (isHere) this.ended.push({ id, why });
    for (const rows of [this.rows, this.hidden]) rows.splice(0, Infinity, ...rows.filter((row) => row.id !== id));
    return isHere;
  }

  mute(id: PlayerId, until: number): void {
    this.muted.push({ id, until });
  }

  announce(text: string): void {
    this.announced.push(text);
  }

  page(query: Parameters<LobbyView['page']>[0], viewer?: PlayerId): ReturnType<LobbyView['page']> {
    this.asked.push({ query, viewer });
    const players = this.#seenBy(viewer).slice(0, query.limit);
    return { players, total: this.#seenBy(viewer).length, nextCursor: null };
  }

  readonly matches: MatchRow[] = [];

  find(id: PlayerId, viewer?: PlayerId): PlayerRow | undefined {
    return this.#seenBy(viewer).find((row) => row.id === id);
  }

  stats(): ReturnType<LobbyView['stats']> {
    return { online: this.rows.length, queued: 0, playing: 0, shards: 1, processes: 1 };
  }

  #seenBy(viewer?: PlayerId): PlayerRow[] {
    return [...this.rows, ...this.hidden.filter((row) => row.id === viewer)];
  }
}

/** A bus without other processes. */
class TestBus {
  isUp = true;
  readonly told: unknown[] = [];
  publish(_topic: string, message: unknown): void {
    this.told.push(message);
  }
  subscribe(): void {}
  onBack(): void {}
}

export type TestServer = {
  url: string;
  port: number;
  clock: TestClock;
  store: MemoryStore;
  lobby: TestLobby;
  bus: TestBus;
  tokens: Tokens;
  metrics: Metrics;
  http: HttpServer;
  logged: Record<string, unknown>[];
  reasons: RefusalCode[];
  contexts: { ip: string | undefined }[];
  /** Join options that the room accepted. */
  asked: object[];
  dead: Set<string>;
  /** What each process knows of a player, and the processes that do not answer. */
  accounts: Map<ProcessId, Account>;
  silent: ProcessId[];
  routes: readonly Route[];
  stop(): Promise<void>;
};

/** This process, and another that it knows. */
export const OWN = asProcessId('own');
export const OTHER = asProcessId('other');

const CONFIG: Config = {
  ...readConfig({}),
  ALLOWED_ORIGINS: ['https://play.example.com'],
  LIMITS: 'off',
  NODE_ENV: 'test',
};

export async function startHttp(
  config: Partial<Config> = {},
  parts: { distDir?: string; times?: ServerOptions } = {},
): Promise<TestServer> {
  const [clock, store, lobby, metrics] = [new TestClock(), memoryStore(), new TestLobby(), new Metrics()];
  const bus = new TestBus();
  const tokens = new Tokens('a secret that is used by tests alone', clock);
  const logged: Record<string, unknown>[] = [];
  const log = createLog('debug', { write: (line) => void logged.push(JSON.parse(line)) });
  const reasons: RefusalCode[] = [];
  const contexts: { ip: string | undefined }[] = [];
  const asked: object[] = [];
  const dead = new Set<string>();
  const accounts: TestServer['accounts'] = new Map();
  const silent: ProcessId[] = [];
  let made = 0;
  let routes: Route[] = [];
  const deps: Site & Admin = {
    config: { ...CONFIG, ...config },
    clock,
    ids: {
      playerId: () => asPlayerId(`player-${String(++made).padStart(13, '0')}`),
      guestName: () => `AmberMoose${++made}`,
    },
    store,
    tokens,
    networks: new PlayerNetworks('a secret that is used by tests alone', store.bans, clock),
    coolDowns: new SharedCoolDowns(bus as never, clock),
    lobby,
    matches: () => lobby.matches,
    pushKey: 'a public key',
    orders: new OperatorOrders(
      {
        process: OWN,
        store,
        lobby: { localPlayers: lobby, announce: (text: string) => lobby.announce(text) } as never,
        clock,
        endPlayer: (id, why) => lobby.endPlayer(id, why),
        isThere: (id) => id === OTHER,
        deleteLines: (...line) => void lobby.deleted.push(line),
        drain: (reason) => void lobby.drained.push(reason),
      },
      bus as never,
      log,
    ),
    why: {
      process: OWN,
      here: () => ({ places: [], isListed: false, isBarred: false, isPartial: false }),
      collect: async () => ({ byProcess: accounts, silent }),
    },
    metrics,
    log,
    isReady: () => reasons,
    isLive: (processId) => !dead.has(processId),
    openRooms: ['small'],
    distDir: parts.distDir ?? '/nowhere',
  };
  class SmallRoom extends Room {
    override async onCreate(options: { metadataLength?: number; seats?: number }) {
      if (options.seats) this.maxClients = options.seats;
      if (options.metadataLength) await this.setMetadata({ text: 'x'.repeat(options.metadataLength) });
    }
    static override async onAuth(token: string, options: { fail?: string }, context: { ip: string | undefined }) {
      contexts.push(context);
      if (options.fail === 'bug') throw new Error('secret detail: /etc/passwd');
      if (options.fail === 'false') return false;
      if (options.fail === 'driver')
        throw Object.assign(new Error('SQLITE_BUSY: at table players'), { code: 'SQLITE_BUSY' });
      const caller = await tokens.verify(token, 'session');
      if (typeof caller === 'string') throw new ServerError(401, caller);
      asked.push(options);
      return caller;
    }
    override onDrop(client: Client) {
      this.allowReconnection(client, 5).catch(() => {});
    }
  }
  const http = createServer({ ...SERVER_OPTIONS, ...parts.times });
  guardHttp(http, deps);
  const colyseus = new Server({
    transport: new WebSocketTransport({ server: http, pingInterval: 100, pingMaxRetries: 2 }),
    express(app) {
      routes = recordRoutes(app);
      mountHttp(app, deps);
    },
    logger: createColyseusLogger(log, clock.now),
    gracefullyShutdown: false,
    greet: false,
  });
  colyseus.define('small', SmallRoom);
  colyseus.define('closed', SmallRoom);
  await colyseus.listen(0, '127.0.0.1');
  const { port } = http.address() as AddressInfo;
  const stop = async (): Promise<void> => {
    http.closeAllConnections();
    await colyseus.gracefullyShutdown(false);
    metrics.stop();
  };
  const url = `http://127.0.0.1:${port}`;
  const told = { logged, reasons, contexts, asked, dead, accounts, silent, routes };
  return { url, port, clock, store, lobby, bus, tokens, metrics, http, ...told, stop };
}

/**
 * Writes `text` to a new socket and resolves with everything received until the other side closes, or after `withinMs`.
 */
export function rawRequest(port: number, text: string | Buffer, withinMs = 2_000): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let got = '';
    const done = (): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(got);
    };
    const timer = setTimeout(done, withinMs);
    socket.on('error', done).on('close', done);
    socket.on('data', (chunk) => {
      got += chunk.toString('latin1');
    });
    socket.write(text);
  });
}

/** The ms, in this process' own time, until the other side closed. */
export function closedAfter(port: number, begin: (socket: Socket) => void): Promise<number> {
  return ownMs(async () => {
    const socket = connect(port, '127.0.0.1', () => begin(socket));
    socket.on('error', () => {}).on('data', () => {});
    await new Promise((resolve) => socket.on('close', resolve));
  });
}

export const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
