/**
 * A player's own head, shown where it will be when the server hears of it. Pure: the client runs `tick()` as often as its
 * lead says (lead.ts), sends what it gives, and hands in each state. Both ends make the same turns at the same clock, so
 * there is nothing to correct unless a turn came too late, or the head meets what only the server knew.
 */
import { STRAIGHT, type Turn } from './arena.ts';
import { advance, type Head } from './head.ts';
import type { Steer } from './timedTurns.ts';
import { queueTurn, takeTurn } from './turnQueue.ts';

type Cell = { readonly x: number; readonly y: number };
type IsBlocked = (x: number, y: number) => boolean;
/** Of a state: its clock, and the own rider. */
export type Heard = { clock: number; rider: Head & { ackSeq: number } };

export class Prediction {
  /** As it is after `clock` steps of the match. */
  readonly head: Head;
  clock: number;
  /** Cell by cell from where the latest state has the rider to where the head is; without the former. */
  readonly path: Cell[] = [];
  #isBlocked: IsBlocked;
  #seq: number;
  /** Turns that the server has not taken yet, in order. */
  #made: Steer[] = [];
  readonly #pressed: Turn[] = [];

  constructor({ clock, rider }: Heard, isBlocked: IsBlocked) {
    this.head = headOf(rider);
    this.clock = clock;
    this.#seq = rider.ackSeq;
    this.#isBlocked = isBlocked;
  }

  /** Where the head goes once the turns that wait are made. */
  get heading(): Turn {
    return this.#pressed.at(-1) ?? this.head.dir;
  }

  /** The player wants it; it is made with the next ticks. */
  press(turn: Turn): void {
    queueTurn(this.#pressed, turn, this.head);
  }

  /** One step ahead. Gives what is to be sent; with `isProbe` there is always something (STRAIGHT asks how far ahead we are). */
  tick(isProbe = false): Steer | undefined {
    const turn = takeTurn(this.#pressed);
    const steer = turn !== STRAIGHT || isProbe ? { seq: ++this.#seq, clock: this.clock, turn } : undefined;
    if (steer) this.#made.push(steer);
    this.#advance(this.head, turn);
    this.clock += 1;
    return steer;
  }

  /** What the server says. True where the head is not where it was thought to be. */
  reconcile({ clock, rider }: Heard, isBlocked: IsBlocked): boolean {
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

/** As TimedTurns takes them. */
function takeDue(made: Steer[], clock: number): Turn {
  while (made[0] && made[0].clock <= clock) {
    const { turn } = made.shift() as Steer;
    if (turn !== STRAIGHT) return turn;
  }
  return STRAIGHT;
}

const headOf = ({ x, y, dir, wait, isAlive }: Head): Head => ({ x, y, dir, wait, isAlive });
