/** What the screen knows of playing: the server's state (playState.ts), the match on the screen, and local choices. */
import type { BotStrength } from '../../../shared/matchProtocol.ts';
import { modeOf, QUICK_PLAY } from '../../../shared/modes.ts';
import type { Matchup } from '../../../shared/records.ts';
import type { MatchFilter } from './matchList.ts';
import type { MatchView } from './matchView.ts';
import { NO_PLAY, type PlayState } from './playState.ts';
import { Tiles } from './tiles.ts';

export class PlayModel {
  state: PlayState = NO_PLAY;
  /** Undefined in the lobby. */
  match: MatchView | undefined;
  /** `missing`: the match has no game here. `failed`: it did not load. */
  gameProblem: 'missing' | 'failed' | undefined;
  /** A match of this player on another screen: in another tab, or from before the browser was closed. */
  elsewhere: string | undefined;
  /** The match that the player left for good in this page; until another one opens, or they are shown as playing no more. */
  left: string | undefined;
  /** The tab of this browser with the search and its ready check; undefined: none, or not known yet. */
  searchIn: 'here' | 'elsewhere' | undefined;
  /** Of modes in which the player has queued: the middle of what others waited, in ms. */
  readonly usualWaits = new Map<string, number>();
  mode = QUICK_PLAY;
  botStrength: BotStrength = 'medium';
  readonly tiles = new Tiles();
  /** Of the latest ready check of which it is known. */
  matchup: (Matchup & { readonly proposalId: string }) | undefined;
  filter: MatchFilter = 'all';
  listedMode: string | undefined;

  /** What the player waits for, or would. */
  get wanted(): string {
    return this.state.queue?.mode ?? this.mode;
  }

  choose(mode: string): void {
    if (modeOf(mode)) this.mode = mode;
  }
}
