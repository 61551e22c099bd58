/**
 * A server on which nothing moves by itself, and records of every frame and HTTP answer that strangers get. Two runs
 * of one script are then compared byte for byte. Clock, ids and patches are driven by hand; what is random all the
 * same (ids of matches, rooms and messages) is replaced by the order in which strangers first see it.
 */
import { matchMaker } from '@colyseus/core';
import type { Room } from 'colyseus.js';
import { fromCursorText } from '../../server/domain/roster/cursorText.ts';
import { asPlayerId } from '../../shared/ids.ts';
import { FRIENDS_EVERY_MS } from '../../shared/limits.ts';
import type { Visibility } from '../../shared/playerRow.ts';
import type { PlayPushes } from '../../shared/playProtocol.ts';
import { type JoinOptions, LOBBY } from '../../shared/protocol.ts';
import type { RequestInput, RequestName, RequestReply } from '../../shared/requests.ts';
import { eventually } from './eventually.ts';
import { LobbyServer, refusalOf } from './lobbyServer.ts';
import { memoryStore } from './memoryStore.ts';
import { TestClock } from './testClock.ts';

/** `at`: the step of the script. `bytes`: one character a byte. `value`: the same for people. */
export type Received = { at: string; surface: string; bytes: string; value: unknown };

const DAY_MS = '86400000';
const ENV = {
  LEASE_MS: '120000',
  ACCEPT_MS: '120000',
  HEARTBEAT_MS: DAY_MS,
  IDLE_AFTER_MS: DAY_MS,
  LIMITS: 'on',
} as const;
/** Below a stall. */
const STEP_MS = 500;
/** More than PUSH_QUEUES_EVERY_MS, so that each beat has a `queueUpdated` for each player in the queue. */
const BEAT_STEPS = 6;
/** That players wait and play for. */
export const MODE = 'connect-four';
const NEVER_MS = 2_000_000_000;
const QUIET_TURNS = 10;
/** What these change of others is pushed by a timer. */
const BY_TIMER: readonly RequestName[] = ['setName', 'setEmblem', 'addFriend', 'removeFriend', 'block', 'unblock'];

export class Stage {
  readonly received: Received[] = [];
  /** Random texts by which this run differs from any other. */
  readonly random = new Set<string>();
  /** The outcomes of each request: `ok`, or the refusal. */
  readonly outcomes = { strangers: new Map<string, Set<unknown>>(), hidden: new Map<string, Set<unknown>>() };
  readonly server: LobbyServer;
  at = 'start';
  /** Reads all routes as strangers do. */
  read = async (): Promise<void> => {};
  beats = 0;
  readonly #clock: TestClock;
  #frames = 0;
  #isOver = false;

  private constructor(server: LobbyServer, clock: TestClock) {
    this.server = server;
    this.#clock = clock;
    this.random.add(matchMaker.processId);
  }

  static async start(env: Record<string, string>): Promise<Stage> {
    const clock = new TestClock();
    let [players, made] = [0, 0];
    const ids = {
      playerId: () => asPlayerId(`player-${String(++players).padStart(13, '0')}`),
      guestName: () => `Guest ${players}`,
    };
    const store = memoryStore();
    // One more match, and the wait of the next one is estimated.
    await store.play.claim(1);
    await store.play.put(1, 'waits', MODE, { mode: MODE, waits: [900, 900, 900, 900] });
    const newId = () => `made-${String(++made).padStart(15, '0')}`;
    const given = { clock, ids, newId, store, sweepMs: NEVER_MS, distDir: '/nowhere' };
    const stage = new Stage(await LobbyServer.start({ ...ENV, ...env }, given), clock);
    // Opened before its first player, its timers never patch.
    await matchMaker.createRoom(LOBBY, {});
    await stage.advance(0);
    return stage;
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await this.server.stop();
  }

