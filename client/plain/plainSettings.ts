/** The settings of the full view, as a part of the page that opens. */
import { make, setAttribute, setText } from '../a11y/overlay.ts';
import { text } from '../i18n/text.ts';
import {
  BlocksSeen,
  type OneOf,
  type Press,
  type Section,
  type Setting,
  type SettingsParts,
  type Switch,
  sectionsOf,
} from '../settings/sections.ts';
import { makeButton, makeField, orderChildren, type PlainContext, setOptions, setWhy } from './parts.ts';

/** Another language makes the view anew: what was open, and had the focus, is so again. */
let isOpen = false;
let wantsFocus: string | undefined;

type Row = { element: HTMLElement; update(setting: Setting): void };
type SectionView = { element: HTMLElement; rows: Map<string, Row> };

export class PlainSettings {
  readonly #context: PlainContext;
  readonly #parts: SettingsParts;
  readonly #details: HTMLDetailsElement;
  readonly #blocks = new BlocksSeen();
  readonly #sections = new Map<Section['key'], SectionView>();

  constructor(context: PlainContext, root: HTMLElement) {
    this.#context = context;
    this.#parts = { ...context, showPlain: undefined };
    this.#details = make('details', 'plain-card plain-settings', root);
    const title = make('summary', '', this.#details);
    setText(make('h2', '', title), text('settings.title'));
    this.#details.open = isOpen;
    this.#details.addEventListener('toggle', () => {
      isOpen = this.#details.open;
      if (!isOpen) this.#blocks.forget();
      context.wake();
    });
  }

  update(): void {
    if (!this.#details.open) return;
    const sections = sectionsOf(this.#parts, this.#blocks.follow(this.#context.model));
    for (const section of sections) this.#show(section);
    if (wantsFocus === undefined) return;
    document.getElementById(wantsFocus)?.focus();
    wantsFocus = undefined;
  }

  #show({ key, title, settings }: Section): void {
    const { element, rows } = this.#sectionOf(key, title);
    const shown = settings.map((setting) => {
      const id = `${setting.key} ${setting.kind}`;
      const row = rows.get(id) ?? this.#makeRow(element, setting);
      rows.set(id, row);
      row.update(setting);
      return row.element;
    });
    for (const [id, row] of rows) {
      if (shown.includes(row.element)) continue;
      row.element.remove();
      rows.delete(id);
    }
    orderChildren(element, shown, element.firstElementChild);
  }

  #sectionOf(key: Section['key'], title: string): SectionView {
    const known = this.#sections.get(key);
    if (known) return known;
    const element = make('section', '', this.#details, { 'aria-label': title });
    setText(make('h3', '', element), title);
    const view = { element, rows: new Map<string, Row>() };
    this.#sections.set(key, view);
    return view;
  }

  #makeRow(section: HTMLElement, setting: Setting): Row {
    const element = make('div', 'plain-setting', section);
    const wake = () => this.#context.wake();
    if (setting.kind === 'switch') return switchRow(element, setting, wake);
    if (setting.kind === 'button') return pressRow(element, setting, wake);
    if (setting.kind === 'options') return optionsRow(element, setting, wake);
    if (setting.kind === 'note') {
      const words = make('p', 'plain-detail', element);
      return {
        element,
        update: ({ label, note }) => setText(words, label === '' ? note : `${label}: ${note}`),
      };
    }
    return listRow(element, setting, wake);
  }
}

function switchRow(element: HTMLElement, first: Switch, wake: () => void): Row {
  let setting = first;
  const label = make('label', 'plain-switch', element);
  const box = make('input', '', label, { type: 'checkbox', role: 'switch' });
  setText(make('span', '', label), first.label);
  const note = make('p', 'plain-detail', element, { id: `plain-note-${first.key}` });
  setAttribute(box, 'aria-describedby', note.id);
  box.addEventListener('change', async () => {
    const turned = setting.toggle();
    wake();
    await turned;
    wake();
  });
  return {
    element,
    update(next) {
      if (next.kind !== 'switch') return;
      setting = next;
      box.checked = next.isOn;
      setText(note, next.note);
    },
  };
}

function listRow(element: HTMLElement, first: OneOf, wake: () => void): Row {
  let setting = first;
  const select = makeField(element, 'select', first.label);
  select.id = `plain-setting-${first.key}`;
  select.addEventListener('change', async () => {
    wantsFocus = select.id;
    await setting.choose(select.value);
    wantsFocus = undefined;
    wake();
  });
  return {
    element,
    update(next) {
      if (!('options' in next)) return;
      setting = next;
      setOptions(select, next.options, next.value);
      for (const [i, { lang }] of next.options.entries()) if (lang) (select.options[i] as HTMLElement).lang = lang;
    },
  };
}

function optionsRow(element: HTMLElement, first: OneOf, wake: () => void): Row {
  let setting = first;
  setAttribute(element, 'role', 'radiogroup');
  setAttribute(element, 'aria-label', first.label);
  const all = first.options.map(({ value, label }) => {
    const wrapper = make('label', 'plain-switch', element);
    const radio = make('input', '', wrapper, { type: 'radio', name: `plain-${first.key}`, value });
    setText(make('span', '', wrapper), label);
    const note = make('p', 'plain-detail', element, { id: `plain-note-${value}` });
    setAttribute(radio, 'aria-describedby', note.id);
    radio.addEventListener('change', async () => {
      await setting.choose(value);
      wake();
    });
    return { radio, note };
  });
  return {
    element,
    update(next) {
      if (!('options' in next)) return;
      setting = next;
      for (const [i, { radio, note }] of all.entries()) {
        const option = next.options[i];
        radio.checked = option?.value === next.value;
        radio.disabled = next.why !== undefined;
        radio.title = next.why ?? '';
        setText(note, option?.note ?? '');
      }
    },
  };
}

function pressRow(element: HTMLElement, first: Press, wake: () => void): Row {
  let setting = first;
  element.classList.add('plain-press');
  const words = make('p', '', element);
  const label = make('bdi', '', words);
  const note = make('span', 'plain-detail', words);
  const button = makeButton(element, first.button, async () => {
    await setting.press();
    wake();
  });
  return {
    element,
    update(next) {
      if (next.kind !== 'button') return;
      setting = next;
      setText(label, next.label);
      setText(note, next.note === '' ? '' : ` ${next.note}`);
      setText(button, next.button);
      setAttribute(button, 'aria-label', next.name);
      setWhy(button, next.isAsked ?? false, next.why);
    },
  };
}
