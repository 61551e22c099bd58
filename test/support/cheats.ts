/** Attempts to interfere with other players' ranked matches. Each try returns how it was refused. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { Room } from 'colyseus.js';
import { pick } from '../../bots/random.ts';
import type { MatchPushes } from '../../shared/matchProtocol.ts';
import type { MatchReservation, PlayPushes } from '../../shared/playProtocol.ts';
import { type Duel, type Duels, MODE, PATIENCE_MS, type Stage } from './duels.ts';
import { eventually } from './eventually.ts';
import { type Joined, type LobbyServer, refusalOf } from './lobbyServer.ts';
import { IN, knock } from './rawSocket.ts';

/** Modes without other players. */
const QUIET_MODES = ['cycles', 'cycles-duel'];
const ANY = ['proposed', 'ready', 'running', 'moving', 'over'] as const;

export type CheatDeps = {
  server: LobbyServer;
  duels: Duels;
  honest: readonly Joined[];
  random: () => number;
  isListed: (matchId: string) => boolean;
  alone: <T>(work: () => Promise<T>) => Promise<T>;
};

export type Kind = keyof Cheat['tries'];

export class Cheat {
  readonly joined: Joined;
  readonly tab: Joined;
  readonly #deps: CheatDeps;

  constructor(joined: Joined, tab: Joined, deps: CheatDeps) {
    this.joined = joined;
    this.tab = tab;
    this.#deps = deps;
  }

