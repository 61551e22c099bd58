import assert from 'node:assert/strict';
import { LobbyModel } from '../../client/model/lobbyModel.ts';
import { playOffer } from '../../client/model/views/playOffer.ts';
import type { LobbyEvent } from '../../client/net/events.ts';
import { SearchTab } from '../../client/page/searchTab.ts';
import type { TabLocks } from '../../client/page/tabLock.ts';

/** A browser's lock: tabs wait in order, and the first holds it. */
class Waiting {
  #line: { told(isOurs: boolean): void }[] = [];

  readonly hold: TabLocks['hold'] = (_name, isUrgent, told) => {
    const one = { told };
    const before = this.#line[0];
    if (isUrgent) {
      this.#line.unshift(one);
      before?.told(false);
    } else this.#line.push(one);
    told(this.#line[0] === one);
    return () => {
      const hadIt = this.#line[0] === one;
      this.#line = this.#line.filter((each) => each !== one);
      if (hadIt) this.#line[0]?.told(true);
    };
  };
}

class Tab {
  readonly model = new LobbyModel(0);
  readonly search: SearchTab;
  changes = 0;

  constructor(locks: Waiting, store = new Map<'ticket', string>()) {
    this.search = new SearchTab({
      model: this.model,
      locks,
      store: { load: () => store.get('ticket'), save: (ticketId) => void store.set('ticket', ticketId) },
    });
    this.model.subscribe(() => {
      this.changes += 1;
    });
    this.hears({ type: 'linkChanged', link: { kind: 'online' } });
  }

  hears(event: LobbyEvent): void {
    this.model.apply(event, 0);
    this.search.handle(event);
  }
  get is(): string | undefined {
    return this.model.play.searchIn;
  }
}

const queued = (ticketId: string): LobbyEvent => {
  const rest = { waitedMs: 0, playersInQueue: 2, window: null, waitRangeMs: null, canPlayBots: true };
  return { type: 'queueUpdated', payload: { queue: { ticketId, mode: 'cycles', ...rest } } };
};
const UNQUEUED: LobbyEvent = { type: 'queueUpdated', payload: {} };

describe('a search in one of several tabs', () => {
  let locks: Waiting;
  let tabs: [Tab, Tab];
  beforeEach(() => {
    locks = new Waiting();
    tabs = [new Tab(locks), new Tab(locks)];
  });
  const all = (event: LobbyEvent) => {
    for (const tab of tabs) tab.hears(event);
  };
  const where = () => tabs.map((tab) => tab.is);

  it('W62 a search belongs to the tab that began it, whichever hears of it first, and to no tab once it is over', () => {
    const [first, second] = tabs;
    second.search.begin();
    first.hears(queued('t1'));
    second.hears(queued('t1'));
    assert.deepEqual(where(), ['elsewhere', 'here']);
    all(UNQUEUED);
    assert.deepEqual(where(), [undefined, undefined]);
    first.search.begin();
    all(queued('t2'));
    assert.deepEqual(where(), ['here', 'elsewhere']);
  });

  it('W62 a refused search belongs to no tab', () => {
    tabs[0].search.begin();
    assert.equal(tabs[0].is, 'here');
    tabs[0].search.refused();
    assert.deepEqual(where(), [undefined, undefined]);
  });

  it('W62 a search begun by another player, or a ready check alone, still belongs to one tab', () => {
    all(queued('t1'));
    assert.deepEqual(where(), ['here', 'elsewhere']);
    all(UNQUEUED);
    all({
      type: 'matchProposed',
      payload: { proposalId: 'p', matchId: 'm', mode: 'cycles', isRated: true, leftMs: 9, players: [] },
    });
    assert.deepEqual(where(), ['here', 'elsewhere']);
  });

  it('W62 a search can be moved to another tab, which then shows it', () => {
    const [first, second] = tabs;
    first.search.begin();
    all(queued('t1'));
    const offer = playOffer(second.model, 0);
    assert.deepEqual(
      [offer.action, offer.words.title, offer.canBring],
      ['cancel', 'You’re searching in another tab', true],
    );
    assert.equal(offer.bots, 'none');
    const before = first.changes;
    second.search.takeOver();
    assert.deepEqual(where(), ['elsewhere', 'here']);
    assert.equal(first.changes, before + 1);
    assert.deepEqual([playOffer(second.model, 0).canBring, playOffer(first.model, 0).canBring], [false, true]);
  });

  it('W62 when the server closes its tab, another tab takes the search', () => {
    const [first] = tabs;
    first.search.begin();
    all(queued('t1'));
    first.hears({ type: 'linkChanged', link: { kind: 'closed', code: 4101, why: 'replaced' } });
    assert.deepEqual(where(), [undefined, 'here']);
  });

  it('W62 a reloaded tab keeps its own search, and gets no other', () => {
    const store = new Map<'ticket', string>();
    tabs[0] = new Tab(locks, store);
    tabs[0].search.begin();
    all(queued('t1'));
    // The page closes, and the browser gives its lock to the other tab.
    tabs[0].hears({ type: 'linkChanged', link: { kind: 'closed', code: 4000, why: 'left' } });
    assert.equal(tabs[1].is, 'here');
    tabs[0] = new Tab(locks, store);
    tabs[0].hears(queued('t1'));
    assert.deepEqual(where(), ['here', 'elsewhere']);
    all(UNQUEUED);
    tabs[1].search.begin();
    all(queued('t2'));
    tabs[0] = new Tab(locks, store);
    tabs[0].hears(queued('t2'));
    assert.deepEqual(where(), ['elsewhere', 'here']);
  });
});
