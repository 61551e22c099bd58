/** Changes players make to themselves: checked, stored, then shown. A refusal comes back as its code. */
import { checkName } from '../domain/names/names.ts';
import type { Players } from '../ports.ts';
import type { Lobby } from './Lobby.ts';
import { handlersOf } from './requestHandlers.ts';

export class Profiles {
  readonly #lobby: Lobby;
  readonly #players: Players;
  readonly #failed: (error: unknown, where: string) => void;

  /** Stored before it is shown: a refusal changes nothing, and a name that others saw is not lost or taken twice. */
  readonly requests = handlersOf({
    setName: async (player, { name: raw }) => {
      const checked = checkName(raw);
      if ('refusal' in checked) return checked.refusal;
      const { name, nameKey } = checked;
      const result = await this.#tried('rename', () => this.#players.rename(player, name, nameKey));
      if (result === undefined) return 'store/away';
      if (result === 'taken') return 'name/taken';
      if (result === 'unknown') return 'player/unknown';
      this.#lobby.localPlayers.choose(player, { name });
      return { name };
    },
    setVisibility: async (player, { visibility }) => {
      const store = () => this.#players.setVisibility(player, visibility).then(() => true);
      if (!(await this.#tried('setVisibility', store))) return 'store/away';
      this.#lobby.localPlayers.choose(player, { visibility });
      return { visibility };
    },
  });

  constructor(deps: { lobby: Lobby; players: Players; failed: (error: unknown, where: string) => void }) {
    this.#lobby = deps.lobby;
    this.#players = deps.players;
    this.#failed = deps.failed;
  }

  async #tried<T>(what: string, act: () => Promise<T>): Promise<T | undefined> {
    try {
      return await act();
    } catch (error) {
      this.#failed(error, what);
      return undefined;
    }
  }
}
