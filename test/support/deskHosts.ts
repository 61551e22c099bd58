/**
 * Several processes in one, each with a host of the desk and a client of it. They share one bus, one record of leases
 * and one store, each of which can be lost. Tests trigger looks and ticks.
 */
import assert from 'node:assert/strict';
import { type Hub, MemoryBus } from '../../server/cluster/MemoryBus.ts';
import { MemoryLeases } from '../../server/cluster/MemoryLeases.ts';
import type { StoredMatch } from '../../server/domain/play/deskEffects.ts';
import { DeskHost } from '../../server/play/DeskHost.ts';
import type { Ask } from '../../server/play/deskMessages.ts';
import type { MatchRooms } from '../../server/play/EffectRunner.ts';
import { Play } from '../../server/play/Play.ts';
import type { Lease, Leases, PlayStore } from '../../server/ports.ts';
import { asPlayerId, asProcessId, type PlayerId, type ProcessId } from '../../shared/ids.ts';
import type { PlayPushes } from '../../shared/playProtocol.ts';
import type { PlayStatus } from '../../shared/status.ts';
import { CutBus } from './CutBus.ts';
import { eventually } from './eventually.ts';
import { memoryStore } from './memoryStore.ts';
import { TestClock } from './testClock.ts';

export const LEASE_MS = 1_000;
/** Real time that a process waits for the desk's answer: longer than any machine is held up, or until a missing answer. */
const PATIENCE_MS = 20_000;
export const SHORT_PATIENCE_MS = 400;
type Wish = Ask extends infer One ? (One extends Ask ? Omit<One, 'player'> : never) : never;

class Away extends Error {}

export class World {
  readonly clock = new TestClock();
  readonly hub: Hub = new Set();
  leases = new MemoryLeases(this.clock);
  store = memoryStore().play;
  readonly pushes: { to: PlayerId; push: keyof PlayPushes; payload: unknown }[] = [];
  readonly playStatuses = new Map<PlayerId, PlayStatus | undefined>();
  readonly opened: string[] = [];
  /** By match. */
  readonly rooms = new Map<string, ProcessId>();
  readonly dead = new Set<ProcessId>();
  readonly log: Record<string, unknown>[] = [];
  readonly errors: unknown[] = [];
  readonly processes: Process[] = [];
  /** Players the desk's process has not heard of. */
  readonly unheard = new Set<PlayerId>();
  ids = 0;
  isStoreAway = false;
  /** Loads from the database wait for this. */
  loading: Promise<void> | undefined;
  loads = 0;
  readonly warnings: Record<string, unknown>[] = [];
  /** Lists of rooms and players throw, as with a bug. */
  isBroken = false;
  /** The call to rooms that rejects. */
  failing: keyof MatchRooms | undefined;
  readonly patienceMs: number;

  constructor(patienceMs = PATIENCE_MS) {
    this.patienceMs = patienceMs;
  }

  /** Empties the leases and the desk's store. */
  lose(): void {
    this.leases = new MemoryLeases(this.clock);
    this.store = memoryStore().play;
  }

  async end(): Promise<void> {
    for (const { bus, host, play } of this.processes) {
      play.stop();
      await host.stop();
      await bus.close();
    }
  }

  awaitPush = <Type extends keyof PlayPushes>(to: string, push: Type): Promise<PlayPushes[Type]> =>
    eventually(() => {
      const payload = this.last(to, push);
      assert.ok(payload, `${to} was told of ${push}`);
      return payload;
    });

  last = <Type extends keyof PlayPushes>(to: string, push: Type): PlayPushes[Type] | undefined =>
    this.pushes.findLast((one) => one.to === to && one.push === push)?.payload as PlayPushes[Type] | undefined;
}

export class Process {
  readonly id: ProcessId;
  readonly bus: CutBus;
  readonly host: DeskHost;
  readonly play: Play;
  /** Includes the desk's store. */
  areLeasesAway = false;
  /** Calls to leases and store wait for this. */
  answers: Promise<unknown> = Promise.resolve();
  /** The running matches that the process reports to a new desk. */
  readonly standing: StoredMatch[] = [];
  /** The local players and their shown play status. */
  readonly shown = new Map<PlayerId, PlayStatus | undefined>();

