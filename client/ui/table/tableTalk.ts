/**
 * The talk of the match on the screen: its players' and its spectators', eight emotes, a line to write, and one press that
 * mutes the others. Loaded with the first match that has somebody to talk to.
 */
import { EMOTES } from '../../../shared/matchProtocol.ts';
import { make, makeSection, setAttribute, setText } from '../../a11y/overlay.ts';
import {
  type Canvas,
  drawText,
  fillRound,
  paintBox,
  type Rect,
  type Size,
  textWidth,
  upright,
} from '../../design/canvas.ts';
import { COLOR, FONT, SIZE } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import { isResultDue, type MatchView } from '../../model/play/matchView.ts';
import { hasTalk, isNamed, shownEmotes, talkKeyOf, talkOf } from '../../model/play/tableTalk.ts';
import type { MatchTalkKey } from '../../model/social/channels.ts';
import { type MessageLine, talkLines } from '../../model/views/talkLines.ts';
import { Button, signOf } from '../kit/button.ts';
import { DEPTH } from '../kit/depths.ts';
import { drawCross, drawSpeaker } from '../kit/icons.ts';
import { drawCount } from '../kit/peopleIcons.ts';
import type { Node, Paint } from '../kit/stage.ts';
import { matchPlaces } from '../layout/matchPlaces.ts';
import { Composer, type ComposerLook } from '../people/composer.ts';
import { IN_MATCH } from '../people/talkDepths.ts';
import { TalkLog } from '../people/talkLog.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';
import { EMOTE_SIGNS, EmoteBubbles } from './emoteBubbles.ts';
import { type TablePlaces, tablePlaces } from './tablePlaces.ts';
import { emoteText, tableView } from './tableView.ts';
import { emoteWord, words } from './tableWords.ts';

const KEYS = ['match', 'watchers'] as const satisfies readonly MatchTalkKey[];

export class TableTalk {
  readonly #context: ScreenContext;
  readonly #section: HTMLElement;
  readonly #shown: HTMLElement;
  readonly #panel: Node;
  readonly #tabs: readonly [Button, Button];
  readonly #mute: Button;
  readonly #close: Button;
  readonly #emotes: readonly Button[];
  readonly #log: TalkLog;
  readonly #composer: Composer;
  readonly #bubbles: EmoteBubbles;
  #matchId: string | undefined;
  #key: MatchTalkKey = 'match';
  #wasOpen = false;

