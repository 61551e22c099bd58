/**
 * The keyboard in the list: arrows, Page, Home and End move; Enter and Space select; side arrows close and open the
 * group; the menu key opens the menu. By id, so that it survives changes. A closed group is one stop.
 */
import type { ScreenContext } from '../screenContext.ts';
import { groupOfHeader, headerId, type ListLines, type Stop } from './listLines.ts';

type ListKeysParts = {
  context: ScreenContext;
  element: HTMLElement;
  lines: () => ListLines;
  page: () => number;
  reveal: (stop: Stop) => void;
  /** A player was chosen; their card takes the focus. */
  onOpen: () => void;
  onMenu: (id: string) => void;
};

export class ListKeys {
  activeId: string | undefined;
  readonly #parts: ListKeysParts;
  #hasMoved = false;

  constructor(parts: ListKeysParts) {
    this.#parts = parts;
    parts.element.addEventListener('keydown', (event) => this.#pressed(event));
  }

  /** The keyboard came in: it stands where it was, or on the first line on the screen. */
  enter(first: Stop | undefined): void {
    if (this.#place < 0 && first) this.#moveTo(this.#parts.lines().placeOf(first));
    this.#hasMoved = true;
  }

  moveTo(id: string): void {
    this.activeId = id;
    this.#hasMoved = true;
  }

  /** Did the active line change since last asked? Then its option is wanted now. */
  takeMoved(): boolean {
    const hasMoved = this.#hasMoved;
    this.#hasMoved = false;
    return hasMoved;
  }

  get #stop(): Stop | undefined {
    if (this.activeId === undefined) return undefined;
    const group = groupOfHeader(this.activeId);
    if (group) return { kind: 'group', group };
    const position = this.#parts.context.model.roster.positionOf(this.activeId);
    return position < 0 ? undefined : { kind: 'row', position };
  }

  /** Of the active line among all stops, -1 where there is none. */
  get #place(): number {
    return this.#stop ? this.#parts.lines().placeOf(this.#stop) : -1;
  }

  #pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!this.#handleKey(event)) return;
    event.preventDefault();
    this.#parts.context.wake();
  }

  #handleKey({ key, shiftKey }: KeyboardEvent): boolean {
    const { lines, page, context, onMenu } = this.#parts;
    const at = this.#place;
    const target = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page(),
      PageUp: at - page(),
      Home: 0,
      End: lines().stops - 1,
    }[key];
    if (target !== undefined) this.#moveTo(target);
    else if (key === 'Enter' || key === ' ') return this.#choose();
    else if (key === 'ContextMenu' || (key === 'F10' && shiftKey)) {
      if (this.activeId === undefined || groupOfHeader(this.activeId)) return false;
      onMenu(this.activeId);
    } else if (key === 'ArrowLeft' || key === 'ArrowRight') {
      const isTowardsStart = (key === 'ArrowLeft') === (context.language.direction === 'ltr');
      return this.#fold(isTowardsStart);
    } else return false;
    return true;
  }

  #choose(): boolean {
    if (this.activeId === undefined) return false;
    if (groupOfHeader(this.activeId)) return this.#fold(false);
    this.#parts.context.actions.select(this.activeId);
    this.#parts.onOpen();
    this.#hasMoved = true;
    return true;
  }

  /** The focus goes to what stands for the group then: its header, or its first row. */
  #fold(isClosed: boolean): boolean {
    const { lines, context } = this.#parts;
    const { roster } = context.model;
    const stop = this.#stop;
    if (!stop || roster.isNarrowed) return false;
    const place = stop.kind === 'group' ? stop.group : lines().groupOf(stop.position);
    if (place === undefined || place === 'self' || isClosed === (stop.kind === 'group')) return false;
    context.choices.close(place, isClosed);
    if (roster.closed.has(place) !== isClosed) return false;
    const first = roster.at(lines().firstOf(place) ?? -1);
    this.moveTo(isClosed || !first ? headerId(place) : first.id);
    if (this.#stop) this.#parts.reveal(this.#stop);
    return true;
  }

  #moveTo(place: number): void {
    const { lines, context, reveal } = this.#parts;
    const stop = lines().stopAt(Math.max(0, Math.min(lines().stops - 1, place)));
    if (!stop) return;
    const id = stop.kind === 'group' ? headerId(stop.group) : context.model.roster.at(stop.position)?.id;
    if (id === undefined) return;
    this.moveTo(id);
    reveal(stop);
  }
}
