/** The parts of a match’s area: the game, the talk beside it, and once it is over the result. Pure, in CSS px. */
import type { Rect } from '../../design/canvas.ts';
import { SPACE } from '../../design/tokens.ts';
import { LOW_BELOW } from './layout.ts';
import { resultSplit } from './resultSplit.ts';

/** From so much width the talk has a column of its own while the game is played. */
const COLUMN_FROM = 1_080;
const COLUMN = 312;

/** `talk`: whether there is any; it is open only where it takes the place of something else. */
export type MatchParts = { isResult: boolean; talk: 'none' | 'closed' | 'open' };
/** `canOpen`: the talk can be opened and closed. */
export type MatchPlaces = { game: Rect; story: Rect | undefined; talk: Rect | undefined; canOpen: boolean };

/** No part ever covers the game. */
export function matchPlaces(area: Rect, { isResult, talk }: MatchParts): MatchPlaces {
  const { game, story } = resultSplit(area);
  const isOpen = talk === 'open';
  const canOpen = talk !== 'none';
  if (isResult) return { game, story: isOpen ? undefined : story, talk: isOpen ? story : undefined, canOpen };
  if (canOpen && area.width >= COLUMN_FROM && area.height >= LOW_BELOW) {
    const width = area.width - COLUMN - SPACE.l;
    const column = { ...area, x: area.x + area.width - COLUMN, width: COLUMN };
    return { game: { ...area, width }, story: undefined, talk: column, canOpen: false };
  }
  return { game: isOpen ? game : area, story: undefined, talk: isOpen ? story : undefined, canOpen };
}
