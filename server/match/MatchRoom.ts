/**
 * The base of every game: a match with seats for certain players. A game is a class on it, named in games/list.ts:
 *
 *   class Duel extends MatchRoom {
 *     override messages = { shoot: this.move(Shoot, { burst: 5, perMinute: 60 }, ({ seat, input }) => …) };
 *     protected override onMatchStart(seats: readonly Seat[]) { … }
 *     protected override onSeatAbandoned(seat: Seat) { … }         and once, when it is decided:
 *     …                                                            this.finish([[winner], [loser]]);
 *   }
 *
 * For free: only the player of a seat gets in; dropped players are held and come back; who leaves has abandoned the match,
 * which ends when nobody is left; spectators, who can say nothing; timers (`this.clock`) that no wall clock disturbs;
 * an end to floods and slow readers; a bug of the game ends its match and nothing else; the table of seats and the places
 * for every client (shared/matchProtocol.ts); the result, told once; the room's end.
 */
import {
  type AuthContext,
  type Client,
  type Deferred,
  type Delayed,
  ErrorCode,
  Room,
  type RoomException,
  ServerError,
} from '@colyseus/core';
import { z } from 'zod';
import type { PlayerId } from '../../shared/ids.ts';
import { CLOSE_REASON_MAX_BYTES, SPECTATORS_MAX } from '../../shared/limits.ts';
import type { MatchPhase, MatchPushes } from '../../shared/matchProtocol.ts';
import { modeOf } from '../../shared/modes.ts';
import { CLOSE } from '../../shared/protocol.ts';
import type { PlayRefusal, RefusalCode } from '../../shared/refusals.ts';
import { holdsSession } from '../colyseus/closeCodes.ts';
import { handle, isPatient, type Outcome, type Request, type RequestHost } from '../colyseus/handle.ts';
import { restrictResumes } from '../colyseus/heldReservations.ts';
import { joinRefusal } from '../colyseus/joinRefusal.ts';
import { cancelDisposeTimeout, reserveAgain, withdrawReservations } from '../colyseus/openReservations.ts';
import type { BucketLimit } from '../domain/admission/tokenBucket.ts';
import type { StoredMatch } from '../domain/play/deskEffects.ts';
import { MatchSeats, type MatchSetup, type Seat } from '../domain/play/matchSeats.ts';
import { authenticateToken } from '../identity/authenticate.ts';
import type { LiveMatch } from './LiveMatches.ts';
import type { MatchRoomDeps, SeatOwner } from './matchRoomDeps.ts';
import { ReaderWatch } from './readerWatch.ts';
import { rowOf } from './seatRow.ts';

const StartMatch = z.strictObject({});
const SELDOM: BucketLimit = { burst: 5, perMinute: 20 };
/** A seat is missed at most so late. */
const LOOK_MS = 100;

export type MatchClient<Pushes extends object = object> = Client<{ auth: SeatOwner; messages: MatchPushes & Pushes }>;
export type Move<Input> = { seat: Seat; input: Input };

/** A seat whose socket is lost. `resume`: undefined where the socket had not even acknowledged its join. */
type Hold = { timer: Delayed; resume?: Deferred<Client> };

