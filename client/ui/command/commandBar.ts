/**
 * Every action and player by typing: a combobox with its list, and beside it what Enter would do. Arrows, Enter, Tab to the
 * options, Escape and Back. On a phone it is a sheet.
 */
import { make, makeField, place, setAttribute, setText } from '../../a11y/overlay.ts';
import type { CommandParts, Entry, Option } from '../../commands/command.ts';
import { type Found, find } from '../../commands/find.ts';
import { standingOf } from '../../commands/playerCommands.ts';
import { text } from '../../i18n/text.ts';
import type { Layer } from '../../page/BackStack.ts';
import { Button, signOf } from '../kit/button.ts';
import { DEPTH } from '../kit/depths.ts';
import { Dialog } from '../kit/dialog.ts';
import { drawCross } from '../kit/icons.ts';
import type { Node } from '../kit/stage.ts';
import { roomIn } from '../layout/windowSize.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';
import { CommandList } from './commandList.ts';
import { paintCard, paintSide } from './commandPainter.ts';
import { commandPlaces } from './commandPlaces.ts';

/** On the right side; a player has so many in the order of their card. */
const OPTIONS = 7;
const OPTION = 40;

export class CommandBar implements Layer {
  readonly dialog: Dialog;
  isOpen = false;
  readonly #context: ScreenContext;
  readonly #parts: CommandParts;
  readonly #input: HTMLInputElement;
  readonly #list: CommandList;
  readonly #side: Node;
  readonly #options: readonly Button[];
  readonly #close: Button;
  readonly #news: HTMLElement;
  #entries: readonly Entry[] = [];
  #active = 0;
  /** Until something else is typed. `typed`: with what comes before the name. */
  #refused: { name: string; typed: string; why: string } | undefined;

