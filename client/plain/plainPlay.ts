/** Play at its smallest: the mode, the one button, bots, the ready check, and invites. */
import { BOT_STRENGTHS } from '../../shared/matchProtocol.ts';
import { MODES, modeOf, QUICK_PLAY } from '../../shared/modes.ts';
import { make, setAttribute, setText } from '../a11y/overlay.ts';
import { isolated, text } from '../i18n/text.ts';
import { checkView } from '../model/play/checkView.ts';
import { shownInvites } from '../model/play/invites.ts';
import { ownMatch, type PlayOffer, playOffer } from '../model/views/playOffer.ts';
import { modeTitle } from '../presentation/titles.ts';
import { makeButton, makeField, makeSection, type PlainContext, setOptions, setWhy } from './parts.ts';

type Invite = { element: HTMLElement; words: HTMLElement };

export class PlainPlay {
  readonly #context: PlainContext;
  readonly #section: HTMLElement;
  readonly #mode: HTMLSelectElement;
  readonly #button: HTMLButtonElement;
  readonly #bots: HTMLButtonElement;
  readonly #strength: HTMLSelectElement;
  readonly #other: HTMLButtonElement;
  readonly #title: HTMLElement;
  readonly #text: HTMLElement;
  readonly #check: HTMLElement;
  readonly #checkText: HTMLElement;
  readonly #left: HTMLElement;
  readonly #accept: HTMLButtonElement;
  readonly #decline: HTMLButtonElement;
  readonly #invites: HTMLElement;
  readonly #shown = new Map<string, Invite>();
  #asked: string | undefined;

