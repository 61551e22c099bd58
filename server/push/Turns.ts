/** So many run at once; others wait in line, no longer than they are good for. */

/** `untilAt`: monotonic ms, afterwards it need not run. */
type Waiting = { run: (isTurn: boolean) => void; untilAt: number };

export class Turns {
  readonly #most: number;
  readonly #waitingMost: number;
  #running = 0;
  #waiting: Waiting[] = [];

  constructor(most: number, waitingMost: number) {
    this.#most = most;
    this.#waitingMost = waitingMost;
  }

  /** Undefined where too many wait, or its time was over before its turn came; `work` has not run then. */
  async take<Result>(untilAt: number, now: () => number, work: () => Promise<Result>): Promise<Result | undefined> {
    if (this.#running < this.#most) this.#running += 1;
    else if (!(await this.#wait(untilAt, now()))) return undefined;
    try {
      return now() < untilAt ? await work() : undefined;
    } finally {
      this.#pass();
    }
  }

  /** Nothing that waits runs any more. */
  clear(): void {
    for (const { run } of this.#waiting.splice(0)) run(false);
  }

  #wait(untilAt: number, now: number): Promise<boolean> | false {
    if (this.#waiting.length >= this.#waitingMost) this.#waiting = this.#dropped(now);
    if (this.#waiting.length >= this.#waitingMost) return false;
    return new Promise((run) => this.#waiting.push({ run, untilAt }));
  }

  #dropped(now: number): Waiting[] {
    const { late = [], good = [] } = Object.groupBy(this.#waiting, (each) => (each.untilAt <= now ? 'late' : 'good'));
    for (const { run } of late) run(false);
    return good;
  }

  /** The turn goes to the next in line, or is free. */
  #pass(): void {
    const next = this.#waiting.shift();
    if (next) next.run(true);
    else this.#running -= 1;
  }
}
