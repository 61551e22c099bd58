/**
 * How one bot gets into matches: queue, ready check, own tables, challenges and parties. Its beliefs come from the client's own
 * model of the pushes; its choices come from chance (temper.ts).
 */
import { matchActionOf } from '../../client/model/play/matchList.ts';
import { answered, linkedUp, NO_PLAY, type PlayState, played } from '../../client/model/play/playState.ts';
import { isPlay, type LobbyEvent } from '../../client/net/events.ts';
import type { LobbyClient } from '../../client/net/LobbyClient.ts';
import { QUICK_PLAY } from '../../shared/modes.ts';
import type { MatchRow } from '../../shared/playProtocol.ts';
import type { Status } from '../../shared/status.ts';
import type { Departure } from '../habits.ts';
import { pick, type Random } from '../random.ts';
import { BotSeat } from './BotSeat.ts';
import { Later } from './Later.ts';
import type { Ledger } from './Ledger.ts';
import { PlayRequests } from './PlayRequests.ts';
import * as temper from './temper.ts';

/** How often a queued bot checks that the desk knows its ticket. */
const PROBE_EVERY_MS = 8_000;

export type PlayingDeps = {
  client: LobbyClient;
  random: Random;
  ledger: Ledger;
  pace: number;
  /** The bot's player id, once signed in. */
  self(): string | undefined;
  /** A random other bot in the lobby. */
  peer(): string | undefined;
  /** The public list, a few seconds old at most. */
  listedMatches(): readonly MatchRow[];
  /** `backInMs`: in a person's time. */
  depart(departure: Departure): void;
  /** Called for an unexpected refusal. */
  failed(): void;
};

/** What the bot believes. `ticketId` is set only if the server has confirmed it since the link came up. */
export type PlayView = { ticketId: string | undefined; isInMatch: boolean };

export class Playing {
  readonly #deps: PlayingDeps;
  readonly #requests: PlayRequests;
  readonly #later: Later;
  readonly #seat: BotSeat;
  #state: PlayState = NO_PLAY;
  #status: Status | undefined;
  #proposal: string | undefined;
  #probedAt = 0;
  #isClosing = false;

