/**
 * A bot's seat in its one match. The bot takes it, keeps it over a reload, returns to it, has mishaps and chooses what to do
 * after the match. Chance decides (temper.ts).
 */
import type { LobbyClient } from '../../client/net/LobbyClient.ts';
import type { MatchTicket } from '../../client/net/match/matchTicket.ts';
import type { MatchPhase } from '../../shared/matchProtocol.ts';
import type { PlayPushes } from '../../shared/playProtocol.ts';
import type { Departure } from '../habits.ts';
import type { Random } from '../random.ts';
import { BotMatch } from './BotMatch.ts';
import type { Later } from './Later.ts';
import type { Ledger } from './Ledger.ts';
import type { PlayRequests } from './PlayRequests.ts';
import * as temper from './temper.ts';

/** How long a bot waits for others: at its own table, and for a rematch. */
const TABLE_WAIT_MS = 20_000;
const AGAIN_WAIT_MS = 8_000;

export type BotSeatDeps = {
  client: LobbyClient;
  requests: PlayRequests;
  later: Later;
  random: Random;
  ledger: Ledger;
  pace: number;
  self(): string | undefined;
  depart(departure: Departure): void;
  /** Called after leaving a finished match if the bot wants another of the mode. */
  wantsMore(mode: string): void;
};

export class BotSeat {
  readonly #deps: BotSeatDeps;
  #match: BotMatch | undefined;
  /** The ticket that a reloading page keeps. */
  #kept: MatchTicket | undefined;
  #offered: string | undefined;
  /** The match whose seat the player does not take in time. */
  #missed: string | undefined;
  #isClosing = false;

  constructor(deps: BotSeatDeps) {
    this.#deps = deps;
  }

  get isTaken(): boolean {
    return this.#match !== undefined;
  }

  /** True if the bot has no match and no reload will return to one. */
  get isFree(): boolean {
    return !this.#match && !this.#kept;
  }

  /** `waitedMs`: time in the queue; undefined if the player did not queue. */
  ready(ready: PlayPushes['matchReady'], waitedMs: number | undefined): void {
    const { ledger, random } = this.#deps;
    const { matchId, mode } = ready;
    const { hasBegun } = ledger.ready(matchId, mode);
    // The link asked for this itself, because it had lost an earlier reply.
    if (this.#match?.link.ticket.matchId === matchId) return;
    const isNew = this.#offered !== matchId;
    this.#offered = matchId;
    if (isNew && !hasBegun && waitedMs !== undefined) ledger.waited(mode, waitedMs);
    if (isNew && temper.seatHabit(random) === 'late') this.#missed = matchId;
    if (this.#missed !== matchId) this.#take(ready);
  }

  /** Returns to a match of the player's that the lobby still lists. */
  comeBack(matchId: string): void {
    if (this.#missed !== matchId) void this.#deps.requests.request('joinMatch', { matchId });
  }

  /** `isReload`: the page comes back soon, with the state its tab keeps. */
  pageGone(isReload: boolean): void {
    const link = this.#match?.link;
    if (!link) return;
    const { matchId, mode, role } = link.ticket;
    const { resumeKey } = link;
    this.letGo();
    if (isReload && resumeKey !== undefined) this.#kept = { matchId, mode, role, resumeKey };
  }

  pageBack(): void {
    const kept = this.#kept;
    this.#kept = undefined;
    if (kept) this.#take(kept);
  }

  /** Starts no more matches; a running one is played on. */
  close(): void {
    this.#isClosing = true;
    if (this.#match?.phase !== 'running') this.leave();
  }

  /** Leaves the match, even a running one. */
  leave(): void {
    const { ledger, self } = this.#deps;
    const match = this.#match;
    if (!match) return;
    const { matchId, mode } = match.link.ticket;
    if (match.phase === 'running') ledger.abandoned(self() ?? '', matchId, mode);
    match.leave();
  }

  letGo(): void {
    this.#match?.letGo();
    this.#match = undefined;
  }

  #take(ticket: MatchTicket): void {
    const { client, random, ledger, pace, later } = this.#deps;
    this.letGo();
    const match = new BotMatch(client.openMatch(ticket), {
      ...{ random, ledger, pace },
      phaseChanged: (phase) => this.#phaseChanged(phase),
      closed: () => {
        if (this.#match === match) this.#match = undefined;
      },
    });
    this.#match = match;
    later.after(TABLE_WAIT_MS, () => match.phase === 'seating' && match.leave());
  }

  #phaseChanged(phase: MatchPhase): void {
    const { random, later } = this.#deps;
    if (phase === 'running') later.after(temper.mishapInMs(random), () => this.#mishap());
    if (phase === 'over') later.after(temper.resultReadMs(random), () => void this.#end());
  }

  #mishap(): void {
    const { random, depart } = this.#deps;
    if (this.#match?.phase !== 'running' || this.#isClosing) return;
    const habit = temper.matchHabit(random);
    if (habit === 'abandon') this.leave();
    if (habit === 'drop' || habit === 'reload') depart({ how: habit, backInMs: temper.awayMs(random) });
    if (habit === 'close') depart({ how: 'leave', backInMs: temper.closedMs(random) });
  }

  async #end(): Promise<void> {
    const { random, requests, later, wantsMore } = this.#deps;
    const match = this.#match;
    if (match?.phase !== 'over') return;
    const { matchId, mode } = match.link.ticket;
    const habit = this.#isClosing ? 'lobby' : temper.afterHabit(random);
    if (habit === 'rematch' && (await requests.request('rematch', { matchId }))) {
      // The rematch replaces this one.
      later.after(AGAIN_WAIT_MS, () => this.#match === match && match.leave());
      return;
    }
    match.leave();
    if (habit === 'requeue') wantsMore(mode);
  }
}
