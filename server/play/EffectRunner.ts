/** Carries out what the desk decided: pushes news, stores, opens and closes rooms, reserves seats. */
import type { ProcessId } from '../../shared/ids.ts';
import type { MatchReservation } from '../../shared/playProtocol.ts';
import type { DeskEffect, MatchPlan } from '../domain/play/deskEffects.ts';
import type { Log } from '../log.ts';
import type { Bus, Clock, PlayStore } from '../ports.ts';
import type { DeskOffice } from './DeskOffice.ts';
import { NEWS, type NewsItem } from './deskMessages.ts';
import type { PlayEffect, PlayState } from './PlayState.ts';

type SeatEffect = Extract<DeskEffect, { type: 'seat' }>;
type RoomEffect = Extract<DeskEffect, { type: 'open' | 'seat' | 'close' }>;
type StoreEffect = Extract<PlayEffect, { type: 'save' | 'forget' }>;

export type MatchRooms = {
  /** Idempotent per match id. Rejects where the room could not be made. */
  open(plan: MatchPlan): Promise<void>;
  /** Undefined where the room has no seat to give. */
  seat(seat: SeatEffect): Promise<MatchReservation | undefined>;
  close(matchId: string): Promise<void>;
  /** The process of each match's room, as far as rooms are listed. */
  processes(): Promise<ReadonlyMap<string, ProcessId>>;
};

export type EffectRunnerDeps = {
  bus: Bus;
  store: PlayStore;
  clock: Clock;
  rooms: MatchRooms;
  /** Leases and store could not be reached; any other error is a bug. */
  isAway: (error: unknown) => boolean;
  log: Log;
  failed: (error: unknown, where: string) => void;
};

export class EffectRunner {
  readonly #deps: EffectRunnerDeps;
  readonly #office: DeskOffice;
  readonly #isActing: (state: PlayState) => boolean;
  readonly #markUnsaved: () => void;
  readonly #writes = new Set<Promise<void>>();

  /** `isActing`: the state is that of the desk in office here. `markUnsaved`: something could not be stored. */
  constructor(
    deps: EffectRunnerDeps,
    office: DeskOffice,
    isActing: (state: PlayState) => boolean,
    markUnsaved: () => void,
  ) {
    this.#deps = deps;
    this.#office = office;
    this.#isActing = isActing;
    this.#markUnsaved = markUnsaved;
  }

  /** Effects of a desk that has lost its office wait: for its successor, or until it has the office again. */
  run(state: PlayState): void {
    if (!this.#isActing(state)) return;
    const items: NewsItem[] = [];
    for (const effect of state.takeEffects()) {
      switch (effect.type) {
        case 'listed':
        case 'relisted':
        case 'push':
        case 'activity':
          items.push(effect);
          break;
        case 'outdated': {
          const { type: _, ...what } = effect;
          this.#deps.log.warn(what, 'what was stored is of a mode that there is no more, and is forgotten');
          break;
        }
        case 'found': {
          const { type: _, quality, reasons, ...match } = effect;
          this.#deps.log.info({ ...match, ...quality, ...reasons }, 'a match was found');
          break;
        }
        case 'save':
        case 'forget':
          this.#write(effect);
          break;
        default:
          void this.#act(state, effect).catch((error: unknown) => this.#deps.failed(error, `desk.${effect.type}`));
      }
    }
    if (items.length > 0) this.#deps.bus.publish(NEWS, { items });
  }

  /** Resolves when everything is stored, so that the next desk finds it. */
  async written(): Promise<void> {
    await Promise.all(this.#writes);
  }

  #write(effect: StoreEffect): void {
    const write = this.#store(effect).then((isStored) => {
      if (!isStored) this.#markUnsaved();
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
        return rooms.close(effect.matchId).catch(this.#logFailure('close', effect.matchId));
      case 'open': {
        const { matchId } = effect.plan;
        const isOpen = await rooms.open(effect.plan).then(() => true, this.#logFailure('open', matchId));
        state.desk.matches.opened(matchId, isOpen === true, clock.wall());
        return this.run(state);
      }
      case 'seat':
        return this.#seat(state, effect);
    }
  }

  async #seat(state: PlayState, seat: SeatEffect): Promise<void> {
    const { matchId, mode, role, playerId } = seat;
    const reservation = await this.#deps.rooms.seat(seat).catch(this.#logFailure('seat', matchId));
    if (!this.#isActing(state)) return;
    if (reservation) {
      const payload = { matchId, mode, role, reservation };
      const items: NewsItem[] = [{ type: 'push', to: playerId, push: 'matchReady', payload }];
      this.#deps.bus.publish(NEWS, { items });
    } else if (role === 'player') {
      state.desk.matches.seatMissed(matchId, [playerId], true, this.#deps.clock.wall());
      this.run(state);
    }
  }

  /** The match goes on without what failed: because its room's process does not answer, or by a mistake of ours. */
  #logFailure(what: keyof MatchRooms, matchId: string): (error: unknown) => undefined {
    return (error) => {
      this.#deps.log.warn({ what, matchId, err: error }, 'the room of a match failed');
    };
  }
}
