/**
 * One bot's way through queue, ready check, match and result, and on to the next one. What it believes to be in is what the
 * client's own model makes of the pushes; what it does about that is chance (temper.ts).
 */
import { answered, linkedUp, NO_PLAY, type PlayState, played } from '../../client/model/play/playState.ts';
import type { LobbyEvent } from '../../client/net/events.ts';
import type { LobbyClient } from '../../client/net/LobbyClient.ts';
import type { MatchTicket } from '../../client/net/matchTicket.ts';
import type { PlayInput, PlayRequest } from '../../client/net/requests.ts';
import type { MatchPhase } from '../../shared/matchProtocol.ts';
import { QUICK_PLAY } from '../../shared/modes.ts';
import type { MatchRow, PlayPushes } from '../../shared/playProtocol.ts';
import type { Departure } from '../habits.ts';
import { pick, type Random } from '../random.ts';
import { BotMatch } from './BotMatch.ts';
import type { Ledger } from './Ledger.ts';
import * as temper from './temper.ts';

/** How long one waits for others: at a table of one's own, and for "once more". */
const TABLE_WAIT_MS = 20_000;
const AGAIN_WAIT_MS = 8_000;
/** The desk is asked whether it knows of a ticket so often. */
const PROBE_EVERY_MS = 8_000;
/** Of refusals that people meet: somebody was faster, or has gone. */
const EXPECTED =
  /^(network|queue\/(already|none|penalised)|match\/|invite\/|party\/|proposal\/|play\/away|request\/tooMany)/;

export type PlayingDeps = {
  client: Pick<LobbyClient, 'play' | 'openMatch' | 'link'>;
  random: Random;
  ledger: Ledger;
  /** How many times faster than people it lives. */
  pace: number;
  /** The own player's id, once signed in. */
  self(): string | undefined;
  /** Another bot in the lobby, by chance. */
  peer(): string | undefined;
  openMatches(): readonly MatchRow[];
  depart(departure: Departure): void;
  /** A request was refused as nobody should be. */
  failed(): void;
};

/** What the bot believes: `ticketId` where the server has confirmed it since the link came up. */
export type PlayView = { ticketId: string | undefined; isInMatch: boolean };

export class Playing {
  readonly #deps: PlayingDeps;
  readonly #timers = new Set<NodeJS.Timeout>();
  #state: PlayState = NO_PLAY;
  #match: BotMatch | undefined;
  /** Of the page that is loaded again; of the page that was closed. */
  #kept: MatchTicket | undefined;
  #left: string | undefined;
  #lastReady: string | undefined;
  #lastProposal: string | undefined;
  #probedAt = 0;
  #isClosing = false;

  constructor(deps: PlayingDeps) {
    this.#deps = deps;
    this.#think();
  }

