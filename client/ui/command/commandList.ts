/** The list of the command bar: the drawn lines, and the options that screen readers and pointers find. */
import { make, place, setAttribute, setText } from '../../a11y/overlay.ts';
import type { Entry } from '../../commands/command.ts';
import type { Found } from '../../commands/find.ts';
import { text } from '../../i18n/text.ts';
import { DEPTH } from '../kit/depths.ts';
import type { Node } from '../kit/stage.ts';
import type { ScreenContext } from '../screenContext.ts';
import { paintEntry, paintHeading, paintNothing } from './commandPainter.ts';
import { type CommandPlaces, firstFor, linesOf, type ShownLine, shownLines } from './commandPlaces.ts';

type Slot = { node: Node; option: HTMLElement; at: number };

export class CommandList {
  readonly id = 'command-list';
  activeId: string | undefined;
  readonly #context: ScreenContext;
  readonly #element: HTMLElement;
  readonly #slots: Slot[] = [];
  readonly #nothing: Node;
  readonly #pointed: (at: number, isPress: boolean) => void;
  #first = 0;
  #shownFor = '';

  /** `pointed`: the pointer is over an entry, or pressed it. */
  constructor(context: ScreenContext, parent: HTMLElement, pointed: (at: number, isPress: boolean) => void) {
    this.#context = context;
    this.#pointed = pointed;
    this.#element = make('div', 'part', parent, { role: 'listbox', id: this.id, 'aria-label': text('command.open') });
    this.#nothing = context.stage.node(DEPTH.dialogPart);
  }

  update({ list, foot }: CommandPlaces, { actions, people }: Found, active: number): void {
    const entries = [...actions, ...people];
    const lines = linesOf(actions.length, people.length);
    // Other entries are read from their beginning.
    const key = entries.map(({ id }) => id).join('\n');
    if (key !== this.#shownFor) this.#first = 0;
    this.#shownFor = key;
    this.#first = firstFor(lines, active, this.#first, list);
    this.activeId = undefined;
    const shown = shownLines(lines, this.#first, list);
    for (const [i, line] of shown.entries()) this.#show(this.#slotAt(i), line, entries, active, foot !== undefined);
    for (const { option } of this.#slots.slice(shown.length)) place(option, undefined);
    if (entries.length === 0) this.#nothing.show(list, 'nothing', paintNothing);
  }

  #show(slot: Slot, line: ShownLine, entries: readonly Entry[], active: number, hasKeys: boolean): void {
    const { node, option } = slot;
    if ('heading' in line) {
      place(option, undefined);
      const { heading, count } = line;
      return node.show(line.rect, `${heading} ${count}`, (g, size) => paintHeading(g, size, heading, count));
    }
    const entry = entries[line.at];
    if (!entry) return place(option, undefined);
    const isActive = line.at === active;
    slot.at = line.at;
    option.id = `${this.id}-${line.at}`;
    if (isActive) this.activeId = option.id;
    const said = [entry.label, entry.why === undefined ? entry.note : text('command.cannot', { why: entry.why })];
    setText(option, said.filter(Boolean).join(', '));
    setAttribute(option, 'aria-selected', String(isActive));
    setAttribute(option, 'aria-disabled', entry.why === undefined ? undefined : 'true');
    setAttribute(option, 'aria-posinset', String(line.at + 1));
    setAttribute(option, 'aria-setsize', String(entries.length));
    place(option, line.rect);
    const key = `${entry.id} ${entry.label} ${entry.note} ${entry.why} ${isActive} ${JSON.stringify(entry.picture)}`;
    node.show(line.rect, key, (g, size) => paintEntry(g, size, entry, isActive, hasKeys));
  }

  #slotAt(i: number): Slot {
    const known = this.#slots[i];
    if (known) return known;
    const option = make('div', 'option-row', this.#element, { role: 'option', hidden: '' });
    const slot = { node: this.#context.stage.node(DEPTH.dialogPart), option, at: -1 };
    option.addEventListener('pointermove', ({ movementX, movementY }) => {
      // A list that moves under a resting pointer is not pointed at.
      if (movementX !== 0 || movementY !== 0) this.#pointed(slot.at, false);
    });
    option.addEventListener('click', () => this.#pointed(slot.at, true));
    this.#slots.push(slot);
    return slot;
  }
}
