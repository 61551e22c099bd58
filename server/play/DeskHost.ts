/**
 * Runs the desk at whichever process holds its lease: takes office with what the last one had stored, hears what processes
 * ask, says what comes of it, and resigns when the lease is lost. Every process has a host; one of them is in office.
 *
 * Footprint: one look a tenth of a lease; in office one pass each MATCH_EVERY_MS, and one message for each ask and the news of it, together.
 */
import { asPlayerId, type PlayerId, type ProcessId } from '../../shared/ids.ts';
import { MATCH_EVERY_MS } from '../../shared/limits.ts';
import type { MatchReservation, MatchRow, PlayRefusal } from '../../shared/playProtocol.ts';
import type { DeskEffect, MatchPlan } from '../domain/deskEffects.ts';
import { LostRooms } from '../domain/lostRooms.ts';
import type { Log } from '../log.ts';
import type { Bus, Clock, Lease, Leases, PlayStore } from '../ports.ts';
import {
  type Answered,
  ASKS,
  type Ask,
  type Asked,
  answersTo,
  type DeskRequest,
  NEWS,
  type NewsItem,
  type Reply,
} from './deskMessages.ts';
import { type Loaded, type PlayEffect, PlayState, type PlayStateDeps } from './PlayState.ts';
import { storedPlay } from './storedPlay.ts';

const LEASE = 'desk';
const LOOKS_A_LEASE = 10;
const RENEWALS_A_LEASE = 4;
/** How often who waits is told how it stands. */
const TELL_EVERY_MS = 3_000;
/** How often the list of rooms is read for those that are gone. */
const ROOMS_EVERY_MS = 1_000;

type PlayerRequest = Extract<DeskRequest, { ask: Ask }>;
type SeatEffect = Extract<DeskEffect, { type: 'seat' }>;
type RoomEffect = Extract<DeskEffect, { type: 'open' | 'seat' | 'close' }>;
type StoreEffect = Extract<PlayEffect, { type: 'save' | 'forget' }>;

/** The rooms of matches, at whichever process they are. */
export type MatchRooms = {
  /** Once for a match id, however often it is asked. False where it could not be made. */
  open(plan: MatchPlan): Promise<boolean>;
  /** Undefined where the room has no seat to give. */
  seat(seat: SeatEffect): Promise<MatchReservation | undefined>;
  close(matchId: string): Promise<void>;
  /** Where the rooms of matches are, as far as they are listed. */
  processes(): Promise<ReadonlyMap<string, ProcessId>>;
};

export type DeskHostDeps = PlayStateDeps & {
  process: ProcessId;
  bus: Pick<Bus, 'publish' | 'subscribe' | 'onBack' | 'isUp'>;
  leases: Leases;
  leaseMs: number;
  store: PlayStore;
  clock: Clock;
  rooms: MatchRooms;
  /** False where the process is dead; its rooms may be listed still. */
  isAlive: (process: ProcessId) => boolean;
  /** In everybody's lists: who is not is named in none of matches either. */
  isPublic: (player: PlayerId) => boolean;
  /** What an ask needs of the database. Rejects while that is away. */
  load: (ask: Ask, queuers: readonly PlayerId[]) => Promise<Loaded>;
  log: Pick<Log, 'info' | 'warn'>;
  failed: (error: unknown, where: string) => void;
};

export class DeskHost {
  readonly #deps: DeskHostDeps;
  #lease: Lease | undefined;
  #renewedAt = 0;
  #toldAt = 0;
  #state: PlayState | undefined;
  #isLooking = false;
  /** Takes no more asks: only what rooms report. */
  #isClosed = false;
  #lost = new LostRooms();
  /** What is being stored: the next desk finds all of it. */
  readonly #writes = new Set<Promise<void>>();
  #timers: NodeJS.Timeout[] = [];

