/** The talk of the match in words: its players' lines and the spectators', emotes as buttons, and one press that mutes it. */
import { CHAT_MAX_CHARS } from '../../../shared/limits.ts';
import { EMOTES } from '../../../shared/matchProtocol.ts';
import { make, setAttribute, setText } from '../../a11y/overlay.ts';
import { text } from '../../i18n/text.ts';
import type { MatchView } from '../../model/play/matchView.ts';
import { hasTalk, shownEmotes, talkKeyOf } from '../../model/play/tableTalk.ts';
import type { MatchTalkKey } from '../../model/social/channels.ts';
import { composerNote } from '../../model/views/composerNote.ts';
import { talkLines } from '../../model/views/talkLines.ts';
import { emoteText, tableView } from '../../ui/table/tableView.ts';
import { emoteWord, words } from '../../ui/table/tableWords.ts';
import { makeButton, makeField, type PlainContext, setWhy } from '../parts.ts';
import { PlainLog } from '../plainLog.ts';

const KEYS = ['match', 'watchers'] as const satisfies readonly MatchTalkKey[];

export class PlainTableTalk {
  readonly #context: PlainContext;
  readonly #section: HTMLElement;
  readonly #shown: HTMLElement;
  readonly #logs: Record<MatchTalkKey, { root: HTMLElement; log: PlainLog }>;
  readonly #emotes: HTMLElement;
  readonly #input: HTMLInputElement;
  readonly #label: HTMLElement;
  readonly #send: HTMLButtonElement;
  readonly #note: HTMLElement;
  readonly #mute: HTMLButtonElement;
  #key: MatchTalkKey = 'match';

  constructor(context: PlainContext, root: HTMLElement) {
    this.#context = context;
    const { play, social } = context.actions;
    this.#section = make('div', 'plain-talk', root, { role: 'group', 'aria-label': text('talk.panel') });
    this.#shown = make('p', 'plain-detail', this.#section, { role: 'status' });
    const logOf = (key: MatchTalkKey) => {
      const part = make('div', '', this.#section);
      setText(make('h3', '', part), words(key === 'match' ? 'players' : 'watchers'));
      return { root: part, log: new PlainLog(context, part) };
    };
    this.#logs = { match: logOf('match'), watchers: logOf('watchers') };
    this.#emotes = make('div', 'plain-tools', this.#section, { role: 'group', 'aria-label': words('emotes') });
    for (const emote of EMOTES) {
      const label = emoteWord(emote);
      makeButton(this.#emotes, label, () => void play.showEmote(emote, label).then(context.wake));
    }
    const form = make('form', 'plain-tools plain-write', this.#section);
    this.#note = make('p', 'plain-detail', this.#section, { role: 'status' });
    this.#input = makeField(form, 'input', '');
    this.#input.type = 'text';
    this.#input.autocomplete = 'off';
    this.#input.enterKeyHint = 'send';
    this.#input.maxLength = 4 * CHAT_MAX_CHARS;
    this.#label = this.#input.previousElementSibling as HTMLElement;
    this.#input.addEventListener('input', () => {
      social.draft(this.#key, this.#input.value);
      context.wake();
    });
    this.#send = makeButton(form, text('chat.send'), () => {});
    this.#send.type = 'submit';
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (this.#send.getAttribute('aria-disabled') !== 'true') social.sendChat(this.#key, this.#input.value);
      context.wake();
    });
    this.#mute = makeButton(this.#section, '', () => {
      play.muteTalk(context.model.play.match?.isMuted !== true);
      context.wake();
    });
  }

  update(match: MatchView | undefined): void {
    const shown = match && hasTalk(match) ? match : undefined;
    this.#section.hidden = shown === undefined;
    if (!shown) return;
    const { model, now } = this.#context;
    this.#key = talkKeyOf(shown);
    const at = now();
    setText(
      this.#shown,
      shownEmotes(shown, at)
        .map((each) => emoteText(shown, each))
        .join('. '),
    );
    for (const key of KEYS) this.#showLines(shown, key, model.clock.nowS(at) ?? 0);
    this.#emotes.hidden = shown.ticket.role !== 'player';
    this.#updateField(shown, at);
    setText(this.#mute, words(shown.isMuted ? 'unmute' : 'mute'));
  }

  /** Spectators' lines only once there are some: players have none before the result. */
  #showLines(match: MatchView, key: MatchTalkKey, nowS: number): void {
    const { model } = this.#context;
    const conversation = model.social.conversations.get(key);
    const lines = conversation && !match.isMuted ? talkLines(model, key, conversation) : [];
    const { root, log } = this.#logs[key];
    root.hidden = key !== this.#key && lines.length === 0;
    const { log: label } = tableView(match, key, model.standing.isHidden);
    log.update({ key, label, lines, canWhisper: false, isSpoken: true, nowS });
  }

  #updateField(match: MatchView, now: number): void {
    const { model } = this.#context;
    const draft = model.social.conversations.get(this.#key)?.draft ?? '';
    const { field, hint, why } = tableView(match, this.#key, model.standing.isHidden);
    if (this.#input.value !== draft) this.#input.value = draft;
    setText(this.#label, field);
    setAttribute(this.#input, 'placeholder', hint);
    this.#input.disabled = why !== undefined;
    const { closed, count, isTooMany } = composerNote(model, { key: this.#key, why, draft, now });
    setText(this.#note, closed ?? count);
    setWhy(this.#send, draft.trim() === '' || isTooMany, closed);
  }
}
