/**
 * A whole match of light-cycles as its inputs: the seats, the shift, and every turn with its tick. Played back by the same
 * rules it ends in the same state. A turn takes one or two bytes: about a kilobyte for a duel. Pure.
 */
import { isDirection, type Turn } from './arena.ts';
import { type Game, newGame, step } from './game.ts';
import { COUNTDOWN_TICKS, PAUSE_TICKS, REPLAYS_MAX, ROUND_TICKS_MAX, ROUNDS, SEATS_MAX, SEATS_MIN } from './rules.ts';

/** More than this is no match that can be played, or one that is not worth its bytes. */
export const REPLAY_MAX_BYTES = 16 * 1024;
const TICKS_MAX = (ROUNDS + REPLAYS_MAX) * (COUNTDOWN_TICKS + ROUND_TICKS_MAX + PAUSE_TICKS + 2);
const SHIFT_MAX = 0x7f;

type TurnAt = { readonly tick: number; readonly seat: number; readonly turn: Turn };
export type CyclesReplay = {
  readonly seats: number;
  readonly shift: number;
  /** The match ended after so many steps. */
  readonly ticks: number;
  readonly turns: readonly TurnAt[];
};

/** Writes down what a room feeds to `step`. */
export class CyclesRecorder {
  readonly #turns: TurnAt[] = [];
  readonly #seats: number;
  readonly #shift: number;
  #ticks = 0;

  constructor(seats: number, shift: number) {
    this.#seats = seats;
    this.#shift = shift;
  }

  /** `turns`: of this step, by seat. */
  add(turns: readonly Turn[]): void {
    for (const [seat, turn] of turns.entries())
      if (isDirection(turn)) this.#turns.push({ tick: this.#ticks, seat, turn });
    this.#ticks += 1;
  }

  /** Undefined where it is too long to be kept. */
  get bytes(): Uint8Array | undefined {
    const packed = packReplay({ seats: this.#seats, shift: this.#shift, ticks: this.#ticks, turns: this.#turns });
    return packed.length > REPLAY_MAX_BYTES ? undefined : packed;
  }
}

export function packReplay({ seats, shift, ticks, turns }: CyclesReplay): Uint8Array {
  const bytes = [seats, shift, ...numberBytes(ticks)];
  let last = 0;
  for (const { tick, seat, turn } of turns) {
    bytes.push(...numberBytes(((tick - last) << 4) | (seat << 2) | turn));
    last = tick;
  }
  return Uint8Array.from(bytes);
}

/** Undefined for anything that `packReplay` cannot have made. */
export function unpackReplay(bytes: Uint8Array): CyclesReplay | undefined {
  const [seats = 0, shift = SHIFT_MAX + 1] = bytes;
  const numbers = numbersOf(bytes.subarray(2));
  const ticks = numbers?.[0];
  if (seats < SEATS_MIN || seats > SEATS_MAX || shift > SHIFT_MAX || !numbers || ticks === undefined) return undefined;
  if (ticks > TICKS_MAX || bytes.length > REPLAY_MAX_BYTES) return undefined;
  const turns: TurnAt[] = [];
  let tick = 0;
  for (const number of numbers.slice(1)) {
    tick += number >> 4;
    const seat = (number >> 2) & 3;
    if (tick >= ticks || seat >= seats) return undefined;
    turns.push({ tick, seat, turn: number & 3 });
  }
  return { seats, shift, ticks, turns };
}

/** The match after so many of its steps; all of them where `until` is left out. */
export function replayed({ seats, shift, ticks, turns }: CyclesReplay, until = ticks): Game {
  const game = newGame(seats, shift);
  let at = 0;
  for (let tick = 0; tick < Math.min(until, ticks); tick++) {
    const made: Turn[] = [];
    for (let next = turns[at]; next?.tick === tick; next = turns[++at]) made[next.seat] = next.turn;
    step(game, made);
  }
  return game;
}

/** Seven bits a byte, the lowest first; the eighth says that more follow. */
function numberBytes(number: number): number[] {
  const bytes: number[] = [];
  let rest = number;
  for (; rest > 0x7f; rest >>= 7) bytes.push((rest & 0x7f) | 0x80);
  return [...bytes, rest];
}

function numbersOf(bytes: Uint8Array): number[] | undefined {
  const numbers: number[] = [];
  let [number, shift] = [0, 0];
  for (const byte of bytes) {
    if (shift > 21) return undefined;
    number |= (byte & 0x7f) << shift;
    if (byte & 0x80) shift += 7;
    else {
      numbers.push(number);
      [number, shift] = [0, 0];
    }
  }
  return shift === 0 ? numbers : undefined;
}
