/** Where one writes: Enter sends. What is being typed is kept with its conversation. */

import { CHAT_MAX_CHARS } from '../../../shared/limits.ts';
import { make, makeField, place, setAttribute, setText } from '../../a11y/overlay.ts';
import { type Canvas, drawText, paintBox, type Rect, type Size } from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import { canAct } from '../../model/linkView.ts';
import { type ComposerNote, composerNote } from '../../model/views/composerNote.ts';
import { Button, signOf } from '../kit/button.ts';
import { drawSend } from '../kit/peopleIcons.ts';
import type { Node } from '../kit/stage.ts';
import type { ScreenContext } from '../screenContext.ts';
import type { TalkDepths } from './talkDepths.ts';

/** `note`: the middle of its line. `box`: drawn around field and button, where they are one. */
export type ComposerPlaces = { field: Rect; send: Rect; note: Rect; box?: Rect };
/** `key`, `draft`: of the conversation. `hint`: in the empty field. `why`: why nothing can be said here. */
export type ComposerLook = {
  key: string;
  label: string;
  hint: string;
  why: string | undefined;
  draft: string;
  now: number;
};

export class Composer {
  readonly #context: ScreenContext;
  readonly #input: HTMLInputElement;
  readonly #count: HTMLElement;
  readonly #field: Node;
  readonly #note: Node;
  readonly #send: Button;
  #key: string | undefined;

  constructor(context: ScreenContext, section: HTMLElement, depths: TalkDepths) {
    this.#context = context;
    this.#field = context.stage.node(depths.part);
    this.#note = context.stage.node(depths.control);
    // As the server counts; what people count is fewer.
    const most = String(4 * CHAT_MAX_CHARS);
    const attributes = { enterkeyhint: 'send', maxlength: most, spellcheck: 'true' };
    this.#input = makeField(section, 'words', attributes, context.wake, () => this.#say());
    this.#count = make('p', 'visuallyHidden', section, { role: 'status' });
    this.#input.addEventListener('input', () => {
      if (this.#key !== undefined) context.actions.social.draft(this.#key, this.#input.value);
    });
    this.#send = new Button(context, section, depths.control, () => {
      this.#say();
      this.#input.focus();
    });
  }

  get element(): HTMLInputElement {
    return this.#input;
  }

  /** What stands above the field. */
  noteOf(look: ComposerLook): ComposerNote {
    return composerNote(this.#context.model, look);
  }

  update({ field, send, note, box }: ComposerPlaces, look: ComposerLook): void {
    const { key, label, hint, why, draft } = look;
    this.#key = key;
    if (this.#input.value !== draft) this.#input.value = draft;
    setAttribute(this.#input, 'aria-label', label);
    this.#input.disabled = why !== undefined;
    place(this.#input, field);
    const isEmpty = draft.trim() === '';
    const paintKey = `${isEmpty && hint} ${why === undefined} ${box !== undefined}`;
    this.#field.show(box ?? field, paintKey, (g, size) => paintField(g, size, isEmpty ? hint : '', why === undefined));
    const { closed, count, isTooMany } = this.noteOf(look);
    const isReady = !isEmpty && !isTooMany && closed === undefined;
    const color = box === undefined ? 'onAccent' : isReady ? 'focus' : 'muted';
    const kind = box === undefined ? 'primary' : 'bare';
    const button = { label: '', name: text('chat.send'), kind, mark: signOf(drawSend, 9, color) } as const;
    this.#send.show(send, { ...button, isDisabled: isEmpty || isTooMany, why: closed });
    setText(this.#count, isTooMany ? count : '');
    this.#showNote(note, closed ?? '', count, isTooMany);
  }

  hide(): void {
    this.#key = undefined;
    place(this.#input, undefined);
    setText(this.#count, '');
  }

  #showNote(at: Rect, words: string, count: string, isTooMany: boolean): void {
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
    if (this.#key === undefined || !canAct(model.link) || model.social.waitMs(this.#key, this.#context.now()) > 0)
      return;
    actions.social.sendChat(this.#key, this.#input.value);
  }
}

function paintField(g: Canvas, size: Size, hint: string, isEnabled: boolean): void {
  g.globalAlpha = isEnabled ? 1 : 0.5;
  paintBox(g, size, SIZE.radiusSmall, COLOR.raised, COLOR.raisedEdge);
  const style = { type: 'body', color: COLOR.muted, width: size.width - 28 } as const;
  if (hint !== '') drawText(g, hint, 14, size.height / 2, style);
  g.globalAlpha = 1;
}
