/** Messages and friends, over everything else: beside each other, or on a phone one at a time. */

import { type Canvas, paintBox, type Rect, type Size } from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import { canAct } from '../../model/linkView.ts';
import type { Open, PeopleView } from '../../model/social/socialModel.ts';
import { chatView } from '../../model/views/chatView.ts';
import { conversationLines, friendLines, type Line, type LineAction } from '../../model/views/peopleLines.ts';
import type { Layer } from '../../page/BackStack.ts';
import { Button, signOf } from '../kit/button.ts';
import { DEPTH } from '../kit/depths.ts';
import { Dialog } from '../kit/dialog.ts';
import { paintEmpty } from '../kit/emptyPainter.ts';
import { drawCross } from '../kit/icons.ts';
import { drawBubble } from '../kit/peopleIcons.ts';
import type { Node } from '../kit/stage.ts';
import { roomIn } from '../layout/windowSize.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';
import { ConversationView } from './conversationView.ts';
import { type PeoplePlaces, peoplePlaces } from './peopleLayout.ts';
import { PeopleList } from './peopleList.ts';
import { PeopleTabs } from './peopleTabs.ts';

export class PeopleDialog implements Layer {
  readonly dialog: Dialog;
  readonly #context: ScreenContext;
  readonly #empty: Node;
  readonly #tabs: PeopleTabs;
  readonly #list: PeopleList;
  readonly #chat: ConversationView;
  readonly #close: Button;
  /** Of this friend it is asked whether they are to be removed. */
  #removing: string | undefined;
  #seen: Open | undefined;
  #focused: HTMLElement | undefined;
  /** A conversation covers the list. */
  #isCovered = false;

  constructor(context: ScreenContext) {
    this.#context = context;
    const { stage, actions, wake, until } = context;
    const close = () => actions.social.close();
    this.dialog = new Dialog(context, { role: 'dialog', id: 'people', onEscape: close });
    this.#empty = stage.node(DEPTH.dialogPart);
    const { element } = this.dialog;
    this.#tabs = new PeopleTabs(context, element);
    this.#list = new PeopleList(context, element, (action) => this.#do(action));
    this.#chat = new ConversationView(context, element);
    this.#close = new Button(context, element, DEPTH.dialogControl, close);
    element.addEventListener('focusin', ({ target }) => {
      this.#focused = target as HTMLElement;
    });
    // A phone's keyboard covers a part of the window.
    window.visualViewport?.addEventListener('resize', wake, { signal: until });
    window.visualViewport?.addEventListener('scroll', wake, { signal: until });
  }

  get isOpen(): boolean {
    return this.#context.model.social.open !== undefined;
  }

  back(): void {
    const { social } = this.#context.actions;
    if (this.#isCovered) social.back();
    else social.close();
  }

  update(frame: Frame, isUrgent: boolean): HTMLElement | undefined {
    const { open } = this.#context.model.social;
    if (!open) this.#forget();
    if (!open || isUrgent) return this.#hide();
    const nowS = frame.nowS ?? 0;
    const chat = chatView(this.#context.model, nowS);
    const places = peoplePlaces(roomIn(frame.layout), chat !== undefined);
    this.#isCovered = places.isSheet && chat !== undefined;
    const key = `${places.isSheet}`;
    this.dialog.show(places.card, text('people.open'), key, (g, size) => paintCard(g, size, places));
    const cross = { label: '', name: text('records.close'), kind: 'bare', mark: signOf(drawCross, 6) } as const;
    this.#close.show(places.close, cross);
    if (places.tabs) this.#tabs.update(places.tabs, open.view);
    this.#updateList(places.list, open, frame, nowS);
    if (chat && places.chat) this.#chat.update(places.chat, chat, nowS);
    else this.#chat.hide();
    this.#updateEmpty(places, chat !== undefined);
    return this.#focusFor(open, chat !== undefined);
  }

  /** In the conversation that was just opened, or from where one went to it; else where it was. */
  #focusFor(open: Open, isChatting: boolean): HTMLElement {
    const before = this.#seen;
    this.#seen = open;
    const tab = this.#tabs.elementOf(open.view);
    const start = isChatting ? this.#chat.field : tab;
    if (before?.key === open.key) return this.#focused && isOffered(this.#focused) ? this.#focused : start;
    const from = open.key === undefined ? this.#list.buttonOf(before?.key) : undefined;
    const next = from ?? start;
    // The first time the dialog gives it.
    if (before) next.focus({ preventScroll: true });
    return next;
  }

  #updateList(list: Rect | undefined, { view }: Open, frame: Frame, nowS: number): void {
    if (!list) return this.#list.hide();
    const { model } = this.#context;
    const why = canAct(model.link) ? undefined : text('play.offline');
    this.#list.update(text(`people.${view}`), this.#linesOf(view, nowS), list, frame.now, why);
  }

  #linesOf(view: PeopleView, nowS: number): Line[] {
    const { model } = this.#context;
    return view === 'messages' ? conversationLines(model, nowS) : friendLines(model, this.#removing, nowS);
  }

  /** Beside the list, where nobody is talked to. */
  #updateEmpty({ chat, isSheet }: PeoplePlaces, isChatting: boolean): void {
    if (!chat || isSheet || isChatting) return;
    const { log, field } = chat;
    const words = { title: text('chat.choose.title'), text: text('chat.choose.text') };
    const rect = { x: field.x, y: log.y + log.height * 0.3, width: field.width, height: 150 };
    this.#empty.show(rect, words.text, (g, size) =>
      paintEmpty(g, size, words, (x, y) => drawBubble(g, x, y, 13, COLOR.muted)),
    );
  }

  #do(action: LineAction): void {
    const { social } = this.#context.actions;
    this.#removing = action.do === 'askRemove' ? action.player.id : undefined;
    switch (action.do) {
      case 'open':
        return social.openKey(action.key);
      case 'talk':
        return social.openChat(action.player, 'friends');
      case 'accept':
        return void social.addFriend(action.player);
      case 'remove':
        return void social.removeFriend(action.player);
      case 'unblock':
        return void social.unblock(action.player);
    }
  }

  #forget(): void {
    this.#seen = undefined;
    this.#focused = undefined;
    this.#removing = undefined;
  }

  #hide(): undefined {
    this.#list.hide();
    this.#chat.hide();
    return this.dialog.hide();
  }
}

const isOffered = (element: HTMLElement): boolean =>
  element.isConnected && !element.matches(':disabled') && element.checkVisibility({ visibilityProperty: true });

function paintCard(g: Canvas, size: Size, { isSheet, chat, card }: PeoplePlaces): void {
  const radius = isSheet ? 0 : SIZE.radius + 4;
  paintBox(g, size, radius, COLOR.panel, isSheet ? undefined : COLOR.raisedEdge);
  g.fillStyle = COLOR.panelEdge;
  if (!chat) return g.fillRect(0, 63, size.width, 1);
  const x = isSheet ? 0 : chat.log.x - card.x - 1;
  if (!isSheet) g.fillRect(x, 1, 1, size.height - 2);
  g.fillRect(x, 63, size.width - x - 1, 1);
}
