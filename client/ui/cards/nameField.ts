/** Your name: a button that turns into a field with Save and Cancel. Enter saves, Escape cancels. */

import { NAME_MAX_BYTES, NAME_MAX_GRAPHEMES, NAME_MIN_GRAPHEMES } from '../../../shared/limits.ts';
import { make, makeField, place, setAttribute, setText } from '../../a11y/overlay.ts';
import { graphemes } from '../../design/names.ts';
import { asSentence, text } from '../../i18n/text.ts';
import { canAct } from '../../model/linkView.ts';
import { Button, signOf } from '../kit/button.ts';
import { DEPTH } from '../kit/depths.ts';
import { drawPencil } from '../kit/icons.ts';
import type { SelfPlaces } from '../layout/selfLayout.ts';
import type { ScreenContext } from '../screenContext.ts';

export class NameField {
  isEditing = false;
  readonly #context: ScreenContext;
  readonly #input: HTMLInputElement;
  readonly #edit: Button;
  readonly #save: Button;
  readonly #cancel: Button;
  readonly #why: HTMLElement;
  #wantsFocus: HTMLElement | undefined;
  /** What the server refused last, and why: until something else is typed. */
  #refusal = '';
  #isShown = false;

  constructor(context: ScreenContext, section: HTMLElement) {
    this.#context = context;
    this.#edit = new Button(context, section, DEPTH.sheetControl, () => this.#open());
    this.#why = make('p', 'visuallyHidden', section, { id: 'name-refused', role: 'alert' });
    const attributes = { 'aria-label': text('you.name'), 'aria-describedby': this.#why.id };
    this.#input = makeField(
      section,
      'name',
      attributes,
      () => this.#typed(),
      () => this.#submit(),
    );
    this.#input.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        // What the field stands in stays open.
        event.stopPropagation();
        this.#close();
      }
      context.wake();
    });
    this.#save = new Button(context, section, DEPTH.sheetControl, () => this.#submit());
    this.#cancel = new Button(context, section, DEPTH.sheetControl, () => this.#close());
  }

  get hint(): { words: string; isRefusal: boolean } {
    const isRefusal = this.#refusal !== '';
    const rule = this.isEditing ? text('you.nameHint', { min: NAME_MIN_GRAPHEMES, max: NAME_MAX_GRAPHEMES }) : '';
    return { words: isRefusal ? this.#refusal : rule, isRefusal };
  }

  update(places: SelfPlaces | undefined, isEnabled: boolean): void {
    this.#isShown = places !== undefined;
    const isOpen = this.isEditing && places !== undefined;
    setText(this.#why, isOpen ? this.#refusal : '');
    setAttribute(this.#input, 'aria-invalid', this.#refusal === '' ? undefined : 'true');
    place(this.#input, isOpen ? places.nameInput : undefined);
    if (isOpen) {
      const isDisabled = !isEnabled || !this.#isValid();
      this.#save.show(places.save, { label: text('you.save'), kind: 'primary', isDisabled });
      this.#cancel.show(places.cancel, { label: text('you.cancel'), kind: 'hero' });
    } else if (places) {
      const name = text('you.edit');
      const isIcon = places.edit.width < 80;
      const sign = isIcon && { label: '', mark: signOf(drawPencil, 8, isEnabled ? 'text' : 'muted') };
      const why = isEnabled ? undefined : text('you.offline');
      this.#edit.show(places.edit, { label: name, name, kind: 'hero', why, ...sign });
    }
    this.#wantsFocus?.focus();
    this.#wantsFocus = undefined;
  }

  #isValid(): boolean {
    const name = this.#input.value.trim();
    const length = graphemes(name).length;
    const isShort = new TextEncoder().encode(name).length <= NAME_MAX_BYTES;
    return length >= NAME_MIN_GRAPHEMES && length <= NAME_MAX_GRAPHEMES && isShort;
  }

  #open(name = this.#context.model.self.shown('name') ?? ''): void {
    this.#input.value = name;
    this.isEditing = true;
    this.#wantsFocus = this.#input;
  }

  #typed(): void {
    this.#refusal = '';
    this.#context.wake();
  }

  /** The field is back with what was typed; false where there is no place for it any more. */
  #refused(name: string, why: string): boolean {
    if (!this.#isShown || this.isEditing) return false;
    const active = document.activeElement;
    this.#open(name);
    // Only from where it was left: something else may have the focus by now.
    if (active !== this.#edit.element && active !== document.body) this.#wantsFocus = undefined;
    this.#refusal = asSentence(why);
    this.#context.wake();
    return true;
  }

  #submit(): void {
    const { model, actions } = this.#context;
    const name = this.#input.value.trim();
    // Not as the button looks: that is what was valid at the last update, and a fast typist is ahead of it.
    if (!canAct(model.link) || !this.#isValid()) return;
    if (name !== model.self.shown('name')) void actions.setName(name, (why) => this.#refused(name, why));
    this.#close();
  }

  #close(): void {
    this.isEditing = false;
    this.#refusal = '';
    this.#wantsFocus = this.#edit.element;
  }
}
