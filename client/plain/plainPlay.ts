/** Play at its smallest: the mode, the one button, the ready check, and invites. A match itself needs the full view. */
import { MODES } from '../../shared/modes.ts';
import { make, setText } from '../a11y/overlay.ts';
import { isolated, text } from '../i18n/text.ts';
import { checkView } from '../model/play/checkView.ts';
import { shownInvites } from '../model/play/invites.ts';
import { ownMatch, playOffer } from '../model/views/playOffer.ts';
import { modeTitle } from '../presentation/titles.ts';
import { makeButton, makeField, makeSection, type PlainContext, setOptions, setWhy } from './parts.ts';

type Invite = { element: HTMLElement; words: HTMLElement };

export class PlainPlay {
  readonly #context: PlainContext;
  readonly #problem: () => string | undefined;
  readonly #mode: HTMLSelectElement;
  readonly #button: HTMLButtonElement;
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

  /** `problem`: why no match can be shown. */
  constructor(context: PlainContext, root: HTMLElement, problem: () => string | undefined) {
    this.#context = context;
    this.#problem = problem;
    const { play } = context.actions;
    const section = makeSection(root, text('play.title'));
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
    // A search can be taken back whatever is missing.
    const problem = this.#problem();
    const why = (offer.action === 'cancel' ? undefined : problem) ?? offer.why;
    setText(this.#button, offer.label);
    setWhy(this.#button, asked.has('joinQueue') || asked.has('leaveQueue'), why);
    setText(this.#title, play.match && problem === undefined ? text('plain.toGame') : offer.words.title);
    setText(this.#text, why ?? [offer.words.text, offer.hint].filter((words) => words !== '').join(' '));
    this.#updateCheck();
    this.#updateInvites();
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
