/**
 * A server with match rooms and no lobby; the test acts as the desk. It opens matches and reserves seats, records the
 * rooms' reports, and joins with stock SDK clients. One at a time in a process.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { matchMaker, Server } from '@colyseus/core';
import { Client, type Room } from 'colyseus.js';
import { MemoryBus } from '../../server/cluster/MemoryBus.ts';
import { SharedCoolDowns } from '../../server/cluster/SharedCoolDowns.ts';
import { PlayerBudgets } from '../../server/domain/admission/PlayerBudgets.ts';
import { Directory } from '../../server/domain/cluster/directory.ts';
import type { MatchSeat, MatchSetup } from '../../server/domain/play/matchSeats.ts';
import type { PlayedMatch } from '../../server/domain/play/playedMatch.ts';
import type { PresenceTiming } from '../../server/domain/presence/player.ts';
import type { Subject } from '../../server/domain/presence/visibility.ts';
import { defineGames, type Game } from '../../server/games/list.ts';
import { Tokens } from '../../server/identity/tokens.ts';
import { LocalPlayers } from '../../server/lobby/LocalPlayers.ts';
import { createColyseusLogger, createLog } from '../../server/log.ts';
import type { SeatOwner } from '../../server/match/authorizeSeat.ts';
import { LiveMatches } from '../../server/match/LiveMatches.ts';
import { MatchTiles } from '../../server/match/MatchTiles.ts';
import type { MatchReports } from '../../server/match/matchReports.ts';
import type { MatchRoomDeps } from '../../server/match/matchRoomDeps.ts';
import { reserveSeat } from '../../server/match/matchRooms.ts';
import { Metrics } from '../../server/metrics.ts';
import { systemClock } from '../../server/process/systemClock.ts';
import { LobbyTransport } from '../../server/transport/LobbyTransport.ts';
import { asPlayerId, asProcessId, type PlayerId } from '../../shared/ids.ts';
import { FRAME_MAX_BYTES } from '../../shared/limits.ts';
import type { MatchPushes } from '../../shared/matchProtocol.ts';
import type { MatchReservation } from '../../shared/playProtocol.ts';
import { eventually } from './eventually.ts';
import { ShiftedClock } from './shiftedClock.ts';

const SWEEP_MS = 25;
/** Nobody is idle, and leaves are not damped. */
const PATIENT: PresenceTiming = {
  ...{ heartbeatMs: 3_600_000, missedHeartbeats: 2, idleAfterMs: 3_600_000, kickAfterMs: 0, kickWarningMs: 0 },
  ...{ reconnectWindowMs: 0, leaveDampingMs: 0, stallMs: 0, sessionsPerPlayer: 8 },
};

/** Windows end only when a test moves the clock. */
export const WINDOWS = { reconnectWindowMs: 60_000, seatMs: 30_000, resultMs: 20_000 };

export const playerSeat = (name: string, team: number): MatchSeat => ({
  ...{ playerId: asPlayerId(name), name, emblem: 0, team },
});

export class MatchServer {
  readonly url: string;
  readonly tokens: Tokens;
  readonly live: LiveMatches;
  readonly localPlayers: LocalPlayers;
  readonly clock: ShiftedClock;
  /** The rooms' reports in order, such as `seated m1 ada`. */
  readonly reports: string[] = [];
  readonly results = new Map<string, PlayedMatch>();
  /** Unexpected errors. */
  readonly failures: { error: unknown; where: string }[] = [];
  /** Players whom not everybody sees. */
  readonly hiding: Map<PlayerId, Omit<Subject, 'id'>>;
  readonly #colyseus: Server;
  readonly #rooms: Room[] = [];
  #made = 0;

  private constructor(
    url: string,
    parts: {
      tokens: Tokens;
      live: LiveMatches;
      localPlayers: LocalPlayers;
      clock: ShiftedClock;
      colyseus: Server;
      reports: string[];
      results: Map<string, PlayedMatch>;
      failures: object[];
      hiding: MatchServer['hiding'];
    },
  ) {
    this.url = url;
    this.tokens = parts.tokens;
    this.live = parts.live;
    this.localPlayers = parts.localPlayers;
    this.clock = parts.clock;
    this.reports = parts.reports;
    this.results = parts.results;
    this.failures = parts.failures as MatchServer['failures'];
    this.hiding = parts.hiding;
    this.#colyseus = parts.colyseus;
  }