  constructor(context: PlainContext, root: HTMLElement) {
    this.#context = context;
    const { model } = context;
    const { play } = context.actions;
    const section = makeSection(root, text('play.title'));
    this.#section = section;
    this.#check = make('div', 'plain-check', section);
    this.#checkText = make('p', '', this.#check);
    this.#checkText.setAttribute('role', 'alert');
    // Not announced: a count each second would drown everything else.
    this.#left = make('p', 'plain-detail', this.#check);
    this.#accept = makeButton(this.#check, text('check.accept'), () => void play.accept().then(context.wake));
    this.#accept.className = 'plain-main';
    this.#decline = makeButton(this.#check, text('check.decline'), () => void play.decline().then(context.wake));
    this.#invites = make('ul', 'plain-list', section);
    this.#invites.setAttribute('aria-label', text('invite.title'));
    const tools = make('div', 'plain-tools', section);
    this.#mode = makeField(tools, 'select', text('plain.mode'));
    this.#mode.addEventListener('change', () => {
      play.choose(this.#mode.value);
      context.wake();
    });
    this.#button = makeButton(tools, '', () => this.#act());
    this.#button.className = 'plain-main';
    this.#bots = makeButton(tools, '', () => this.#playBots());
    this.#strength = makeField(tools, 'select', text('bots.strength'));
    this.#strength.addEventListener('change', () => {
      play.chooseBots(BOT_STRENGTHS.find((each) => each === this.#strength.value) ?? model.play.botStrength);
      context.wake();
    });
    this.#other = makeButton(tools, '', () => {
      if (playOffer(model, context.now()).canBring) play.page.search.takeOver();
      else play.dismissCancelled();
      context.wake();
    });
    this.#title = make('p', 'plain-strong', section);
    this.#text = make('p', 'plain-detail', section);
  }

  update(): void {
    const { model, now } = this.#context;
    const { play, asked } = model;
    const offer = playOffer(model, now());
    const modes = MODES.map(({ id }) => ({ value: id, label: modeTitle(id) }));
    setOptions(this.#mode, modes, play.state.queue?.mode ?? play.mode);
    this.#mode.disabled = offer.action !== 'queue';
    const { why } = offer;
    setText(this.#button, offer.label);
    setWhy(this.#button, asked.has('joinQueue') || asked.has('leaveQueue'), why);
    setText(this.#title, offer.words.title);
    this.#section.hidden = play.match !== undefined && play.state.check === undefined && this.#shown.size === 0;
    setText(this.#text, why ?? [offer.words.text, offer.hint].filter((words) => words !== '').join(' '));
    this.#updateOthers(offer, why);
    this.#updateCheck();
    this.#updateInvites();
  }

  /** The ways besides the main one: bots, now or instead of waiting; the search of another tab; what is to be put away. */
  #updateOthers({ action, bots, canBring, canDismiss }: PlayOffer, why: string | undefined): void {
    const { play, asked } = this.#context.model;
    const isAlone = action === 'queue';
    this.#bots.hidden = !isAlone && bots === 'none';
    setText(this.#bots, text(isAlone ? 'play.aBot' : 'play.bots'));
    const against = modeTitle(modeOf(play.mode)?.bots ? play.mode : QUICK_PLAY);
    setAttribute(this.#bots, 'aria-label', isAlone ? text('play.aBotLabel', { mode: against }) : undefined);
    this.#bots.classList.toggle('plain-main', bots === 'offered');
    setWhy(this.#bots, asked.has('joinQueue') || asked.has('playBots'), why);
    setOptions(
      this.#strength,
      BOT_STRENGTHS.map((value) => ({ value, label: text(`bots.${value}`) })),
      play.botStrength,
    );
    (this.#strength.parentElement as HTMLElement).hidden = this.#bots.hidden;
    this.#other.hidden = !canBring && !canDismiss;
    setText(this.#other, text(canBring ? 'queue.here' : 'cancelled.dismiss'));
    setAttribute(this.#other, 'aria-label', canBring ? text('queue.hereLabel') : undefined);
  }

  #playBots(): void {
    const { model, actions, now, wake } = this.#context;
    const isAlone = playOffer(model, now()).action === 'queue';
    void (isAlone ? actions.play.playAlone() : actions.play.playBots()).then(wake);
    wake();
  }

  #act(): void {
    const { model, actions, now, wake } = this.#context;
    const { play } = actions;
    const { action } = playOffer(model, now());
    const matchId = ownMatch(model);
    if (action === 'queue') void play.queue().then(wake);
    else if (action === 'cancel') void play.unqueue().then(wake);
    else if (matchId !== undefined) void play.enter(matchId, 'rejoin').then(wake);
    wake();
  }

  /** Announces a new check and moves the focus to Accept, so that nobody misses it. */
  #updateCheck(): void {
    const { model, now } = this.#context;
    const check = checkView(model.play.state.check, model.roster.selfId, now());
    this.#check.hidden = check === undefined;
    const isAsked = check?.stage === 'asked';
    this.#accept.hidden = !isAsked;
    this.#decline.hidden = !isAsked;
    const id = isAsked ? model.play.state.check?.proposalId : undefined;
    if (!check) {
      this.#asked = undefined;
      return setText(this.#checkText, '');
    }
    setText(this.#checkText, `${check.title} ${check.mode}. ${check.text}`);
    setText(this.#left, isAsked ? text('check.seconds', { count: check.seconds }) : '');
    if (id !== undefined && id !== this.#asked) this.#accept.focus();
    this.#asked = id;
  }

  #updateInvites(): void {
    const { model, now } = this.#context;
    const invites = shownInvites(model.play.state.invites, now());
    this.#invites.hidden = invites.length === 0;
    for (const [id, { element }] of this.#shown) {
      if (invites.some(({ inviteId }) => inviteId === id)) continue;
      element.remove();
      this.#shown.delete(id);
    }
    for (const { inviteId, kind, from, mode } of invites) {
      const name = isolated(from.name);
      const what =
        kind === 'party'
          ? text('invite.party', { name })
          : text('invite.challenge', { name, mode: modeTitle(mode ?? '') });
      setText(this.#inviteOf(inviteId, what).words, what);
    }
  }

  #inviteOf(inviteId: string, what: string): Invite {
    const known = this.#shown.get(inviteId);
    if (known) return known;
    const element = make('li', '', this.#invites);
    const words = make('p', 'plain-who', element);
    const { play } = this.#context.actions;
    const answer = (isAccepted: boolean) => void play.answerInvite(inviteId, isAccepted).then(this.#context.wake);
    const accept = makeButton(element, text('invite.accept'), () => answer(true));
    accept.setAttribute('aria-label', text('invite.acceptLabel', { what }));
    const decline = makeButton(element, text('invite.decline'), () => answer(false));
    decline.setAttribute('aria-label', text('invite.declineLabel', { what }));
    const invite = { element, words };
    this.#shown.set(inviteId, invite);
    return invite;
  }
}
