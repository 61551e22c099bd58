/** What the story page hands out for measuring, and for acting as the lobby. */
import type { Actions } from '../../client/actions/actions.ts';
import type { LobbyModel } from '../../client/model/lobbyModel.ts';
import type { LobbyEvent } from '../../client/net/events.ts';
import type { LobbyGame } from '../../client/scenes/LobbyGame.ts';
import type { CyclesStory } from './cyclesStory.ts';
import type { StoryMatch } from './storyMatch.ts';

declare global {
  interface Window {
    story: {
      game: LobbyGame;
      model: LobbyModel;
      actions: Actions;
      send(event: LobbyEvent): void;
      /** Ms of each step. */
      steps: number[];
      /** Requests about playing and other people, in order. */
      asked: { type: string; input: object }[];
      /** What the page was asked for beside the server. */
      page: string[];
      /** A match with its game. */
      match: StoryMatch;
      /** The same with light-cycles in it. */
      cycles: CyclesStory;
    };
  }
}
