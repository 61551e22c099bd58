/**
 * Runs the desk at the process that holds its office (DeskOffice.ts): takes over what the last desk stored, answers
 * requests over the bus, and lets the EffectRunner run the effects. Every process has a host; one is in office.
 * Footprint: ten looks at the lease in its duration; in office one pass each MATCH_EVERY_MS; a request costs one reply,
 * and one message of news where it changed something.
 */
import type { PlayerId, ProcessId } from '../../shared/ids.ts';
import { MATCH_EVERY_MS, STALL_MS } from '../../shared/limits.ts';
import type { DeskFacts } from '../domain/play/deskFacts.ts';
import { LostRooms } from '../domain/play/lostRooms.ts';
import { DeskOffice, type DeskOfficeDeps } from './DeskOffice.ts';
import {
  type Answered,
  ASKS,
  type Ask,
  type Asked,
  answersTo,
  type DeskRefusal,
  type DeskRequest,
  OFFICE,
  type Reply,
  readAsked,
  readOfficeMessage,
} from './deskMessages.ts';
import { EffectRunner, type EffectRunnerDeps } from './EffectRunner.ts';
import { type Loaded, PlayState, type PlayStateDeps } from './PlayState.ts';
import { keptValues, storedPlay } from './storedPlay.ts';

const CHECKS_PER_LEASE = 10;
/** How often queued players get `queueUpdated`. */
const PUSH_QUEUES_EVERY_MS = 3_000;
/** How often the list of rooms is checked for missing ones. */
export const ROOMS_EVERY_MS = 1_000;

type PlayerRequest = Extract<DeskRequest, { ask: Ask }>;

export type DeskHostDeps = PlayStateDeps &
  DeskOfficeDeps &
  EffectRunnerDeps & {
    /** Loads from the database what a request needs. Rejects while it is away. */
    load: (ask: Ask, concerned: readonly PlayerId[]) => Promise<Loaded>;
  };

export class DeskHost {
  readonly #deps: DeskHostDeps;
  readonly #office: DeskOffice;
  readonly #effectRunner: EffectRunner;
  #queuesPushedAt = 0;
  /** Monotonic ms. */
  #actedAt = Number.NEGATIVE_INFINITY;
  #state: PlayState | undefined;
  /** The desk knows nothing of the last one's state, except what the processes in `#resyncedProcesses` have sent. */
  #isNew = false;
  readonly #resyncedProcesses = new Set<ProcessId>();
  #keepingOffice: Promise<void> | undefined;
  /** A try failed, was logged, and none has succeeded since. */
  #hasFailed = false;
  #isStopped = false;
  /** Takes no more requests, but still answers `sync`, `resync` and the reports of rooms. */
  #isClosed = false;
  #lost = new LostRooms();
  #timers: NodeJS.Timeout[] = [];

  constructor(deps: DeskHostDeps) {
    this.#deps = deps;
    this.#office = new DeskOffice(deps, {
      takeOver: (isNew) => this.#takeOver(isNew),
      values: () => (this.#state ? keptValues(this.#state.stored()) : []),
      drop: () => this.#drop(),
    });
    const markUnsaved = () => {
      this.#office.markUnsaved();
      void this.keepOffice();
    };
    this.#effectRunner = new EffectRunner(deps, this.#office, (state) => state === this.#acting, markUnsaved);
    deps.bus.subscribe(ASKS, (message) => void this.#receive(message));
    deps.bus.subscribe(OFFICE, (message) => readOfficeMessage(message)?.isOver && void this.keepOffice());
    deps.bus.onBack(() => this.#back());
  }

  get isInOffice(): boolean {
    return this.#acting !== undefined;
  }

  /** For operators. Undefined while another process runs the desk. */
  factsOf(player: PlayerId): DeskFacts | undefined {
    return this.#acting?.factsOf(player, this.#deps.clock.wall());
  }

  start(): void {
    this.#timers = [
      setInterval(() => void this.keepOffice(), this.#deps.leaseMs / CHECKS_PER_LEASE),
      setInterval(() => this.tick(), MATCH_EVERY_MS),
      setInterval(() => void this.endMatchesWithoutRoom(), ROOMS_EVERY_MS),
    ];
    void this.keepOffice();
  }

  /** From now on nothing new begins; rooms still report the matches that go on. */
  close(): void {
    this.#isClosed = true;
  }

  /** Leaves the office for good; another process takes it at its next look. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const timer of this.#timers) clearInterval(timer);
    await this.#keepingOffice;
    await this.#effectRunner.written();
    this.#state = undefined;
    await this.#office.leave();
  }

  /** Renews the office or tries to take it. Concurrent calls share one try. Never rejects. */
  keepOffice(): Promise<void> {
    if (this.#isStopped) return Promise.resolve();
    this.#keepingOffice ??= this.#tryKeepOffice().finally(() => {
      this.#keepingOffice = undefined;
    });
    return this.#keepingOffice;
  }