  get view(): PlayView {
    const { queue, isUnconfirmed } = this.#state;
    return { ticketId: isUnconfirmed.queue ? undefined : queue?.ticketId, isInMatch: this.#match !== undefined };
  }

  /** In nothing that would have to end. */
  get isFree(): boolean {
    return !this.#match && !this.#state.queue && !this.#state.check && this.#kept === undefined;
  }

  heard(event: LobbyEvent): void {
    if (event.type === 'linkChanged' && event.link.kind === 'online') this.#state = linkedUp(this.#state);
    if (event.type === 'welcomed' && this.#left !== undefined) void this.#comeBackTo(this.#left);
    if (!('payload' in event)) return;
    if (event.type === 'matchReady') this.#seatReady(event.payload);
    this.#state = played(this.#state, event, performance.now());
    if (event.type === 'matchProposed') this.#proposed(event.payload.proposalId);
    if (event.type === 'invited') this.#invited(event.payload);
    if (event.type === 'matchCancelled') this.#deps.ledger.cancelled(event.payload);
    if (event.type === 'matchFinished') this.#deps.ledger.finished(this.#deps.self() ?? '', event.payload);
  }

  /** Nothing new is begun, and what waits is given up; a match that runs is played on. */
  close(): void {
    this.#isClosing = true;
    this.#tidyUp();
  }

  /** Also in a match that runs. */
  leaveMatch(): void {
    this.#match?.leave();
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#match?.letGo();
  }

  /** The page goes. `isReload`: and is there again soon, with what its tab keeps. */
  pageGone(isReload: boolean): void {
    const match = this.#match;
    this.#state = NO_PLAY;
    if (!match) return;
    const { matchId, mode, role } = match.link.ticket;
    const { resumeKey } = match.link;
    match.letGo();
    this.#match = undefined;
    if (isReload && resumeKey !== undefined) this.#kept = { matchId, mode, role, resumeKey };
    else this.#left = matchId;
  }

  pageBack(): void {
    const kept = this.#kept;
    this.#kept = undefined;
    if (kept) this.#open(kept);
  }

  /** Looks up, does what there is to do, and looks up again. */
  #think(): void {
    const { random, pace, client } = this.#deps;
    this.#after(temper.ideaInMs(random) / pace, () => this.#think());
    if (client.link.kind !== 'online') return;
    if (this.#isClosing) return this.#tidyUp();
    const { queue, check } = this.#state;
    if (this.#match) return;
    if (check) return check.answered ? undefined : void this.#answer(check.proposalId, 'accepted');
    if (queue) this.#wait(queue.ticketId);
    else this.#begin();
  }

  #begin(): void {
    const { random, peer, openMatches } = this.#deps;
    const { party } = this.#state;
    if (party) return this.#beginAsParty(party.leaderId === this.#deps.self(), party.members.length);
    const mode = temper.nextMode(random);
    const playerId = peer();
    const idea = temper.nextIdea(random);
    if (idea === 'queue') void this.#ask('joinQueue', { mode });
    if (idea === 'host') void this.#ask('createMatch', { mode, isPrivate: false });
    if (idea === 'challenge' && playerId !== undefined) void this.#ask('challenge', { playerId, mode });
    if (idea === 'invite' && playerId !== undefined) void this.#ask('inviteToParty', { playerId });
    const open = openMatches().filter(({ players, seats }) => players.length < seats);
    if (idea === 'browse' && open.length > 0) void this.#ask('joinMatch', { matchId: pick(random, open).matchId });
  }

  #beginAsParty(isLeader: boolean, size: number): void {
    const habit = temper.partyHabit(this.#deps.random);
    if (habit === 'leave') void this.#ask('leaveParty', {});
    else if (isLeader && size > 1) void this.#ask('joinQueue', { mode: QUICK_PLAY });
  }

  #wait(ticketId: string): void {
    const { random, pace } = this.#deps;
    const habit = temper.queueHabit(random);
    const { party, queue } = this.#state;
    if (habit === 'cancel') return void this.#ask(party ? 'leaveParty' : 'leaveQueue', {});
    if (habit === 'playBots' && queue?.canPlayBots) return void this.#ask('playBots', {});
    if (performance.now() - this.#probedAt < PROBE_EVERY_MS / pace) return;
    this.#probedAt = performance.now();
    void this.#probe(ticketId);
  }

  /** Who has a ticket is refused another one: the desk itself says whether there is what we believe. */
  async #probe(ticketId: string): Promise<void> {
    const { client, ledger, self } = this.#deps;
    const { queue, isUnconfirmed } = this.#state;
    if (!queue || isUnconfirmed.queue) return;
    const answer = await client.play('joinQueue', { mode: queue.mode });
    if (!answer.ok || this.#state.queue?.ticketId !== ticketId || this.#state.isUnconfirmed.queue) return;
    ledger.find({ rule: 'queuedWithoutTicket', says: `${self()} with ticket ${ticketId}: the desk gave another one` });
  }

  #proposed(proposalId: string): void {
    if (this.#lastProposal === proposalId) return;
    this.#lastProposal = proposalId;
    const { random, pace, depart } = this.#deps;
    const habit = this.#isClosing ? 'decline' : temper.checkHabit(random);
    this.#after(temper.answerInMs(random) / pace, () => {
      if (habit === 'accept') void this.#answer(proposalId, 'accepted');
      if (habit === 'decline') void this.#answer(proposalId, 'declined');
      if (habit === 'drop') depart({ how: 'drop', backInMs: temper.awayMs(random) });
      // Somebody who is not there: not by the next look-up either.
      if (habit === 'ignore') this.#state = answered(this.#state, proposalId, 'declined');
    });
  }

