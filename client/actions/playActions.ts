/** What a person can do about playing. What the server refuses is said in a toast; a button waits for its answer. */
import type { BotStrength } from '../../shared/matchProtocol.ts';
import { modeOf } from '../../shared/modes.ts';
import { INVITE_CODE, type MatchRow } from '../../shared/playProtocol.ts';
import { isolated, text } from '../i18n/text.ts';
import type { LobbyModel } from '../model/lobbyModel.ts';
import type { MatchDeed } from '../model/play/matchList.ts';
import { answered, inviteAnswered, type PlayState, putAway } from '../model/play/playState.ts';
import { modeTitle } from '../model/play/queueView.ts';
import { refusalText } from '../model/refusals.ts';
import type { PlayInput, PlayReply, PlayRequest } from '../net/requests.ts';
import type { SearchTab } from '../page/searchTab.ts';
import type { Reply } from './actions.ts';

export type PlayReplyOf<Type extends PlayRequest> = ({ ok: true } & PlayReply<Type>) | Extract<Reply, { ok: false }>;

/** The part of the lobby's client that asks. */
export interface PlayCommands {
  play<Type extends PlayRequest>(type: Type, input: PlayInput<Type>): Promise<PlayReplyOf<Type>>;
}

/** The page's part: what is about the match on the screen, or needs the person's gesture. */
export interface PlayPage {
  /** This page, and no other tab, wants the next seat, or that match's. `code`: of a private match, to share. */
  expect(matchId?: string, code?: string): void;
  /** Leaves the match on the screen, and comes back to the lobby. */
  leaveMatch(): void;
  retryMatch(): void;
  /** Begins the match on the screen without waiting for more players. */
  startMatch(): Promise<Reply>;
  showGameAgain(): void;
  /** Which tab has the search. */
  search: Pick<SearchTab, 'begin' | 'refused' | 'takeOver'>;
  canAskToNotify(): boolean;
  askToNotify(): Promise<void>;
}

export class PlayActions {
  readonly #commands: PlayCommands;
  readonly #page: PlayPage;
  readonly #model: LobbyModel;
  readonly #now: () => number;

  constructor(commands: PlayCommands, page: PlayPage, model: LobbyModel, now: () => number) {
    this.#commands = commands;
    this.#page = page;
    this.#model = model;
    this.#now = now;
  }

  choose(mode: string): void {
    this.#model.commit(() => this.#model.play.choose(mode));
  }

  async queue(): Promise<void> {
    const { play } = this.#model;
    this.#setState(putAway(play.state, 'cancelled'));
    const { search } = this.#page;
    search.begin();
    const reply = await this.#ask('joinQueue', { mode: play.mode }, this.queueLabel);
    if (reply?.ok === false) search.refused();
  }

  /** The search that another tab began. */
  searchHere(): void {
    this.#page.search.takeOver();
  }

  get queueLabel(): string {
    return text(modeOf(this.#model.play.mode)?.ranked ? 'play.ranked' : 'play.quick');
  }

  async unqueue(): Promise<void> {
    await this.#ask('leaveQueue', {}, text('play.cancel'));
  }

  async playBots(): Promise<void> {
    const reply = await this.#ask('playBots', { strength: this.#model.play.botStrength }, text('play.bots'));
    if (reply?.ok) this.#page.expect();
  }

  chooseBots(strength: BotStrength): void {
    this.#model.commit(() => {
      this.#model.play.botStrength = strength;
    });
  }

  async accept(): Promise<void> {
    const { check } = this.#model.play.state;
    if (!check) return;
    this.#page.expect(check.matchId);
    await this.#answer(check.proposalId, 'accepted');
  }

  async decline(): Promise<void> {
    const { check } = this.#model.play.state;
    if (check) await this.#answer(check.proposalId, 'declined');
  }

  async create(isPrivate: boolean): Promise<void> {
    const what = text(isPrivate ? 'play.private' : 'play.public');
    const reply = await this.#ask('createMatch', { mode: this.#model.play.mode, isPrivate }, what);
    if (reply?.ok) this.#page.expect(reply.matchId, reply.code);
  }

  /** True where the code was good: the field may be emptied. */
  async joinCode(written: string): Promise<boolean> {
    const code = written.trim().toUpperCase();
    if (!INVITE_CODE.test(code)) {
      this.#model.toast('refused', text('play.badCode'), this.#now());
      return false;
    }
    const reply = await this.#ask('joinMatch', { code }, text('play.joinLabel'));
    if (reply?.ok) this.#page.expect(reply.matchId, code);
    return reply?.ok ?? false;
  }

