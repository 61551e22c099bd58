/** Invites that wait for an answer: above everything but a dialog, with the time that is left. */

import { make, place, setText } from '../../a11y/overlay.ts';
import {
  balanced,
  type Canvas,
  drawLinesAround,
  drawText,
  fillRound,
  paintBox,
  type Rect,
  type Size,
} from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import { INVITES_SHOWN, type Invite, secondsLeft, shownInvites } from '../../model/play/invites.ts';
import { inviteText } from '../../model/views/inviteText.ts';
import { drawAvatar } from '../kit/avatar.ts';
import { Button } from '../kit/button.ts';
import { DEPTH } from '../kit/depths.ts';
import type { Node } from '../kit/stage.ts';
import { noticePlaces } from '../layout/noticeLayout.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';

/** `ground`: what is under it is not to be pressed through it. */
type Card = { invite: Invite | undefined; ground: HTMLElement; node: Node; accept: Button; decline: Button };

export class InviteToasts {
  readonly #context: ScreenContext;
  readonly #cards: readonly Card[];
  readonly #hiddenText: HTMLElement;
  #announced = '';

  constructor(context: ScreenContext) {
    this.#context = context;
    const section = make('section', 'part above', context.root, { 'aria-label': text('invite.title') });
    this.#hiddenText = make('p', 'visuallyHidden', section, { 'aria-live': 'assertive' });
    this.#cards = Array.from({ length: INVITES_SHOWN }, () => this.#makeCard(section));
  }

  update({ layout, now }: Frame): void {
    const { play } = this.#context.model;
    const invites = shownInvites(play.state.invites, now);
    this.#announce(invites);
    const places = noticePlaces(layout, invites.length, 0);
    for (const [i, card] of this.#cards.entries()) {
      place(card.ground, places[i]);
      const [invite, rect] = [invites[i], places[i]];
      if (invite && rect) this.#showInvite(card, invite, rect, now);
    }
  }

  #showInvite(card: Card, invite: Invite, rect: Rect, now: number): void {
    card.invite = invite;
    const what = inviteText(invite);
    const seconds = secondsLeft(invite.until, now);
    const share = Math.max(0, Math.min(1, (invite.until - now) / invite.heldMs));
    const key = `${invite.inviteId} ${seconds}`;
    card.node.show(rect, key, (g, size) => paintInvite(g, size, invite, what, seconds, share));
    const half = (rect.width - 32 - 8) / 2;
    const row = { y: rect.y + rect.height - 44 - 14, width: half, height: 44 };
    const answers = answersTo(what);
    card.accept.show({ ...row, x: rect.x + 16 }, answers.accept);
    card.decline.show({ ...row, x: rect.x + 24 + half }, answers.decline);
  }

  #announce(invites: readonly Invite[]): void {
    const newest = invites.at(-1);
    const id = newest?.inviteId ?? '';
    if (id === this.#announced) return;
    this.#announced = id;
    setText(this.#hiddenText, newest ? inviteText(newest) : '');
  }

  #makeCard(section: HTMLElement): Card {
    const { play } = this.#context.actions;
    const answer = (isAccepted: boolean) => () => {
      if (card.invite) void play.answerInvite(card.invite.inviteId, isAccepted);
    };
    const card: Card = {
      invite: undefined,
      ground: make('div', 'blocker', section, { hidden: '' }),
      node: this.#context.stage.node(DEPTH.notice),
      accept: new Button(this.#context, section, DEPTH.noticeControl, answer(true)),
      decline: new Button(this.#context, section, DEPTH.noticeControl, answer(false)),
    };
    return card;
  }
}

/** `what`: the sentence that is answered. */
export const answersTo = (what: string) =>
  ({
    accept: { label: text('invite.accept'), name: text('invite.acceptLabel', { what }), kind: 'accept' },
    decline: { label: text('invite.decline'), name: text('invite.declineLabel', { what }), kind: 'quiet' },
  }) as const;

function paintInvite(g: Canvas, size: Size, { from }: Invite, what: string, seconds: number, share: number): void {
  paintBox(g, size, SIZE.radius, COLOR.sheet, COLOR.focus, 1.5);
  drawAvatar(g, from, 16, 14, 36, COLOR.sheet);
  const width = size.width - 66 - 58;
  const lines = balanced(g, what, 'bodyStrong', width).slice(0, 2);
  drawLinesAround(g, lines, 64, 32, 19, { type: 'bodyStrong', color: COLOR.text, width });
  const style = { type: 'smallStrong', color: COLOR.lamp, align: 'right' } as const;
  drawText(g, text('invite.seconds', { count: seconds }), size.width - 16, 32, style);
  fillRound(g, { x: 16, y: size.height - 8, width: size.width - 32, height: 3 }, 1.5, COLOR.track);
  fillRound(g, { x: 16, y: size.height - 8, width: (size.width - 32) * share, height: 3 }, 1.5, COLOR.gold);
}
