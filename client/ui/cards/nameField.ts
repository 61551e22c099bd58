/** Your name: a button that turns into a field with Save and Cancel. Enter saves, Escape cancels. */

import { NAME_MAX_BYTES, NAME_MAX_GRAPHEMES, NAME_MIN_GRAPHEMES } from '../../../shared/limits.ts';
import { type Hotspot, make, makeButton, place, setAttribute } from '../../a11y/overlay.ts';
import { graphemes } from '../../design/names.ts';
import { COLOR } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import { canAct } from '../../model/linkView.ts';
import { buttonKey, paintButton } from '../kit/buttonPainter.ts';
import { DEPTH } from '../kit/depths.ts';
import { drawPencil } from '../kit/icons.ts';
import type { Node } from '../kit/stage.ts';
import type { SelfPlaces } from '../layout/selfLayout.ts';
import type { ScreenContext } from '../screenContext.ts';

export class NameField {
  isEditing = false;
  readonly #context: ScreenContext;
  readonly #input: HTMLInputElement;
  readonly #spots: Record<'edit' | 'save' | 'cancel', Hotspot<HTMLButtonElement>>;
  readonly #nodes: Record<'edit' | 'save' | 'cancel', Node>;
  #wantsFocus: HTMLElement | undefined;

  constructor(context: ScreenContext, section: HTMLElement) {
    this.#context = context;
    const { wake, stage } = context;
    const edit = makeButton(section, text('you.edit'), wake, () => this.#open());
    this.#input = make('input', 'field name', section);
    this.#input.type = 'text';
    this.#input.autocomplete = 'off';
    this.#input.spellcheck = false;
    this.#input.hidden = true;
    this.#input.setAttribute('aria-label', text('you.name'));
    this.#input.addEventListener('input', wake);
    this.#input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.isComposing) this.#save();
      if (event.key === 'Escape') this.#close();
      wake();
    });
    const save = makeButton(section, text('you.save'), wake, () => this.#save());
    const cancel = makeButton(section, text('you.cancel'), wake, () => this.#close());
    this.#spots = { edit, save, cancel };
    this.#nodes = {
      edit: stage.node(DEPTH.control),
      save: stage.node(DEPTH.control),
      cancel: stage.node(DEPTH.control),
    };
  }

  /** The length that names may have, while it is being edited. */
  get hint(): string {
    return this.isEditing ? text('you.nameHint', { min: NAME_MIN_GRAPHEMES, max: NAME_MAX_GRAPHEMES }) : '';
  }

  update(places: SelfPlaces | undefined, isEnabled: boolean): void {
    const isOpen = this.isEditing && places !== undefined;
    place(this.#input, isOpen ? places.nameInput : undefined);
    this.#showButton('save', isOpen ? places : undefined, isOpen && isEnabled && this.#isValid());
    this.#showButton('cancel', isOpen ? places : undefined, true);
    this.#showButton('edit', isOpen ? undefined : places, isEnabled);
    this.#wantsFocus?.focus();
    this.#wantsFocus = undefined;
  }

  #showButton(name: 'edit' | 'save' | 'cancel', places: SelfPlaces | undefined, isEnabled: boolean): void {
    const spot = this.#spots[name];
    const rect = places?.[name];
    spot.place(rect);
    if (!rect) return this.#nodes[name].hide();
    spot.element.disabled = !isEnabled;
    setAttribute(spot.element, 'title', isEnabled || name !== 'edit' ? undefined : text('you.offline'));
    const isIcon = name === 'edit' && rect.width < 80;
    const kind = name === 'save' ? ('primary' as const) : ('hero' as const);
    const look = { label: isIcon ? '' : text(`you.${name}`), kind, state: spot.state, isDisabled: !isEnabled };
    this.#nodes[name].show(rect, buttonKey(look), (g, size) => {
      paintButton(g, size, look);
      if (isIcon) drawPencil(g, size.width / 2, size.height / 2, 8, isEnabled ? COLOR.text : COLOR.muted);
    });
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

  #save(): void {
    const { model, actions } = this.#context;
    const name = this.#input.value.trim();
    // Not as the button looks: that is what was valid at the last update, and a fast typist is ahead of it.
    if (!canAct(model.link) || !this.#isValid()) return;
    if (name !== model.self.shown('name')) void actions.setName(name);
    this.#close();
  }

  #close(): void {
    this.isEditing = false;
    this.#wantsFocus = this.#spots.edit.element;
  }
}
