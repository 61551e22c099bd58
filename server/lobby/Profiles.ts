/** Changes players make to themselves: checked, stored, then shown. A refusal comes back as its code. */
import { checkName } from '../domain/names/names.ts';
import type { Clock, Players } from '../ports.ts';
import type { Lobby } from './Lobby.ts';
import { handlersOf, orStoreAway } from './requestHandlers.ts';

type ProfilesDeps = {
  lobby: Lobby;
  players: Players;
  clock: Clock;
  failed: (error: unknown, where: string) => void;
};

export class Profiles {
  readonly #deps: ProfilesDeps;

  /** Stored before it is shown: a refusal changes nothing, and a name that others saw is not lost or taken twice. */
  readonly requests = handlersOf({
    setName: async (player, { name: raw }) => {
      const { lobby, players, failed } = this.#deps;
      const checked = checkName(raw);
      if ('refusal' in checked) return checked.refusal;
      const { name, nameKey } = checked;
      const result = await orStoreAway(failed, 'rename', () => players.rename(player, name, nameKey));
      if (result === 'store/away') return result;
      if (result === 'taken') return 'name/taken';
      if (result === 'unknown') return 'player/unknown';
      lobby.localPlayers.choose(player, { name });
      return { name };
    },
    setEmblem: async (player, { emblem }) => {
      const { lobby, players, failed } = this.#deps;
      const result = await orStoreAway(failed, 'setEmblem', () => players.setEmblem(player, emblem));
      if (result === 'store/away') return result;
      if (!result) return 'player/unknown';
      lobby.localPlayers.choose(player, { emblem });
      return { emblem };
    },
    setVisibility: async (player, { visibility }) => {
      const { lobby, players, clock, failed } = this.#deps;
      const set = () => players.setVisibility(player, visibility, clock.wall());
      const result = await orStoreAway(failed, 'setVisibility', set);
      if (result === 'store/away') return result;
      lobby.localPlayers.choose(player, { visibility });
      return { visibility };
    },
  });

  constructor(deps: ProfilesDeps) {
    this.#deps = deps;
  }
}
