/** What the address of the page leads to: the replay that is open, or else the match. */
import type { LobbyModel } from '../model/lobbyModel.ts';
import type { BackStack } from './BackStack.ts';
import { type DeepLink, hashOf } from './deepLink.ts';

export class PageAddress {
  readonly #back: Pick<BackStack, 'showHash'>;
  readonly #model: Pick<LobbyModel, 'replay' | 'subscribe'>;
  #link: DeepLink | undefined;
  #replayed: string | undefined;

  constructor(back: Pick<BackStack, 'showHash'>, model: Pick<LobbyModel, 'replay' | 'subscribe'>) {
    this.#back = back;
    this.#model = model;
    model.subscribe(() => {
      if (model.replay?.matchId !== this.#replayed) this.#write();
    });
  }

  /** Undefined for the lobby's own. */
  show(link: DeepLink | undefined): void {
    this.#link = link;
    this.#write();
  }

  #write(): void {
    const matchId = this.#model.replay?.matchId;
    this.#replayed = matchId;
    const link: DeepLink | undefined = matchId === undefined ? this.#link : { kind: 'replay', matchId };
    this.#back.showHash(link ? hashOf(link) : '');
  }
}
