/**
 * Predicts a player's own head. Pure: the client calls `tick()` at the pace of its lead (lead.ts), sends what it
 * returns, and passes in each state. Only a late turn, or an obstacle that only the server knew, needs a correction.
 */
import { STRAIGHT, type Turn } from './arena.ts';
import { advance, type Head } from './head.ts';
import type { Steer } from './timedTurns.ts';
import { queueTurn, takeTurn } from './turnQueue.ts';

type Cell = { readonly x: number; readonly y: number };
type IsBlocked = (x: number, y: number) => boolean;
/** A state's clock and the own rider in it. */
export type ReceivedRider = { clock: number; rider: Head & { ackSeq: number } };

export class Prediction {
  /** The head after `clock` steps of the match. */
  readonly head: Head;
  clock: number;
  /** The cells from the rider's place in the latest state, excluded, to the predicted head. */
  readonly path: Cell[] = [];
  #isBlocked: IsBlocked;
  #seq: number;
  /** Turns the server has not acknowledged, in order. */
  #made: Steer[] = [];
  readonly #pressed: Turn[] = [];

  constructor({ clock, rider }: ReceivedRider, isBlocked: IsBlocked) {
    this.head = headOf(rider);
    this.clock = clock;
    this.#seq = rider.ackSeq;
    this.#isBlocked = isBlocked;
  }

  /** The head's direction after the waiting turns. */
  get heading(): Turn {
    return this.#pressed.at(-1) ?? this.head.dir;
  }

  /** Queues a turn for the next ticks. */
  press(turn: Turn): void {
    queueTurn(this.#pressed, turn, this.head);
  }

  /** Runs one step. Returns the input to send, if any; with `isProbe` always one (STRAIGHT only measures the lead). */
  tick(isProbe = false): Steer | undefined {
    const turn = takeTurn(this.#pressed);
    const steer = turn !== STRAIGHT || isProbe ? { seq: ++this.#seq, clock: this.clock, turn } : undefined;
    if (steer) this.#made.push(steer);
    this.#advance(this.head, turn);
    this.clock += 1;
    return steer;
  }

  /** Applies a state of the server. Returns true if the predicted head was wrong. */
  reconcile({ clock, rider }: ReceivedRider, isBlocked: IsBlocked): boolean {
    this.#isBlocked = isBlocked;
    this.#made = this.#made.filter(({ seq }) => seq > rider.ackSeq);
    const head = headOf(rider);
    const left = [...this.#made];
    this.path.length = 0;
    for (let at = clock; at < this.clock; at++) this.#advance(head, takeDue(left, at));
    if (clock > this.clock) this.clock = clock;
    const isSame = head.x === this.head.x && head.y === this.head.y && head.isAlive === this.head.isAlive;
    Object.assign(this.head, head);
    return !isSame;
  }

  #advance(head: Head, turn: Turn): void {
    const { x, y } = head;
    advance(head, turn, this.#isBlocked);
    if (head.x !== x || head.y !== y) this.path.push({ x: head.x, y: head.y });
  }
}

/** Takes turns by the same rule as TimedTurns. */
function takeDue(made: Steer[], clock: number): Turn {
  while (made[0] && made[0].clock <= clock) {
    const { turn } = made.shift() as Steer;
    if (turn !== STRAIGHT) return turn;
  }
  return STRAIGHT;
}

const headOf = ({ x, y, dir, wait, isAlive }: Head): Head => ({ x, y, dir, wait, isAlive });
