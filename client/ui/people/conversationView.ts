/** A conversation: the other player, the messages and the field. */

import { make, setText } from '../../a11y/overlay.ts';
import { type Canvas, drawText, type Size } from '../../design/canvas.ts';
import { COLOR } from '../../design/tokens.ts';
import { isolated, text } from '../../i18n/text.ts';
import { canAct } from '../../model/linkView.ts';
import type { ChatView } from '../../model/views/chatView.ts';
import { talkLines } from '../../model/views/talkLines.ts';
import { drawAvatar } from '../kit/avatar.ts';
import { Button, signOf } from '../kit/button.ts';
import { DEPTH } from '../kit/depths.ts';
import { drawBack, drawBan, drawFlag, drawGroup } from '../kit/peopleIcons.ts';
import type { Node } from '../kit/stage.ts';
import type { ScreenContext } from '../screenContext.ts';
import { actOn } from './actOn.ts';
import { Composer } from './composer.ts';
import type { ChatPlaces } from './peopleLayout.ts';
import { IN_DIALOG } from './talkDepths.ts';
import { TalkLog } from './talkLog.ts';

export class ConversationView {
  readonly #context: ScreenContext;
  readonly #section: HTMLElement;
  readonly #title: HTMLElement;
  readonly #detail: HTMLElement;
  readonly #head: Node;
  readonly #back: Button;
  readonly #block: Button;
  readonly #report: Button;
  readonly #log: TalkLog;
  readonly #composer: Composer;
  #shown: ChatView | undefined;

  constructor(context: ScreenContext, dialog: HTMLElement) {
    this.#context = context;
    const { social } = context.actions;
    this.#section = make('div', 'part', dialog);
    this.#head = context.stage.node(DEPTH.dialogPart);
    this.#back = new Button(context, this.#section, DEPTH.dialogControl, () => social.back());
    this.#title = make('h3', 'visuallyHidden', this.#section);
    this.#detail = make('p', 'visuallyHidden', this.#section);
    this.#log = new TalkLog(context, this.#section, IN_DIALOG, {
      menu: ({ message: { from } }) => {
        if (this.#shown?.group) social.openChat(from);
      },
      act: (deed) => actOn(context, deed),
      older: (key) => void social.loadOlder(key),
      escape: () => this.#composer.element.focus(),
    });
    this.#composer = new Composer(context, this.#section, IN_DIALOG);
    this.#block = new Button(context, this.#section, DEPTH.dialogControl, () => {
      const { player, isBlocked } = this.#shown ?? {};
      if (!player) return;
      if (isBlocked) void social.unblock(player);
      else social.askBlock(player);
    });
    this.#report = new Button(context, this.#section, DEPTH.dialogControl, () => social.askReport(this.#shown?.player));
  }

  /** Where one writes; on a phone it would bring up the keyboard over what is to be read. */
  get field(): HTMLElement {
    const isTouched = window.matchMedia('(pointer: coarse)').matches;
    return isTouched || this.#composer.element.disabled ? this.#back.element : this.#composer.element;
  }

  update(places: ChatPlaces, view: ChatView, nowS: number): void {
    this.#shown = view;
    this.#section.hidden = false;
    const { title, detail, player, status } = view;
    setText(this.#title, title);
    setText(this.#detail, detail);
    this.#head.show(places.head, `${title} ${detail} ${player?.id} ${status}`, (g, size) => paintHead(g, size, view));
    this.#back.show(places.back, { label: '', name: text('people.back'), kind: 'bare', mark: signOf(drawBack, 8) });
    this.#updateButtons(places, view);
    const { key, conversation, why } = view;
    const { model, now } = this.#context;
    const isSpoken = model.social.isSpoken;
    this.#log.update({ key, lines: talkLines(model, key, conversation), label: view.log, isSpoken, nowS }, places.log);
    const hint = text('chat.placeholder');
    this.#composer.update(places, { key, label: view.field, hint, why, draft: conversation.draft, now: now() });
  }

  hide(): void {
    this.#shown = undefined;
    this.#section.hidden = true;
    this.#log.hide();
    this.#composer.hide();
  }

  #updateButtons(places: ChatPlaces, { player, isBlocked }: ChatView): void {
    if (!player) return;
    const name = isolated(player.name);
    const why = canAct(this.#context.model.link) ? undefined : text('play.offline');
    const block = text(isBlocked ? 'friend.unblockLabel' : 'player.blockLabel', { name });
    const kind = isBlocked ? 'chosen' : 'bare';
    this.#block.show(places.block, { label: '', name: block, kind, mark: signOf(drawBan, 9), why });
    const report = text('player.reportLabel', { name });
    this.#report.show(places.report, { label: '', name: report, kind: 'bare', mark: signOf(drawFlag, 9), why });
  }
}

function paintHead(g: Canvas, size: Size, { player, group = 'party', status, title, detail }: ChatView): void {
  const middle = size.height / 2;
  if (player) drawAvatar(g, { ...player, ...(status && { status }) }, 0, middle - 18, 36, COLOR.panel);
  else drawGroup(g, group, 18, middle);
  const width = size.width - 48;
  const isAlone = detail === '';
  drawText(g, title, 48, isAlone ? middle : middle - 9, { type: 'name', color: COLOR.text, width });
  drawText(g, detail, 48, middle + 11, { type: 'small', color: COLOR.muted, width });
}
