/** What a screen reader hears of the lines that are seen: rows in their groups, and what stands for a closed group. */
import type { Option, OptionGroup } from '../../a11y/listbox.ts';
import { text } from '../../i18n/text.ts';
import type { LobbyModel } from '../../model/lobbyModel.ts';
import type { Group, ListedRow, Place } from '../../model/rosterRows.ts';
import { ratingLabel } from '../../model/views/ratingText.ts';
import { rowLine } from '../../model/views/rowLine.ts';
import { groupLabel } from './groupPainter.ts';
import { type HeaderLine, type Heights, headerId, type ListLines } from './listLines.ts';

/** `rows`: from position `first`. `countOf`: of a group; undefined before it is known. */
type Seen = {
  lines: ListLines;
  heights: Heights;
  rows: readonly ListedRow[];
  first: number;
  headers: readonly HeaderLine[];
  countOf: (group: Group) => number | undefined;
};

export function mirrorOf(model: LobbyModel, seen: Seen, nowS: number | undefined): OptionGroup[] {
  const { lines, rows, first, headers } = seen;
  const options = new Map<Place, Option[]>();
  const put = (place: Place, option: Option) => options.set(place, [...(options.get(place) ?? []), option]);
  for (const [i, row] of rows.entries()) {
    put(lines.groupOf(first + i) ?? 'self', rowOption(model, seen, row, first + i, nowS));
  }
  for (const { section } of headers) if (section.isClosed) put(section.place, closedOption(seen, section.place));
  return model.roster.sections.flatMap(({ place }) => {
    const own = options.get(place);
    if (!own) return [];
    const label = place === 'self' ? text('you.title') : groupLabel(place, seen.countOf(place));
    return { key: place, label, options: own };
  });
}

function rowOption(
  model: LobbyModel,
  { lines, heights }: Seen,
  row: ListedRow,
  position: number,
  nowS: number | undefined,
): Option {
  return {
    id: row.id,
    text: rowLabel(model, row, nowS),
    place: lines.placeOf({ kind: 'row', position }),
    isSelected: row.id === model.selected?.id,
    y: lines.yOf(position),
    height: heights.row,
  };
}

const closedOption = ({ lines, heights, countOf }: Seen, group: Group): Option => ({
  id: headerId(group),
  text: text('group.closed', { group: groupLabel(group, countOf(group)) }),
  place: lines.placeOf({ kind: 'group', group }),
  isSelected: false,
  y: lines.headerY(group) ?? 0,
  height: heights.header,
});

function rowLabel(model: LobbyModel, row: ListedRow, nowS: number | undefined): string {
  const said = text('roster.row', { name: row.name, details: rowLine(model, row, nowS).said });
  const rating = model.roster.isGone(row.id) ? '' : ratingLabel(row.ratings, model.roster.mode);
  return rating === '' ? said : `${said}, ${rating}`;
}
