/**
 * Decides which of a player's tabs has the search and its ready check: the one that holds their lock. All tabs get the
 * same pushes; the others say that the search is elsewhere. When that tab closes, a waiting one takes the lock.
 */
import type { LobbyModel } from '../model/lobbyModel.ts';
import type { LobbyEvent } from '../net/events.ts';
import { KeptItem, textForm } from '../storage/keptItem.ts';
import type { TabLocks } from './tabLock.ts';

/** Keeps this tab's ticket over a reload; no other tab sees it. */
interface SearchStore {
  load(): string | undefined;
  save(ticketId: string): void;
}
type SearchTabDeps = {
  model: LobbyModel;
  locks: Pick<TabLocks, 'hold'>;
  store: SearchStore;
};

const LOCK = 'foyer.search';
export const SEARCH_FORM = textForm('foyer.search', /^[\w-]{1,64}$/);

export class SearchTab {
  readonly #deps: SearchTabDeps;
  #releaseLock: (() => void) | undefined;
  #isBeginning = false;

  constructor(deps: SearchTabDeps) {
    this.#deps = deps;
  }

  /** Takes the lock before the server tells the other tabs. */
  begin(): void {
    this.#isBeginning = true;
    this.#hold(true);
  }

  refused(): void {
    this.#isBeginning = false;
    this.#follow();
  }

  takeOver(): void {
    this.#hold(true);
  }

  /** Call after the model has applied the event. */
  handle(event: LobbyEvent): void {
    const { queue } = this.#deps.model.play.state;
    if (queue || (event.type === 'linkChanged' && event.link.kind !== 'online')) this.#isBeginning = false;
    this.#follow();
  }

  #follow(): void {
    const { model, store } = this.#deps;
    const { queue, check } = model.play.state;
    const isWanted = this.#isBeginning || (model.link.kind !== 'closed' && (queue ?? check) !== undefined);
    if (!isWanted) return this.#end();
    if (!this.#releaseLock) this.#hold(queue !== undefined && store.load() === queue.ticketId);
    if (queue && model.play.searchIn === 'here') store.save(queue.ticketId);
  }

  #hold(isUrgent: boolean): void {
    const { model, locks } = this.#deps;
    if (this.#releaseLock && model.play.searchIn === 'here') return;
    this.#releaseLock?.();
    if (isUrgent) this.#setPlace('here');
    let isOver = false;
    const end = locks.hold(LOCK, isUrgent, (isOurs) => {
      if (isOver) return;
      this.#setPlace(isOurs ? 'here' : 'elsewhere');
      const { queue } = model.play.state;
      if (isOurs && queue) this.#deps.store.save(queue.ticketId);
    });
    this.#releaseLock = () => {
      isOver = true;
      end();
    };
  }

  #end(): void {
    this.#releaseLock?.();
    this.#releaseLock = undefined;
    this.#setPlace(undefined);
  }

  #setPlace(searchIn: 'here' | 'elsewhere' | undefined): void {
    const { model } = this.#deps;
    if (model.play.searchIn === searchIn) return;
    model.commit(() => {
      model.play.searchIn = searchIn;
    });
  }
}

/** With storage closed, a reload leaves the search to another tab. */
export function tabSearch(): SearchStore {
  const item = new KeptItem(SEARCH_FORM, () => window.sessionStorage);
  return { load: () => item.read(), save: (ticketId) => item.write(ticketId) };
}
