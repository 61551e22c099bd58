/** Connect four, without state. Request: `dropDisc { column }`. Push: `boardUpdated`, after each move and arrival. */
import { z } from 'zod';
import type { BoardUpdated } from '../../../shared/games/connect-four/board.ts';
import { COLUMNS, isLegal, MOVE_MS, outcomeOf, turnOf } from '../../../shared/games/connect-four/board.ts';
import { packReplay } from '../../../shared/games/connect-four/replay.ts';
import { packBoard } from '../../../shared/games/connect-four/summary.ts';
import type { MatchProgress } from '../../../shared/playProtocol.ts';
import type { Seat } from '../../domain/play/matchSeats.ts';
import { type MatchClient, MatchRoom, type Move } from '../../match/MatchRoom.ts';

const DropDisc = z.strictObject({
  column: z
    .number()
    .int()
    .min(0)
    .max(COLUMNS - 1),
});
type DropDisc = z.infer<typeof DropDisc>;

type Pushes = { boardUpdated: BoardUpdated };

export class ConnectFourRoom extends MatchRoom<object, Pushes> {
  override messages = {
    dropDisc: this.move(DropDisc, { burst: 5, perMinute: 120 }, ({ seat, input }: Move<DropDisc>) => {
      if (seat !== this.#mover() || !isLegal(this.#moves, input.column)) return 'request/notAllowed';
      this.#play(input.column, seat);
      return {};
    }),
  };
  #moves: number[] = [];
  #order: readonly Seat[] = [];
  #moveBy = 0;
  #clock: { clear(): void } | undefined;

  protected override onMatchStart(seats: readonly Seat[]): void {
    this.#order = Math.random() < 0.5 ? seats : seats.toReversed();
    this.#nextTurn();
  }

  protected override onSeatAbandoned(seat: Seat): void {
    this.#win(this.#other(seat));
  }

  protected override onArrival(client: MatchClient<Pushes>): void {
    if (this.#order.length > 0) client.send('boardUpdated', this.#board());
  }

  protected override progress(): MatchProgress {
    return { at: this.#moves.length + 1, scores: [] };
  }

  protected override summary(): Uint8Array | undefined {
    return this.#order[0] && packBoard(this.#moves, this.#order[0].index);
  }

  protected override replay(): Uint8Array | undefined {
    return this.#order[0] && packReplay({ first: this.#order[0].index === 0 ? 0 : 1, moves: this.#moves });
  }

  #play(column: number, seat: Seat): void {
    this.#moves.push(column);
    if (this.#moves.length === this.#order.length) this.played();
    const outcome = outcomeOf(this.#moves);
    if (!outcome) return this.#nextTurn();
    if (outcome === 'won') return this.#win(seat);
    this.#end([this.#order]);
  }

  #nextTurn(): void {
    this.#clock?.clear();
    this.#moveBy = this.now() + MOVE_MS;
    this.#clock = this.clock.setTimeout(() => this.#win(this.#other(this.#mover())), MOVE_MS);
    this.broadcast('boardUpdated', this.#board());
  }

  #win(winner: Seat): void {
    this.#end([[winner], [this.#other(winner)]]);
  }

  #end(ranking: readonly (readonly Seat[])[]): void {
    this.#clock?.clear();
    this.broadcast('boardUpdated', { ...this.#board(), turn: null, leftMs: 0 });
    this.finish(ranking);
  }

  #board(): BoardUpdated {
    const turn = this.phase === 'running' ? this.#mover().index : null;
    const leftMs = Math.max(0, Math.round(this.#moveBy - this.now()));
    return { moves: this.#moves, order: this.#order.map(({ index }) => index), turn, leftMs };
  }

  #mover(): Seat {
    return this.#order[turnOf(this.#moves)] as Seat;
  }

  #other(seat: Seat): Seat {
    return this.#order.find(({ index }) => index !== seat.index) as Seat;
  }
}