  constructor(deps: DeskHostDeps) {
    this.#deps = deps;
    deps.bus.subscribe(ASKS, (message) => void this.#asked(message as Asked));
    deps.bus.onBack(() => this.#back());
  }

  get isInOffice(): boolean {
    return this.#state !== undefined;
  }

  start(): void {
    this.#timers = [
      setInterval(() => void this.look(), this.#deps.leaseMs / LOOKS_A_LEASE),
      setInterval(() => this.tick(), MATCH_EVERY_MS),
      setInterval(() => void this.lookForRooms(), ROOMS_EVERY_MS),
    ];
    void this.look();
  }

  /** Nothing is begun here any more, and what has begun is seen to its end. */
  close(): void {
    this.#isClosed = true;
  }

  /** Another takes office at its next look. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    const lease = this.#lease;
    this.#resign();
    await Promise.all(this.#writes);
    if (lease) await this.#deps.leases.release(lease).catch(() => {});
  }

  /** Whether this process has, or can have, the office. Never rejects. */
  async look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      await this.#keepOffice();
    } catch (error) {
      this.#deps.failed(error, 'desk');
    } finally {
      this.#isLooking = false;
    }
  }

  /** Matches whose process died, or whose room is gone for another reason, are over. Never rejects. */
  async lookForRooms(): Promise<void> {
    const { rooms, isAlive, clock, log } = this.#deps;
    const state = this.#state;
    const matches = state?.desk.matches.withRoom() ?? [];
    if (!state || matches.length === 0) return;
    const processes = await rooms.processes().catch(() => undefined);
    if (!processes || state !== this.#state) return;
    const living = new Set([...processes].flatMap(([matchId, process]) => (isAlive(process) ? matchId : [])));
    for (const matchId of this.#lost.look(matches, living, clock.now())) {
      log.warn({ matchId }, 'the room of a match is gone');
      state.desk.matches.closed(matchId, clock.wall());
    }
    this.#carry(state);
  }

  /** What is due, and who fits together. Never throws. */
  tick(): void {
    const state = this.#state;
    // Whom nobody can tell anything, or hear, is not judged, nor proposed anything.
    if (!state || this.#isClosed || !this.#deps.bus.isUp) return;
    try {
      const now = this.#deps.clock.wall();
      state.tick(now);
      if (now - this.#toldAt >= TELL_EVERY_MS) {
        this.#toldAt = now;
        state.desk.tellQueues(now);
      }
      this.#carry(state);
    } catch (error) {
      this.#deps.failed(error, 'desk');
    }
  }

  async #keepOffice(): Promise<void> {
    const { leases, leaseMs, clock } = this.#deps;
    const now = clock.now();
    if (this.#lease && now - this.#renewedAt < leaseMs / RENEWALS_A_LEASE) return;
    try {
      if (this.#lease && !(await leases.renew(this.#lease, leaseMs))) this.#resign();
      this.#lease ??= await leases.acquire(LEASE, leaseMs);
      this.#renewedAt = now;
      if (this.#lease && !this.#state) await this.#takeOffice();
    } catch (error) {
      // With the lease and not in office: nobody else can be, and nobody is matched.
      if (this.#lease && !this.#state) this.#deps.failed(error, 'desk.takeOffice');
      // Nobody else can have it while the leases are away; but it lapses, and then it may be another's when they are back.
      if (now - this.#renewedAt > leaseMs) this.#resign();
    }
  }

  async #takeOffice(): Promise<void> {
    const { store, clock, log } = this.#deps;
    const state = new PlayState(this.#deps);
    state.restore(await storedPlay(store), clock.wall());
    this.#state = state;
    log.info({ ...state.desk.counts() }, 'this process runs the queue');
  }

  #resign(): void {
    if (this.#state) this.#deps.log.warn({}, 'this process no longer runs the queue');
    this.#lease = undefined;
    this.#state = undefined;
    this.#lost = new LostRooms();
  }

  /** What was said meanwhile was not heard, here or there. */
  #back(): void {
    const state = this.#state;
    if (!state) return;
    state.excuse(this.#deps.clock.wall());
    this.#carry(state);
  }

  async #asked({ id, from, request, expiresAt }: Asked): Promise<void> {
    const state = this.#state;
    if (!state || expiresAt < this.#deps.clock.wall()) return;
    let answered: Answered;
    try {
      const outcome = await this.#do(state, request, expiresAt);
      answered = typeof outcome === 'string' ? { id, refusal: outcome } : { id, reply: outcome };
    } catch (error) {
      this.#deps.failed(error, 'desk.ask');
      answered = { id, refusal: 'server/error' };
    }
    // The answer before the news: who asked knows the ids that the news speak of.
    this.#deps.bus.publish(answersTo(from), answered);
    this.#carry(state);
  }

  async #do(state: PlayState, request: DeskRequest, expiresAt: number): Promise<Reply | PlayRefusal> {
    const { clock } = this.#deps;
    if (request === 'list') return { rows: state.desk.matches.rows().map((row) => this.#shown(row)) };
    if ('report' in request) {
      state.report(request.report, clock.wall());
      return {};
    }
    if ('resync' in request) {
      state.resync(request.resync, clock.wall());
      return {};
    }
    return this.#answer(state, request, expiresAt);
  }

  /** What the database knows comes first, and while that is waited for others ask, desks change and patience ends. */
  async #answer(state: PlayState, { ask, name }: PlayerRequest, expiresAt: number): Promise<Reply | PlayRefusal> {
    const { load, clock } = this.#deps;
    const mayAnswer = () =>
      state === this.#state && expiresAt >= clock.wall() && (!this.#isClosed || ask.type === 'sync');
    while (mayAnswer()) {
      const queuers = state.queuersOf(ask.player);
      const loaded = await load(ask, queuers);
      if (mayAnswer() && areSame(queuers, state.queuersOf(ask.player)))
        return state.ask(ask, loaded, clock.wall(), name);
    }
    return 'play/away';
  }

  /** What comes of a desk that has resigned is its successor's to do. */
  #carry(state: PlayState): void {
    if (state !== this.#state) return;
    const items: NewsItem[] = [];
    for (const effect of state.takeEffects()) {
      if (effect.type === 'listed') items.push({ ...effect, ...(effect.put && { put: this.#shown(effect.put) }) });
      else if (effect.type === 'relisted') items.push({ ...effect, rows: effect.rows.map((row) => this.#shown(row)) });
      else if (effect.type === 'outdated') this.#logOutdated(effect);
      else if (effect.type === 'found') this.#log(effect);
      else if (effect.type === 'push' || effect.type === 'activity') items.push(effect);
      else if (effect.type === 'save' || effect.type === 'forget') this.#write(effect);
      else void this.#act(state, effect).catch((error: unknown) => this.#deps.failed(error, `desk.${effect.type}`));
    }
    if (items.length > 0) this.#deps.bus.publish(NEWS, { items });
  }

  #log({ type: _, quality, reasons, ...match }: Extract<DeskEffect, { type: 'found' }>): void {
    this.#deps.log.info({ ...match, ...quality, ...reasons }, 'a match was found');
  }

  #logOutdated({ type: _, ...what }: Extract<DeskEffect, { type: 'outdated' }>): void {
    this.#deps.log.warn(what, 'what was stored is of a mode that there is no more, and is forgotten');
  }

  #shown(row: MatchRow): MatchRow {
    return { ...row, players: row.players.filter(({ id }) => this.#deps.isPublic(asPlayerId(id))) };
  }

  #write(effect: StoreEffect): void {
    const { store, failed } = this.#deps;
    const { type, kind, id } = effect;
    const done = type === 'save' ? store.put(kind, id, effect.value) : store.remove(kind, id);
    const write = done.catch((error: unknown) => failed(error, `desk.${type}`));
    this.#writes.add(write);
    void write.then(() => this.#writes.delete(write));
  }

  async #act(state: PlayState, effect: RoomEffect): Promise<void> {
    const { rooms, clock } = this.#deps;
    switch (effect.type) {
      case 'close':
        // Where its process does not answer, the room is gone with it.
        return rooms.close(effect.matchId).catch(() => {});
      case 'open': {
        const isOpen = await rooms.open(effect.plan).catch(() => false);
        state.desk.matches.opened(effect.plan.matchId, isOpen, clock.wall());
        return this.#carry(state);
      }
      case 'seat':
        return this.#seat(state, effect);
    }
  }

  async #seat(state: PlayState, seat: SeatEffect): Promise<void> {
    const { matchId, mode, role, playerId } = seat;
    const reservation = await this.#deps.rooms.seat(seat).catch(() => undefined);
    if (state !== this.#state) return;
    if (reservation) {
      const ready: NewsItem = {
        type: 'push',
        to: playerId,
        push: 'matchReady',
        payload: { matchId, mode, role, reservation },
      };
      this.#deps.bus.publish(NEWS, { items: [ready] });
    } else if (role === 'player') {
      state.desk.matches.seatMissed(matchId, [playerId], true, this.#deps.clock.wall());
      this.#carry(state);
    }
  }
}

const areSame = (one: readonly PlayerId[], other: readonly PlayerId[]): boolean =>
  one.length === other.length && one.every((id, at) => id === other[at]);
