/**
 * The talk beside the lobby: everybody's, the table's, and whispers, with what happens between the lines. What it shows on
 * a visible page is read.
 */
import { makeSection, setAttribute } from '../../a11y/overlay.ts';
import { type Canvas, drawText, measure, paintBox, type Rect, type Size } from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import { canAct } from '../../model/linkView.ts';
import { isPlaying } from '../../model/play/matchView.ts';
import type { Conversation } from '../../model/social/conversations.ts';
import type { TalkTab } from '../../model/social/socialModel.ts';
import { chatViewOf } from '../../model/views/chatView.ts';
import { conversationLines, type LineAction } from '../../model/views/peopleLines.ts';
import { type MessageLine, talkLines } from '../../model/views/talkLines.ts';
import { drawAvatar } from '../kit/avatar.ts';
import { Button, signOf } from '../kit/button.ts';
import { DEPTH } from '../kit/depths.ts';
import { drawSpeaker } from '../kit/icons.ts';
import { drawBack } from '../kit/peopleIcons.ts';
import type { Node } from '../kit/stage.ts';
import { actOn } from '../people/actOn.ts';
import { Composer, type ComposerLook } from '../people/composer.ts';
import { PeopleList } from '../people/peopleList.ts';
import { IN_PAGE } from '../people/talkDepths.ts';
import { TalkLog } from '../people/talkLog.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';
import { type PanelPlaces, panelPlaces } from './panelLayout.ts';
import { TalkTabs } from './talkTabs.ts';

const COARSE = window.matchMedia('(pointer: coarse)');

type Point = { x: number; y: number };

export class TalkPanel {
  readonly #context: ScreenContext;
  readonly #section: HTMLElement;
  readonly #panel: Node;
  readonly #head: Node;
  readonly #tabs: TalkTabs;
  readonly #speak: Button;
  readonly #back: Button;
  readonly #list: PeopleList;
  readonly #log: TalkLog;
  readonly #composer: Composer;
  /** A conversation was just opened. */
  #wantsFocus = false;
  /** A match has begun then, and the player has not been back since. */
  #leftAtS: number | undefined;

