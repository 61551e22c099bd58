/**
 * Runs the desk at whichever process has its office (DeskOffice.ts): takes over what the last one had stored, hears what
 * processes ask, and says what comes of it. Every process has a host; one of them is in office.
 *
 * Footprint: one look a tenth of a lease; in office one pass each MATCH_EVERY_MS, and one message for each ask and the news of it, together.
 */
import { asPlayerId, type PlayerId, type ProcessId } from '../../shared/ids.ts';
import { MATCH_EVERY_MS, STALL_MS } from '../../shared/limits.ts';
import type { MatchReservation, MatchRow } from '../../shared/playProtocol.ts';
import type { PlayRefusal } from '../../shared/refusals.ts';
import type { DeskEffect, MatchPlan } from '../domain/play/deskEffects.ts';
import type { DeskFacts } from '../domain/play/deskFacts.ts';
import { LostRooms } from '../domain/play/lostRooms.ts';
import type { Log } from '../log.ts';
import type { Bus, Clock, PlayStore } from '../ports.ts';
import { DeskOffice, type DeskOfficeDeps } from './DeskOffice.ts';
import {
  type Answered,
  ASKS,
  type Ask,
  type Asked,
  answersTo,
  type DeskRequest,
  NEWS,
  type NewsItem,
  OFFICE,
  type Reply,
  readAsked,
  readOffice,
} from './deskMessages.ts';
import { type Loaded, type PlayEffect, PlayState, type PlayStateDeps } from './PlayState.ts';
import { keptValues, storedPlay } from './storedPlay.ts';

const LOOKS_A_LEASE = 10;
/** How often who waits is told how it stands. */
const TELL_EVERY_MS = 3_000;
/** How often the list of rooms is read for those that are gone. */
export const ROOMS_EVERY_MS = 1_000;

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

export type DeskHostDeps = PlayStateDeps &
  DeskOfficeDeps & {
    bus: Pick<Bus, 'onBack'>;
    store: PlayStore;
    clock: Clock;
    rooms: MatchRooms;
    /** False where the process is dead; its rooms may be listed still. */
    isAlive: (process: ProcessId) => boolean;
    /** In everybody's lists: who is not is named in none of matches either. */
    isPublic: (player: PlayerId) => boolean;
    /** What an ask needs of the database. Rejects while that is away. */
    load: (ask: Ask, queuers: readonly PlayerId[]) => Promise<Loaded>;
    /** Leases and store could not be reached; what else fails is a bug. */
    isAway: (error: unknown) => boolean;
    log: Pick<Log, 'info' | 'warn'>;
    failed: (error: unknown, where: string) => void;
  };

export class DeskHost {
  readonly #deps: DeskHostDeps;
  readonly #office: DeskOffice;
  #toldAt = 0;
  /** When it last could act, monotonic ms. */
  #actedAt = Number.NEGATIVE_INFINITY;
  #state: PlayState | undefined;
  /** It knows nothing of what was but what these processes have told. */
  #isNew = false;
  readonly #told = new Set<ProcessId>();
  #looking: Promise<void> | undefined;
  /** A look has, for another reason than that leases or store are away, and none has worked since. */
  #hasFailed = false;
  #isStopped = false;
  /** Takes no more asks: only what rooms report. */
  #isClosed = false;
  #lost = new LostRooms();
  /** What is being stored: the next desk finds all of it. */
  readonly #writes = new Set<Promise<void>>();
  #timers: NodeJS.Timeout[] = [];