  async #answer(proposalId: string, answer: 'accepted' | 'declined'): Promise<void> {
    if (this.#state.check?.proposalId !== proposalId) return;
    this.#state = answered(this.#state, proposalId, answer);
    const isOk = await this.#ask(answer === 'accepted' ? 'acceptMatch' : 'declineMatch', { proposalId });
    if (!isOk) this.#state = answered(this.#state, proposalId, undefined);
  }

  #invited({ inviteId }: PlayPushes['invited']): void {
    const { random, pace } = this.#deps;
    const accept = !this.#isClosing && temper.takesInvite(random);
    this.#after(temper.answerInMs(random) / pace, () => void this.#ask('answerInvite', { inviteId, accept }));
  }

  #seatReady(ready: PlayPushes['matchReady']): void {
    const { random, ledger } = this.#deps;
    const { matchId, mode } = ready;
    const note = ledger.ready(matchId, mode);
    const { queue } = this.#state;
    if (this.#match?.link.ticket.matchId === matchId) return;
    const isNew = this.#lastReady !== matchId;
    this.#lastReady = matchId;
    if (isNew && queue && !note.hasBegun) ledger.waited(mode, performance.now() - queue.since);
    if (isNew && temper.seatHabit(random) === 'late') return;
    this.#open(ready);
  }

  #open(ticket: MatchTicket): void {
    const { client, random, ledger, pace } = this.#deps;
    this.#match?.letGo();
    this.#left = undefined;
    const link = client.openMatch(ticket);
    const match = new BotMatch(link, {
      ...{ random, ledger, pace },
      phaseChanged: (phase) => this.#phaseChanged(match, phase),
      closed: () => {
        if (this.#match === match) this.#match = undefined;
      },
    });
    this.#match = match;
    // Where nobody else comes.
    this.#after(TABLE_WAIT_MS / pace, () => match.phase === 'seating' && match.leave());
  }

  #phaseChanged(match: BotMatch, phase: MatchPhase): void {
    const { random, pace } = this.#deps;
    if (phase === 'running') this.#after(temper.mishapInMs(random) / pace, () => this.#mishap(match));
    if (phase === 'over') this.#after(temper.resultReadMs(random) / pace, () => void this.#afterMatch(match));
  }

  #mishap(match: BotMatch): void {
    const { random, depart } = this.#deps;
    if (this.#match !== match || match.phase !== 'running' || this.#isClosing) return;
    const habit = temper.matchHabit(random);
    if (habit === 'abandon') match.leave();
    if (habit === 'drop' || habit === 'reload') depart({ how: habit, backInMs: temper.awayMs(random) });
    if (habit === 'close') depart({ how: 'leave', backInMs: temper.closedMs(random) });
  }

  async #afterMatch(match: BotMatch): Promise<void> {
    const { random, pace } = this.#deps;
    if (this.#match !== match) return;
    const habit = this.#isClosing ? 'lobby' : temper.afterHabit(random);
    const { matchId, mode } = match.link.ticket;
    if (habit === 'rematch' && (await this.#ask('rematch', { matchId }))) {
      // The next one takes its place.
      this.#after(AGAIN_WAIT_MS / pace, () => this.#match === match && match.leave());
      return;
    }
    match.leave();
    if (habit === 'requeue' && !this.#state.party) void this.#ask('joinQueue', { mode });
  }

  /** The page was closed in the middle of a match, and the player sees in the lobby that it goes on. */
  async #comeBackTo(matchId: string): Promise<void> {
    if (!(await this.#ask('joinMatch', { matchId })) && this.#deps.client.link.kind === 'online')
      this.#left = undefined;
  }

  #tidyUp(): void {
    const { queue, check, party } = this.#state;
    if (queue || check) void this.#ask('leaveQueue', {});
    if (party) void this.#ask('leaveParty', {});
    if (this.#match && this.#match.phase !== 'running') this.#match.leave();
  }

  async #ask<Type extends PlayRequest>(type: Type, input: PlayInput<Type>): Promise<boolean> {
    const { client, ledger, failed } = this.#deps;
    const answer = await client.play(type, input);
    if (answer.ok) return true;
    ledger.refused(answer.refusal);
    if (!EXPECTED.test(answer.refusal)) failed();
    return false;
  }

  #after(ms: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, ms);
    this.#timers.add(timer);
  }
}
