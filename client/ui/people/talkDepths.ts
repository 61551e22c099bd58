/** A conversation stands in the dialog, over everything, beside a match, or in the page. */
import { DEPTH } from '../kit/depths.ts';

export type TalkDepths = {
  readonly part: number;
  readonly control: number;
  readonly bar: (typeof DEPTH)['overRow' | 'dialogControl' | 'resultControl'];
  /** On a row. */
  readonly onRow: number;
};
export const IN_DIALOG: TalkDepths = {
  part: DEPTH.dialogPart,
  control: DEPTH.dialogControl,
  bar: DEPTH.dialogControl,
  onRow: DEPTH.dialogRowButton,
};
export const IN_MATCH: TalkDepths = {
  part: DEPTH.sheetControl,
  control: DEPTH.resultControl,
  bar: DEPTH.resultControl,
  onRow: DEPTH.resultControl,
};
export const IN_PAGE: TalkDepths = {
  part: DEPTH.row,
  control: DEPTH.control,
  bar: DEPTH.overRow,
  onRow: DEPTH.pill,
};