  constructor(deps: DeskHostDeps) {
    this.#deps = deps;
    this.#office = new DeskOffice(deps, {
      takeOver: (isNew) => this.#takeOver(isNew),
      values: () => (this.#state ? keptValues(this.#state.stored()) : []),
      drop: () => this.#drop(),
    });
    deps.bus.subscribe(ASKS, (message) => void this.#hear(message));
    deps.bus.subscribe(OFFICE, (message) => readOffice(message)?.isOver && void this.look());
    deps.bus.onBack(() => this.#back());
  }

  get isInOffice(): boolean {
    return this.#acting !== undefined;
  }

  /** Undefined where this process does not run the desk now. For operators. */
  factsOf(player: PlayerId): DeskFacts | undefined {
    return this.#acting?.factsOf(player, this.#deps.clock.wall());
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

  /** For good: another takes office at its next look. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const timer of this.#timers) clearInterval(timer);
    await this.#looking;
    await Promise.all(this.#writes);
    this.#state = undefined;
    await this.#office.leave();
  }

  /** Whether this process has, or can have, the office. Asked again meanwhile, it is the same look. Never rejects. */
  look(): Promise<void> {
    if (this.#isStopped) return Promise.resolve();
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  /** Matches whose process died, or whose room is gone for another reason, are over. Never rejects. */
  async lookForRooms(): Promise<void> {
    const { rooms, isAlive, clock, log, failed } = this.#deps;
    try {
      const state = this.#acting;
      if (!state) return;
      this.#mindTheGap(state);
      const matches = state.desk.matches.withRoom();
      if (matches.length === 0) return;
      const processes = await rooms.processes().catch(() => undefined);
      if (!processes || state !== this.#acting) return;
      const living = new Set([...processes].flatMap(([matchId, process]) => (isAlive(process) ? matchId : [])));
      for (const matchId of this.#lost.findLost(matches, living, clock.now())) {
        log.warn({ matchId }, 'the room of a match is gone');
        state.desk.matches.closed(matchId, clock.wall());
      }
      this.#carry(state);
    } catch (error) {
      failed(error, 'desk.rooms');
    }
  }

  /** What is due, and who fits together. Never throws. */
  tick(): void {
    const state = this.#acting;
    if (!state || this.#isClosed) return;
    try {
      const now = this.#deps.clock.wall();
      this.#mindTheGap(state);
      state.tick(now);
      if (now - this.#toldAt >= TELL_EVERY_MS) {
        this.#toldAt = now;
        state.desk.tellQueues(now);
      }
      this.#carry(state);
    } catch (error) {
      if (!this.#hasFailed) this.#deps.failed(error, 'desk');
    }
  }

  /** The desk that is in office here, now. */
  get #acting(): PlayState | undefined {
    return !this.#isStopped && this.#office.isHeld ? this.#state : undefined;
  }

  async #look(): Promise<void> {
    try {
      await this.#office.look();
      this.#hasFailed = false;
    } catch (error) {
      if (this.#deps.isAway(error)) return;
      // Once: without a Redis the store is the database, which may be away for hours of looks.
      if (!this.#hasFailed) this.#deps.failed(error, 'desk');
      this.#hasFailed = true;
    }
  }

  async #takeOver(isNew: boolean): Promise<void> {
    const { store, clock, log } = this.#deps;
    const state = new PlayState(this.#deps);
    state.restore(await storedPlay(store), clock.wall());
    this.#state = state;
    this.#isNew = isNew;
    this.#told.clear();
    this.#actedAt = clock.now();
    log.info({ ...state.desk.counts() }, 'this process runs the queue');
  }

  #drop(): void {
    if (this.#state) this.#deps.log.warn({}, 'this process no longer runs the queue');
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

  /** What was due while it could not act was not answered for a reason of ours, and rooms that it missed before may be back. */
  #mindTheGap(state: PlayState): void {
    const { clock } = this.#deps;
    const now = clock.now();
    const stoodStill = now - this.#actedAt > STALL_MS;
    this.#actedAt = now;
    if (!stoodStill) return;
    this.#lost = new LostRooms();
    state.excuse(clock.wall());
  }

  async #hear(message: unknown): Promise<void> {
    const asked = readAsked(message);
    const { failed } = this.#deps;
    if (!asked) return failed(new TypeError('an ask was not understood'), 'desk.ask');
    await this.#asked(asked).catch((error: unknown) => failed(error, 'desk.ask'));
  }

  async #asked({ id, from, request, expiresAt }: Asked): Promise<void> {
    const state = this.#acting;
    if (!state || expiresAt < this.#deps.clock.wall()) return;
    let answered: Answered;
    try {
      const outcome = await this.#do(state, request, from, expiresAt);
      answered = typeof outcome === 'string' ? { id, refusal: outcome } : { id, reply: outcome };
    } catch (error) {
      this.#deps.failed(error, 'desk.ask');
      answered = { id, refusal: 'server/error' };
    }
    // What a desk that has lost its office meanwhile has done counts for nothing.
    if (state !== this.#acting) return;
    // The answer before the news: who asked knows the ids that the news speak of.
    this.#deps.bus.publish(answersTo(from), answered);
    this.#carry(state);
  }

  async #do(state: PlayState, request: DeskRequest, from: ProcessId, expiresAt: number): Promise<Reply | PlayRefusal> {
    const { clock } = this.#deps;
    if ('resync' in request) {
      state.resync(request.resync, this.#isNew && !this.#told.has(from), clock.wall());
      this.#told.add(from);
      return { rows: state.desk.matches.rows().map((row) => this.#shown(row)) };
    }
    if ('report' in request) {
      state.report(request.report, clock.wall());
      return {};
    }
    return this.#answer(state, request, expiresAt);
  }

  /** What the database knows comes first, and while that is waited for others ask, desks change and patience ends. */
  async #answer(state: PlayState, { ask, name }: PlayerRequest, expiresAt: number): Promise<Reply | PlayRefusal> {
    const { load, clock } = this.#deps;
    const mayAnswer = () =>
      state === this.#acting && expiresAt >= clock.wall() && (!this.#isClosed || ask.type === 'sync');
    while (mayAnswer()) {
      const queuers = state.queuersOf(ask.player);
      const loaded = await load(ask, queuers);
      if (mayAnswer() && areSame(queuers, state.queuersOf(ask.player)))
        return state.ask(ask, loaded, clock.wall(), name);
    }
    return 'play/away';
  }

  /** What comes of a desk that has lost its office waits: it is its successor's to do, or its own when it has it again. */
  #carry(state: PlayState): void {
    if (state !== this.#acting) return;
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
    const write = this.#store(effect).then((isStored) => {
      if (isStored) return;
      this.#office.doubt();
      void this.look();
    });
    this.#writes.add(write);
    void write.then(() => this.#writes.delete(write));
  }

  /** Whether it is stored. Never rejects. */
  async #store(effect: StoreEffect): Promise<boolean> {
    const { store, isAway, failed } = this.#deps;
    const { type, kind, id } = effect;
    const { fence } = this.#office;
    try {
      if (fence === undefined) return false;
      return await (type === 'save' ? store.put(fence, kind, id, effect.value) : store.remove(fence, kind, id));
    } catch (error) {
      if (!isAway(error)) failed(error, `desk.${type}`);
      return false;
    }
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
    if (state !== this.#acting) return;
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