  constructor(context: ScreenContext, menu: (line: MessageLine, at: { x: number; y: number }) => void) {
    this.#context = context;
    const { play } = context.actions;
    this.#section = makeSection(context.root, 'section', text('talk.panel'));
    this.#shown = make('p', 'visuallyHidden', this.#section, { role: 'status' });
    this.#panel = context.stage.node(DEPTH.sheet);
    const group = make('div', 'part', this.#section, { role: 'group', 'aria-label': text('talk.panel') });
    const tab = (key: MatchTalkKey) => new Button(context, group, DEPTH.sheetControl, () => this.#choose(key));
    this.#tabs = [tab('match'), tab('watchers')];
    const button = (parent: HTMLElement, onPress: () => void) =>
      new Button(context, parent, DEPTH.sheetControl, onPress);
    this.#mute = button(this.#section, () => play.muteTalk(context.model.play.match?.isMuted !== true));
    this.#close = button(this.#section, () => play.openTalk(false));
    // A player who hides from spectators has no menu.
    this.#log = new TalkLog(context, this.#section, IN_MATCH, {
      menu: (line, at) => isNamed(line.message) && menu(line, at),
      act: () => {},
      older: () => {},
      escape: () => this.#composer.element.focus(),
    });
    const emotes = make('div', 'part', this.#section, { role: 'group', 'aria-label': words('emotes') });
    this.#emotes = EMOTES.map((emote) => button(emotes, () => void play.showEmote(emote, emoteWord(emote))));
    this.#composer = new Composer(context, this.#section, IN_MATCH);
    // The keys are the game's again.
    this.#composer.element.addEventListener('keydown', ({ key }) => key === 'Escape' && this.#composer.element.blur());
    this.#bubbles = new EmoteBubbles(context);
  }

  /** False where there is nothing to write in. */
  focusField(): boolean {
    const { element } = this.#composer;
    if (element.disabled || element.closest('[inert]') || !element.checkVisibility()) return false;
    element.focus();
    return true;
  }

  update({ layout, now, nowS = 0 }: Frame): void {
    const { match } = this.#context.model.play;
    const shown = match && layout.match && hasTalk(match) ? match : undefined;
    const isResult = shown !== undefined && isResultDue(shown, now);
    const places = shown && layout.match && matchPlaces(layout.match.area, { isResult, talk: talkOf(shown) });
    if (shown?.ticket.matchId !== this.#matchId) this.#enter(shown);
    this.#section.hidden = places?.talk === undefined;
    this.#bubbles.update(shown, layout.match, now);
    setText(
      this.#shown,
      shown
        ? shownEmotes(shown, now)
            .map((each) => emoteText(shown, each))
            .join('. ')
        : '',
    );
    if (match) this.#context.actions.social.lookAt(places?.talk && !shown?.isMuted ? this.#key : undefined);
    if (shown && places?.talk) this.#show(shown, places.talk, places.canOpen, { now, nowS });
    else this.#hide();
    const isOpen = places?.talk !== undefined && places.canOpen;
    if (isOpen && !this.#wasOpen) this.#close.element.focus();
    this.#wasOpen = isOpen;
  }

  #enter(match: MatchView | undefined): void {
    this.#matchId = match?.ticket.matchId;
    if (match) this.#key = talkKeyOf(match);
  }

  #choose(key: MatchTalkKey): void {
    this.#key = key;
    this.#context.wake();
  }

  #show(match: MatchView, rect: Rect, canClose: boolean, at: { now: number; nowS: number }): void {
    const { model } = this.#context;
    const key = this.#key;
    const conversation = model.social.conversations.get(key);
    if (!conversation) return this.#hide();
    const view = tableView(match, key, model.standing.isHidden);
    const { field, hint, why } = view;
    const look: ComposerLook = { key, label: field, hint, why, draft: conversation.draft, now: at.now };
    const { closed, count } = this.#composer.noteOf(look);
    const hasEmotes = match.ticket.role === 'player' && key === 'match';
    const places = tablePlaces(rect, { hasEmotes, hasNote: closed !== undefined || count !== '', canClose });
    this.#panel.show(rect, 'table', paintPanel);
    this.#showTabs(places);
    const mute = match.isMuted ? words('unmute') : words('mute');
    const sign: Paint = (g, size) =>
      drawSpeaker(g, size.width / 2 - 2, size.height / 2, match.isMuted ? COLOR.lamp : COLOR.soft, match.isMuted);
    this.#mute.show(places.mute, { label: '', name: mute, kind: 'bare', mark: sign });
    setAttribute(this.#mute.element, 'title', mute);
    this.#close.show(places.close, { label: '', name: words('close'), kind: 'bare', mark: signOf(drawCross, 6) });
    const lines = match.isMuted ? [] : talkLines(model, key, conversation);
    this.#log.update({ key, lines, label: view.log, isSpoken: true, nowS: at.nowS }, places.log);
    for (const [n, emote] of EMOTES.entries()) {
      const name = emoteWord(emote);
      const mark: Paint = (g, size) => paintEmote(g, size, EMOTE_SIGNS[emote]);
      this.#emotes[n]?.show(places.emotes[n], { label: '', name, kind: 'quiet', mark });
    }
    this.#composer.update(places, look);
  }

  #showTabs({ tabs }: TablePlaces): void {
    const { social } = this.#context.model;
    for (const [n, key] of KEYS.entries()) {
      const label = words(key === 'match' ? 'players' : 'watchers');
      const count = key === this.#key ? 0 : (social.conversations.get(key)?.unread ?? 0);
      const isOn = key === this.#key;
      const name = count > 0 ? text('people.tab', { view: label, count }) : label;
      const mark: Paint = (g, size) => paintTab(g, size, label, count, isOn);
      this.#tabs[n]?.show(tabs[n], { label: '', name, kind: 'bare', mark });
      setAttribute(this.#tabs[n]?.element as HTMLElement, 'aria-pressed', String(isOn));
    }
  }

  #hide(): void {
    this.#log.hide();
    this.#composer.hide();
  }
}

function paintPanel(g: Canvas, size: Size): void {
  paintBox(g, size, SIZE.radius, COLOR.panel, COLOR.panelEdge);
  g.fillStyle = COLOR.panelEdge;
  g.fillRect(0, 48, size.width, 1);
}

function paintTab(g: Canvas, size: Size, label: string, count: number, isOn: boolean): void {
  const taken = count > 0 ? 28 : 0;
  const words = Math.min(size.width - 12 - taken, textWidth(g, label, 'bodyStrong'));
  const x = (size.width - words - taken) / 2;
  const y = size.height / 2;
  drawText(g, label, x, y, { type: 'bodyStrong', color: isOn ? COLOR.text : COLOR.muted, width: words });
  if (count > 0) drawCount(g, x + words + 16, y, count, COLOR.panel);
  if (isOn) fillRound(g, { x: x - 2, y: size.height - 3, width: words + 4, height: 3 }, 1.5, COLOR.lamp);
}

function paintEmote(g: Canvas, { width, height }: Size, sign: string): void {
  upright(g, width / 2, () => {
    g.font = sign === 'gg' ? `700 15px ${FONT}` : `20px ${FONT}`;
    g.fillStyle = COLOR.text;
    g.textAlign = 'center';
    g.textBaseline = 'middle';
    g.fillText(sign, width / 2, height / 2 + 1);
  });
}
