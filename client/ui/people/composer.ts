/** Where one writes: Enter sends. What is being typed is kept with its conversation. */

import { CHAT_MAX_CHARS } from '../../../shared/limits.ts';
import { make, makeField, place, setAttribute, setText } from '../../a11y/overlay.ts';
import { type Canvas, drawText, paintBox, type Size } from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import { canAct } from '../../model/linkView.ts';
import { lengthOf } from '../../model/social/textLength.ts';
import { Button, signOf } from '../kit/button.ts';
import { DEPTH } from '../kit/depths.ts';
import { drawSend } from '../kit/peopleIcons.ts';
import type { Node } from '../kit/stage.ts';
import type { ScreenContext } from '../screenContext.ts';
import type { ChatPlaces } from './peopleLayout.ts';

/** From so few on, the characters that are left are counted. */
const COUNTED_FROM = 40;

/** `key`, `draft`: of the conversation. `why`: why nothing can be said here. */
type ComposerLook = { key: string; label: string; why: string | undefined; draft: string };

export class Composer {
  readonly #context: ScreenContext;
  readonly #input: HTMLInputElement;
  readonly #count: HTMLElement;
  readonly #field: Node;
  readonly #note: Node;
  readonly #send: Button;
  #key: string | undefined;

  constructor(context: ScreenContext, section: HTMLElement) {
    this.#context = context;
    this.#field = context.stage.node(DEPTH.dialogPart);
    this.#note = context.stage.node(DEPTH.dialogControl);
    // As the server counts; what people count is fewer.
    const most = String(4 * CHAT_MAX_CHARS);
    const attributes = { enterkeyhint: 'send', maxlength: most, spellcheck: 'true' };
    this.#input = makeField(section, 'words', attributes, context.wake, () => this.#say());
    this.#count = make('p', 'visuallyHidden', section, { role: 'status' });
    this.#input.addEventListener('input', () => {
      if (this.#key !== undefined) context.actions.social.draft(this.#key, this.#input.value);
    });
    this.#send = new Button(context, section, DEPTH.dialogControl, () => {
      this.#say();
      this.#input.focus();
    });
  }

  get element(): HTMLInputElement {
    return this.#input;
  }

  update({ field, send, note }: ChatPlaces, { key, label, why, draft }: ComposerLook): void {
    const { link } = this.#context.model;
    this.#key = key;
    if (this.#input.value !== draft) this.#input.value = draft;
    setAttribute(this.#input, 'aria-label', label);
    this.#input.disabled = why !== undefined;
    place(this.#input, field);
    const isEmpty = draft.trim() === '';
    this.#field.show(field, `${isEmpty} ${why === undefined}`, (g, size) => paintField(g, size, isEmpty, !why));
    const left = CHAT_MAX_CHARS - lengthOf(draft.trim());
    const closed = why ?? (canAct(link) ? undefined : text('play.offline'));
    const look = {
      label: '',
      name: text('chat.send'),
      kind: 'primary',
      mark: signOf(drawSend, 9, 'onAccent'),
    } as const;
    this.#send.show(send, { ...look, isDisabled: isEmpty || left < 0, why: closed });
    const count = left < 0 ? text('chat.tooMany', { count: -left }) : text('chat.left', { count: left });
    const isCounted = left < COUNTED_FROM;
    setText(this.#count, isCounted && left < 0 ? count : '');
    this.#showNote(note, closed ?? '', isCounted ? count : '', left < 0);
  }

  hide(): void {
    this.#key = undefined;
    place(this.#input, undefined);
    setText(this.#count, '');
  }

  #showNote(at: ChatPlaces['note'], words: string, count: string, isTooMany: boolean): void {
    if (words === '' && count === '') return;
    const rect = { ...at, y: at.y - 10, height: 20 };
    this.#note.show(rect, `${words} ${count}`, (g, size) => {
      const style = { type: 'label', width: size.width } as const;
      drawText(g, words, 0, 10, { ...style, color: COLOR.muted });
      const color = isTooMany ? COLOR.bad : COLOR.muted;
      if (words === '') drawText(g, count, size.width, 10, { ...style, color, align: 'right' });
    });
  }

  #say(): void {
    const { model, actions } = this.#context;
    if (this.#key === undefined || !canAct(model.link)) return;
    actions.social.sendChat(this.#key, this.#input.value);
  }
}

function paintField(g: Canvas, size: Size, isEmpty: boolean, isEnabled: boolean): void {
  g.globalAlpha = isEnabled ? 1 : 0.5;
  paintBox(g, size, SIZE.radiusSmall, COLOR.raised, COLOR.raisedEdge);
  const style = { type: 'body', color: COLOR.muted, width: size.width - 28 } as const;
  if (isEmpty) drawText(g, text('chat.placeholder'), 14, size.height / 2, style);
  g.globalAlpha = 1;
}
