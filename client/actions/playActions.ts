import type { BotStrength, Emote } from '../../shared/matchProtocol.ts';
import { modeOf, QUICK_PLAY } from '../../shared/modes.ts';
import { INVITE_CODE } from '../../shared/playProtocol.ts';
import type { BrowserBell } from '../alerts/browserBell.ts';
import type { Rect } from '../design/canvas.ts';
import { isolated, text } from '../i18n/text.ts';
import type { LobbyModel } from '../model/lobbyModel.ts';
import type { MatchAction } from '../model/play/matchList.ts';
import type { MatchView } from '../model/play/matchView.ts';
import { answered, inviteAnswered, type PlayState, putAway } from '../model/play/playState.ts';
import { refusalText } from '../model/refusals.ts';
import type { SearchTab } from '../page/searchTab.ts';
import { modeTitle } from '../presentation/titles.ts';
import type { PushDeps } from '../push/PushSwitch.ts';
import type { MatchSession } from './matchSession.ts';
import type { RequestSender } from './RequestSender.ts';

/** `plateOf`: where the game shows the player of that seat. */
export type PlayPage = {
  session: MatchSession;
  search: SearchTab;
  bell: BrowserBell;
  push: PushDeps;
  showGameAgain(): void;
  plateOf(seat: number): Rect | undefined;
  reload(): void;
};

export class PlayActions {
  readonly #requests: RequestSender;
  readonly page: PlayPage;
  readonly #model: LobbyModel;
  readonly #now: () => number;

  constructor(requests: RequestSender, page: PlayPage, model: LobbyModel, now: () => number) {
    this.#requests = requests;
    this.page = page;
    this.#model = model;
    this.#now = now;
  }

  choose(mode: string): void {
    this.#model.commit(() => this.#model.play.choose(mode));
  }

  /** Whether the server took the ticket. */
  async queue(): Promise<boolean> {
    const { play } = this.#model;
    this.#setState(putAway(play.state, 'cancelled'));
    const { search } = this.page;
    search.begin();
    const reply = await this.#requests.send('joinQueue', { mode: play.mode }, this.queueLabel);
    if (reply?.ok === false) search.refused();
    return reply?.ok ?? false;
  }

  /** Against bots at once: in the chosen mode, or where that has none in the one that has. */
  async playAlone(): Promise<void> {
    const { play } = this.#model;
    if (!modeOf(play.mode)?.bots) this.choose(QUICK_PLAY);
    if (await this.queue()) await this.playBots();
  }

  get queueLabel(): string {
    return text(modeOf(this.#model.play.mode)?.ranked ? 'play.ranked' : 'play.quick');
  }

  async unqueue(): Promise<void> {
    await this.#requests.send('leaveQueue', {}, text('play.cancel'));
  }

  async playBots(): Promise<void> {
    const reply = await this.#requests.send('playBots', { strength: this.#model.play.botStrength }, text('play.bots'));
    if (reply?.ok) this.page.session.expect();
  }

  chooseBots(strength: BotStrength): void {
    this.#model.commit(() => {
      this.#model.play.botStrength = strength;
    });
  }

  async accept(): Promise<void> {
    const { check } = this.#model.play.state;
    if (!check) return;
    this.page.session.expect(check.matchId);
    await this.#answer(check.proposalId, 'accepted');
  }

  async decline(): Promise<void> {
    const { check } = this.#model.play.state;
    if (check) await this.#answer(check.proposalId, 'declined');
  }

  async create(isPrivate: boolean): Promise<void> {
    const what = text(isPrivate ? 'play.private' : 'play.public');
    const reply = await this.#requests.send('createMatch', { mode: this.#model.play.mode, isPrivate }, what);
    if (reply?.ok) this.page.session.expect(reply.matchId, reply.code);
  }

  /** Whether the code was good, so that its field may be emptied. */
  async joinCode(written: string): Promise<boolean> {
    const code = written.trim().toUpperCase();
    if (!INVITE_CODE.test(code)) {
      this.#model.toast('refused', text('play.badCode'), this.#now());
      return false;
    }
    const reply = await this.#requests.send('joinMatch', { code }, text('play.joinLabel'));
    if (reply?.ok) this.page.session.expect(reply.matchId, code);
    return reply?.ok ?? false;
  }