  constructor(name: string, world: World) {
    const id = asProcessId(name);
    this.id = id;
    const failed = (error: unknown) => void world.errors.push(error);
    this.bus = new CutBus(new MemoryBus(failed, world.hub));
    const newId = () => `${name}${++world.ids}`;
    const asked = async <T>(act: () => Promise<T>) => {
      await this.answers;
      if (this.areLeasesAway) throw new Away();
      return act();
    };
    const leases: Leases = {
      acquire: (lease: string, ms: number) => asked(() => world.leases.acquire(lease, ms)),
      renew: (lease: Lease, ms: number) => asked(() => world.leases.renew(lease, ms)),
      release: (lease: Lease) => asked(() => world.leases.release(lease)),
      list: (prefix: string) => asked(() => world.leases.list(prefix)),
      close: async () => {},
    };
    const store: PlayStore = {
      fence: () => asked(() => world.store.fence()),
      claim: (...args) => asked(() => world.store.claim(...args)),
      replace: (...args) => asked(() => world.store.replace(...args)),
      put: (...args) => asked(() => world.store.put(...args)),
      remove: (...args) => asked(() => world.store.remove(...args)),
      all: (...args) => asked(() => world.store.all(...args)),
    };
    this.host = new DeskHost({
      process: id,
      bus: this.bus,
      leases,
      leaseMs: LEASE_MS,
      store,
      clock: world.clock,
      acceptMs: 20_000,
      newId,
      newCode: () => 'ABCDEF',
      whereabouts: () => 'here',
      isBusy: () => false,
      seen: (player) => (world.unheard.has(player) ? undefined : { id: player, name: player, emblem: 0 }),
      rooms: this.#rooms(world),
      isAlive: (process) => !world.dead.has(process),
      subjectOf: (player) => {
        if (world.isBroken) throw new Error('a bug');
        return { id: player, visibility: player.startsWith('hidden') ? 'nobody' : 'everyone' };
      },
      load: async (_, ids) => {
        if (world.isStoreAway) throw new Error('the store is away');
        world.loads += 1;
        await world.loading;
        const queuers = ids.map((one) => ({ id: one, name: one, emblem: 0, mu: 25, sigma: 8, blocks: [], recent: [] }));
        return { queuers, blocks: new Map() };
      },
      isAway: (error) => error instanceof Away,
      log: {
        info: (facts: object, text: string) => void world.log.push({ ...facts, text }),
        warn: (facts: object, text: string) => void world.warnings.push({ ...facts, text }),
      } as never,
      failed,
    });
    const localPlayers = {
      setPlayStatus: (player: PlayerId, playStatus: PlayStatus | undefined) => {
        world.playStatuses.set(player, playStatus);
        if (this.shown.has(player)) this.shown.set(player, playStatus);
      },
      playStatuses: () => [...this.shown].map(([player, playStatus]) => ({ id: player, activity: playStatus ?? null })),
      find: (player: PlayerId) => ({ id: player, name: player, emblem: 0, sessions: new Map() }),
    };
    const push = (to: PlayerId, type: keyof PlayPushes, payload: unknown) =>
      void world.pushes.push({ to, push: type, payload });
    const pushToAll = (all: Iterable<PlayerId>, type: keyof PlayPushes, payload: unknown) => {
      for (const to of all) push(to, type, payload);
    };
    const lobby = { push, pushToAll, localPlayers } as never;
    this.play = new Play({
      ...{ process: id, bus: this.bus, clock: world.clock, lobby, timeoutMs: world.patienceMs },
      standing: () => this.standing,
      matches: { keepNews: async () => {}, told: async () => {}, takeNews: async () => undefined },
      failed,
    });
    world.processes.push(this);
  }

  #rooms(world: World): MatchRooms {
    const rooms: MatchRooms = {
      open: async ({ matchId }) => {
        world.opened.push(matchId);
        world.rooms.set(matchId, this.id);
      },
      seat: async ({ matchId, playerId }) => ({
        name: 'cycles',
        sessionId: playerId,
        roomId: matchId,
        processId: this.id,
      }),
      close: async () => {},
      processes: async () => (world.isBroken ? ([null] as never) : world.rooms),
    };
    const failing = (what: string) => world.failing === what && Promise.reject(new Error(`no ${what}`));
    return Object.fromEntries(
      Object.entries(rooms).map(([what, act]) => [
        what,
        (arg: never) => failing(what) || (act as (arg: never) => unknown)(arg),
      ]),
    ) as MatchRooms;
  }

  /** Cuts the process off from the others and from shared storage. */
  cut(): void {
    this.bus.isUp = false;
    this.areLeasesAway = true;
  }
  mend(): void {
    this.areLeasesAway = false;
    this.bus.mend();
  }

  ask = (player: string, ask: Wish) => this.play.ask({ player: asPlayerId(player), ...ask } as Ask);
}
