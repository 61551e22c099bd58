/** Asks the lobby for the seat anew: a reservation and a resume key are good once, even if the answer is lost. */
import type { MatchReservation, PlayPushes } from '../../../shared/playProtocol.ts';
import type { RequestRefusal } from '../../../shared/refusals.ts';
import type { JoinFailure } from '../joinFailure.ts';
import type { RequestResult } from '../requestResult.ts';
import type { MatchTicket } from './matchTicket.ts';

type Ask = (type: 'joinMatch' | 'watchMatch', matchId: string) => Promise<RequestResult<object>>;

/** No such seat; other refusals say nothing about it. */
const GONE: readonly RequestRefusal[] = ['match/unknown', 'match/full', 'match/already'];

export class Reseat {
  readonly #ask: Ask;
  #awaited: { matchId: string; came: (reservation: MatchReservation) => void } | undefined;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** Never rejects; one at a time. `gone`: the lobby knows no seat of ours there. */
  async request({ matchId, role }: MatchTicket, signal: AbortSignal): Promise<MatchReservation | JoinFailure> {
    const came = new Promise<MatchReservation | JoinFailure>((resolve) => {
      this.#awaited = { matchId, came: resolve };
      signal.addEventListener('abort', () => resolve({ kind: 'network' }));
    });
    const answer = await this.#ask(role === 'player' ? 'joinMatch' : 'watchMatch', matchId);
    if (!answer.ok) return { kind: answer.refusal !== 'network' && GONE.includes(answer.refusal) ? 'gone' : 'network' };
    return came;
  }

  handleReady({ matchId, reservation }: PlayPushes['matchReady']): void {
    if (this.#awaited?.matchId !== matchId) return;
    this.#awaited.came(reservation);
    this.#awaited = undefined;
  }
}
