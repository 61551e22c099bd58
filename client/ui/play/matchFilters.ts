/** The chips over the list of matches: all, those with open seats, those of friends; and the leaderboard. */
import { make, makeButton, setAttribute } from '../../a11y/overlay.ts';
import {
  type Canvas,
  drawText,
  fillRound,
  measure,
  type Rect,
  type Size,
  strokeRound,
  textWidth,
} from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { numberText, text } from '../../i18n/text.ts';
import type { MatchFilter } from '../../model/play/matchList.ts';
import { Control } from '../kit/control.ts';
import { DEPTH } from '../kit/depths.ts';
import { drawCup } from '../kit/icons.ts';
import type { ScreenContext } from '../screenContext.ts';

export const FILTERS: readonly MatchFilter[] = ['all', 'open', 'friends'];
export type MatchCounts = Record<MatchFilter, number>;
type Chip = MatchFilter | 'leaders';
const CHIPS: readonly Chip[] = [...FILTERS, 'leaders'];

/** Between chips, and beside their words: where there is room, and where there is little. */
const ROOMY = { gap: 8, pad: 14 };
const TIGHT = { gap: 4, pad: 8 };
const CUP = 20;
const LEAST = SIZE.touch - 4;

/** `height`: of the chip that is drawn in the taller target. */
type ChipLook = { label: string; isOn: boolean; isHovered: boolean; hasCup: boolean; height: number };

export class MatchFilters {
  readonly #context: ScreenContext;
  readonly #chips: Record<Chip, Control>;

  constructor(context: ScreenContext, section: HTMLElement, openBoard: () => void) {
    this.#context = context;
    const { model, wake } = context;
    const group = make('div', 'part', section, { role: 'group', 'aria-label': text('matches.filter') });
    const chip = (parent: HTMLElement, onPress: () => void) =>
      new Control(context, makeButton(parent, '', wake, onPress), DEPTH.control);
    const filter = (one: MatchFilter) =>
      chip(group, () =>
        model.commit(() => {
          model.play.filter = one;
        }),
      );
    this.#chips = {
      all: filter('all'),
      open: filter('open'),
      friends: filter('friends'),
      leaders: chip(section, openBoard),
    };
  }

  /** That all chips take with their words. */
  static widthOf(counts: MatchCounts): number {
    return sum(widthsOf(counts, ROOMY), ROOMY.gap);
  }

  /** From the end of the line, or from its start where they take all of it. `height`: of a chip. */
  update(line: Rect, height: number, isFromEnd: boolean, counts: MatchCounts): void {
    const { filter } = this.#context.model.play;
    const isTight = MatchFilters.widthOf(counts) > line.width;
    const { gap } = isTight ? TIGHT : ROOMY;
    const widths = isTight ? fitted(widthsOf(counts, TIGHT), line.width, gap) : widthsOf(counts, ROOMY);
    let x = isFromEnd ? line.x + line.width - sum(widths, gap) : line.x;
    for (const [i, name] of CHIPS.entries()) {
      const control = this.#chips[name];
      const isOn = name === filter;
      const isLast = name === 'leaders';
      const words = labelOf(name, counts);
      const label = isTight && isLast ? '' : words;
      const look = { label, isOn, isHovered: control.isLit, hasCup: isLast, height };
      const rect = { ...line, x, width: widths[i] ?? 0 };
      control.show(rect, JSON.stringify(look), (g, size) => paintChip(g, size, look));
      setAttribute(control.element, 'aria-label', isLast ? text('records.open') : words);
      if (!isLast) setAttribute(control.element, 'aria-pressed', String(isOn));
      x += rect.width + gap;
    }
  }
}

const sum = (widths: readonly number[], gap: number): number => widths.reduce((all, width) => all + width + gap, -gap);

/** Where there is little room the cup stands for its word. */
const widthsOf = (counts: MatchCounts, { pad }: typeof ROOMY): number[] =>
  CHIPS.map((chip) => {
    const words = Math.ceil(textWidth(measure(), labelOf(chip, counts), 'smallStrong')) + 2 * pad;
    return Math.max(LEAST, chip !== 'leaders' ? words : pad === TIGHT.pad ? LEAST : words + CUP);
  });

/** The widest give what is missing. */
function fitted(widths: readonly number[], room: number, gap: number): number[] {
  const missing = Math.max(0, sum(widths, gap) - room);
  const spare = widths.map((width) => width - LEAST);
  const whole = Math.max(1, sum(spare, 0));
  return widths.map((width, i) => Math.floor(width - (missing * (spare[i] ?? 0)) / whole));
}

function labelOf(chip: Chip, counts: MatchCounts): string {
  if (chip === 'leaders') return text('matches.leaders');
  const word = text(`matches.${chip}`);
  // Zeros hide, and all are counted in the title.
  return chip === 'all' || counts[chip] === 0 ? word : `${word} ${numberText(counts[chip])}`;
}

function paintChip(g: Canvas, size: Size, { label, isOn, isHovered, hasCup, height }: ChipLook): void {
  const box = { x: 0, y: (size.height - height) / 2, width: size.width, height };
  fillRound(g, box, height / 2, isOn ? COLOR.selected : isHovered ? COLOR.raisedHover : COLOR.raised);
  if (isOn) strokeRound(g, box, height / 2, COLOR.link, 1.5);
  const color = isOn ? COLOR.text : COLOR.soft;
  const cup = hasCup ? 14 + (label === '' ? 0 : 6) : 0;
  const room = size.width - 2 * TIGHT.pad - cup + 2;
  const words = Math.min(room, textWidth(g, label, 'smallStrong'));
  const left = (size.width - words - cup) / 2;
  if (hasCup) drawCup(g, left + 7, size.height / 2, 7, color);
  drawText(g, label, left + cup, size.height / 2, { type: 'smallStrong', color, width: room });
}
