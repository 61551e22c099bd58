/** One setting: its words, and the real controls over what is drawn of it. It stands in what scrolls. */
import { make, makeRadio, makeSwitch, setAttribute, setText } from '../../a11y/overlay.ts';
import { measure, type Rect } from '../../design/canvas.ts';
import type { OneOf, Press, Setting, Switch } from '../../settings/sections.ts';
import { Button } from '../kit/button.ts';
import { Control } from '../kit/control.ts';
import { DEPTH } from '../kit/depths.ts';
import { LANGUAGE_SELECT, Select } from '../kit/select.ts';
import type { Node } from '../kit/stage.ts';
import type { ScreenContext } from '../screenContext.ts';
import { paintList, paintOption, paintSegment, paintSwitch, paintWords } from './settingPainter.ts';
import { CONTROL, endOf, optionHeight } from './settingsPlaces.ts';

/** `list`: where the scrolling part stands; `scroll`: how far. */
type Scrolling = { list: Rect; scroll: number };
type Radios = { group: HTMLElement; all: readonly Control<HTMLInputElement>[] };

export class SettingRow {
  readonly #context: ScreenContext;
  readonly #element: HTMLElement;
  readonly #words: Node;
  readonly #note: HTMLElement;
  #setting: Setting;
  #toggle: Control<HTMLInputElement> | undefined;
  #radios: Radios | undefined;
  #select: Select | undefined;
  #button: Button | undefined;

  constructor(context: ScreenContext, space: HTMLElement, setting: Setting) {
    this.#context = context;
    this.#setting = setting;
    this.#element = make('div', 'part', space);
    this.#words = context.stage.node(DEPTH.dialogPart);
    this.#note = make('p', 'visuallyHidden', this.#element, { id: `setting-${setting.key.replace(' ', '-')}` });
    this.#make(setting);
  }

