/** Follows a link into a match, or to its replay, once the lobby knows its matches. */

import type { LobbyModel } from '../model/lobbyModel.ts';
import { type MatchAction, matchActionOf } from '../model/play/matchList.ts';
import { hasLeft } from '../model/views/playOffer.ts';
import type { LobbyEvent } from '../net/events.ts';
import { type DeepLink, deepLinkOf } from './deepLink.ts';

interface LinkActions {
  joinCode(code: string): Promise<boolean>;
  enter(matchId: string, action: MatchAction): Promise<boolean>;
  watchAgain(matchId: string): void;
}

export class LinkEntry {
  readonly #model: LobbyModel;
  #wanted: DeepLink | undefined;
  #actions: LinkActions | undefined;
  #isListed = false;

  constructor(model: LobbyModel, hash: string) {
    this.#model = model;
    this.#wanted = deepLinkOf(hash);
  }

  set actions(actions: LinkActions) {
    this.#actions = actions;
    this.#follow();
  }

  hashChanged(hash: string): void {
    this.#wanted = deepLinkOf(hash);
    this.#follow();
  }

  handle(event: LobbyEvent): void {
    if (event.type === 'linkChanged' && event.link.kind !== 'online') this.#isListed = false;
    if (event.type === 'matchesUpdated' && event.payload.isWhole) this.#isListed = true;
    this.#follow();
  }

  /** Once for each link. A player in a match stays there. */
  #follow(): void {
    const wanted = this.#wanted;
    if (!wanted || !this.#actions || !this.#isListed) return;
    this.#wanted = undefined;
    const { play, roster } = this.#model;
    if (play.match) return;
    if (wanted.kind === 'join') return void this.#actions.joinCode(wanted.code);
    if (wanted.kind === 'replay') return this.#actions.watchAgain(wanted.matchId);
    const row = play.state.matches?.get(wanted.matchId);
    const action = row && matchActionOf(row, roster.selfId, undefined, hasLeft(this.#model, row));
    void this.#actions.enter(wanted.matchId, action ?? 'watch');
  }
}