export abstract class MatchRoom<State extends object = object, Pushes extends object = object>
  extends Room<{ state: State; client: MatchClient<Pushes> }>
  implements RequestHost, LiveMatch
{
  /** Bound by `defineGames`: Colyseus constructs rooms itself. */
  declare protected readonly deps: MatchRoomDeps;
  override autoDispose = false;
  readonly #readers = new ReaderWatch();
  /** The session of each player and spectator: live or held. */
  readonly #sessions = new Map<PlayerId, string>();
  readonly #holds = new Map<string, Hold>();
  #setup!: MatchSetup;
  #seats!: MatchSeats;
  #startedAt = 0;
  #isClosing = false;

  /** Who has waited longest need not wait until every seat is taken. */
  readonly #startMatch = handle(
    StartMatch,
    SELDOM,
    ({ client }: Request<object, MatchClient<Pushes>>): Outcome<object> => {
      const mode = modeOf(this.#setup.mode);
      const isHost = this.seatOf(client)?.index === 0;
      if (!isHost || !mode || mode.teams !== undefined || !this.#seats.begin(mode.players.min))
        return 'request/notAllowed';
      this.#begun();
      this.#tellTable();
      return {};
    },
  );

  /** Everybody is there: the game begins. `seats`: in the order of their `index`, bots among them. */
  protected abstract onMatchStart(seats: readonly Seat[]): void;
  /** The player's socket is lost; the game goes on. */
  protected onSeatDropped(_seat: Seat): void {}
  protected onSeatResumed(_seat: Seat): void {}
  /** The player is gone for good and among the last whatever the ranking says. A game that cannot go on finishes. */
  protected onSeatAbandoned(_seat: Seat): void {}
  /** Somebody came, or came back: what they need to see beside the state. No seat: a spectator. */
  protected onArrival(_client: MatchClient<Pushes>, _seat: Seat | undefined): void {}

  /** Declares a message of the game: as `handle`, for the players of a running match only. */
  protected move<Schema extends z.ZodType, Reply extends object>(
    schema: Schema,
    limit: BucketLimit,
    answer: (move: Move<z.output<Schema>>) => Outcome<Reply>,
  ) {
    return handle<Schema, MatchClient<Pushes>, Reply>(schema, limit, ({ client, input }) => {
      const seat = this.phase === 'running' ? this.seatOf(client) : undefined;
      return seat ? answer({ seat, input }) : 'request/notAllowed';
    });
  }

  /** Best first, who share a place together, every seat once. Throws where that is not so, or there is a result already. */
  protected finish(ranking: readonly (readonly Seat[])[]): void {
    const { reports, clock, resultMs } = this.deps;
    const places = this.#seats.finish(ranking);
    const { matchId, mode, isFriendly = false } = this.#setup;
    const [startedAt, endedAt, withBots] = [this.#startedAt, clock.wall(), this.#seats.withBots];
    reports.finished(matchId, { mode, ranking: this.#seats.result(places), startedAt, endedAt, withBots, isFriendly });
    this.#toAll('matchEnded', { places, closesInMs: resultMs });
    this.#tellTable();
    this.clock.setTimeout(() => this.close(), resultMs);
    this.#closeIfEmpty();
  }

  protected get phase(): MatchPhase {
    return this.#seats.phase;
  }

  protected get mode(): string {
    return this.#setup.mode;
  }

  protected get seats(): readonly Seat[] {
    return this.#seats.all;
  }

  protected seatOf(client: MatchClient<Pushes>): Seat | undefined {
    return client.auth?.role === 'player' ? this.#seats.of(client.auth.playerId) : undefined;
  }

  now(): number {
    return this.deps.clock.now();
  }

  get areLimitsOn(): boolean {
    return this.deps.areLimitsOn;
  }

  override onCreate(setup: MatchSetup): void {
    // Whoever asks for the match a second time finds this room: ids are given once in the cluster.
    this.roomId = setup.matchId;
    this.#setup = setup;
    this.#seats = new MatchSeats(setup, this.deps.seatMs, this.now());
    (this.clock as unknown as { now(): number }).now = () => this.now();
    this.clock.start();
    this.maxClients = setup.maxSeats + SPECTATORS_MAX;
    if (this.areLimitsOn) this.maxMessagesPerSecond = 60;
    this.seatReservationTimeout = this.deps.seatMs / 1000;
    void this.setPrivate(true);
    this.metadata = { mode: setup.mode };
    restrictResumes(this, ({ playerId }: SeatOwner) => playerId, this.deps.tokens);
    this.deps.live.add(this);
    this.onMessage('startMatch', this.#startMatch.bind(this));
    this.onMessage('*', (client) => this.#ignored(client));
    this.clock.setInterval(() => this.#lookForMissing(), LOOK_MS);
    this.clock.setInterval(() => this.#lookAtReaders(), 1_000);
  }

  /** Before a seat is reserved, and by the desk only (remoteMatchRooms.ts): whether there is one for them. */
  admit(owner: SeatOwner): true | PlayRefusal {
    if (this.#isClosing) return 'match/unknown';
    if (owner.role === 'spectator') return this.#spectators < SPECTATORS_MAX ? true : 'match/full';
    const { playerId, name, rating, team = this.#seats.all.length } = owner;
    const isKnown = this.#seats.of(playerId) !== undefined;
    if (!this.#seats.admit({ playerId, name, team, ...(rating !== undefined && { rating }) }, this.now()))
      return isKnown ? 'match/unknown' : 'match/full';
    if (!isKnown) this.#tellTable();
    return true;
  }

  get stage(): LiveMatch['stage'] {
    if (this.#isClosing || this.phase === 'over') return 'over';
    return this.phase === 'seating' && this.#setup.startsWhen === 'full' ? 'gathering' : 'busy';
  }

  get standing(): StoredMatch | undefined {
    return this.#isClosing ? undefined : this.#seats.standing;
  }

  breakOff(): Promise<unknown> {
    return this.disconnect(CLOSE.shutdown);
  }

  /** Nobody is wanted here any more. */
  close(): void {
    void this.disconnect(CLOSE.consented);
  }

  /** An operator ends the player's part in it: abandoned, where it was running. */
  endPlayer(playerId: PlayerId, why: 'kicked' | 'banned'): boolean {
    const session = this.#sessions.get(playerId);
    if (session === undefined) return this.#withdraw(playerId);
    const hold = this.#holds.get(session);
    if (hold) this.#expire(playerId, session);
    else this.#cut(session, CLOSE[why], why);
    return true;
  }

  override async onAuth(client: Client, options: unknown, context: AuthContext): Promise<SeatOwner> {
    const owner: SeatOwner | undefined = client.auth;
    if (!owner) throw new ServerError(403, 'request/notAllowed');
    const caller = await authenticateToken(context.token, this.deps);
    if (typeof caller === 'string' || caller.playerId !== owner.playerId) {
      // Colyseus takes the reservation away after a failure here, and its player is still to come.
      reserveAgain(this, client.sessionId, options, owner);
      throw new ServerError(ErrorCode.AUTH_FAILED, typeof caller === 'string' ? caller : 'auth/invalid');
    }
    if (this.deps.isBarred(owner.playerId)) throw joinRefusal('auth/banned');
    if (owner.role === 'spectator' && this.#spectators >= SPECTATORS_MAX) throw new ServerError(403, 'match/full');
    return owner;
  }

  override onJoin(client: MatchClient<Pushes>): void {
    this.#arrive(client);
  }

  override onDrop(client: MatchClient<Pushes>, code?: number): void {
    const { auth: owner, sessionId } = client;
    if (!owner || !holdsSession(code) || this.#isClosing || this.#sessions.get(owner.playerId) !== sessionId) return;
    const { reconnectWindowMs, reports } = this.deps;
    const timer = this.clock.setTimeout(() => this.#expire(owner.playerId, sessionId), reconnectWindowMs);
    const resume = this.allowReconnection(client, 'manual');
    this.#holds.set(sessionId, { timer, resume });
    // Rejects at the end of the window, at the room's end, and at once for a socket that had not acknowledged its join.
    resume.then(undefined, () => {});
    const seat = this.seatOf(client);
    if (seat && this.#seats.drop(owner.playerId, this.now() + reconnectWindowMs)) {
      reports.dropped(this.roomId, owner.playerId);
      this.#play(() => this.onSeatDropped(seat));
    }
    this.#tellTable();
  }

  override onReconnect(client: MatchClient<Pushes>): void {
    this.#holds.get(client.sessionId)?.timer.clear();
    this.#holds.delete(client.sessionId);
    const isTheirs = client.auth && this.#sessions.get(client.auth.playerId) === client.sessionId;
    if (isTheirs) this.#arrive(client);
    else client.leave(CLOSE.replaced, 'replaced');
  }

  override onLeave(client: MatchClient<Pushes>): void {
    if (this.#isClosing) cancelDisposeTimeout(this);
    // A seat that is held without its socket: the window decides.
    if (client.auth && !this.#holds.has(client.sessionId)) this.#goAway(client.auth, client.sessionId);
  }

  /** Every way to the room's end comes through here. */
  override disconnect(closeCode: number = CLOSE.consented): Promise<unknown> {
    if (!this.#isClosing) {
      this.#isClosing = true;
      for (const { timer } of this.#holds.values()) timer.clear();
      withdrawReservations(this);
      this.deps.live.remove(this);
      this.deps.reports.closed(this.roomId);
    }
    return super.disconnect(closeCode);
  }

  /** A method, not a field: Colyseus looks for it before fields are set. */
  override onUncaughtException(error: RoomException, method: string): void {
    if (error.cause instanceof ServerError) return;
    this.failed(error, method);
    if (/timestep|interval|timeout/i.test(method)) this.#breakOff();
  }

  refused(code: RefusalCode): void {
    this.deps.metrics.refused(code);
  }

  failed(error: unknown, type: string): void {
    this.deps.failed(error, `match.${type}`);
  }

  cut(client: Client, why: string): void {
    this.#cut(client.sessionId, CLOSE.error, why);
  }

  get #spectators(): number {
    return this.clients.filter(({ auth }) => auth?.role === 'spectator').length;
  }

  #arrive(client: MatchClient<Pushes>): void {
    const owner = client.auth as SeatOwner;
    const { reports } = this.deps;
    const how = owner.role === 'player' ? this.#seats.take(owner.playerId) : 'same';
    if (!how) throw new ServerError(403, 'match/unknown');
    const before = this.#sessions.get(owner.playerId);
    this.#sessions.set(owner.playerId, client.sessionId);
    if (before !== undefined && before !== client.sessionId) this.#replace(before);
    if (owner.role === 'spectator') reports.spectators(this.roomId, this.#spectators);
    else if (how !== 'same') reports[how](this.roomId, owner.playerId);
    const hasBegun = this.#seats.begin();
    this.#tellTable();
    const seat = this.seatOf(client);
    if (seat && how === 'resumed' && !hasBegun) this.#play(() => this.onSeatResumed(seat));
    if (hasBegun) this.#begun();
    else this.#play(() => this.onArrival(client, seat));
  }

  #begun(): void {
    this.#startedAt = this.deps.clock.wall();
    this.deps.reports.started(this.roomId);
    this.#play(() => this.onMatchStart(this.#seats.all));
  }

  /** The player came by another way: what was their session is nothing now. */
  #replace(session: string): void {
    const hold = this.#holds.get(session);
    if (!hold) return this.#cut(session, CLOSE.replaced, 'replaced');
    hold.timer.clear();
    this.#holds.delete(session);
    hold.resume?.reject?.(new Error('replaced'));
  }

  #expire(playerId: PlayerId, session: string): void {
    const hold = this.#holds.get(session);
    if (!hold) return;
    hold.timer.clear();
    this.#holds.delete(session);
    const role = this.#seats.of(playerId) ? 'player' : 'spectator';
    this.#goAway({ playerId, role }, session);
    hold.resume?.reject?.(new Error('expired'));
  }

  /** A seat that is still waited for is nobody's. */
  #withdraw(playerId: PlayerId): boolean {
    if (this.#isClosing || this.#seats.of(playerId)?.state.is !== 'waiting') return false;
    const how = this.#seats.leave(playerId);
    if (how === 'missed') this.#callOff([playerId]);
    if (how !== 'freed') return how !== undefined;
    this.deps.reports.left(this.roomId, playerId);
    this.#tellTable();
    this.#closeIfEmpty();
    return true;
  }

  #goAway({ playerId, role }: Pick<SeatOwner, 'playerId' | 'role'>, session: string): void {
    if (this.#isClosing || this.#sessions.get(playerId) !== session) return;
    const { reports } = this.deps;
    this.#sessions.delete(playerId);
    const seat = role === 'player' ? this.#seats.of(playerId) : undefined;
    const how = seat && this.#seats.leave(playerId);
    if (role === 'spectator') reports.spectators(this.roomId, this.#spectators);
    if (how === 'freed') reports.left(this.roomId, playerId);
    if (how === 'missed') return this.#callOff([playerId]);
    this.#tellTable();
    if (seat && how === 'abandoned') {
      reports.abandoned(this.roomId, playerId);
      this.#play(() => this.onSeatAbandoned(seat));
      if (this.phase === 'running' && this.#seats.isDeserted) this.finish([this.#seats.all]);
    }
    this.#closeIfEmpty();
  }

  #lookForMissing(): void {
    const { missed, isOff } = this.#seats.overdue(this.now());
    if (isOff) return this.#callOff(missed);
    if (missed.length === 0) return;
    this.deps.reports.seatMissed(this.roomId, missed);
    this.#tellTable();
    this.#closeIfEmpty();
  }

  #callOff(missed: readonly PlayerId[]): void {
    this.deps.reports.seatMissed(this.roomId, missed);
    this.close();
  }

  #closeIfEmpty(): void {
    const isWaiting = this.#seats.phase === 'seating' && this.#seats.all.some(({ state }) => state.is === 'waiting');
    if (this.#sessions.size === 0 && !isWaiting) this.close();
  }

  /** What the game does: its bugs end the match, which then has no result, and nothing else. */
  #play(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.failed(error, 'game');
      this.#breakOff();
    }
  }

  /** Not within a join, which would be refused in Colyseus' words. */
  #breakOff(): void {
    setImmediate(() => void this.disconnect(CLOSE.error));
  }

  #tellTable(): void {
    const { matchId, mode } = this.#setup;
    const now = this.now();
    const seats = this.#seats.all.map((seat) => rowOf(seat, now));
    const table = { matchId, mode, phase: this.phase, seats, spectators: this.#spectators };
    for (const client of this.clients) {
      (client as Client).send('tableUpdated', { ...table, you: this.seatOf(client)?.index ?? null });
    }
  }

  #toAll<Type extends keyof MatchPushes>(type: Type, payload: MatchPushes[Type]): void {
    for (const client of this.clients) (client as Client).send(type, payload);
  }

  #ignored(client: Client): void {
    this.refused('request/unknown');
    if (this.areLimitsOn && !isPatient(client, this.now())) this.cut(client, 'unknown requests');
  }

  #lookAtReaders(): void {
    for (const { id, why } of this.#readers.scan(this.clients, this.now())) {
      this.deps.metrics.slowReadersCut.inc();
      this.#cut(id, why === 'too-slow' ? CLOSE.mayReconnect : CLOSE.error, why);
    }
  }

  /** Listeners go at once, so that nothing of the session is handled after this. */
  #cut(session: string, code: number, why: string): void {
    const socket = this.clients.get(session)?.ref as unknown as { terminate(): void } | undefined;
    this.kickClient(session, code, why.slice(0, CLOSE_REASON_MAX_BYTES));
    // A reader that does not read never answers the close.
    if (socket) setTimeout(() => socket.terminate(), 2_000).unref();
  }
}