  /** `menu`: of a message's author. */
  constructor(context: ScreenContext, menu: (line: MessageLine, at: Point) => void) {
    this.#context = context;
    const { stage } = context;
    const { social } = context.actions;
    this.#section = makeSection(context.root, 'section', text('talk.panel'), 'h2');
    this.#panel = stage.node(DEPTH.panel);
    this.#head = stage.node(DEPTH.row);
    this.#tabs = new TalkTabs(context, this.#section, measure());
    this.#speak = new Button(context, this.#section, DEPTH.control, () =>
      social.speakTalk(!context.model.social.isSpoken),
    );
    this.#back = new Button(context, this.#section, DEPTH.control, () => {
      social.showTalk('whispers');
      this.#tabs.elementOf('whispers').focus();
    });
    this.#list = new PeopleList(context, this.#section, (action) => this.#open(action), IN_PAGE);
    this.#log = new TalkLog(context, this.#section, IN_PAGE, {
      menu,
      act: (deed) => actOn(context, deed),
      older: (key) => void social.loadOlder(key),
      escape: () => this.#composer.element.focus(),
    });
    this.#composer = new Composer(context, this.#section, IN_PAGE);
    setAttribute(this.#composer.element, 'aria-keyshortcuts', 't');
  }

  /** False where there is nothing to write in. */
  focusField(): boolean {
    const { element } = this.#composer;
    if (element.disabled || element.closest('[inert]') || !element.checkVisibility()) return false;
    element.focus();
    return true;
  }

  update({ layout, now, nowS = 0 }: Frame): void {
    const rect = layout.talk;
    const { social } = this.#context.model;
    this.#watchMatch(nowS);
    this.#section.hidden = rect === undefined;
    const tab = this.#news();
    const open = tab.find((each) => each.tab === social.talk.tab)?.tab ?? 'lobby';
    const key = rect && this.#keyOf(open);
    // In a match, what is looked at is the match's.
    if (!this.#context.model.play.match) this.#context.actions.social.lookAt(key);
    if (!rect) return this.#hide();
    const conversation = key === undefined ? undefined : social.conversations.get(key);
    const places = this.#place(rect, key, conversation, now);
    this.#panel.show(rect, 'talk', paintPanel);
    this.#tabs.update(places.tabs, tab, open);
    this.#showSpeak(places.more);
    if (key !== undefined && conversation) this.#showTalk(places, key, conversation, { now, nowS });
    else this.#showList(places.list, now, nowS);
  }

  /** What is said while one plays is set apart afterwards. */
  #watchMatch(nowS: number): void {
    const { play } = this.#context.model;
    const isAway = isPlaying(play.match);
    if (isAway && this.#leftAtS === undefined) this.#leftAtS = nowS;
    if (isAway || this.#leftAtS === undefined || play.match) return;
    this.#context.actions.social.missed({ why: 'playing', fromS: this.#leftAtS, toS: nowS });
    this.#leftAtS = undefined;
  }

  /** With what of each is new. The table's only while there is one. */
  #news(): { tab: TalkTab; count: number }[] {
    const { social, standing } = this.#context.model;
    const unreadOf = (key: string) => social.conversations.get(key)?.unread ?? 0;
    const whispers = [...social.conversations.values()].reduce(
      (sum, { channel, unread }) => sum + (channel === 'direct' ? unread : 0),
      0,
    );
    const hasTable = standing.party !== undefined || (social.conversations.get('party')?.messages.length ?? 0) > 0;
    return [
      { tab: 'lobby', count: unreadOf('shard') },
      ...(hasTable ? [{ tab: 'table', count: unreadOf('party') } as const] : []),
      { tab: 'whispers', count: whispers },
    ];
  }

  /** Of the conversation in the open tab. */
  #keyOf(tab: TalkTab): string | undefined {
    const { social } = this.#context.model;
    if (tab === 'lobby') return 'shard';
    if (tab === 'table') return 'party';
    const { key } = social.talk;
    return key !== undefined && social.conversations.has(key) ? key : undefined;
  }

  #place(rect: Rect, key: string | undefined, conversation: Conversation | undefined, now: number): PanelPlaces {
    const isWhisper = conversation?.channel === 'direct';
    if (key === undefined || !conversation) return panelPlaces(rect, false, false);
    const { closed, count } = this.#composer.noteOf(this.#lookOf(key, conversation, now));
    return panelPlaces(rect, isWhisper, closed !== undefined || count !== '');
  }

  #lookOf(key: string, conversation: Conversation, now: number): ComposerLook {
    const { model } = this.#context;
    const { why, field } = chatViewOf(model, key, conversation, model.clock.nowS(now) ?? 0);
    const hints: Record<string, string> = { shard: text('talk.hintLobby'), party: text('talk.hintTable') };
    return { key, label: field, hint: hints[key] ?? text('chat.placeholder'), why, draft: conversation.draft, now };
  }

  #showTalk(places: PanelPlaces, key: string, conversation: Conversation, at: { now: number; nowS: number }): void {
    const { model } = this.#context;
    this.#list.hide();
    const view = chatViewOf(model, key, conversation, at.nowS);
    if (view.player) this.#showHead(places, view.title, view.detail, { ...view.player, status: view.status ?? null });
    const lines = talkLines(model, key, conversation);
    this.#log.update({ key, lines, label: view.log, isSpoken: model.social.isSpoken, nowS: at.nowS }, places.log);
    this.#composer.update(places, this.#lookOf(key, conversation, at.now));
    // On a phone the field would bring up the keyboard over what is to be read.
    if (this.#wantsFocus && (COARSE.matches || !this.focusField())) this.#back.element.focus();
    this.#wantsFocus = false;
  }

  #showHead({ back, head }: PanelPlaces, title: string, detail: string, who: Parameters<typeof drawAvatar>[1]): void {
    const mark = signOf(drawBack, 8);
    this.#back.show(back, { label: '', name: text('people.back'), kind: 'bare', mark });
    this.#head.show(head, JSON.stringify([title, detail, who]), (g, size) => {
      drawAvatar(g, who, 0, size.height / 2 - 14, 28, COLOR.panel);
      const width = size.width - 40;
      const middle = size.height / 2;
      drawText(g, title, 40, detail === '' ? middle : middle - 9, { type: 'name', color: COLOR.text, width });
      drawText(g, detail, 40, middle + 10, { type: 'label', color: COLOR.muted, width });
    });
  }

  #showList(list: Rect, now: number, nowS: number): void {
    const { model } = this.#context;
    this.#log.hide();
    this.#composer.hide();
    const whispers = conversationLines(model, nowS).filter(
      (line) => line.kind === 'person' && /^direct /.test(line.key),
    );
    const none = { kind: 'note', key: 'none', title: '', text: text('talk.noWhispers') } as const;
    const why = canAct(model.link) ? undefined : text('play.offline');
    this.#list.update(text('talk.whispers'), whispers.length > 0 ? whispers : [none], list, now, why);
  }

  #showSpeak(rect: Rect): void {
    const { isSpoken } = this.#context.model.social;
    const mark = (g: Canvas, size: Size) => {
      g.save();
      g.translate(size.width / 2, size.height / 2);
      g.scale(0.8, 0.8);
      drawSpeaker(g, -2, 0, isSpoken ? COLOR.soft : COLOR.muted, !isSpoken);
      g.restore();
    };
    this.#speak.show(rect, { label: '', name: text('talk.speak'), kind: 'bare', mark });
    setAttribute(this.#speak.element, 'aria-pressed', String(isSpoken));
    setAttribute(this.#speak.element, 'title', text('talk.speak'));
  }

  #open(action: LineAction): void {
    if (action.do !== 'open') return;
    this.#context.actions.social.showTalk('whispers', action.key);
    this.#wantsFocus = true;
  }

  #hide(): void {
    this.#list.hide();
    this.#log.hide();
    this.#composer.hide();
  }
}

function paintPanel(g: Canvas, size: Size): void {
  paintBox(g, size, SIZE.radius, COLOR.panel, COLOR.panelEdge);
  g.fillStyle = COLOR.panelEdge;
  g.fillRect(0, 48, size.width, 1);
}
