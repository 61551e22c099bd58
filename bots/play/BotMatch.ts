/** A bot in one match: plays either game over its link until the link closes. */
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

/** Half a tick, so that fifty riders in a process wake it a thousand times a second, not ten thousand. */
const RIDER_LOOKS_MS = 25;
const MOVE_AGAIN_MS = 1_000;

export type BotMatchDeps = {
  random: Random;
  ledger: Ledger;
  pace: number;
  phaseChanged(phase: MatchPhase): void;
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

  /** `over` once the room has reported the end. */
  get phase(): MatchPhase | undefined {
    return this.#table?.phase;
  }

  leave(): void {
    this.link.leave();
  }

  /** Stops playing and listening; the link stays open for its owner. */
  letGo(): void {
    this.#unsubscribe();
    this.#rider?.stop();
    clearTimeout(this.#move);
  }

  #heard(event: MatchEvent): void {
    if (event.type === 'stateChanged') this.#ride(event.state as CyclesState, event.isNewState);
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
      // The weakest pilot, for short rounds.
      piloted('easy', this.#deps.random),
      RIDER_LOOKS_MS,
    );
    this.#rider.receiveState(state, isWhole);
  }

  /** Moves if it is the bot's turn by then; retries a move that did not get through. */
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