  constructor(deps: PlayingDeps) {
    const { client, ledger, pace, random } = deps;
    this.#deps = deps;
    this.#later = new Later(pace);
    this.#requests = new PlayRequests(client, ledger, () => deps.failed());
    this.#seat = new BotSeat({
      ...{ client, random, ledger, pace, requests: this.#requests, later: this.#later },
      self: () => deps.self(),
      depart: (departure) => deps.depart(departure),
      wantsMore: (mode) => this.#state.party || void this.#requests.request('joinQueue', { mode }),
    });
    this.#think();
  }

  get view(): PlayView {
    return { ticketId: this.#confirmed?.ticketId, isInMatch: this.#seat.isTaken };
  }

  /** True if the bot is in no queue and no match, by its own account and the server's. */
  get isFree(): boolean {
    const { queue, check } = this.#state;
    return this.#seat.isFree && !queue && !check && this.#status !== 'playing';
  }

  handle(event: LobbyEvent): void {
    const { ledger, self } = this.#deps;
    if (event.type === 'linkChanged' && event.link.kind === 'online') this.#state = linkedUp(this.#state);
    if (event.type === 'welcomed') this.#status = event.payload.self.status;
    if (event.type === 'selfUpdated') this.#status = event.payload.status;
    if (!isPlay(event)) return;
    const { queue } = this.#state;
    if (event.type === 'matchReady') this.#seat.ready(event.payload, queue && performance.now() - queue.since);
    this.#state = played(this.#state, event, performance.now());
    if (event.type === 'matchProposed') this.#proposed(event.payload.proposalId);
    if (event.type === 'invited') this.#invited(event.payload.inviteId);
    if (event.type === 'matchCancelled') ledger.cancelled(event.payload);
    if (event.type === 'matchFinished') ledger.finished(self() ?? '', event.payload);
  }

  /** Starts nothing new and leaves queue and party; a running match is played on. */
  close(): void {
    this.#isClosing = true;
    this.#tidyUp();
  }

  /** Leaves the match, even a running one. */
  leaveMatch(): void {
    this.#seat.leave();
  }

  stop(): void {
    this.#later.stop();
    this.#seat.letGo();
  }

  /** The page closes. `isReload`: it comes back soon, with the state its tab keeps. */
  pageGone(isReload: boolean): void {
    this.#state = NO_PLAY;
    this.#seat.pageGone(isReload);
  }

  pageBack(): void {
    this.#seat.pageBack();
  }

  /** Undefined until the server has confirmed the ticket since the link came up. */
  get #confirmed(): PlayState['queue'] {
    const { queue, isUnconfirmed } = this.#state;
    return isUnconfirmed.queue ? undefined : queue;
  }

  /** Acts on the current situation, again and again. */
  #think(): void {
    const { random, client } = this.#deps;
    this.#later.after(temper.ideaInMs(random), () => this.#think());
    if (client.link.kind !== 'online') return;
    const { queue, check, party } = this.#state;
    const own = this.#seat.isTaken ? undefined : this.#ownMatch();
    if (this.#isClosing) this.#tidyUp();
    if (own !== undefined) return this.#seat.comeBack(own);
    if (this.#isClosing || this.#seat.isTaken || check?.answered) return;
    if (check) void this.#answer(check.proposalId, 'accepted');
    else if (queue) this.#wait();
    else if (party) this.#beginAsParty(party.leaderId === this.#deps.self(), party.members.length);
    else this.#begin();
  }

  /** A listed match in which the bot still has a seat. */
  #ownMatch(): string | undefined {
    const { listedMatches, ledger, self } = this.#deps;
    if (this.#status !== 'playing') return undefined;
    const isGone = (matchId: string) => ledger.matches.get(matchId)?.gone.has(self() ?? '');
    return listedMatches().find((row) => matchActionOf(row, self()) === 'rejoin' && !isGone(row.matchId))?.matchId;
  }

  #begin(): void {
    const { random, peer, listedMatches } = this.#deps;
    const mode = temper.nextMode(random);
    const playerId = peer();
    const idea = temper.nextIdea(random);
    if (idea === 'queue') void this.#requests.request('joinQueue', { mode });
    if (idea === 'host') void this.#requests.request('createMatch', { mode, isPrivate: false });
    if (idea === 'challenge' && playerId !== undefined) void this.#requests.request('challenge', { playerId, mode });
    if (idea === 'invite' && playerId !== undefined) void this.#requests.request('inviteToParty', { playerId });
    const open = listedMatches().filter((row) => matchActionOf(row, undefined) === 'join');
    if (idea === 'browse' && open.length > 0)
      void this.#requests.request('joinMatch', { matchId: pick(random, open).matchId });
  }

  #beginAsParty(isLeader: boolean, size: number): void {
    const habit = temper.partyHabit(this.#deps.random);
    if (habit === 'leave') void this.#requests.request('leaveParty', {});
    else if (isLeader && size > 1) void this.#requests.request('joinQueue', { mode: QUICK_PLAY });
  }

  #wait(): void {
    const { random, pace } = this.#deps;
    const { party, queue } = this.#state;
    const habit = temper.queueHabit(random);
    if (habit === 'cancel') return void this.#requests.request(party ? 'leaveParty' : 'leaveQueue', {});
    if (habit === 'playBots' && queue?.canPlayBots) return void this.#requests.request('playBots', {});
    if (performance.now() - this.#probedAt < PROBE_EVERY_MS / pace) return;
    this.#probedAt = performance.now();
    void this.#probe();
  }

  async #probe(): Promise<void> {
    const { ledger, self } = this.#deps;
    const believed = this.#confirmed;
    if (!believed || (await this.#requests.hasTicket(believed.mode))) return;
    // If the server removed the ticket meanwhile, its push came before this reply.
    if (this.#confirmed?.ticketId !== believed.ticketId) return;
    const says = `${self()} with ticket ${believed.ticketId}: the desk gave another one`;
    ledger.find({ rule: 'queuedWithoutTicket', says });
  }

  #proposed(proposalId: string): void {
    if (this.#proposal === proposalId) return;
    this.#proposal = proposalId;
    const { random, depart } = this.#deps;
    const habit = this.#isClosing ? 'decline' : temper.checkHabit(random);
    this.#later.after(temper.answerInMs(random), () => {
      if (habit === 'accept') void this.#answer(proposalId, 'accepted');
      if (habit === 'decline') void this.#answer(proposalId, 'declined');
      if (habit === 'drop') depart({ how: 'drop', backInMs: temper.awayMs(random) });
      // The player is not there, so the next `#think` must not accept either.
      if (habit === 'ignore') this.#state = answered(this.#state, proposalId, 'declined');
    });
  }

  async #answer(proposalId: string, answer: 'accepted' | 'declined'): Promise<void> {
    if (this.#state.check?.proposalId !== proposalId) return;
    this.#state = answered(this.#state, proposalId, answer);
    const type = answer === 'accepted' ? 'acceptMatch' : 'declineMatch';
    if (!(await this.#requests.request(type, { proposalId })))
      this.#state = answered(this.#state, proposalId, undefined);
  }

  #invited(inviteId: string): void {
    const { random } = this.#deps;
    const accept = !this.#isClosing && temper.takesInvite(random);
    const answer = () => void this.#requests.request('answerInvite', { inviteId, accept });
    this.#later.after(temper.answerInMs(random), answer);
  }

  #tidyUp(): void {
    const { queue, check, party } = this.#state;
    if (queue || check) void this.#requests.request('leaveQueue', {});
    if (party) void this.#requests.request('leaveParty', {});
    this.#seat.close();
  }
}
