/** A match of light-cycles without a server: runs the real game and sends its states as the room would. */

import { emblemFromId } from '../../shared/emblem.ts';
import { type Game, newGame, STAGES, step } from '../../shared/games/cycles/game.ts';
import { pilotTurn } from '../../shared/games/cycles/pilot/pilot.ts';
import { TICKS_PER_S } from '../../shared/games/cycles/rules.ts';
import { type CyclesState, PILOTS } from '../../shared/games/cycles/state.ts';
import { Steer, TimedTurns } from '../../shared/games/cycles/timedTurns.ts';
import type { SeatRow } from '../../shared/matchProtocol.ts';
import { seeded } from './players.ts';
import type { StoryMatch } from './storyMatch.ts';

/** `seat`: one's own; null for a spectator. */
export type CyclesStart = { seats: number; seat: number | null; seed?: number };

const NAMES = ['Zoë Ångström', '山田太郎', 'NeonDrake42', 'ليلى'];

export class CyclesStory {
  readonly #match: StoryMatch;
  #game: Game = newGame(2);
  #turns: TimedTurns[] = [];
  #random = seeded(1);
  #seat: number | null = null;
  #clock = 0;
  #timer: number | undefined;

  constructor(match: StoryMatch) {
    this.#match = match;
  }

  /** Nothing moves before `run` or `play`. */
  async open({ seats, seat, seed = 1 }: CyclesStart): Promise<void> {
    this.#game = newGame(seats);
    this.#turns = Array.from({ length: seats }, () => new TimedTurns());
    this.#random = seeded(seed);
    this.#seat = seat;
    await this.#match.open('cycles', seat === null ? 'spectator' : 'player');
    const rows = NAMES.slice(0, seats).map((name, at): SeatRow => {
      const isBot = at > 1 && at !== seat;
      const emblem = emblemFromId(isBot ? name : `p${at}`);
      return isBot
        ? { name, emblem, team: at, is: 'bot', bot: 'hard' }
        : { name, emblem, team: at, is: 'here', id: `p${at}`, rating: 1_171 + 27 * at };
    });
    const table = { matchId: 'm9', mode: 'cycles', phase: 'running', seats: rows, you: seat, spectators: 0 };
    this.#match.push('tableUpdated', table);
    this.#match.state(this.state, true);
  }

  run(ticks: number): void {
    for (let tick = 0; tick < ticks; tick++) this.#step();
    this.#match.state(this.state, false);
  }

  /** At the server's pace, from now on. */
  play(): void {
    this.#timer = window.setInterval(() => this.run(1), 1_000 / TICKS_PER_S);
  }

  pause(): void {
    window.clearInterval(this.#timer);
  }

  get state(): CyclesState {
    const { stage, played, tick, riders } = this.#game;
    const shown = riders.map((rider, seat) => {
      const { ackSeq, ackClock, slack } = this.#turns[seat] as TimedTurns;
      const pilot = seat > 1 && seat !== this.#seat ? 'bot' : 'player';
      return { ...rider, ackSeq, ackClock, slack, pilot: PILOTS.indexOf(pilot) };
    });
    return { clock: this.#clock, stage: STAGES.indexOf(stage), played, tick, riders: shown } as unknown as CyclesState;
  }

  #step(): void {
    for (const { type, input } of this.#match.asked.splice(0))
      if (type === 'steer' && this.#seat !== null) this.#turns[this.#seat]?.add(Steer.parse(input), this.#clock);
    const game = this.#game;
    const turns = game.riders.map((_, seat) =>
      seat === this.#seat ? this.#turns[seat]?.take(this.#clock) : pilotTurn(game, seat, 'hard', this.#random),
    );
    step(
      game,
      turns.map((turn) => turn ?? 4),
    );
    this.#clock += 1;
  }
}
