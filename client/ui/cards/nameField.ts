/** Your name: a button that turns into a field with Save and Cancel. Enter saves, Escape cancels. */

import { NAME_MAX_BYTES, NAME_MAX_GRAPHEMES, NAME_MIN_GRAPHEMES } from '../../../shared/limits.ts';
import { makeField, place } from '../../a11y/overlay.ts';
import { graphemes } from '../../design/names.ts';
import { text } from '../../i18n/text.ts';
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
  #wantsFocus: HTMLElement | undefined;

  constructor(context: ScreenContext, section: HTMLElement) {
    this.#context = context;
    this.#edit = new Button(context, section, DEPTH.sheetControl, () => this.#open());
    const label = { 'aria-label': text('you.name') };
    this.#input = makeField(section, 'name', label, context.wake, () => this.#submit());
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

  get hint(): string {
    return this.isEditing ? text('you.nameHint', { min: NAME_MIN_GRAPHEMES, max: NAME_MAX_GRAPHEMES }) : '';
  }

  update(places: SelfPlaces | undefined, isEnabled: boolean): void {
    const isOpen = this.isEditing && places !== undefined;
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

  #open(): void {
    this.#input.value = this.#context.model.self.shown('name') ?? '';
    this.isEditing = true;
    this.#wantsFocus = this.#input;
  }

  #submit(): void {
    const { model, actions } = this.#context;
    const name = this.#input.value.trim();
    // Not as the button looks: that is what was valid at the last update, and a fast typist is ahead of it.
    if (!canAct(model.link) || !this.#isValid()) return;
    if (name !== model.self.shown('name')) void actions.setName(name);
    this.#close();
  }

  #close(): void {
    this.isEditing = false;
    this.#wantsFocus = this.#edit.element;
  }
}
