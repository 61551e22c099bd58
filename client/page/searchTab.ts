/**
 * Which of a player's tabs has the search and its ready check: the one that holds their lock. All tabs hear the same from
 * the server; the others say that the search is elsewhere, and stay quiet. When that tab goes, one that waits has it.
 */
import type { LobbyModel } from '../model/lobbyModel.ts';
import type { LobbyEvent } from '../net/events.ts';
import type { TabLocks } from './tabLock.ts';

/** The ticket that this tab searches with, kept over a reload of its page; no other tab sees it. */
export interface SearchStore {
  load(): string | undefined;
  save(ticketId: string): void;
}
export type SearchTabDeps = {
  model: LobbyModel;
  locks: Pick<TabLocks, 'hold'>;
  store: SearchStore;
  /** It came here, or went. */
  changed(): void;
};

const LOCK = 'foyer.search';
const KEY = 'foyer.search';

export class SearchTab {
  readonly #deps: SearchTabDeps;
  #giveBack: (() => void) | undefined;
  #isBeginning = false;

  constructor(deps: SearchTabDeps) {
    this.#deps = deps;
  }

  /** The player asks for a search here: before the server's word on it reaches the other tabs. */
  begin(): void {
    this.#isBeginning = true;
    this.#hold(true);
  }

  /** There will be none. */
  refused(): void {
    this.#isBeginning = false;
    this.#look();
  }

  /** The player wants it here. */
  takeOver(): void {
    this.#hold(true);
  }

  /** After the model has heard it. */
  heard(event: LobbyEvent): void {
    const { queue } = this.#deps.model.play.state;
    if (queue || (event.type === 'linkChanged' && event.link.kind !== 'online')) this.#isBeginning = false;
    this.#look();
  }

  #look(): void {
    const { model, store } = this.#deps;
    const { queue, check } = model.play.state;
    const isWanted = this.#isBeginning || (model.link.kind !== 'closed' && (queue ?? check) !== undefined);
    if (!isWanted) return this.#end();
    if (!this.#giveBack) this.#hold(queue !== undefined && store.load() === queue.ticketId);
    if (queue && model.play.searchIn === 'here') store.save(queue.ticketId);
  }

  #hold(isUrgent: boolean): void {
    const { model, locks } = this.#deps;
    if (this.#giveBack && model.play.searchIn === 'here') return;
    this.#giveBack?.();
    if (isUrgent) this.#is('here');
    let isOver = false;
    const end = locks.hold(LOCK, isUrgent, (isOurs) => {
      if (isOver) return;
      this.#is(isOurs ? 'here' : 'elsewhere');
      const { queue } = model.play.state;
      if (isOurs && queue) this.#deps.store.save(queue.ticketId);
    });
    this.#giveBack = () => {
      isOver = true;
      end();
    };
  }

  #end(): void {
    this.#giveBack?.();
    this.#giveBack = undefined;
    this.#is(undefined);
  }

  #is(where: 'here' | 'elsewhere' | undefined): void {
    const { model, changed } = this.#deps;
    if (model.play.searchIn === where) return;
    model.play.searchIn = where;
    model.version += 1;
    changed();
  }
}

/** Where storage is closed, a reload leaves the search to another tab. */
export const tabSearch = (): SearchStore => ({
  load() {
    try {
      return window.sessionStorage.getItem(KEY) ?? undefined;
    } catch {
      return undefined;
    }
  },
  save(ticketId) {
    try {
      if (window.sessionStorage.getItem(KEY) !== ticketId) window.sessionStorage.setItem(KEY, ticketId);
    } catch {
      // Full or closed.
    }
  },
});