  async enter(matchId: string, action: MatchAction): Promise<boolean> {
    const what = text(`matches.${action}`);
    const reply = await (action === 'watch'
      ? this.#requests.send('watchMatch', { matchId }, what)
      : this.#requests.send('joinMatch', { matchId }, what));
    if (reply?.ok) this.page.session.expect(matchId);
    return reply?.ok ?? false;
  }

  async challenge(player: { id: string; name: string }): Promise<void> {
    const { mode } = this.#model.play;
    const reply = await this.#requests.send('challenge', { playerId: player.id, mode }, text('player.challenge'));
    if (!reply?.ok) return;
    this.page.session.expect();
    this.#toast(text('invite.challenged', { name: isolated(player.name), mode: modeTitle(mode) }));
  }

  async invite(player: { id: string; name: string }): Promise<void> {
    const reply = await this.#requests.send('inviteToParty', { playerId: player.id }, text('player.invite'));
    if (reply?.ok) this.#toast(text('invite.sent', { name: isolated(player.name) }));
  }

  async answerInvite(inviteId: string, accept: boolean): Promise<void> {
    const { play } = this.#model;
    const invite = play.state.invites.find((each) => each.inviteId === inviteId);
    if (!invite) return;
    if (accept && invite.kind === 'challenge') this.page.session.expect();
    this.#setState(inviteAnswered(play.state, inviteId));
    await this.#requests.send('answerInvite', { inviteId, accept }, text(accept ? 'invite.accept' : 'invite.decline'));
  }

  async leaveParty(): Promise<void> {
    await this.#requests.send('leaveParty', {}, text('party.leave'));
  }

  async promote(playerId: string): Promise<void> {
    await this.#requests.send('promote', { playerId }, text('party.promote'));
  }

  async remove(playerId: string): Promise<void> {
    await this.#requests.send('removeFromParty', { playerId }, text('party.remove'));
  }

  async rematch(): Promise<void> {
    const { play } = this.#model;
    if (!play.match) return;
    const { matchId } = play.match.ticket;
    const mark = (hasAskedAgain: boolean) =>
      this.#model.commit(() => {
        if (play.match?.ticket.matchId === matchId) play.match = { ...play.match, hasAskedAgain };
      });
    this.page.session.expect();
    mark(true);
    const reply = await this.#requests.send('rematch', { matchId }, text('result.again'));
    if (!reply?.ok) mark(false);
  }

  sayGg(): Promise<void> {
    return this.showEmote('gg', text('result.sayGg'));
  }

  /** `label`: what it is called where it is refused. */
  async showEmote(emote: Emote, label: string): Promise<void> {
    const reply = await this.page.session.emote(emote);
    if (!reply.ok) this.#requests.refused(label, refusalText(reply.refusal));
  }

  openTalk(isTalkOpen: boolean): void {
    this.#setMatch({ isTalkOpen });
  }

  /** Of what others say and show at this match. */
  muteTalk(isMuted: boolean): void {
    this.#setMatch({ isMuted });
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
    this.page.session.leave();
  }

  async startMatch(): Promise<void> {
    const reply = await this.page.session.start();
    if (reply.ok) return;
    this.#requests.refused(text('match.start'), refusalText(reply.refusal));
  }

  dismissCancelled(): void {
    this.#setState(putAway(this.#model.play.state, 'cancelled'));
  }

  /** `toastText`: the toast once it is copied. */
  async copy(value: string, toastText: string): Promise<void> {
    try {
      // Missing without https.
      await navigator.clipboard.writeText(value);
      this.#model.toast('done', toastText, this.#now());
    } catch {
      this.#model.toast('refused', text('match.notCopied'), this.#now());
    }
  }

  async #answer(proposalId: string, answer: 'accepted' | 'declined'): Promise<void> {
    const { play } = this.#model;
    this.#setState(answered(play.state, proposalId, answer));
    const [name, label] =
      answer === 'accepted' ? (['acceptMatch', 'check.accept'] as const) : (['declineMatch', 'check.decline'] as const);
    const reply = await this.#requests.send(name, { proposalId }, text(label));
    if (!reply?.ok) this.#setState(answered(play.state, proposalId, undefined));
  }

  #toast(message: string): void {
    this.#model.toast('news', message, this.#now());
  }

  #setMatch(change: Partial<Pick<MatchView, 'isMuted' | 'isTalkOpen'>>): void {
    const { play } = this.#model;
    const { match } = play;
    if (!match) return;
    this.#model.commit(() => {
      play.match = { ...match, ...change };
    });
  }

  #setState(state: PlayState): void {
    this.#model.commit(() => {
      this.#model.play.state = state;
    });
  }
}
