/**
 * The base of every game: a match with seats for certain players. A game is a subclass, named in games/list.ts:
 *   class Duel extends MatchRoom {
 *     override messages = { shoot: this.move(Shoot, { burst: 5, perMinute: 60 }, ({ seat, input }) => …) };
 *     protected override onMatchStart(seats: readonly Seat[]) { … } // Call `played` when it is worth a rating.
 *     #decided(winner: Seat, loser: Seat) { this.finish([[winner], [loser]]); } // Call `finish` once.
 *   }
 * The base does the rest: a seat is for its player alone; dropped players may come back; leaving abandons the match, which
 * ends when nobody is left, and a ranked one when nobody is left to play against; spectators only watch; `this.clock` is
 * monotonic; floods and slow readers are cut; a bug ends its match alone; seats, places and the result are told and stored.
 */
import { type AuthContext, type Client, type RoomException, ServerError } from '@colyseus/core';
import { z } from 'zod';
import type { PlayerId } from '../../shared/ids.ts';
import { PROGRESS_EVERY_MS, TILE_EVERY_MS } from '../../shared/limits.ts';
import type { MatchPhase } from '../../shared/matchProtocol.ts';
import { CLOSE } from '../../shared/protocol.ts';
import { holdsSession } from '../colyseus/closeCodes.ts';
import { handle, type Outcome, type Request } from '../colyseus/handle.ts';
import { withdrawReservations } from '../colyseus/openReservations.ts';
import type { BucketLimit } from '../domain/admission/tokenBucket.ts';
import { MatchSeats, type MatchSetup, type Overdue, type Seat } from '../domain/play/matchSeats.ts';
import type { CloseReason } from '../domain/presence/player.ts';
import type { MatchFact } from '../play/deskMessages.ts';
import { SlowReaders } from '../transport/slowReaders.ts';
import { authorizeSeat, type SeatOwner } from './authorizeSeat.ts';
import { GameHooks, type MatchClient } from './GameHooks.ts';
import type { LiveMatch } from './LiveMatches.ts';
import { MatchNews } from './MatchNews.ts';
import { MatchOverview } from './MatchOverview.ts';
import { MatchSessions } from './MatchSessions.ts';
import { MatchTalk } from './MatchTalk.ts';
import type { MatchRoomDeps } from './matchRoomDeps.ts';

export type { MatchClient };
export type Move<Input> = { seat: Seat; input: Input };

