/** What the story page exposes for measuring and for acting as the lobby. */
import type { Actions } from '../../client/actions/actions.ts';
import type { LobbyModel } from '../../client/model/lobbyModel.ts';
import type { LobbyEvent } from '../../client/net/events.ts';
import type { BackStack } from '../../client/page/BackStack.ts';
import type { LobbyGame } from '../../client/scenes/LobbyGame.ts';
import type { CyclesStory } from './cyclesStory.ts';
import type { StoryMatch } from './storyMatch.ts';

declare global {
  interface Window {
    story: {
      game: LobbyGame;
      back: BackStack;
      model: LobbyModel;
      actions: Actions;
      send(event: LobbyEvent): void;
      /** Ms of each step. */
      steps: number[];
      /** Requests about playing and other people, in order. */
      asked: { type: string; input: object }[];
      /** Calls to the page itself rather than the server. */
      page: string[];
      /** Answers the next lines at the table. */
      refusal?: string;
      match: StoryMatch;
      cycles: CyclesStory;
      /** A tile's first rider has gone on to this cell. */
      ride(matchId: string, x: number, y: number): void;
      /** Everything is painted anew. */
      repaint(): void;
    };
  }
}
