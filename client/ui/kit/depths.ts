/** Which parts of the screen cover which, and how they come and go. */

/** From the ground up: a higher one covers a lower one. */
export const DEPTH = {
  backdrop: 0,
  panel: 10,
  row: 11,
  overRow: 12,
  control: 13,
  /** Floats over the list. */
  pill: 14,
  tabs: 20,
  sheet: 30,
  sheetControl: 31,
  result: 32,
  resultControl: 33,
  explanation: 39,
  banner: 40,
  bannerButton: 41,
  noticeGround: 42,
  /** Invites, friend requests and messages. */
  notice: 43,
  noticeControl: 44,
  menuScrim: 44,
  toast: 45,
  menu: 45,
  scrim: 50,
  dialog: 51,
  dialogPart: 52,
  dialogControl: 53,
  dialogRowButton: 54,
} as const;

/** `withOthers`: softly while something else comes or goes, like a dialog's rows; otherwise at once, as rows scroll. */
export type Transition = 'atOnce' | 'soft' | 'withOthers';

/** Sheets, toasts, menus and dialogs fade and slide in. Banners (news) and explanations (asked for) appear at once. */
export function transitionAt(depth: number): Transition {
  const isOver = depth >= DEPTH.sheet;
  return isOver && (depth < DEPTH.explanation || depth > DEPTH.bannerButton) ? 'soft' : 'atOnce';
}