  /** Signs in and joins the lobby. */
  async join(name: string, isStranger = true, options: JoinOptions = {}): Promise<Player> {
    const { token, user } = await this.server.signIn(name);
    const player = new Player(this, { name, id: user.id, token, isStranger });
    await player.join(options);
    return player;
  }

  follow(room: Room, surface: string | undefined): Connection {
    room.reconnection.enabled = false;
    this.random.add(room.roomId).add(room.reconnectionToken.split(':')[1] ?? '');
    const connection = new Connection(room);
    const { ws } = room.connection.transport as unknown as { ws: WebSocket };
    ws.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => {
      this.#frames += 1;
      const bytes = Buffer.from(data).toString('latin1');
      const value = connection.takeDecoded() ?? { frame: bytes };
      const ready = connection.last<PlayPushes['matchReady']>('matchReady');
      if (ready) this.random.add(ready.reservation.sessionId);
      if (surface && !this.#isOver) this.received.push({ at: this.at, surface, bytes, value });
    });
    return connection;
  }

  /** What strangers get over HTTP. `token`: theirs; left out: a stranger without an account. */
  async get(path: string, by?: Player): Promise<void> {
    const headers = new Headers(by && { Authorization: `Bearer ${by.token}` });
    const response = await fetch(this.server.url + path, { headers });
    const text = (await response.text()).replaceAll(this.server.url, 'http://lobby');
    const isJson = response.headers.get('content-type')?.startsWith('application/json');
    const body = isJson ? (JSON.parse(text) as Record<string, unknown>) : text;
    if (typeof body === 'object' && typeof body.nextCursor === 'string') {
      body.nextCursor = fromCursorText(body.nextCursor);
    }
    const value = { status: response.status, body };
    const surface = `GET ${path}${by ? ` by ${by.name}` : ''}`;
    this.received.push({ at: this.at, surface, bytes: JSON.stringify(value), value });
  }

  /** Everything that the last act led to is done, patched and received. No time passes. */
  async settle(): Promise<void> {
    await this.#quiet();
    // Its own timer may have been sooner: what the desk pushes comes before the patch in any case.
    this.server.app.byTimer.desk.tick();
    await this.#quiet();
    await this.#patch();
    await this.#quiet();
    await this.server.app.byTimer.writes.flush(NEVER_MS);
  }

  /** `ms`: at most a step. */
  async advance(ms = STEP_MS): Promise<void> {
    const { byTimer, lobby } = this.server.app;
    await byTimer.lease.keep();
    await byTimer.desk.keepOffice();
    this.#clock.advance(ms);
    lobby.localPlayers.sweep();
    await this.settle();
  }

  /** Some seconds pass, and strangers read what there is to read. */
  async beat(): Promise<void> {
    this.beats += 1;
    for (let step = 0; step < BEAT_STEPS; step++) await this.advance();
    await this.read();
  }

  /** The pushes of friends wait for each other, by timers of their own. */
  async friendsPushed(): Promise<void> {
    // Real time: the timers of Friends.ts, and a margin.
    await new Promise((resolve) => setTimeout(resolve, 1.25 * FRIENDS_EVERY_MS));
    await this.settle();
  }

  async #patch(): Promise<void> {
    for (const { roomId } of await matchMaker.query({})) {
      this.random.add(roomId);
      const room = matchMaker.getLocalRoomById(roomId);
      room?.broadcastPatch();
      // Rooms set it again as they adapt to their load.
      if (room) room.patchRate = NEVER_MS;
    }
  }

  /** Server and clients share this event loop, in which nothing else waits. */
  async #quiet(): Promise<void> {
    for (let turns = 0, frames = this.#frames; turns < QUIET_TURNS; turns++) {
      if (frames !== this.#frames) turns = 0;
      frames = this.#frames;
      await new Promise(setImmediate);
    }
  }
}

/** A client in a room, with its pushes. */
export class Connection {
  readonly room: Room;
  readonly pushes: { type: string; payload: unknown }[] = [];
  #decoded: unknown;

