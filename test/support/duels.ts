/**
 * Honest players who queue for ranked connect four, accept, play to the end and queue again, slowly enough for others
 * to interfere. `Duels` exposes the private data of each running match, and no player acts while a `hold` lasts.
 */
import assert from 'node:assert/strict';
import type { Room } from 'colyseus.js';
import type { MatchPushes } from '../../shared/matchProtocol.ts';
import type { MatchReservation, PlayPushes } from '../../shared/playProtocol.ts';
import { eventually } from './eventually.ts';
import type { Joined, LobbyServer } from './lobbyServer.ts';

export const MODE = 'connect-four';
const PACE_MS = 25;
const LOOK_MS = 5;
export const PATIENCE_MS = 20_000;
/** The share of players who lose their connection in a match and return. */
const DROPS = 0.3;

/** `moving`: a move is under way, and whether it ends the match is not known yet. */
export type Stage = 'proposed' | 'ready' | 'running' | 'moving' | 'over' | 'left';
type Board = { order: number[]; turn: number | null };

/** A ranked match of two honest players, including their private data. */
export class Duel {
  readonly matchId: string;
  readonly proposalId: string;
  stage: Stage = 'proposed';
  readonly reservations = new Map<string, MatchReservation>();
  /** Joined players' rooms, by player id. */
  readonly rooms = new Map<string, Room>();
  /** Used reconnection tokens. */
  readonly usedTokens: string[] = [];
  /** Player ids by seat, and the place of each seat, as the players were told. */
  seats: string[] = [];
  places: number[] = [];
  readonly #held = new Set<Promise<unknown>>();

  constructor(matchId: string, proposalId: string) {
    this.matchId = matchId;
    this.proposalId = proposalId;
  }

  get isOver(): boolean {
    return this.stage === 'over' || this.stage === 'left';
  }

  get standing(): Record<string, number> {
    return Object.fromEntries(this.seats.map((id, seat) => [id, this.places[seat] ?? 0]));
  }

  /** The duel stays at its stage until the work is done. */
  hold(work: Promise<unknown>): void {
    const held = work.catch(() => {}).finally(() => this.#held.delete(held));
    this.#held.add(held);
  }

  /** Pauses, waits for holds to end, and enters the stage `then` at once. */
  async rest(then = this.stage): Promise<void> {
    // Real time: the pace of the players.
    await new Promise((resolve) => setTimeout(resolve, PACE_MS));
    while (this.#held.size > 0) await Promise.all(this.#held);
    this.stage = then;
  }
}

export class Duels {
  readonly all = new Map<string, Duel>();
  /** Players stop queueing. */
  isOver = false;

  at(...stages: Stage[]): Duel[] {
    return [...this.all.values()].filter(({ stage }) => stages.includes(stage));
  }
}

export class Duellist {
  readonly joined: Joined;
  readonly #server: LobbyServer;
  readonly #duels: Duels;
  readonly #random: () => number;

  constructor(joined: Joined, server: LobbyServer, duels: Duels, random: () => number) {
    this.joined = joined;
    this.#server = server;
    this.#duels = duels;
    this.#random = random;
  }

  get id(): string {
    return this.joined.id;
  }

  async run(): Promise<void> {
    const { room, heard } = this.joined;
    while (!this.#duels.isOver) {
      const before = heard.length;
      const since = <Type extends keyof PlayPushes>(type: Type) =>
        heard.slice(before).find((push) => push.type === type)?.payload as PlayPushes[Type] | undefined;
      await room.request('joinQueue', { mode: MODE });
      await eventually(() => since('matchProposed') !== undefined || this.#duels.isOver, PATIENCE_MS);
      const proposed = since('matchProposed');
      if (!proposed) return void (await room.request('leaveQueue', {}));
      const { matchId, proposalId } = proposed;
      const duel = this.#duels.all.get(matchId) ?? new Duel(matchId, proposalId);
      this.#duels.all.set(matchId, duel);
      await duel.rest();
      await room.request('acceptMatch', { proposalId });
      const { reservation } = await eventually(() => since('matchReady') ?? assert.fail('matchReady'), PATIENCE_MS);
      await this.#play(duel, reservation);
    }
  }

  async #play(duel: Duel, reservation: MatchReservation): Promise<void> {
    duel.reservations.set(this.id, reservation);
    duel.stage = 'ready';
    await duel.rest();
    const client = this.#server.client(this.joined.token);
    // A cheat with another player's token occupies it for a moment.
    let room = (await eventually(() => client.consumeSeatReservation(reservation as never))) as Room;
    const seen: { board?: Board | undefined; table?: MatchPushes['tableUpdated'] } = {};
    const listen = () => {
      room.reconnection.enabled = false;
      room.onMessage('*', () => {});
      room.onMessage('boardUpdated', (board: Board) => Object.assign(seen, { board }));
      room.onMessage('tableUpdated', (table: object) => Object.assign(seen, { table }));
      room.onMessage('matchEnded', ({ places }: MatchPushes['matchEnded']) => {
        if (duel.stage === 'left') return;
        Object.assign(duel, { stage: 'over', places, seats: seen.table?.seats.map(({ id }) => id) });
      });
      duel.rooms.set(this.id, room);
    };
    listen();
    let isToDrop = this.#random() < DROPS;
    while (!duel.isOver) {
      // Real time: the pace of the players.
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      const { board, table } = seen;
      if (!board || !table || board.turn === null || board.turn !== table.you) continue;
      duel.stage = 'running';
      if (isToDrop) {
        isToDrop = false;
        const token = room.reconnectionToken;
        room.connection.close(4010);
        await duel.rest('running');
        room = await eventually(() => client.reconnect(token));
        duel.usedTokens.push(token.split(':')[1] as string);
        listen();
      }
      // Until the reply it is not known whether this move ends the match, so no cheat may rely on it.
      await duel.rest('moving');
      seen.board = undefined;
      await room.request('dropDisc', { column: board.order[0] === table.you ? 0 : 1 });
      await eventually(() => seen.board !== undefined);
    }
    await duel.rest('left');
    await room.leave();
  }
}
