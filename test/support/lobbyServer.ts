/**
 * A real lobby in this process on a free port, with short windows and a store in memory, and real SDK clients. Colyseus
 * has one matchmaker a process, so one server runs at a time.
 */
import { matchMaker } from '@colyseus/core';
import { Client, type Room } from 'colyseus.js';
import { type App, startApp } from '../../server/app.ts';
import { type Config, readConfig } from '../../server/config.ts';
import type { LobbyRoom } from '../../server/lobby/LobbyRoom.ts';
import type { Given } from '../../server/parts/base.ts';
import type { SignedIn } from '../../shared/protocol.ts';
import type { Pushes } from '../../shared/pushes.ts';
import { ADMIN, giveOrder, PASSWORD } from './admin.ts';
import { ShiftedClock } from './shiftedClock.ts';

/** Shortened times that keep the order of the real ones. */
export const SHORT = {
  PORT: '0',
  HOST: '127.0.0.1',
  DATABASE_URL: 'sqlite::memory:',
  HEARTBEAT_MS: '60000',
  IDLE_AFTER_MS: '60000',
  RECONNECT_WINDOW_MS: '10000',
  LEAVE_DAMPING_MS: '400',
  LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
  NODE_ENV: 'test',
  ADMIN_PASSWORD: PASSWORD,
} as const;

export const SWEEP_MS = 25;
/** Less than STALL_MS. */
const STEP_MS = 500;

export type LobbyClientRoom = Room<LobbyRoom, LobbyRoom['state']>;

export type Joined = {
  room: LobbyClientRoom;
  id: string;
  token: string;
  welcome: Pushes['welcomed'];
  /** Pushes in order of arrival. */
  heard: { type: string; payload: unknown }[];
};

export class LobbyServer {
  readonly app: App;
  readonly url: string;
  readonly clock: ShiftedClock;
  readonly #rooms: LobbyClientRoom[] = [];

  private constructor(app: App, clock: ShiftedClock) {
    this.app = app;
    this.clock = clock;
    this.url = `http://127.0.0.1:${app.port}`;
  }

  static async start(env: Partial<Record<keyof Config, string>> = {}, given: Given = {}): Promise<LobbyServer> {
    const clock = new ShiftedClock();
    const app = await startApp(readConfig({ ...SHORT, ...env }), { sweepMs: SWEEP_MS, clock, ...given });
    return new LobbyServer(app, clock);
  }

  async stop(): Promise<void> {
    for (const room of this.#rooms) room.reconnection.enabled = false;
    await this.app.stop();
  }

  async signIn(name?: string, token?: string, url = this.url): Promise<SignedIn> {
    const response = await fetch(`${url}/auth/anonymous`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify(name ? { name } : {}),
    });
    if (!response.ok) throw new Error(await response.text());
    return (await response.json()) as SignedIn;
  }

  /** A stock SDK client. By default the SDK shares one token among all clients. */
  client(token: string, url = this.url): Client {
    const client = new Client(url);
    client.auth.token = token;
    return client;
  }

  /** `url`: of a proxy in front of the server. */
  async join(name?: string, token?: string, options: object = {}, url = this.url): Promise<Joined> {
    const signedIn = token ? undefined : await this.signIn(name);
    const bearer = token ?? signedIn?.token ?? '';
    const room = (await this.client(bearer, url).joinOrCreate('lobby', options)) as LobbyClientRoom;
    return this.follow(room, bearer);
  }

  /** Waits for `welcomed` and records every push. */
  async follow(room: LobbyClientRoom, token: string): Promise<Joined> {
    this.#rooms.push(room);
    room.reconnection.minUptime = 0;
    const heard: Joined['heard'] = [];
    room.onMessage('*', (type, payload) => heard.push({ type: String(type), payload }));
    const welcome = await new Promise<Pushes['welcomed']>((resolve) => room.onMessage('welcomed', resolve));
    return { room, id: welcome.self.id, token, welcome, heard };
  }

  /** As the operator. */
  order(order: string, body: object): Promise<unknown> {
    return giveOrder(this.url, order, body);
  }

  /** As the operator. */
  async adminGet<Body>(path: string): Promise<Body> {
    return (await (await fetch(this.url + path, { headers: ADMIN })).json()) as Body;
  }

  async get<Body>(path: string, token?: string): Promise<Body> {
    const response = await fetch(this.url + path, { headers: token ? { Authorization: `Bearer ${token}` } : {} });
    return (await response.json()) as Body;
  }

  /** Lets time pass in steps below a stall, and does what is due. */
  async pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= STEP_MS) {
      this.clock.advance(Math.min(STEP_MS, left));
      this.app.lobby.localPlayers.sweep();
    }
    await this.ticks();
  }

  /** Waits until each room of the lobby has ticked twice, so due work is done and sent. */
  async ticks(): Promise<void> {
    const rooms = (await matchMaker.query({ name: 'lobby' })).map(({ roomId }) => matchMaker.getLocalRoomById(roomId));
    for (let tick = 0; tick < 2; tick++)
      await Promise.all(rooms.map((room) => new Promise((resolve) => room.clock.setTimeout(resolve, 0))));
    // The clock ticks at a pace of its own.
    for (const room of rooms) room.broadcastPatch();
  }

  /** The value of one metric. */
  async metric(name: string): Promise<number> {
    const text = await (await fetch(`${this.url}/metrics`, { headers: ADMIN })).text();
    const line = text.split('\n').find((candidate) => candidate.startsWith(`${name} `));
    if (!line) throw new Error(`no metric ${name}`);
    return Number(line.slice(name.length));
  }
}

/** Ends the socket as the SDK does when the network goes: code 4010, and the session is held. */
export function cut(room: LobbyClientRoom): void {
  room.connection.close(4010);
}

/** The refusal a request rejects with; undefined if it succeeds. */
export async function refusalOf(request: Promise<unknown>): Promise<unknown> {
  try {
    await request;
    return undefined;
  } catch (error) {
    const { name, reason, message } = error as Error & { reason?: unknown };
    return name === 'rejected' ? reason : message;
  }
}
