/** A bot in one match: plays it over its link, whatever the game, until the link is closed. */
import type { MatchEvent, MatchLink } from '../../client/net/match/MatchLink.ts';
import type { BoardUpdated } from '../../shared/games/connect-four/board.ts';
import type { CyclesState } from '../../shared/games/cycles/state.ts';
import type { MatchPhase, MatchPushes } from '../../shared/matchProtocol.ts';
import type { Random } from '../random.ts';
import { CyclesRider } from './CyclesRider.ts';
import { chooseColumn } from './connectFour.ts';
import type { Ledger } from './Ledger.ts';
import { piloted } from './piloted.ts';
import { moveInMs } from './temper.ts';

/** Half a tick: fifty riders in one process look a thousand times a second, not ten thousand. */
const RIDER_LOOKS_MS = 25;
const MOVE_AGAIN_MS = 1_000;

export type BotMatchDeps = {
  random: Random;
  ledger: Ledger;
  /** How many times faster than people it moves. */
  pace: number;
  /** The table's phase is another one. */
  phaseChanged(phase: MatchPhase): void;
  /** The link is closed for good. */
  closed(): void;
};

export class BotMatch {
  readonly link: MatchLink;
  readonly #deps: BotMatchDeps;
  #table: MatchPushes['tableUpdated'] | undefined;
  #board: BoardUpdated | undefined;
  #rider: CyclesRider | undefined;
  #move: NodeJS.Timeout | undefined;
  readonly #unsubscribe: () => void;

  constructor(link: MatchLink, deps: BotMatchDeps) {
    this.link = link;
    this.#deps = deps;
    this.#unsubscribe = link.subscribe((event) => this.#heard(event));
  }

  /** `over` once the room has told its end. */
  get phase(): MatchPhase | undefined {
    return this.#table?.phase;
  }

  leave(): void {
    this.link.leave();
  }

  /** Nothing of it is heard or done any more; the link is left to whoever has it. */
  letGo(): void {
    this.#unsubscribe();
    this.#rider?.stop();
    clearTimeout(this.#move);
  }

  #heard(event: MatchEvent): void {
    if (event.type === 'stateChanged') this.#ride(event.state as CyclesState, event.isWhole);
    if (event.type === 'pushed') this.#told(event.push, event.payload);
    if (event.type !== 'linkChanged' || event.link.kind !== 'closed') return;
    this.letGo();
    this.#deps.closed();
  }

  #told(push: string, payload: unknown): void {
    const { ledger } = this.#deps;
    const { matchId, mode } = this.link.ticket;
    if (push === 'tableUpdated') this.#seatedAt(payload as MatchPushes['tableUpdated']);
    if (push === 'matchEnded') ledger.ended(matchId, mode);
    if (push === 'boardUpdated') {
      this.#board = payload as BoardUpdated;
      this.#moveIn(moveInMs(this.#deps.random) / this.#deps.pace);
    }
  }

  #seatedAt(table: MatchPushes['tableUpdated']): void {
    const before = this.phase;
    this.#table = table;
    this.#deps.ledger.tabled(table);
    if (table.phase !== before) this.#deps.phaseChanged(table.phase);
  }

  #ride(state: CyclesState, isWhole: boolean): void {
    const { you } = this.#table ?? {};
    if (typeof you !== 'number' || !('riders' in state)) return;
    this.#rider ??= new CyclesRider(
      { seat: () => this.#table?.you ?? 0, send: (steer) => this.link.send('steer', steer) },
      // The weakest pilot: rounds end soon.
      piloted('easy', this.#deps.random),
      RIDER_LOOKS_MS,
    );
    this.#rider.hear(state, isWhole);
  }

  /** Its turn, it moves; one that did not get through is made again. */
  #moveIn(ms: number): void {
    clearTimeout(this.#move);
    this.#move = setTimeout(() => {
      const board = this.#board;
      if (!board || board.turn === null || board.turn !== this.#table?.you) return;
      void this.link.request('dropDisc', { column: chooseColumn(board.moves, this.#deps.random) }).then((answer) => {
        if (!answer.ok && this.link.link.kind !== 'closed' && board === this.#board) this.#moveIn(MOVE_AGAIN_MS);
      });
    }, ms);
  }
}
