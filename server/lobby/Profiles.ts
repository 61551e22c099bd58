/** Changes players make to themselves: checked, stored, then shown. A refusal comes back as its code. */
import type { PlayerId } from '../../shared/ids.ts';
import type { Visibility } from '../../shared/playerRow.ts';
import type { RefusalCode } from '../../shared/refusals.ts';
import { checkName } from '../domain/names/names.ts';
import type { Players } from '../ports.ts';
import type { Lobby } from './Lobby.ts';

export class Profiles {
  readonly #lobby: Lobby;
  readonly #players: Players;
  readonly #failed: (error: unknown, where: string) => void;

  constructor(deps: { lobby: Lobby; players: Players; failed: (error: unknown, where: string) => void }) {
    this.#lobby = deps.lobby;
    this.#players = deps.players;
    this.#failed = deps.failed;
  }

  /** Stored before it is shown: a name that others saw must not be lost or taken twice. */
  async rename(id: PlayerId, raw: string): Promise<{ name: string } | RefusalCode> {
    const checked = checkName(raw);
    if ('refusal' in checked) return checked.refusal;
    const result = await this.#tried('rename', () => this.#players.rename(id, checked.name, checked.nameKey));
    if (result === undefined) return 'store/away';
    if (result === 'taken') return 'name/taken';
    if (result === 'unknown') return 'player/unknown';
    this.#lobby.localPlayers.choose(id, { name: checked.name });
    return { name: checked.name };
  }

  /** Stored first here too, so that a refusal changes nothing and the player does not flicker. */
  async setVisibility(id: PlayerId, visibility: Visibility): Promise<{ visibility: Visibility } | RefusalCode> {
    const stored = await this.#tried('setVisibility', () =>
      this.#players.setVisibility(id, visibility).then(() => true),
    );
    if (!stored) return 'store/away';
    this.#lobby.localPlayers.choose(id, { visibility });
    return { visibility };
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
