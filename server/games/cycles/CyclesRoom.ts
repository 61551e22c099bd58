/**
 * Light-cycles: the match of shared/games/cycles, 20 steps a second, each patched at once. Players send `steer`
 * (timedTurns.ts) from the first countdown on; the autopilot steers for dropped players, a bot for those that left.
 */
import { randomInt } from 'node:crypto';
import { STRAIGHT, type Turn } from '../../../shared/games/cycles/arena.ts';
import { type Game, newGame, type Rider, STAGES, step } from '../../../shared/games/cycles/game.ts';
import { pilotTurn } from '../../../shared/games/cycles/pilot/pilot.ts';
import { rankingOf } from '../../../shared/games/cycles/ranking.ts';
import { CyclesRecorder } from '../../../shared/games/cycles/replay.ts';
import { ROUNDS, TICKS_PER_S } from '../../../shared/games/cycles/rules.ts';
import { CyclesState, PILOTS, RiderState } from '../../../shared/games/cycles/state.ts';
import { packSummary } from '../../../shared/games/cycles/summary.ts';
import { Steer, TimedTurns } from '../../../shared/games/cycles/timedTurns.ts';
import type { MatchProgress } from '../../../shared/playProtocol.ts';
import type { Seat } from '../../domain/play/matchSeats.ts';
import { MatchRoom, type Move } from '../../match/MatchRoom.ts';

/** Starts repeat after so many rounds, with 2, 3 and 4 seats alike: a random shift favours no seat. */
const SHIFTS = 12;
/** Plays for players that left: neither a gift to the others nor a punishment. */
const LEAVERS_BOT = 'medium';

export class CyclesRoom extends MatchRoom<CyclesState> {
  override state = new CyclesState();
  override messages = {
    steer: this.move(Steer, { burst: 40, perMinute: 60 * TICKS_PER_S }, ({ seat, input }: Move<Steer>) =>
      this.#turns[seat.index]?.add(input, this.state.clock) ? {} : 'request/notAllowed',
    ),
  };
  #turns: readonly TimedTurns[] = [];
  /** By index: seats that have turned in a race. */
  readonly #steered = new Set<number>();
  #game: Game | undefined;
  #recorder: CyclesRecorder | undefined;

  /** Hz. */
  protected get pace(): number {
    return TICKS_PER_S;
  }

  protected override onMatchStart(seats: readonly Seat[]): void {
    const shift = randomInt(SHIFTS);
    const game = newGame(seats.length, shift);
    this.#recorder = new CyclesRecorder(seats.length, shift);
    this.#game = game;
    this.#turns = seats.map(() => new TimedTurns());
    this.state.clock = 0;
    for (const _ of seats) this.state.riders.push(new RiderState());
    this.#show(game);
    this.setFixedTimestep(() => this.#step(game), this.pace);
    // Only now: until the timestep is set, Colyseus ticks the clock with the patches. Each step is patched by itself.
    this.patchRate = null;
  }

  protected override progress(): MatchProgress | undefined {
    const game = this.#game;
    return game && { at: Math.min(game.played + 1, ROUNDS), scores: game.riders.map(({ wins }) => wins) };
  }

  protected override summary(): Uint8Array | undefined {
    return this.#game && packSummary(this.#game);
  }

  protected override replay(): Uint8Array | undefined {
    return this.#recorder?.bytes;
  }

  #step(game: Game): void {
    if (this.phase !== 'running') return;
    const turns = this.seats.map((seat) => this.#turnOf(seat, game));
    this.#recorder?.add(turns);
    step(game, turns);
    // Before everybody has steered, nobody has raced.
    if (this.seats.every(({ index, state }) => state.is === 'gone' || state.is === 'bot' || this.#steered.has(index)))
      this.played();
    this.state.clock += 1;
    this.#show(game);
    this.broadcastPatch();
    if (game.stage === 'over') this.finish(rankingOf(game).map((tie) => tie.map((index) => this.seats[index] as Seat)));
  }

  #turnOf(seat: Seat, game: Game): Turn {
    const turns = this.#turns[seat.index] as TimedTurns;
    const { clock } = this.state;
    if (seat.state.is === 'here') {
      const turn = turns.take(clock);
      if (turn !== STRAIGHT && game.stage === 'racing') this.#steered.add(seat.index);
      return turn;
    }
    turns.drop(clock);
    const pilot = seat.state.is === 'dropped' ? 'autopilot' : (seat.bot ?? LEAVERS_BOT);
    return pilotTurn(game, seat.index, pilot, Math.random);
  }

  #show(game: Game): void {
    const { state } = this;
    state.stage = STAGES.indexOf(game.stage);
    state.played = game.played;
    state.tick = game.tick;
    for (const [index, shown] of state.riders.entries()) {
      const seat = this.seats[index] as Seat;
      showRider(shown, game.riders[index] as Rider, this.#turns[index] as TimedTurns, pilotOf(seat));
    }
  }
}

const pilotOf = ({ state }: Seat): (typeof PILOTS)[number] =>
  state.is === 'here' ? 'player' : state.is === 'dropped' ? 'autopilot' : 'bot';

function showRider(shown: RiderState, rider: Rider, turns: TimedTurns, pilot: (typeof PILOTS)[number]): void {
  const { trail, ...numbers } = rider;
  const { ackSeq, ackClock, slack } = turns;
  Object.assign(shown, numbers, { ackSeq, ackClock, slack, pilot: PILOTS.indexOf(pilot) });
  if (trail.length < shown.trail.length) shown.trail.clear();
  for (const corner of trail.slice(shown.trail.length)) shown.trail.push(corner);
}