export abstract class MatchRoom<State extends object = object, Pushes extends object = object>
  extends GameHooks<State, Pushes>
  implements LiveMatch
{
  /** Bound by `defineGames`: Colyseus constructs rooms itself. */
  declare protected readonly deps: MatchRoomDeps;
  protected override readonly logName = 'match';
  readonly #readers = new SlowReaders();
  protected override readonly areMessagesInput = true;
  #sessions!: MatchSessions;
  #seats!: MatchSeats;
  #overview!: MatchOverview;
  #news!: MatchNews;
  #startedAt = 0;
  /** Leaving is losing from now on; until now it has cost the leaver alone. Matches that nobody leaves need no such call. */
  protected readonly played = (): void => this.#seats.markPlayed();

  /** Declares a message of the game: like `handle`, but refused unless a player of the running match sends it. */
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

  /** Best first; each seat once, grouped if they share a place. Throws on any other ranking, and on a second result. */
  protected finish(ranking: readonly (readonly Seat[])[]): void {
    const places = this.#seats.finish(ranking);
    this.deps.reports.finished(this.#seats.played(places, this.#startedAt, this.deps.clock.wall(), this.replay()));
    for (const client of this.clients)
      (client as Client).send('matchEnded', { places, closesInMs: this.deps.resultMs });
    this.clock.setTimeout(() => this.close(), this.deps.resultMs);
    this.#sessions.endMatch();
    this.#overview.send();
    this.#closeIfEmpty();
  }

  protected get phase(): MatchPhase {
    return this.#seats.phase;
  }

  protected get mode(): string {
    return this.#seats.setup.mode;
  }

  protected get seats(): readonly Seat[] {
    return this.#seats.all;
  }

  protected seatOf(client: MatchClient<Pushes>): Seat | undefined {
    return this.#overview.seatOf(client);
  }

  override onCreate(setup: MatchSetup): void {
    // If the match is requested twice, Colyseus discards the second room: one id has one room in the cluster.
    this.roomId = setup.matchId;
    this.#seats = new MatchSeats(setup, this.deps.seatMs, this.now());
    this.#sessions = new MatchSessions(this, this.deps, (...closing) => this.closeSession(...closing));
    this.#overview = new MatchOverview({ ...this.deps, room: this, seats: this.#seats });
    new MatchTalk({ ...this.deps, room: this, seats: this.#seats });
    const game = { progress: () => this.progress(), summary: () => this.summary() };
    this.#news = new MatchNews({ ...this.deps, seats: this.#seats, game });
    const scan = () => this.#readers.scanAll(this.clients, this.now());
    this.guard(
      ({ playerId: id, name }: SeatOwner) => ({ id, name: this.deps.subjectOf(id).persona?.name ?? name }),
      scan,
    );
    this.maxClients = setup.maxSeats + this.#overview.maxSpectators;
    this.seatReservationTimeout = this.deps.seatMs / 1000;
    void this.setPrivate(true);
    this.metadata = { mode: setup.mode };
    this.deps.live.add(this);
    const start = ({ client }: Request<object, MatchClient<Pushes>>) => this.#startEarly(client);
    this.onMessage('startMatch', handle(z.strictObject({}), { burst: 5, perMinute: 20 }, start).bind(this));
    // The intervals are how late a missed seat may be noticed, and a player who hides.
    this.clock.setInterval(() => this.#miss(this.#seats.overdue(this.now())), 100);
    this.clock.setInterval(() => this.isOver || this.#sessions.dismiss(this.#overview.follow()), 100);
    this.clock.setInterval(() => this.isOver || this.#overview.followPersonas(), 1_000);
    this.clock.setInterval(() => this.#play(() => this.#news.followProgress()), PROGRESS_EVERY_MS);
    this.clock.setInterval(() => this.#play(() => this.#news.offerTile()), TILE_EVERY_MS);
  }

  /** Called by the desk (matchRooms.ts) before it reserves. */
  admit(owner: SeatOwner): true | 'match/unknown' | 'match/full' {
    return this.isOver ? 'match/unknown' : this.#overview.admit(owner);
  }

  get stage(): LiveMatch['stage'] {
    return this.isOver ? 'over' : this.#seats.stage;
  }

  get standing(): LiveMatch['standing'] {
    const standing = this.isOver ? undefined : this.#seats.standing;
    return standing && { ...standing, progress: this.#news.progress };
  }

  close(): void {
    void this.disconnect(CLOSE.consented);
  }

  endPlayer(playerId: PlayerId, why: 'kicked' | 'banned'): boolean {
    const session = this.#sessions.of(playerId);
    if (session === undefined) {
      if (this.isOver || this.#seats.of(playerId)?.state.is !== 'waiting') return false;
      this.#giveUpSeat(playerId);
    } else this.endSession(session, why);
    return true;
  }

  endSession(session: string, why: 'expired' | CloseReason): void {
    if (!this.#sessions.expire(session) && why !== 'expired') this.closeSession(session, CLOSE[why], why);
  }

  override async onAuth(client: Client, options: unknown, { token, ip }: AuthContext): Promise<SeatOwner> {
    const owner = await authorizeSeat(this, client, options, token, this.deps);
    if (owner.role === 'spectator' && this.#overview.isFullFor(owner)) throw new ServerError(403, 'match/full');
    return { ...owner, network: this.deps.networkHash(ip) };
  }

  override onJoin(client: MatchClient<Pushes>): void {
    this.#arrive(client);
  }

  override onDrop(client: MatchClient<Pushes>, code?: number): void {
    const { auth: owner, sessionId } = client;
    if (!owner || !holdsSession(code) || this.isOver || this.#sessions.of(owner.playerId) !== sessionId) return;
    const allow = () => this.allowReconnection(client, 'manual');
    if (!this.#sessions.hold(sessionId, allow, () => this.#leave(owner, sessionId))) return;
    const seat = this.seatOf(client);
    const until = this.now() + this.deps.reconnectWindowMs;
    if (seat && this.#seats.drop(owner.playerId, until)) this.#play(() => this.onSeatDropped(seat));
    if (seat) this.#overview.send();
  }

  override onReconnect(client: MatchClient<Pushes>): void {
    if (this.#sessions.resume(client)) this.#arrive(client);
  }

  override onLeave(client: MatchClient<Pushes>, code?: number): void {
    super.onLeave(client);
    if (client.auth && this.#sessions.close(client.sessionId, code)) this.#leave(client.auth, client.sessionId);
  }

  /** Every way to the room's end comes through here. */
  override disconnect(closeCode: number = CLOSE.consented): Promise<unknown> {
    if (!this.isOver) {
      this.#sessions.stop(closeCode);
      withdrawReservations(this);
      this.deps.live.remove(this);
      this.#report({ type: 'closed' });
    }
    return super.disconnect(closeCode);
  }

  /** An error in a timer may leave the game at a standstill, so it ends the match. */
  override onUncaughtException(error: RoomException, method: string): void {
    super.onUncaughtException(error, method);
    if (!(error.cause instanceof ServerError) && /timestep|interval|timeout/i.test(method)) this.#breakOff();
  }

  #arrive(client: MatchClient<Pushes>): void {
    const { playerId: player, role, network } = client.auth as SeatOwner;
    const how = role === 'player' ? this.#seats.take(player, network) : 'same';
    if (!how) throw new ServerError(403, 'match/unknown');
    this.#sessions.enter(client, this.phase === 'over');
    if (how === 'seated') this.#report({ type: 'seated', player });
    const hasBegun = this.#seats.begin();
    if (role === 'player') this.#overview.send();
    else this.#overview.follow(client);
    const seat = this.seatOf(client);
    if (seat && how === 'resumed' && !hasBegun) this.#play(() => this.onSeatResumed(seat));
    if (hasBegun) this.#begun();
    else this.#play(() => this.onArrival(client, seat));
  }

  #begun(): void {
    this.#startedAt = this.deps.clock.wall();
    const order = this.#seats.setup.startsWhen === 'full' && this.#seats.all.flatMap(({ playerId }) => playerId ?? []);
    this.#report({ type: 'started', ...(order && { order }) });
    this.#play(() => this.onMatchStart(this.#seats.all));
    this.#play(() => this.#news.followProgress());
  }

  #startEarly(client: MatchClient<Pushes>): Outcome<object> {
    if (!this.#seats.beginEarly(this.seatOf(client))) return 'request/notAllowed';
    this.#begun();
    this.#overview.send();
    return {};
  }

  /** For good: the player left, their window ended, or an operator ended their part. */
  #leave({ playerId, role }: SeatOwner, session: string): void {
    if (this.isOver || !this.#sessions.leave(playerId, session)) return;
    if (role === 'player') return this.#giveUpSeat(playerId);
    this.#overview.follow();
    this.#closeIfEmpty();
  }

  #giveUpSeat(player: PlayerId): void {
    const seat = this.#seats.of(player);
    const how = this.#seats.leave(player);
    if (how === 'missed') return this.#miss({ missed: [player], isOff: true });
    if (how !== undefined) this.#report({ type: 'left', player });
    else if (this.phase === 'over') this.#report({ type: 'leftTable', player });
    this.#overview.send();
    if (seat && how === 'abandoned') {
      this.#play(() => this.onSeatAbandoned(seat));
      const ranking = this.phase === 'running' ? this.#seats.forcedRanking : undefined;
      if (ranking) this.finish(ranking);
    }
    this.#closeIfEmpty();
  }

  #miss({ missed, isOff }: Overdue): void {
    if (missed.length === 0) return;
    this.#report({ type: 'seatMissed', players: missed });
    if (isOff) return this.close();
    this.#overview.send();
    this.#closeIfEmpty();
  }

  #closeIfEmpty(): void {
    if (this.#sessions.size === 0 && !this.#seats.isWaiting) this.close();
  }

  /** Runs the game's code: a bug in it ends this match, without a result, and nothing else. */
  #play(act: () => void): void {
    this.attempt('game', act, () => this.#breakOff());
  }

  /** Not at once: within a join, Colyseus would refuse that join with an error of its own. */
  #breakOff(): void {
    setImmediate(() => void this.disconnect(CLOSE.error));
  }

  #report(fact: MatchFact): void {
    this.deps.reports.report({ matchId: this.roomId, ...fact });
  }
}
