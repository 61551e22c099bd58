/** The player's own data: what the server says, and above it choices that the server has not answered yet. */
import type { Self, Visibility } from '../../shared/playerRow.ts';
import type { ChosenStatus } from '../../shared/status.ts';

export type Choices = { name: string; emblem: number; chosenStatus: ChosenStatus; visibility: Visibility };
export type Field = keyof Choices;
type Pending = { [F in Field]?: { value: Choices[F]; ticket: number } };

export class SelfView {
  #self: Self | undefined;
  #pending: Pending = {};
  #tickets = 0;

  /** From `welcomed` or `selfUpdated`. A pending choice stays on top. */
  set(self: Self): void {
    this.#self = self;
  }

  /** Undefined before the first `welcomed`. */
  get known(): Self | undefined {
    return this.#self;
  }

  shown<F extends Field>(field: F): Choices[F] | undefined {
    return this.#pending[field]?.value ?? this.#self?.[field];
  }

  isPending(field: Field): boolean {
    return this.#pending[field] !== undefined;
  }

  /** Shows a choice before the server answers. Returns the ticket for `settle`. */
  choose<F extends Field>(field: F, value: Choices[F]): number {
    this.#tickets += 1;
    this.#pending[field] = { value, ticket: this.#tickets } as Pending[F];
    return this.#tickets;
  }

  /**
   * An accepted choice becomes the server's state; a refused one is rolled back. The answer to a replaced choice
   * changes nothing. Returns whether the choice was the pending one.
   */
  settle(field: Field, ticket: number, isAccepted: boolean): boolean {
    const open = this.#pending[field];
    if (open?.ticket !== ticket) {
      return false;
    }
    delete this.#pending[field];
    if (isAccepted && this.#self) this.#self = { ...this.#self, [field]: open.value };
    return true;
  }
}