  readonly tries = {
    forgedRating: async () => {
      const forged = { rating: 3_000, mmr: 3_000, team: 1, rank: 1 };
      return this.#deps.random() < 0.5
        ? this.#asked('joinQueue', { mode: MODE, ...forged })
        : this.#askForSeat('joinOrCreate/lobby', forged);
    },
    /** Both tabs at once: only one request may succeed, and nobody else queues for these modes. */
    secondQueue: () =>
      this.#deps.alone(async () => {
        const tabs = [this.joined, this.tab, this.tab];
        const asked = await Promise.all(
          tabs.map(({ room }) => refusalOf(room.request('joinQueue', { mode: this.#oneOf(QUIET_MODES) }))),
        );
        await this.joined.room.request('leaveQueue', {});
        const refusals = asked.filter((answer) => answer !== undefined);
        return refusals.length === tabs.length - 1 ? String(refusals[0]) : IN;
      }),
    /** A player of the match queues from another tab. */
    queueWhilePlaying: () =>
      this.#in(['running'], async (duel) => {
        const player = this.#oneOf(this.#deps.honest.filter(({ id }) => duel.rooms.has(id)));
        const mode = this.#oneOf([MODE, ...QUIET_MODES]);
        return String((await refusalOf(player.room.request('joinQueue', { mode }))) ?? IN);
      }),
    aroundTheDoor: () =>
      this.#in(ANY, (duel) => {
        const room = this.#oneOf([duel.matchId, MODE, 'cycles']);
        const method = this.#oneOf(['joinById', 'create', 'join', 'joinOrCreate', 'consume', 'createRoom']);
        const [playerId = ''] = duel.reservations.keys();
        return this.#askForSeat(`${method}/${room}`, {
          playerId,
          role: 'player',
          matchId: duel.matchId,
          rating: 3_000,
        });
      }),
    withoutReservation: () =>
      this.#in(['ready', 'running'], (duel) => {
        const sessionId = this.#oneOf([noise(), this.joined.room.sessionId, duel.matchId, '__proto__']);
        return this.#knock(duel, { sessionId });
      }),
    anothersReservation: () =>
      this.#in(['ready'], (duel) => this.#knock(duel, { sessionId: this.#reservationOf(duel).sessionId })),
    usedReservation: () =>
      this.#in(['running'], (duel) => {
        const { sessionId } = this.#reservationOf(duel);
        const owner = this.#deps.honest.find(({ id }) => duel.reservations.get(id)?.sessionId === sessionId);
        return this.#knock(duel, { sessionId }, this.#oneOf([owner?.token ?? '', this.joined.token]));
      }),
    anothersReconnection: () =>
      this.#in(['running'], (duel) => {
        const { sessionId } = this.#reservationOf(duel);
        const [, own = ''] = this.joined.room.reconnectionToken.split(':');
        const keys = [...duel.rooms.values()].map((room) => room.reconnectionToken.split(':')[1] as string);
        const reconnectionToken = this.#oneOf([noise(), own, sessionId, '__proto__', ...duel.usedTokens, ...keys]);
        return this.#deps.random() < 0.5
          ? this.#knock(duel, { sessionId, reconnectionToken, skipHandshake: '1' })
          : this.#askForSeat(`reconnect/${duel.matchId}`, { reconnectionToken });
      }),
    anothersProposal: () =>
      this.#in(['proposed'], ({ proposalId }) =>
        this.#asked(this.#oneOf(['acceptMatch', 'declineMatch']), { proposalId }),
      ),
    anothersMatch: () =>
      this.#in(ANY, ({ matchId }) => this.#asked(this.#oneOf(['joinMatch', 'rematch']), { matchId })),
    spectatorsMove: () => this.#in(['running'], (duel) => this.#moveAsSpectator(duel)),
    moveAfterTheEnd: () =>
      this.#in(['over'], async ({ rooms }) => {
        const room = this.#oneOf([...rooms.values()]);
        claimVictory(room);
        return refusedIn(room, this.#oneOf(['dropDisc', 'startMatch']));
      }),
    /** Against oneself: the other seat of one's own match is refused. */
    openMatchTwice: async () => {
      const { matchId } = await this.joined.room.request('createMatch', { mode: MODE, isPrivate: false });
      await this.#enter(matchId, this.joined);
      const heard = this.tab.heard.length;
      await this.tab.room.request('joinMatch', { matchId });
      const room = await this.#enter(matchId, this.tab, heard);
      const table = await eventually(() => this.#tables.get(room) ?? assert.fail('the table came'));
      const refusal = await refusedIn(room, this.#oneOf(['dropDisc', 'startMatch']));
      await room.leave();
      await eventually(() => !this.#deps.isListed(matchId));
      return table.phase === 'seating' && table.seats.length === 1 ? refusal : IN;
    },
  };
  readonly #tables = new WeakMap<Room, MatchPushes['tableUpdated']>();

  /** Holds a match at its stage during the try. */
  async #in(stages: readonly Stage[], tried: (duel: Duel) => Promise<string>): Promise<string> {
    const { work } = await eventually(() => {
      const duels = this.#deps.duels.at(...stages);
      if (duels.length === 0) throw new Error(`no match is ${stages}`);
      const duel = this.#oneOf(duels);
      const work = tried(duel);
      duel.hold(work);
      return { work };
    }, PATIENCE_MS);
    return work;
  }

  async #moveAsSpectator({ matchId }: Duel): Promise<string> {
    const heard = this.joined.heard.length;
    await this.joined.room.request('watchMatch', { matchId });
    const room = await this.#enter(matchId, this.joined, heard);
    claimVictory(room);
    const refusal = await refusedIn(room, this.#oneOf(['dropDisc', 'startMatch']));
    await room.leave();
    return refusal;
  }

  async #enter(matchId: string, { heard, token }: Joined, since = 0): Promise<Room> {
    const ready = await eventually(() => {
      const pushes = heard.slice(since).filter(({ type }) => type === 'matchReady');
      return (
        pushes.map(({ payload }) => payload as PlayPushes['matchReady']).find((one) => one.matchId === matchId) ?? false
      );
    });
    const reservation = (ready as PlayPushes['matchReady']).reservation;
    const room = (await this.#deps.server.client(token).consumeSeatReservation(reservation as never)) as Room;
    room.reconnection.enabled = false;
    room.onMessage('*', () => {});
    room.onMessage('tableUpdated', (table: MatchPushes['tableUpdated']) => this.#tables.set(room, table));
    return room;
  }

  async #asked(
    type: 'joinQueue' | 'acceptMatch' | 'declineMatch' | 'joinMatch' | 'rematch',
    input: object,
  ): Promise<string> {
    return String((await refusalOf(this.joined.room.request(type, input as never))) ?? IN);
  }

  async #askForSeat(path: string, options: object): Promise<string> {
    const answer = await fetch(`${this.#deps.server.url}/matchmake/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${this.joined.token}` },
      body: JSON.stringify(options),
    });
    const { error } = (await answer.json()) as { error?: string };
    return answer.ok ? IN : `${error}`;
  }

  /** Connects to the room's socket directly. `token`: of the player the caller claims to be. */
  async #knock(
    { matchId, reservations }: Duel,
    query: Record<string, string>,
    token = this.joined.token,
  ): Promise<string> {
    const [reservation] = reservations.values();
    const place = { processId: reservation?.processId ?? '', roomId: matchId };
    return knock(this.#deps.server.url, place, { ...query, _authToken: token });
  }

  #reservationOf({ reservations }: Duel): MatchReservation {
    return this.#oneOf([...reservations.values()]);
  }

  #oneOf<T>(from: readonly T[]): T {
    return pick(this.#deps.random, from);
  }
}

const noise = (): string => randomBytes(6).toString('base64url');

/** Sends messages that only the room may send. */
function claimVictory(room: Room): void {
  for (const type of ['finish', 'finished', 'matchEnded', 'boardUpdated'])
    room.send(type, { places: [1, 2], turn: null });
}

async function refusedIn(room: Room, type: string): Promise<string> {
  return String((await refusalOf(room.request(type, type === 'dropDisc' ? { column: 3 } : {}))) ?? IN);
}
