/** Cards for messages and friend requests, below the invites; each goes after a while. */

import { make, place, setText } from '../../a11y/overlay.ts';
import {
  type Canvas,
  drawLines,
  drawLinesAround,
  drawText,
  fillRound,
  paintBox,
  type Rect,
  type Size,
  wrapped,
} from '../../design/canvas.ts';
import { directionOf } from '../../design/names.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { isolated, text } from '../../i18n/text.ts';
import { shownInvites } from '../../model/play/invites.ts';
import { isPlaying } from '../../model/play/matchView.ts';
import { type Card, idOf, shownCards } from '../../model/social/cards.ts';
import { groupOf } from '../../model/social/channels.ts';
import { drawAvatar } from '../kit/avatar.ts';
import { Button } from '../kit/button.ts';
import { DEPTH } from '../kit/depths.ts';
import type { Node } from '../kit/stage.ts';
import { cardsFor, NOTICE_GAP, noticePlaces } from '../layout/noticeLayout.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';
import { answersTo } from './inviteToasts.ts';

const SHOWN = 3;
const LINE = 19;

/** `ground`: what is under it is not to be pressed through it. */
type Slot = { card: Card | undefined; ground: HTMLElement; node: Node; yes: Button; no: Button };

export class PeopleCards {
  readonly #context: ScreenContext;
  readonly #slots: readonly Slot[];
  readonly #ground: Node;
  readonly #hiddenText: HTMLElement;
  #announced: Card | undefined;

  constructor(context: ScreenContext) {
    this.#context = context;
    this.#ground = context.stage.node(DEPTH.noticeGround);
    const section = make('section', 'part above', context.root, { 'aria-label': text('people.messages') });
    this.#hiddenText = make('p', 'visuallyHidden', section, { 'aria-live': 'polite' });
    this.#slots = Array.from({ length: SHOWN }, () => this.#makeSlot(section));
  }

  update({ layout, now }: Frame): void {
    const { play, social } = this.#context.model;
    const invites = shownInvites(play.state.invites, now).length;
    // An open list shows them, and a player in a match is not disturbed.
    const room = social.open || isPlaying(play.match) ? 0 : cardsFor(layout, invites);
    const cards = shownCards(social.cards, room, now);
    this.#announce(cards);
    const all = noticePlaces(layout, invites, cards.length);
    this.#showGround(all, layout.isWide && layout.self !== undefined);
    const places = all.slice(invites);
    for (const [i, slot] of this.#slots.entries()) {
      place(slot.ground, places[i]);
      const [card, rect] = [cards[i], places[i]];
      if (card && rect) this.#showCard(slot, card, rect);
    }
  }

  /** Nothing is read between them. `isBelow`: the own card stands over them. */
  #showGround(places: readonly Rect[], isBelow: boolean): void {
    const [first, last] = [places[0], places.at(-1)];
    if (!first || !last) return;
    const y = isBelow ? first.y - NOTICE_GAP : first.y;
    const rect = { ...first, y, height: last.y + last.height - y };
    this.#ground.show(rect, '', (g, size) => fillRound(g, { x: 0, y: 0, ...size }, SIZE.radius, COLOR.page));
  }

  #showCard(slot: Slot, card: Card, rect: Rect): void {
    slot.card = card;
    const { node, yes, no } = slot;
    node.show(rect, `${idOf(card)} ${headOf(card)} ${wordsOf(card)}`, (g, size) => paintCard(g, size, card));
    const half = (rect.width - 32 - 8) / 2;
    const row = { y: rect.y + rect.height - 44 - 12, width: half, height: 44 };
    const { asked } = this.#context.model;
    const isAsked = asked.has(`addFriend ${card.from.id}`) || asked.has(`removeFriend ${card.from.id}`);
    const isDisabled = card.kind === 'ask' && isAsked;
    yes.show({ ...row, x: rect.x + 16 }, { ...looksOf(card).yes, isDisabled });
    no.show({ ...row, x: rect.x + 24 + half }, { ...looksOf(card).no, isDisabled });
    const isHeld = [yes, no].some((button) => button.isLit || button.element === document.activeElement);
    if (isHeld) this.#context.actions.social.hold(card);
  }

  #announce(cards: readonly Card[]): void {
    const newest = cards.reduce<Card | undefined>(
      (last, each) => (last && last.until > each.until ? last : each),
      undefined,
    );
    if (!newest || announcementOf(newest) === (this.#announced && announcementOf(this.#announced))) return;
    this.#announced = newest;
    setText(this.#hiddenText, announcementOf(newest));
  }

  #makeSlot(section: HTMLElement): Slot {
    const { social } = this.#context.actions;
    const on = (act: (card: Card) => void) => () => {
      if (slot.card) act(slot.card);
    };
    const answer = (card: Card) => (card.kind === 'ask' ? void social.addFriend(card.from) : social.openKey(card.key));
    const refuse = (card: Card) => (card.kind === 'ask' ? void social.removeFriend(card.from) : social.dismiss(card));
    const slot: Slot = {
      card: undefined,
      ground: make('div', 'blocker', section, { hidden: '' }),
      node: this.#context.stage.node(DEPTH.notice),
      yes: new Button(this.#context, section, DEPTH.noticeControl, on(answer)),
      no: new Button(this.#context, section, DEPTH.noticeControl, on(refuse)),
    };
    return slot;
  }
}

function looksOf(card: Card) {
  const name = isolated(card.from.name);
  if (card.kind === 'ask') {
    const { accept, decline } = answersTo(wordsOf(card));
    return { yes: accept, no: decline };
  }
  const reply = groupOf(card.key)?.card?.reply() ?? text('chat.replyLabel', { name });
  return {
    yes: { label: text('chat.reply'), name: reply, kind: 'primary' },
    no: { label: text('toast.dismiss'), name: text('chat.dismissLabel', { name }), kind: 'quiet' },
  } as const;
}

function headOf(card: Card): string {
  const group = card.kind === 'message' ? groupOf(card.key) : undefined;
  return group ? `${isolated(card.from.name)} · ${group.title()}` : card.from.name;
}
const wordsOf = (card: Card): string =>
  card.kind === 'message' ? card.text : text('friend.asks', { name: isolated(card.from.name) });

function announcementOf(card: Card): string {
  if (card.kind === 'ask') return wordsOf(card);
  const params = { name: isolated(card.from.name), text: isolated(card.text) };
  return groupOf(card.key)?.card?.announced(params) ?? text('chat.came', params);
}

function paintCard(g: Canvas, size: Size, card: Card): void {
  paintBox(g, size, SIZE.radius, COLOR.sheet, card.kind === 'ask' ? COLOR.focus : COLOR.raisedEdge, 1.5);
  drawAvatar(g, card.from, 16, 14, 36, COLOR.sheet);
  const width = size.width - 64 - 16;
  const words = wordsOf(card);
  const lines = wrapped(g, words, card.kind === 'ask' ? 'bodyStrong' : 'body', width);
  if (card.kind === 'ask') {
    return drawLinesAround(g, lines.slice(0, 2), 64, 32, LINE, { type: 'bodyStrong', color: COLOR.text, width });
  }
  drawText(g, headOf(card), 64, 22, { type: 'bodyStrong', color: COLOR.text, width });
  // What does not fit in two lines is read in the conversation.
  const shown = lines.length > 2 ? [lines[0] ?? '', lines.slice(1).join(' ')] : lines;
  drawLines(g, shown, 64, 42, LINE, { type: 'body', color: COLOR.soft, width, direction: directionOf(words) });
}