  /** Ends matches without a living room. Never rejects. */
  async endMatchesWithoutRoom(): Promise<void> {
    const { rooms, isAlive, isAway, clock, log, failed } = this.#deps;
    try {
      const state = this.#acting;
      if (!state) return;
      this.#excuseAfterStall(state);
      const matches = state.desk.matches.withRoom();
      if (matches.length === 0) return;
      const processes = await rooms.processes();
      if (state !== this.#acting) return;
      const living = new Set([...processes].flatMap(([matchId, process]) => (isAlive(process) ? matchId : [])));
      for (const matchId of this.#lost.findLost(matches, living, clock.now())) {
        log.warn({ matchId }, 'the room of a match is gone');
        state.desk.matches.closed(matchId, clock.wall());
      }
      this.#effectRunner.run(state);
    } catch (error) {
      if (!isAway(error)) failed(error, 'desk.rooms');
    }
  }

  /** Handles what is due, and forms matches; a closed desk keeps the list of matches up to date. Never throws. */
  tick(): void {
    const state = this.#acting;
    if (!state) return;
    try {
      const now = this.#deps.clock.wall();
      this.#excuseAfterStall(state);
      if (this.#isClosed) state.desk.matches.relist();
      else state.tick(now);
      if (!this.#isClosed && now - this.#queuesPushedAt >= PUSH_QUEUES_EVERY_MS) {
        this.#queuesPushedAt = now;
        state.desk.pushQueues(now);
      }
      this.#effectRunner.run(state);
    } catch (error) {
      if (!this.#hasFailed) this.#deps.failed(error, 'desk');
    }
  }

  get #acting(): PlayState | undefined {
    return !this.#isStopped && this.#office.isHeld ? this.#state : undefined;
  }

  async #tryKeepOffice(): Promise<void> {
    try {
      await this.#office.keep();
      this.#hasFailed = false;
    } catch (error) {
      if (this.#deps.isAway(error)) return;
      // Logged once: without Redis the store is the database, and each try fails while that is away.
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
    this.#resyncedProcesses.clear();
    this.#actedAt = clock.now();
    log.info({ ...state.desk.counts() }, 'this process runs the queue');
  }

  #drop(): void {
    if (this.#state) this.#deps.log.warn({}, 'this process no longer runs the queue');
    this.#state = undefined;
    this.#lost = new LostRooms();
  }

  /** Messages were lost in both directions while the bus was away. */
  #back(): void {
    const state = this.#state;
    if (!state) return;
    state.excuse(this.#deps.clock.wall());
    this.#effectRunner.run(state);
  }

  /** After a stall nobody is penalised for a late answer, and rooms that were missing may be back. */
  #excuseAfterStall(state: PlayState): void {
    const { clock } = this.#deps;
    const now = clock.now();
    const hasStalled = now - this.#actedAt > STALL_MS;
    this.#actedAt = now;
    if (!hasStalled) return;
    this.#lost = new LostRooms();
    state.excuse(clock.wall());
  }

  async #receive(message: unknown): Promise<void> {
    const asked = readAsked(message);
    const { failed } = this.#deps;
    if (!asked) return failed(new TypeError('a malformed request to the desk'), 'desk.ask');
    await this.#answerRequest(asked).catch((error: unknown) => failed(error, 'desk.ask'));
  }

  async #answerRequest({ id, from, request, expiresAt }: Asked): Promise<void> {
    const state = this.#state;
    if (!state || !(await this.#isInOfficeBy(expiresAt, state))) return;
    const outcome = await this.#outcomeOf(state, request, from, expiresAt).catch((error: unknown) => {
      this.#deps.failed(error, 'desk.ask');
      return 'server/error' as const;
    });
    const answered: Answered = typeof outcome === 'string' ? { id, refusal: outcome } : { id, reply: outcome };
    // Once another is in office, what this desk did counts for nothing.
    if (state !== this.#acting && !(await this.#isInOfficeBy(expiresAt, state))) return;
    // The answer comes before the news, so that the player knows the ids in it.
    this.#deps.bus.publish(answersTo(from), answered);
    this.#effectRunner.run(state);
  }

  async #outcomeOf(
    state: PlayState,
    request: DeskRequest,
    from: ProcessId,
    expiresAt: number,
  ): Promise<Reply | DeskRefusal> {
    const { clock } = this.#deps;
    if ('resync' in request) {
      state.resync(request.resync, this.#isNew && !this.#resyncedProcesses.has(from), clock.wall());
      this.#resyncedProcesses.add(from);
      return { rows: state.desk.matches.listed.rows() };
    }
    if ('report' in request) {
      state.report(request.report, clock.wall());
      return {};
    }
    return this.#answer(state, request, expiresAt);
  }

  /** Loads first, and again where the party changed meanwhile; gives up without the office or past the deadline. */
  async #answer(state: PlayState, { ask, ...sent }: PlayerRequest, expiresAt: number): Promise<Reply | DeskRefusal> {
    const { load, clock, failed } = this.#deps;
    const mayAnswer = async () =>
      (await this.#isInOfficeBy(expiresAt, state)) && (!this.#isClosed || ask.type === 'sync');
    while (await mayAnswer()) {
      const concerned = state.concernedBy(ask);
      const loaded = await load(ask, concerned).catch((error: unknown) => void failed(error, 'desk.load'));
      if (!loaded) return 'store/away';
      if ((await mayAnswer()) && `${concerned}` === `${state.concernedBy(ask)}`)
        return state.ask(ask, loaded, clock.wall(), sent);
    }
    return 'play/away';
  }

  /** Waits while this desk has lost its lease and no other is in office: nobody else answers its requests. */
  async #isInOfficeBy(expiresAt: number, state: PlayState): Promise<boolean> {
    while (state === this.#state && expiresAt >= this.#deps.clock.wall()) {
      if (state === this.#acting) return true;
      await this.#office.nextKept;
    }
    return false;
  }
}