  /** What has the focus first. */
  get control(): HTMLElement | undefined {
    const radio = this.#radios?.all.find(({ element }) => element.checked) ?? this.#radios?.all[0];
    return (this.#toggle ?? radio ?? this.#select ?? this.#button)?.element;
  }

  show(setting: Setting, rect: Rect, at: Scrolling): void {
    this.#setting = setting;
    const { label, note } = setting;
    setText(this.#note, setting.kind === 'note' && label !== '' ? `${label}. ${note}` : note);
    const key = JSON.stringify([setting, rect.width]);
    this.#words.show(onScreen(rect, at), key, (g, size) => paintWords(g, size, setting), at.list);
    if (setting.kind === 'switch') this.#showSwitch(setting, endRect(setting, rect), at);
    else if (setting.kind === 'list') this.#showList(setting, endRect(setting, rect), at);
    else if (setting.kind === 'button') this.#showButton(setting, endRect(setting, rect), at);
    else if (setting.kind !== 'note') this.#showRadios(setting, rect, at);
  }

  remove(): void {
    for (const each of [this.#toggle, this.#select, this.#button, ...(this.#radios?.all ?? [])]) each?.remove();
    this.#words.remove();
    this.#element.remove();
  }

  #make(setting: Setting): void {
    const { wake } = this.#context;
    const described = (element: HTMLElement) => setAttribute(element, 'aria-describedby', this.#note.id);
    if (setting.kind === 'switch') {
      const toggle = async () => this.#setting.kind === 'switch' && this.#setting.toggle();
      const element = makeSwitch(this.#element, setting.label, wake, () => void toggle().then(wake));
      described(element);
      this.#toggle = new Control(this.#context, element, DEPTH.dialogControl);
    } else if (setting.kind === 'button') {
      const press = async () => this.#setting.kind === 'button' && this.#setting.press();
      this.#button = new Button(this.#context, this.#element, DEPTH.dialogControl, () => void press().then(wake));
      described(this.#button.element);
    } else if (setting.kind === 'list') {
      const { label, options } = setting;
      const choose = (value: string) => void this.#choose(value);
      this.#select = new Select(this.#context, this.#element, label, options, choose, DEPTH.dialogControl);
      if (setting.key === 'language') this.#select.element.id = LANGUAGE_SELECT;
      for (const [i, { lang }] of options.entries())
        if (lang) (this.#select.element.options[i] as HTMLElement).lang = lang;
    } else if (setting.kind !== 'note') this.#radios = this.#makeRadios(setting);
  }

  #makeRadios({ key, label, options }: OneOf): Radios {
    const group = make('div', 'part', this.#element, { role: 'radiogroup', 'aria-label': label });
    const all = options.map(({ value, label: name }) => {
      const radio = makeRadio(group, `setting-${key}`, name, this.#context.wake, () => void this.#choose(value));
      return new Control(this.#context, radio, DEPTH.dialogControl);
    });
    return { group, all };
  }

  /** What did not change, like a language that could not be loaded, is shown as it is. */
  async #choose(value: string): Promise<void> {
    const setting = this.#setting;
    if ('choose' in setting) await setting.choose(value);
    this.#context.wake();
  }

  #showSwitch({ isOn }: Switch, rect: Rect, at: Scrolling): void {
    const toggle = this.#toggle;
    if (!toggle) return;
    toggle.element.checked = isOn;
    const { isLit } = toggle;
    toggle.show(onScreen(rect, at), `${isOn} ${isLit}`, (g, size) => paintSwitch(g, size, isOn, isLit), {
      rect,
      clip: at.list,
    });
  }

  #showList({ options, value }: OneOf, rect: Rect, at: Scrolling): void {
    const select = this.#select;
    if (!select) return;
    if (select.element.value !== value) select.element.value = value;
    const label = options.find((each) => each.value === value)?.label ?? '';
    const { state } = select;
    select.show(onScreen(rect, at), `${label} ${state}`, (g, size) => paintList(g, size, label, state), {
      rect,
      clip: at.list,
    });
  }

  #showButton({ button, name, why, isAsked = false }: Press, rect: Rect, at: Scrolling): void {
    const look = { label: button, name, kind: 'quiet', isDisabled: isAsked, why } as const;
    this.#button?.show(onScreen(rect, at), look, { rect, clip: at.list });
  }

  #showRadios({ kind, options, value, why }: OneOf, rect: Rect, at: Scrolling): void {
    const places = kind === 'segments' ? segmentRects(rect, options.length) : optionRects(rect, options);
    for (const [i, control] of (this.#radios?.all ?? []).entries()) {
      const option = options[i];
      const place = places[i];
      if (!option || !place) continue;
      const { element, isLit } = control;
      const isOn = option.value === value;
      const isEnabled = why === undefined;
      element.checked = isOn;
      element.disabled = !isEnabled;
      setAttribute(element, 'title', why);
      setAttribute(element, 'aria-label', option.label);
      setAttribute(element, 'aria-description', option.note);
      const look = { isOn, isLit: isLit && isEnabled, isEnabled };
      control.show(
        onScreen(place, at),
        JSON.stringify([option, look]),
        (g, size) =>
          kind === 'segments'
            ? paintSegment(g, size, option.label, isOn, look.isLit)
            : paintOption(g, size, option, look),
        { rect: place, clip: at.list },
      );
    }
  }
}

const onScreen = (rect: Rect, { list, scroll }: Scrolling): Rect => ({
  ...rect,
  x: list.x + rect.x,
  y: list.y + rect.y - scroll,
});

function endRect(setting: Setting, rect: Rect): Rect {
  const width = endOf(setting, measure());
  return { x: rect.x + rect.width - width, y: rect.y + (rect.height - CONTROL) / 2, width, height: CONTROL };
}

function segmentRects({ x, y, width }: Rect, count: number): Rect[] {
  const gap = 6;
  const each = (width - gap * (count - 1)) / count;
  return Array.from({ length: count }, (_, i) => ({
    x: x + i * (each + gap),
    y: y + 24,
    width: each,
    height: CONTROL,
  }));
}

function optionRects({ x, y, width }: Rect, options: OneOf['options']): Rect[] {
  let top = y;
  return options.map(({ note = '' }) => {
    const height = optionHeight(note, width, measure());
    top += height;
    return { x, y: top - height, width, height };
  });
}
