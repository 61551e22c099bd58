/** The roster's panel without its rows, for the scene and the first paint. */
import type { Status } from '../../../shared/status.ts';
import {
  type Canvas,
  drawText,
  fillRound,
  measure,
  paintBox,
  type Rect,
  type Size,
  strokeRound,
  textWidth,
} from '../../design/canvas.ts';
import { COLOR, SIZE, statusColor } from '../../design/tokens.ts';
import { numberText, text } from '../../i18n/text.ts';
import { drawSearch } from '../kit/icons.ts';
import { drawStatus } from '../kit/statusShape.ts';
import { filtersFor, type RosterLayout } from '../layout/rosterLayout.ts';
import { chipPlaces } from './chipPlaces.ts';

/** Panel and search field; the text in the field is the real input's, the placeholder is ours. */
export function paintRosterPanel(g: Canvas, size: Size, roster: RosterLayout, isSearching: boolean): void {
  paintBox(g, size, SIZE.radius, COLOR.panel, COLOR.panelEdge);
  const field = within(roster.search, roster.panel);
  fillRound(g, field, SIZE.radiusSmall, COLOR.raised);
  const middle = field.y + field.height / 2;
  drawSearch(g, field.x + 21, middle, 9, COLOR.muted);
  if (!isSearching) drawText(g, text('roster.search'), field.x + 44, middle, { type: 'name', color: COLOR.muted });
}

/** `count`: undefined before it is known. `hasWord`: there is room for it. */
type ChipLook = {
  status: Status;
  count: number | undefined;
  isOn: boolean;
  isHovered: boolean;
  hasWord: boolean;
};

const chipNumber = (count: number | undefined): string =>
  count === undefined ? text('census.unknown') : numberText(count);

/** Shape, word and number, in the middle. */
export function paintChip(g: Canvas, size: Size, { status, count, isOn, isHovered, hasWord }: ChipLook): void {
  const fill = isOn ? COLOR.selected : isHovered ? COLOR.raisedHover : COLOR.raised;
  const box = { x: 0, y: (size.height - Math.min(size.height, SIZE.chip)) / 2, width: size.width };
  const height = Math.min(size.height, SIZE.chip);
  fillRound(g, { ...box, height }, height / 2, fill);
  if (isOn) strokeRound(g, { ...box, height }, height / 2, statusColor(status), 1.5);
  const middle = size.height / 2;
  const said = [...(hasWord ? [text(`status.${status}`)] : []), chipNumber(count)];
  const widths = said.map((each) => textWidth(g, each, 'smallStrong'));
  let x = (size.width - widths.reduce((sum, width) => sum + width + WORD_GAP, SHAPE)) / 2;
  drawStatus(g, status, x + 4.5, middle, 4.5, fill);
  x += SHAPE + WORD_GAP;
  said.forEach((each, i) => {
    drawText(g, each, x, middle, { type: 'smallStrong', color: isOn ? COLOR.text : COLOR.soft });
    x += (widths[i] ?? 0) + WORD_GAP;
  });
}
const SHAPE = 9;
const WORD_GAP = 5;

/** In their line. */
export function chipsIn(
  line: Rect,
  counts: Readonly<Record<Status, number>>,
  isKnown: boolean,
  chosen?: Status,
): { rect: Rect; look: ChipLook }[] {
  const g = measure();
  const looks = filtersFor(counts, chosen).map((status) => ({
    status,
    count: isKnown ? counts[status] : undefined,
    isOn: status === chosen,
    isHovered: false,
  }));
  const widths = looks.map(({ status, count, isOn }) => ({
    // As wide for any other number of as many digits, so that nothing trembles.
    number: textWidth(g, chipNumber(count).replace(/\p{Nd}/gu, '0'), 'smallStrong'),
    word: textWidth(g, text(`status.${status}`), 'smallStrong'),
    isOn,
  }));
  return chipPlaces(line, widths).flatMap(({ rect, hasWord }, i) => {
    const look = looks[i];
    return look ? [{ rect, look: { ...look, hasWord } }] : [];
  });
}

/** A rectangle of the screen as seen from another's corner. */
export const within = (rect: Rect, outer: Rect): Rect => ({ ...rect, x: rect.x - outer.x, y: rect.y - outer.y });
