/** Which view is on the page, from what is the case now: in which order that came about does not matter. */

export type PageFacts = {
  /** By choice or by the link. */
  isPlainWanted: boolean;
  /** The match of this page has no game in words. */
  isFullNeeded: boolean;
  /** The full view: never wanted yet, being loaded, drawn at least once, or not to be had. */
  full: 'absent' | 'loading' | 'drawn' | 'failed';
  /** `lost`: may come back soon; `gone`: waited for long enough. */
  graphics: 'working' | 'lost' | 'gone';
};

export type PageView = {
  /** Its canvas is on the page, and Phaser runs. */
  isFull: boolean;
  /** `kept`: stays if it is open, over a full view that is not drawn yet. */
  plain: 'open' | 'kept' | 'closed';
  /** Why there is no full view, whatever was chosen. */
  problem: 'notLoaded' | 'graphicsGone' | undefined;
  /** A canvas that shows nothing is explained. */
  isWaiting: boolean;
};

export function pageView({ isPlainWanted, isFullNeeded, full, graphics }: PageFacts): PageView {
  const problem = full === 'failed' ? 'notLoaded' : graphics === 'gone' ? 'graphicsGone' : undefined;
  const isFull = problem === undefined && (isFullNeeded || !isPlainWanted);
  const plain = !isFull ? 'open' : full === 'drawn' ? 'closed' : 'kept';
  return { isFull, plain, problem, isWaiting: isFull && graphics === 'lost' };
}
