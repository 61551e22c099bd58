/** Who of those who are in the lobby all the while is missing in a list, in any that is looked at: a flicker that all see. */
import type { List } from './lists.ts';

export class Absences {
  readonly ids = new Set<string>();
  readonly #expected: ReadonlySet<string>;
  #lists = 0;

  constructor(expected: Iterable<string>) {
    this.#expected = new Set(expected);
  }

  /** How many lists were looked at. */
  get lists(): number {
    return this.#lists;
  }

  note(list: List): void {
    this.#lists += 1;
    for (const id of this.#expected) if (!list.has(id)) this.ids.add(id);
  }
}
