/** Opens and closes the replay of a match. */
import type { ReplaySeat } from '../../shared/records.ts';
import type { LobbyModel } from '../model/lobbyModel.ts';
import type { Replay } from '../model/replay/replay.ts';
import type { RecordsCommands } from './recordsActions.ts';

type Commands = Pick<RecordsCommands, 'replay' | 'publicReplay'>;

export class ReplayActions {
  readonly #commands: Commands;
  readonly #model: LobbyModel;

  constructor(commands: Commands, model: LobbyModel) {
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

  /** The seats of the open replay with the names that strangers are told; undefined where it cannot be asked for now. */
  async publicSeats(): Promise<ReplaySeat[] | undefined> {
    const { answer } = this.#model.replay ?? {};
    if (!answer) return undefined;
    const reply = await this.#commands.publicReplay(answer.matchId);
    if (reply.ok) return reply.seats;
    if (reply.refusal === 'network') return undefined;
    return answer.seats.map((seat) => (seat.isBot ? seat : unnamed(seat)));
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

const unnamed = ({ place, isAbandoned }: ReplaySeat): ReplaySeat => ({
  id: null,
  name: null,
  ...(place !== undefined && { place }),
  ...(isAbandoned && { isAbandoned }),
});