  constructor(context: ScreenContext, showShortcuts: () => void) {
    this.#context = context;
    const { model, actions, now, theme, choices, mute, language, stage, wake, until } = context;
    this.#parts = { model, actions, now, theme, choices, mute, language, showShortcuts, refusedName: this };
    this.dialog = new Dialog(context, { role: 'dialog', id: 'command', onEscape: () => this.back() });
    const { element } = this.dialog;
    const attributes = { role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'true', enterkeyhint: 'go' };
    this.#input = makeField(
      element,
      'command',
      attributes,
      () => this.#typed(),
      () => this.#run(),
    );
    this.#list = new CommandList(context, element, (at, isPress) => this.#pointed(at, isPress));
    setAttribute(this.#input, 'aria-controls', this.#list.id);
    setAttribute(this.#input, 'aria-label', text('command.placeholder'));
    this.#side = stage.node(DEPTH.dialogPart);
    const group = make('div', 'part', element, { role: 'group', 'aria-label': text('command.keyOptions') });
    this.#options = Array.from(
      { length: OPTIONS },
      (_, i) => new Button(context, group, DEPTH.dialogControl, () => this.#choose(i)),
    );
    this.#close = new Button(context, element, DEPTH.dialogControl, () => this.back());
    this.#news = make('p', 'visuallyHidden', element, { role: 'status' });
    this.#input.addEventListener('keydown', (event) => this.#pressed(event));
    element.addEventListener('wheel', ({ deltaY }) => this.#move(Math.sign(deltaY)), { passive: true });
    for (const type of ['resize', 'scroll']) window.visualViewport?.addEventListener(type, wake, { signal: until });
  }

  open(): void {
    if (this.isOpen) return;
    this.isOpen = true;
    this.#input.value = this.#refused?.typed ?? '';
    this.#active = 0;
    this.#context.wake();
  }

  back(): void {
    this.isOpen = false;
    this.#refused = undefined;
    this.#context.wake();
  }

  whyOf(name: string): string | undefined {
    return this.#refused?.name === name ? this.#refused.why : undefined;
  }

  /** It opens again with what was typed; where that would interrupt something, the next time that it is asked for. */
  explain(name: string, typed: string, why: string): boolean {
    if (this.isOpen) return false;
    this.#refused = { name, typed, why };
    const { model } = this.#context;
    const active = document.activeElement;
    const isElsewhere = active !== this.#input && active?.closest('input, textarea, [role=dialog], [role=alertdialog]');
    if (isElsewhere || model.play.match || model.play.state.check) return false;
    this.open();
    return true;
  }

  update({ layout }: Frame, isUrgent: boolean): HTMLElement | undefined {
    // What has come over it asks for something else.
    if (isUrgent) this.isOpen = false;
    if (!this.isOpen) {
      place(this.#input, undefined);
      return this.dialog.hide();
    }
    const found = find(this.#parts, this.#input.value);
    this.#entries = [...found.actions, ...found.people];
    this.#active = Math.max(0, Math.min(this.#active, this.#entries.length - 1));
    const places = commandPlaces(layout, roomIn(layout));
    const isEmpty = this.#input.value === '';
    this.dialog.show(places.card, text('command.open'), `${isEmpty} ${JSON.stringify(places)}`, (g, size) =>
      paintCard(g, size, places, isEmpty),
    );
    place(this.#input, places.field);
    const cross = { label: '', name: text('records.close'), kind: 'bare', mark: signOf(drawCross, 6) } as const;
    this.#close.show(places.close, cross);
    this.#list.update(places, found, this.#active);
    setAttribute(this.#input, 'aria-activedescendant', this.#list.activeId);
    this.#updateSide(places.side);
    this.#announce(found);
    return this.#input;
  }

  #updateSide(side: { x: number; y: number; width: number; height: number } | undefined): void {
    const entry = this.#entries[this.#active];
    if (!side || !entry) return;
    const standing = entry.about ? standingOf(entry.about, this.#context.model.roster.mode) : '';
    const key = `${entry.id} ${entry.label} ${entry.note} ${entry.why} ${standing}`;
    const rect = { ...side, x: side.x + 1, width: side.width - 1 };
    this.#side.show(rect, key, (g, size) => paintSide(g, size, entry, standing));
    const options = this.#optionsOf(entry);
    const room = Math.floor((side.height - (entry.about ? 226 : 120)) / (OPTION + 6));
    for (const [i, { label, why }] of options.slice(0, Math.max(0, room)).entries()) {
      const y = side.y + side.height - 14 - (Math.min(options.length, room) - i) * (OPTION + 6);
      const rect = { x: side.x + 16, y, width: side.width - 32, height: OPTION };
      this.#options[i]?.show(rect, { label, kind: 'quiet', why });
    }
  }

  #optionsOf = ({ options = [] }: Entry): readonly Option[] => options.slice(0, OPTIONS);

  #announce({ actions, people }: Found): void {
    const count = actions.length + people.length;
    const why = this.#refused?.why;
    const found = count === 0 ? text('command.none') : text('command.found', { count });
    const words = why === undefined ? found : text('command.cannot', { why });
    setText(this.#news, this.#input.value === '' ? '' : words);
  }

  #typed(): void {
    this.#refused = undefined;
    this.#active = 0;
    this.#context.wake();
  }

  #pressed(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 6, PageUp: -6 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    this.#move(step);
  }

  /** One step past an end comes in at the other. */
  #move(by: number): void {
    const count = this.#entries.length;
    const at = this.#active + by;
    const isOver = at < 0 || at >= count;
    if (Math.abs(by) === 1 && isOver) this.#active = by > 0 ? 0 : Math.max(0, count - 1);
    else this.#active = Math.max(0, Math.min(at, count - 1));
    this.#context.wake();
  }

  #pointed(at: number, isPress: boolean): void {
    this.#active = at;
    if (isPress) this.#run();
    this.#context.wake();
  }

  /** Where nothing can be done it stays, and says why. */
  #run(): void {
    const entry = this.#entries[this.#active];
    if (!this.isOpen || !entry) return;
    if (entry.why !== undefined) return setText(this.#news, text('command.cannot', { why: entry.why }));
    this.back();
    entry.run();
  }

  #choose(i: number): void {
    const entry = this.#entries[this.#active];
    const option = entry && this.#optionsOf(entry)[i];
    if (!option) return;
    this.back();
    option.run();
  }
}
