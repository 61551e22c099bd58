/** The settings, over everything else: all of them in one place, each changed at once. */
import { make, place, setAttribute } from '../../a11y/overlay.ts';
import { measure } from '../../design/canvas.ts';
import { text } from '../../i18n/text.ts';
import { BlocksSeen, type SettingsParts, sectionsOf } from '../../settings/sections.ts';
import { Button, signOf } from '../kit/button.ts';
import { DEPTH } from '../kit/depths.ts';
import { Dialog } from '../kit/dialog.ts';
import { drawCross } from '../kit/icons.ts';
import { ScrollBar } from '../kit/scrollBar.ts';
import type { Node } from '../kit/stage.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';
import { paintCard, paintHead } from './settingPainter.ts';
import { SettingRow } from './settingRow.ts';
import { type PlacedSection, settingsPlaces } from './settingsPlaces.ts';

type SectionView = { element: HTMLElement; head: Node };

export class SettingsDialog {
  readonly dialog: Dialog;
  readonly #context: ScreenContext;
  readonly #parts: SettingsParts;
  readonly #close: Button;
  readonly #list: HTMLElement;
  readonly #space: HTMLElement;
  readonly #bar: ScrollBar;
  readonly #sections = new Map<string, SectionView>();
  /** By setting and kind. */
  readonly #rows = new Map<string, SettingRow>();
  readonly #blocks = new BlocksSeen();
  #isShown = false;

  constructor(context: ScreenContext) {
    this.#context = context;
    const { model, actions, theme, language, mute, settings, choices, stage, wake, until } = context;
    const close = () => actions.openSettings(undefined);
    const showPlain = () => {
      close();
      choices.showPlain(true);
    };
    this.#parts = { model, actions, theme, language, mute, settings, showPlain };
    this.dialog = new Dialog(context, { role: 'dialog', id: 'settings', onEscape: close });
    const { element } = this.dialog;
    this.#close = new Button(context, element, DEPTH.dialogControl, close);
    this.#list = make('div', 'list', element, { role: 'group', tabindex: '-1' });
    setAttribute(this.#list, 'aria-label', text('settings.title'));
    this.#list.addEventListener('scroll', wake, { passive: true });
    this.#space = make('div', 'list-space', this.#list);
    this.#bar = new ScrollBar(stage, DEPTH.dialogControl);
    // The screen that follows it, in another language, has its own.
    until.addEventListener('abort', () => element.remove());
  }

  hide(): undefined {
    if (!this.#isShown) return undefined;
    this.#isShown = false;
    place(this.#list, undefined);
    this.#blocks.forget();
    this.#clear([]);
    return this.dialog.hide();
  }

  update({ layout }: Frame, isUrgent: boolean): HTMLElement | undefined {
    const part = this.#context.model.settings;
    this.#isShown = true;
    if (isUrgent) {
      place(this.#list, undefined);
      return this.dialog.hide();
    }
    const sections = sectionsOf(this.#parts, this.#blocks.follow(this.#context.model));
    const { card, list, height, sections: placed } = settingsPlaces(layout, sections, measure());
    const title = text('settings.title');
    const isSheet = card.width === layout.width;
    this.dialog.show(card, title, String(isSheet), (g, size) => paintCard(g, size, title, isSheet));
    const cross = { label: '', name: text('records.close'), kind: 'bare', mark: signOf(drawCross, 6) } as const;
    const end = isSheet ? 8 : 14;
    this.#close.show({ x: card.x + card.width - end - 44, y: card.y + 10, width: 44, height: 44 }, cross);
    place(this.#list, list);
    this.#space.style.height = `${height}px`;
    const at = { list, scroll: this.#list.scrollTop };
    this.#bar.show(list, height, at.scroll);
    for (const each of placed) this.#showSection(each, at);
    this.#clear(placed);
    const wanted = part === 'privacy' ? 'visibility options' : 'sounds switch';
    return this.#rows.get(wanted)?.control ?? this.#close.element;
  }

  #showSection({ section, head, settings }: PlacedSection, at: { list: typeof head; scroll: number }): void {
    const { element, head: node } = this.#sectionOf(section.key, section.title);
    const { list, scroll } = at;
    const rect = { ...head, x: list.x + head.x, y: list.y + head.y - scroll };
    node.show(rect, section.title, (g, size) => paintHead(g, size, section.title), list);
    for (const { setting, rect: place } of settings) {
      const key = `${setting.key} ${setting.kind}`;
      const row = this.#rows.get(key) ?? new SettingRow(this.#context, element, setting);
      this.#rows.set(key, row);
      row.show(setting, place, at);
    }
  }

  #sectionOf(key: string, title: string): SectionView {
    const known = this.#sections.get(key);
    if (known) return known;
    const element = make('section', 'part', this.#space, { 'aria-label': title });
    make('h3', 'visuallyHidden', element).textContent = title;
    const view = { element, head: this.#context.stage.node(DEPTH.dialogPart) };
    this.#sections.set(key, view);
    return view;
  }

  #clear(placed: readonly PlacedSection[]): void {
    const kept = new Set(
      placed.flatMap(({ settings }) => settings.map(({ setting: { key, kind } }) => `${key} ${kind}`)),
    );
    for (const [key, row] of this.#rows) {
      if (kept.has(key)) continue;
      row.remove();
      this.#rows.delete(key);
    }
  }
}