  static async start(deps: Partial<MatchRoomDeps> = {}, games?: readonly Game[]): Promise<MatchServer> {
    const reports: string[] = [];
    const results = new Map<string, PlayedMatch>();
    const failures: { error: unknown; where: string }[] = [];
    const hiding: MatchServer['hiding'] = new Map();
    const tokens = new Tokens('a secret that is used by tests alone', systemClock);
    const http = createServer();
    const log = createLog(process.env.LOG_LEVEL ?? 'silent');
    const colyseus = new Server({
      transport: new LobbyTransport({ server: http, maxPayload: FRAME_MAX_BYTES }),
      logger: createColyseusLogger(log, systemClock.now),
      gracefullyShutdown: false,
      greet: false,
    });
    const metrics = new Metrics();
    const clock = new ShiftedClock();
    const failed = (error: unknown, where: string) => void failures.push({ error, where });
    const bus = new MemoryBus(failed);
    const coolDowns = new SharedCoolDowns(bus, clock);
    const localPlayers = new LocalPlayers({
      ...{ clock, metrics, failed, isPartial: () => false, store: () => {} },
      directory: new Directory({ process: asProcessId('p'), epoch: 1 }),
      // Time passes as the test moves it: nothing is a stall.
      timing: { ...PATIENT, reconnectWindowMs: WINDOWS.reconnectWindowMs, stallMs: Number.POSITIVE_INFINITY },
    });
    const live = new LiveMatches(systemClock);
    localPlayers.sessionEvents.add((event) => live.follow(event));
    const all: MatchRoomDeps = {
      ...{ reports: noting(reports, results), tokens, clock, metrics, areLimitsOn: true, ...WINDOWS },
      ...{ localPlayers, live, sweepMs: SWEEP_MS, tiles: new MatchTiles({ bus, clock }) },
      profileOf: async ({ playerId: id, name, emblem }) => ({
        ...{ id, name, emblem, visibility: 'everyone', rating: 0, chosenStatus: 'online', chosenAt: 0, mutedUntil: 0 },
        ...hiding.get(id),
      }),
      budgets: new PlayerBudgets(),
      coolDowns,
      barOf: (id) => coolDowns.barOf(id),
      subjectOf: (id) => ({ id, visibility: 'everyone', ...hiding.get(id) }),
      networkHash: () => undefined,
      blocks: { of: async () => new Map() },
      newId: () => randomUUID(),
      failed,
      ...deps,
    };
    defineGames(colyseus, all, games);
    await colyseus.listen(0, '127.0.0.1');
    metrics.stop();
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
    return new MatchServer(url, {
      tokens,
      live: all.live,
      localPlayers: all.localPlayers,
      clock,
      colyseus,
      reports,
      results,
      failures,
      hiding,
    });
  }

  async stop(): Promise<void> {
    for (const room of this.#rooms) room.reconnection.enabled = false;
    await this.#colyseus.gracefullyShutdown(false);
  }

  nextId(): string {
    this.#made += 1;
    return `m${this.#made}`;
  }

  async open(room: string, setup: Partial<MatchSetup> & Pick<MatchSetup, 'seats'>): Promise<string> {
    const matchId = setup.matchId ?? this.nextId();
    const { seats, maxSeats = seats.length, mode = room, startsWhen = 'now' } = setup;
    await matchMaker.createRoom(room, { matchId, mode, seats, maxSeats, startsWhen });
    return matchId;
  }

  async reserve(matchId: string, name: string, role: SeatOwner['role'] = 'player'): Promise<MatchReservation> {
    const reservation = await reserveSeat(matchId, { playerId: asPlayerId(name), name, emblem: 0, role });
    if (typeof reservation === 'string') throw new Error(reservation);
    return reservation;
  }

  async tokenOf(name: string): Promise<string> {
    return (await this.tokens.issue(asPlayerId(name), 'session')).token;
  }

  /** Joins as the player `name`, even with another player's reservation. `url`: of a proxy. */
  async take(reservation: MatchReservation, name: string, url = this.url): Promise<Seated> {
    const client = new Client(url);
    client.auth.token = await this.tokenOf(name);
    const room = (await client.consumeSeatReservation(reservation as never)) as Room;
    return this.follow(room);
  }

  follow(room: Room): Seated {
    this.#rooms.push(room);
    return new Seated(room);
  }

  async enter(matchId: string, name: string, role?: SeatOwner['role']): Promise<Seated> {
    return this.take(await this.reserve(matchId, name, role), name);
  }

  /** The reports about the match, without its id. */
  reportsOf(matchId: string): string[] {
    return this.reports.filter((line) => line.split(' ')[1] === matchId).map((line) => line.replace(` ${matchId}`, ''));
  }

  /** Waits until the match's room has done everything due. */
  async looks(matchId: string): Promise<void> {
    const room = matchMaker.getLocalRoomById(matchId);
    for (let tick = 0; tick < 2; tick++) await new Promise((resolve) => room.clock.setTimeout(resolve, 0));
  }

  hears(matchId: string, line: string): Promise<unknown> {
    return eventually(() =>
      assert.ok(this.reportsOf(matchId).includes(line), `${line}, not ${this.reportsOf(matchId)}`),
    );
  }
}

/** A client in a match, with the pushes it received. */
export class Seated {
  readonly room: Room;
  readonly heard: { type: string; payload: unknown }[] = [];
  closed: number | undefined;

  constructor(room: Room) {
    this.room = room;
    room.reconnection.minUptime = 0;
    room.reconnection.minDelay = 20;
    room.onMessage('*', (type, payload) => this.heard.push({ type: String(type), payload }));
    room.onLeave((code) => {
      this.closed = code;
    });
  }

  last<Payload>(type: string): Payload | undefined {
    return this.heard.findLast((push) => push.type === type)?.payload as Payload | undefined;
  }

  get table(): MatchPushes['tableUpdated'] | undefined {
    return this.last('tableUpdated');
  }

  /** The state of each seat, such as `here dropped`. */
  get seats(): string {
    return this.table?.seats.map(({ is }) => is).join(' ') ?? '';
  }

  sees(seats: string): Promise<unknown> {
    return eventually(() => assert.equal(this.seats, seats));
  }

  /** The network goes away for good. */
  async cut(): Promise<void> {
    this.room.reconnection.enabled = false;
    this.room.connection.close(4010);
  }

  closes(): Promise<unknown> {
    return eventually(() => this.closed !== undefined);
  }
}

function noting(lines: string[], results: Map<string, PlayedMatch>): MatchReports {
  return {
    report({ type, matchId, ...more }) {
      // At any time: test/rooms/tiles.test.ts.
      if (type === 'progressed') return;
      lines.push([type, matchId, ...Object.values(more).flat()].join(' '));
    },
    finished(match) {
      const ranking = match.ranking.map(
        ({ playerId, place, isAbandoned }) => `${playerId}:${place}${isAbandoned ? '!' : ''}`,
      );
      lines.push(['finished', match.matchId, ...ranking].join(' '));
      results.set(match.matchId, match);
    },
  };
}