  async enter(matchId: string, deed: MatchDeed): Promise<boolean> {
    const what = text(`matches.${deed}`);
    const reply = await (deed === 'watch'
      ? this.#ask('watchMatch', { matchId }, what)
      : this.#ask('joinMatch', { matchId }, what));
    if (reply?.ok) this.#page.expect(matchId);
    return reply?.ok ?? false;
  }

  enterRow(row: MatchRow, deed: MatchDeed): Promise<boolean> {
    return this.enter(row.matchId, deed);
  }

  async challenge(player: { id: string; name: string }): Promise<void> {
    const { mode } = this.#model.play;
    const reply = await this.#ask('challenge', { playerId: player.id, mode }, text('player.challenge'));
    if (!reply?.ok) return;
    this.#page.expect();
    this.#say(text('invite.challenged', { name: isolated(player.name), mode: modeTitle(mode) }));
  }

  async invite(player: { id: string; name: string }): Promise<void> {
    const reply = await this.#ask('inviteToParty', { playerId: player.id }, text('player.invite'));
    if (reply?.ok) this.#say(text('invite.sent', { name: isolated(player.name) }));
  }

  async answerInvite(inviteId: string, accept: boolean): Promise<void> {
    const { play } = this.#model;
    const invite = play.state.invites.find((each) => each.inviteId === inviteId);
    if (!invite) return;
    if (accept && invite.kind === 'challenge') this.#page.expect();
    this.#setState(inviteAnswered(play.state, inviteId));
    await this.#ask('answerInvite', { inviteId, accept }, text(accept ? 'invite.accept' : 'invite.decline'));
  }

  async leaveParty(): Promise<void> {
    await this.#ask('leaveParty', {}, text('party.leave'));
  }

  async promote(playerId: string): Promise<void> {
    await this.#ask('promote', { playerId }, text('party.promote'));
  }

  async remove(playerId: string): Promise<void> {
    await this.#ask('removeFromParty', { playerId }, text('party.remove'));
  }

  async rematch(): Promise<void> {
    const { play } = this.#model;
    if (!play.match) return;
    const { matchId } = play.match.ticket;
    const mark = (hasAskedAgain: boolean) =>
      this.#model.commit(() => {
        if (play.match?.ticket.matchId === matchId) play.match = { ...play.match, hasAskedAgain };
      });
    this.#page.expect();
    mark(true);
    const reply = await this.#ask('rematch', { matchId }, text('result.again'));
    if (!reply?.ok) mark(false);
  }

  async queueAgain(): Promise<void> {
    const { play } = this.#model;
    const mode = play.match?.ticket.mode ?? play.mode;
    this.leaveMatch();
    play.choose(mode);
    await this.queue();
  }

  leaveMatch(): void {
    this.#setState(putAway(this.#model.play.state, 'result'));
    this.#page.leaveMatch();
  }

  async startMatch(): Promise<void> {
    const reply = await this.#page.startMatch();
    if (reply.ok) return;
    const params = { what: text('match.start'), why: refusalText(reply.refusal) };
    this.#model.toast('refused', text('toast.notDone', params), this.#now());
  }

  retryMatch(): void {
    this.#page.retryMatch();
  }

  showGameAgain(): void {
    this.#page.showGameAgain();
  }

  dismissCancelled(): void {
    this.#setState(putAway(this.#model.play.state, 'cancelled'));
  }

  get canAskToNotify(): boolean {
    return this.#page.canAskToNotify();
  }

  askToNotify(): Promise<void> {
    return this.#page.askToNotify();
  }

  /** `said`: what to say when it is copied. */
  async copy(value: string, said: string): Promise<void> {
    try {
      // Missing where the page did not come over https.
      await navigator.clipboard.writeText(value);
      this.#model.toast('done', said, this.#now());
    } catch {
      this.#model.toast('refused', text('match.notCopied'), this.#now());
    }
  }

  async #answer(proposalId: string, answer: 'accepted' | 'declined'): Promise<void> {
    const { play } = this.#model;
    this.#setState(answered(play.state, proposalId, answer));
    const type = answer === 'accepted' ? 'acceptMatch' : 'declineMatch';
    const reply = await this.#ask(type, { proposalId }, text(answer === 'accepted' ? 'check.accept' : 'check.decline'));
    if (!reply?.ok) this.#setState(answered(play.state, proposalId, undefined));
  }

  /** Undefined: the same is being asked already. */
  async #ask<Type extends PlayRequest>(
    type: Type,
    input: PlayInput<Type>,
    what: string,
  ): Promise<PlayReplyOf<Type> | undefined> {
    const model = this.#model;
    const { asked } = model.play;
    if (asked.has(type)) return undefined;
    model.commit(() => asked.add(type));
    const reply = await this.#commands.play(type, input);
    model.commit(() => asked.delete(type));
    if (!reply.ok)
      model.toast('refused', text('toast.notDone', { what, why: refusalText(reply.refusal) }), this.#now());
    return reply;
  }

  #say(words: string): void {
    this.#model.toast('news', words, this.#now());
  }

  #setState(state: PlayState): void {
    this.#model.commit(() => {
      this.#model.play.state = state;
    });
  }
}