  constructor(room: Room) {
    this.room = room;
    room.onMessage('*', (type, payload) => {
      this.pushes.push({ type: String(type), payload });
      this.#decoded = { [String(type)]: payload };
    });
    room.onStateChange((state) => {
      this.#decoded = { state: (state as { toJSON?(): unknown }).toJSON?.() };
    });
  }

  last<Payload>(type: string): Payload | undefined {
    return this.pushes.findLast((push) => push.type === type)?.payload as Payload | undefined;
  }

  /** What the frame that has just come said; undefined for a reply or a handshake. */
  takeDecoded(): unknown {
    const decoded = this.#decoded;
    this.#decoded = undefined;
    return decoded;
  }
}

type Account = { name: string; id: string; token: string; isStranger: boolean };

export class Player {
  readonly name: string;
  readonly id: string;
  readonly token: string;
  readonly isStranger: boolean;
  visibility: Visibility = 'everyone';
  /** The match that the player waits in. */
  table: Connection | undefined;
  readonly stage: Stage;
  #lobby: Connection | undefined;
  #entered: string | undefined;

  constructor(stage: Stage, { name, id, token, isStranger }: Account) {
    this.stage = stage;
    this.name = name;
    this.id = id;
    this.token = token;
    this.isStranger = isStranger;
  }

  get lobby(): Connection {
    if (!this.#lobby) throw new Error(`${this.name} is not in the lobby`);
    return this.#lobby;
  }

  async join(options: JoinOptions = {}): Promise<void> {
    const room = await this.stage.server.client(this.token).joinOrCreate(LOBBY, options);
    this.#lobby = this.stage.follow(room as Room, this.isStranger ? this.name : undefined);
    // The list of friends comes after a query that joins share.
    await eventually(() => this.lobby.last('friendsUpdated') !== undefined);
    await this.stage.settle();
  }

  async resume(): Promise<void> {
    const { server } = this.stage;
    const room = await server.client(this.token).reconnect(this.lobby.room.reconnectionToken);
    this.#lobby = this.stage.follow(room as Room, this.isStranger ? this.name : undefined);
    await this.stage.settle();
  }

  /** Undefined where it is refused. */
  async ask<Name extends RequestName>(name: Name, input: RequestInput<Name>): Promise<RequestReply<Name> | undefined> {
    const { outcomes, received, at } = this.stage;
    const known = outcomes[this.isStranger ? 'strangers' : 'hidden'];
    let reply: RequestReply<Name> | undefined;
    const refusal = await refusalOf(
      this.lobby.room.request(name, input).then((answer: RequestReply<Name>) => {
        reply = answer;
      }),
    );
    known.set(name, (known.get(name) ?? new Set()).add(refusal ?? 'ok'));
    if (reply && 'code' in reply) this.stage.random.add(String(reply.code));
    const value = reply ?? { refusal };
    if (this.isStranger)
      received.push({ at, surface: `${this.name}, reply to ${name}`, bytes: JSON.stringify(value), value });
    await (BY_TIMER.includes(name) ? this.stage.friendsPushed() : this.stage.settle());
    return reply;
  }

  /** Enters the match that `matchReady` is about; undefined without a new one. Not recorded where `isRecorded` is false. */
  async enter(isRecorded = true): Promise<Connection | undefined> {
    const ready = this.lobby.last<PlayPushes['matchReady']>('matchReady');
    if (!ready) return undefined;
    const { reservation, role } = ready;
    if (this.#entered === reservation.sessionId) return undefined;
    this.#entered = reservation.sessionId;
    const room = await this.stage.server.client(this.token).consumeSeatReservation(reservation as never);
    const surface = this.isStranger && isRecorded ? `${this.name}, ${role} in a match` : undefined;
    const connection = this.stage.follow(room as Room, surface);
    await this.stage.settle();
    return connection;
  }
}
