/** One simulated player: a LobbyClient without a roster, with habits and a network that can fail on command. */
import type { LobbyEvent } from '../client/net/events.ts';
import { LobbyClient } from '../client/net/LobbyClient.ts';
import type { SignedIn } from '../shared/protocol.ts';
import type { ChosenStatus, Status } from '../shared/status.ts';
import { type Departure, nextHabit, nextHabitInMs, nextWords } from './habits.ts';
import type { Names } from './names.ts';
import type { Ledger } from './play/Ledger.ts';
import { Playing, type PlayingDeps } from './play/Playing.ts';
import type { Random } from './random.ts';

export type BotDeps = {
  url: string;
  names: Names;
  random: Random;
  tally: BotTally;
  pace: number;
  /** Says a short word now and then; else does something else then. */
  isTalkative: boolean;
  /** For who plays. */
  play?: { ledger: Ledger; listedMatches: PlayingDeps['listedMatches']; peer: (self: Bot) => string | undefined };
};
/** Totals of all bots. */
export type BotTally = { joins: number; resumes: number; drops: number; leaves: number; errors: number };

/** How long a dropped bot may take to return for its goodbye. */
const COME_BACK_MS = 3_000;

const EXPECTED = new Set(['name/taken', 'request/tooMany', 'chat/muted', 'network']);

const TIMERS = {
  setTimeout: (callback: () => void, ms: number) => setTimeout(callback, ms),
  clearTimeout: (timer: ReturnType<typeof setTimeout> | number | undefined) => clearTimeout(timer),
};

export class Bot {
  readonly #deps: BotDeps;
  readonly #client: LobbyClient;
  readonly playing: Playing | undefined;
  #session: SignedIn | undefined;
  #status: Status | undefined;
  #isOffline = false;
  #isResuming = false;
  #isOver = false;
  #habit: ReturnType<typeof setTimeout> | undefined;
  #return: ReturnType<typeof setTimeout> | undefined;

  constructor(deps: BotDeps) {
    this.#deps = deps;
    this.#client = new LobbyClient({
      endpoint: deps.url,
      // Each bot has its own token; bots share only the process.
      session: {
        load: () => this.#session,
        save: (session) => {
          this.#session = session;
        },
      },
      now: () => performance.now(),
      timers: TIMERS,
      random: deps.random,
      name: deps.names.next(),
      roster: false,
      fetch: (...args) => (this.#isOffline ? Promise.reject(new TypeError('no network')) : fetch(...args)),
    });
    this.#client.subscribe((event) => this.#heard(event));
    this.playing = deps.play && this.#player(deps.play);
  }

  /** The player's id; undefined before the first sign-in. */
  get id(): string | undefined {
    return this.#session?.user.id;
  }

  get where(): 'online' | 'dropped' | 'outside' {
    const { kind } = this.#client.link;
    return kind === 'online' ? 'online' : kind === 'reconnecting' ? 'dropped' : 'outside';
  }

  get isAway(): boolean {
    return this.where === 'online' && this.#status === 'away';
  }

  /** Chooses a status now; false if the server did not accept it. The bot's habits may change it later. */
  async choose(status: ChosenStatus): Promise<boolean> {
    return (await this.#client.request('setStatus', { status })).ok;
  }

  arrive(): void {
    if (this.#isOver) return;
    this.#client.reportActivity(true, 0);
    if (this.#client.link.kind === 'closed') this.#client.retryNow();
    else this.#client.start();
    this.playing?.pageBack();
  }

  /** Leaves or drops as the departure says, and returns by itself. */
  depart({ how, backInMs }: Departure): void {
    if (this.where !== 'online' || this.#isOver) return;
    clearTimeout(this.#return);
    if (how === 'drop') {
      this.#isOffline = true;
      this.#client.networkOffline();
    } else {
      this.#deps.tally.leaves += 1;
      this.playing?.pageGone(how === 'reload');
      this.#client.leaveNow();
    }
    this.#return = setTimeout(() => {
      this.#isOffline = false;
      if (how === 'drop') this.#client.networkOnline();
      else this.arrive();
    }, backInMs);
  }

  /** Leaves for good. A dropped bot returns first to say goodbye, so that the server holds no seat for it. */
  async stop(): Promise<void> {
    this.#isOver = true;
    this.playing?.stop();
    clearTimeout(this.#habit);
    clearTimeout(this.#return);
    if (this.where === 'dropped') {
      this.#isOffline = false;
      this.#client.networkOnline();
      await this.#settled();
    }
    await this.#client.leave();
  }

  #player({ ledger, listedMatches, peer }: NonNullable<BotDeps['play']>): Playing {
    const { random, pace, tally } = this.#deps;
    return new Playing({
      ...{ client: this.#client, random, pace, ledger, listedMatches },
      self: () => this.id,
      peer: () => peer(this),
      depart: ({ how, backInMs }) => this.depart({ how, backInMs: backInMs / pace }),
      failed: () => {
        tally.errors += 1;
      },
    });
  }

  /** Resolves when the attempt to return is over, or takes too long. */
  async #settled(): Promise<void> {
    let unsubscribe = (): void => {};
    const isOver = new Promise<void>((resolve) => {
      unsubscribe = this.#client.subscribe(() => this.where !== 'dropped' && resolve());
    });
    await Promise.race([isOver, new Promise((resolve) => setTimeout(resolve, COME_BACK_MS))]);
    unsubscribe();
  }

  #heard(event: LobbyEvent): void {
    const { tally } = this.#deps;
    this.playing?.handle(event);
    if (event.type === 'selfUpdated') this.#status = event.payload.status;
    if (event.type === 'welcomed') {
      this.#status = event.payload.self.status;
      if (this.#isResuming) tally.resumes += 1;
      else tally.joins += 1;
      this.#isResuming = false;
      this.#live();
    }
    if (event.type !== 'linkChanged' || event.link.kind === 'online') return;
    clearTimeout(this.#habit);
    const { link } = event;
    if (link.kind === 'reconnecting' && !this.#isResuming) {
      this.#isResuming = true;
      tally.drops += 1;
      // The bot did not cause this drop.
      if (!this.#isOffline) tally.errors += 1;
    }
    if (link.kind === 'connecting') this.#isResuming = false;
    if (link.kind === 'waiting' && !this.#isOffline) tally.errors += 1;
    if (link.kind === 'closed' && link.why !== 'left') tally.errors += 1;
  }

  #live(): void {
    clearTimeout(this.#habit);
    this.#habit = setTimeout(() => void this.#act(), nextHabitInMs(this.#deps.random) / this.#deps.pace);
  }

  async #act(): Promise<void> {
    const habit = nextHabit(this.#deps.random);
    this.#client.reportActivity(habit.do !== 'rest', 0);
    if (habit.do === 'status') this.#count(await this.#client.request('setStatus', { status: habit.status }));
    if (habit.do === 'talk' && this.#deps.isTalkative) {
      this.#count(await this.#client.request('sendChat', { channel: 'shard', text: nextWords(this.#deps.random) }));
    }
    if (habit.do === 'rename') this.#count(await this.#client.request('setName', { name: this.#deps.names.next() }));
    if (this.where === 'online' && !this.#isOver) this.#live();
  }

  /** Refusals that real players meet too are no errors; a lost link is counted elsewhere. */
  #count(answer: { ok: true } | { ok: false; refusal: string }): void {
    if (!answer.ok && !EXPECTED.has(answer.refusal)) this.#deps.tally.errors += 1;
  }
}
