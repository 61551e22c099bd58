/** What the screen knows of playing: the server's word (playState.ts), the match on the screen, and what is chosen here. */
import type { BotStrength } from '../../../shared/matchProtocol.ts';
import { modeOf, QUICK_PLAY } from '../../../shared/modes.ts';
import type { MatchFilter } from './matchList.ts';
import type { MatchView } from './matchView.ts';
import { NO_PLAY, type PlayState } from './playState.ts';

export class PlayModel {
  state: PlayState = NO_PLAY;
  /** The match that this page is in; undefined in the lobby. */
  match: MatchView | undefined;
  /** Why the game is not on the screen: it has none here, or it did not load. */
  gameProblem: 'missing' | 'failed' | undefined;
  /** The player is in a match that is on the screen elsewhere: in another tab, or was before the browser was closed. */
  elsewhere: string | undefined;
  /** Which tab of this browser has the search and its ready check; undefined: there is none, or it is not known yet. */
  searchIn: 'here' | 'elsewhere' | undefined;
  /** What Quick Play queues for. */
  mode = QUICK_PLAY;
  /** How well the bots play that are asked for. */
  botStrength: BotStrength = 'medium';
  filter: MatchFilter = 'all';
  /** Only matches of this mode are listed. */
  listedMode: string | undefined;

  choose(mode: string): void {
    if (modeOf(mode)) this.mode = mode;
  }
}
