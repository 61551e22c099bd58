/** Opens and closes the replay of a match. */
import type { LobbyModel } from '../model/lobbyModel.ts';
import type { Replay } from '../model/replay/replay.ts';
import type { RecordsCommands } from './recordsActions.ts';

export class ReplayActions {
  readonly #commands: Pick<RecordsCommands, 'replay'>;
  readonly #model: LobbyModel;

  constructor(commands: Pick<RecordsCommands, 'replay'>, model: LobbyModel) {
    this.#commands = commands;
    this.#model = model;
  }

  /** Also after a failure. Drops the answer if another one, or none, is wanted by then. */
  async open(matchId: string): Promise<void> {
    const asked = { matchId };
    this.#set(asked);
    const reply = await this.#commands.replay(matchId);
    if (this.#model.replay !== asked) return;
    this.#set(reply.ok ? { matchId, answer: reply } : { matchId, refusal: reply.refusal });
  }

  close(): void {
    if (this.#model.replay) this.#set(undefined);
  }

  #set(replay: Replay | undefined): void {
    this.#model.commit(() => {
      this.#model.replay = replay;
    });
  }
}
