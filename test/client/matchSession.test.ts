import assert from 'node:assert/strict';
import { MatchSession } from '../../client/actions/matchSession.ts';
import { LobbyModel } from '../../client/model/lobbyModel.ts';
import { matchActionOf } from '../../client/model/play/matchList.ts';
import { hasLeft, ownMatch, playOffer } from '../../client/model/views/playOffer.ts';
import type { MatchLink } from '../../client/net/match/MatchLink.ts';
import type { MatchTicket } from '../../client/net/match/matchTicket.ts';
import { addressOf, type DeepLink, deepLinkOf, hashOf } from '../../client/page/deepLink.ts';
import { LinkEntry } from '../../client/page/linkEntry.ts';
import { type KeptMatch, tabMatch } from '../../client/page/matchStore.ts';
import { tabLocks } from '../../client/page/tabLock.ts';
import type { Self } from '../../shared/playerRow.ts';
import { personaOf } from '../../shared/playerRow.ts';
import type { MatchRow } from '../../shared/playProtocol.ts';
import type { Status } from '../../shared/status.ts';
import { settled } from '../support/fakeTime.ts';
import { MatchWorld, TICKET } from '../support/matchWorld.ts';

/** A page with its session; the tabs of a browser share the locks. */
class Tab {
  readonly model = new LobbyModel(0);
  readonly worlds: MatchWorld[] = [];
  readonly shown: string[] = [];
  address: DeepLink | undefined;
  kept: KeptMatch | undefined;
  isVisible = true;
  now = 0;
  readonly session: MatchSession;
  #waits: (() => void)[] = [];

  constructor(locks: Map<string, () => void>, areKnown = true) {
    this.session = new MatchSession({
      client: {
        openMatch: (ticket: MatchTicket): MatchLink => {
          const world = new MatchWorld(ticket);
          this.worlds.push(world);
          world.link.start();
          return world.link;
        },
        request: async () => {},
      },
      model: this.model,
      store: {
        load: () => this.kept,
        save: (match) => {
          this.kept = match;
        },
      },
      locks: {
        areKnown,
        async take(name, isUrgent) {
          if (!areKnown) return () => {};
          if (locks.has(name) && !isUrgent) return undefined;
          const release = () => void (locks.get(name) === release && locks.delete(name));
          locks.set(name, release);
          return release;
        },
      },
      now: () => this.now,
      isVisible: () => this.isVisible,
      wait: () => new Promise((resolve) => this.#waits.push(resolve)),
      showAddress: (link) => {
        this.address = link;
      },
    });
    this.session.host = { show: () => this.shown.push('show'), hide: () => this.shown.push('hide') };
  }

  get world(): MatchWorld {
    const world = this.worlds.at(-1);
    if (!world) throw new Error('no match was opened');
    return world;
  }

  async ready(matchId = 'm1'): Promise<void> {
    const { reservation, mode, role } = TICKET;
    this.session.handle({ type: 'matchReady', payload: { matchId, mode, role, reservation: reservation as never } });
    await settled();
  }
  async waited(): Promise<void> {
    for (const resolve of this.#waits.splice(0)) resolve();
    await settled();
  }
  async tell(push: string, payload: unknown): Promise<void> {
    this.world.connection.listener?.pushed(push, payload);
    await settled();
  }
}

const SELF: Self = {
  ...{ id: 'ada', name: 'Ada', emblem: 0, rating: 0, visibility: 'everyone', chosenStatus: 'online' },
  ...{ status: 'online', lastActive: 0 },
};
const table = (phase: string) => ({ matchId: 'm1', mode: 'connect-four', phase, seats: [], you: 0, spectators: 0 });

describe('a page’s match', () => {
  let locks: Map<string, () => void>;
  let tab: Tab;
  beforeEach(() => {
    locks = new Map();
    tab = new Tab(locks);
  });

  it('W53 a seat goes at once to the tab in which the player acted; the other says that it is elsewhere', async () => {
    const other = new Tab(locks);
    tab.session.expect('m1');
    await tab.ready();
    await other.ready();
    assert.equal(tab.model.play.match?.ticket.matchId, 'm1');
    await other.waited();
    assert.deepEqual([other.worlds.length, other.model.play.elsewhere], [0, 'm1']);
    // Moving the match to this tab takes the lock too.
    other.session.expect('m1');
    await other.ready();
    assert.equal(other.model.play.match?.ticket.matchId, 'm1');
    assert.equal(other.model.play.elsewhere, undefined);
  });

  it('W53 if no tab acted, one takes the seat after a moment; without locks only a visible one does', async () => {
    await tab.ready();
    assert.equal(tab.worlds.length, 0);
    await tab.waited();
    assert.equal(tab.worlds.length, 1);
    const hidden = new Tab(new Map(), false);
    hidden.isVisible = false;
    await hidden.ready();
    await hidden.waited();
    assert.equal(hidden.worlds.length, 0);
  });

  it('W53 a match requested without an id goes to the requesting tab, for a while', async () => {
    tab.session.expect();
    await tab.ready('m5');
    assert.equal(tab.worlds.length, 1);
    const late = new Tab(locks);
    late.session.expect();
    late.now = 60_000;
    await late.ready('m6');
    assert.equal(late.worlds.length, 0);
  });

  it('W53 the seat is kept for the tab’s next load, which resumes it; the match’s end forgets it', async () => {
    tab.session.expect('m1', 'ABC234');
    await tab.ready();
    assert.deepEqual(tab.kept, {
      matchId: 'm1',
      mode: 'connect-four',
      role: 'player',
      resumeKey: 'm1:1',
      code: 'ABC234',
    });
    assert.deepEqual(tab.address, { kind: 'join', code: 'ABC234' });
    // The page and its lock are gone.
    const next = new Tab(new Map());
    next.kept = tab.kept;
    await next.session.resume();
    await settled();
    assert.equal(next.world.knocks[0]?.key, 'm1:1');
    assert.equal(next.model.play.match?.code, 'ABC234');
    next.world.connection.drop(4101);
    assert.deepEqual([next.kept, next.model.play.match, next.address], [undefined, undefined, undefined]);
    assert.match(next.model.toasts.shown(0)[0]?.text ?? '', /another window/);
  });

  it('W53 a duplicated tab leaves the match to the first', async () => {
    tab.session.expect('m1');
    await tab.ready();
    const copy = new Tab(locks);
    copy.kept = tab.kept;
    await copy.session.resume();
    assert.deepEqual([copy.worlds.length, copy.kept], [0, undefined]);
  });

  it('W55 the game shows once the match runs, stays for the result, and closes on leaving', async () => {
    tab.session.expect('m1');
    await tab.ready();
    await tab.tell('tableUpdated', table('seating'));
    assert.deepEqual(tab.shown, []);
    await tab.tell('tableUpdated', table('running'));
    await tab.tell('matchEnded', { places: [1], closesInMs: 30_000 });
    tab.world.connection.drop(4000);
    assert.deepEqual([tab.shown, tab.model.play.match?.ended?.places], [['show'], [1]]);
    tab.session.leave();
    assert.deepEqual([tab.shown.at(-1), tab.model.play.match], ['hide', undefined]);
  });

  it('W55 a rematch replaces the previous match; the same seat offered again changes nothing', async () => {
    tab.session.expect('m1');
    await tab.ready();
    const first = tab.world;
    await tab.ready();
    assert.equal(tab.worlds.length, 1);
    await tab.tell('tableUpdated', table('running'));
    await tab.tell('matchEnded', { places: [1], closesInMs: 30_000 });
    tab.session.expect();
    await tab.ready('m2');
    assert.deepEqual(first.connection.said, ['readTalk {}', 'readTalk {}', 'leave']);
    assert.deepEqual([tab.model.play.match?.ticket.matchId, tab.model.play.match?.ended], ['m2', undefined]);
  });
});

describe('a tab’s storage', () => {
  it('W53 a match is kept in the tab’s own storage; without storage nothing breaks', () => {
    const items = new Map<string, string>();
    const storage = {
      getItem: (key: string) => items.get(key) ?? null,
      setItem: (key: string, value: string) => items.set(key, value),
      removeItem: (key: string) => items.delete(key),
    } as unknown as Storage;
    const match: KeptMatch = { matchId: 'm1', mode: 'cycles', role: 'player', resumeKey: 'm1:1' };
    const store = tabMatch(() => storage);
    store.save(match);
    assert.deepEqual(tabMatch(() => storage).load(), match);
    store.save(undefined);
    assert.equal(store.load(), undefined);
    const closed = tabMatch(() => {
      throw new Error('closed');
    });
    closed.save(match);
    assert.equal(closed.load(), undefined);
  });

  it('W53 the browser’s locks are taken when free, or by force; without any, every tab has its own', async () => {
    const held = new Set<string>();
    const manager = {
      request: async (name: string, options: LockOptions, act: (lock: object | null) => Promise<void> | undefined) => {
        if (held.has(name) && !options.steal) return act(null);
        held.add(name);
        await act({});
        held.delete(name);
      },
    } as unknown as LockManager;
    const locks = tabLocks(manager);
    const release = await locks.take('m1', false);
    assert.ok(release);
    assert.equal(await locks.take('m1', false), undefined);
    assert.ok(await locks.take('m1', true));
    release();
    await settled();
    assert.ok(await tabLocks(undefined).take('m1', false));
    assert.deepEqual([locks.areKnown, tabLocks(undefined).areKnown], [true, false]);
  });
});

describe('links to a match', () => {
  it('W52 a link names a match or an invite code in any case; any other link is ignored', () => {
    assert.deepEqual(deepLinkOf('#match/aB-9_x'), { kind: 'match', matchId: 'aB-9_x' });
    assert.deepEqual(deepLinkOf('#join/k7pq4x'), { kind: 'join', code: 'K7PQ4X' });
    assert.deepEqual(deepLinkOf('#replay/aB-9_x'), { kind: 'replay', matchId: 'aB-9_x' });
    for (const hash of [
      '',
      '#',
      '#match/',
      '#replay/',
      '#replay/<b>',
      '#match/a/b',
      '#match/<b>',
      '#join/123',
      '#join/KOKOKO',
      '#else/a',
    ])
      assert.equal(deepLinkOf(hash), undefined, hash);
    const link = { kind: 'join', code: 'K7PQ4X' } as const;
    assert.deepEqual(deepLinkOf(hashOf(link)), link);
    assert.equal(addressOf(link, 'https://foyer.test/lobby/?a=1#match/x'), 'https://foyer.test/lobby/join/K7PQ4X');
  });

  it('U62 after giving up there is no return: at once, and while the match goes on for the others', async () => {
    const tab = new Tab(new Map());
    const { model } = tab;
    const self = (status: Status) => model.apply({ type: 'selfUpdated', payload: { ...SELF, status } }, 0);
    const row: MatchRow = {
      ...{ matchId: 'm1', mode: 'connect-four', state: 'playing', seats: 2, spectators: 0 },
      players: [SELF, { id: 'bob', name: 'Bob', emblem: 0 }],
    };
    const offered = () => [
      playOffer(model, 0).action,
      ownMatch(model),
      matchActionOf(row, SELF.id, undefined, hasLeft(model, row)),
    ];
    model.apply({ type: 'matchesUpdated', payload: { isWhole: true, put: [row], removed: [] } }, 0);
    self('playing');
    assert.deepEqual(offered(), ['return', 'm1', 'rejoin'], 'after a reload');
    tab.session.expect('m1');
    await tab.ready();
    await tab.tell('tableUpdated', table('running'));
    tab.session.leave();
    await settled();
    assert.deepEqual(offered(), ['queue', undefined, 'watch']);
    self('online');
    assert.deepEqual(offered(), ['queue', undefined, 'watch']);
    self('playing');
    assert.deepEqual(offered()[0], 'return', 'another match, in another tab');
    tab.session.expect('m1');
    await tab.ready();
    await tab.tell('tableUpdated', table('running'));
    tab.session.leave();
    tab.session.expect('m2');
    await tab.ready('m2');
    tab.world.connection.drop(4101);
    assert.deepEqual(offered()[0], 'return', 'the match that came next has moved to another tab');
  });

  it('U62 a match that ended or was given up in another tab offers no return here, and one that begins next does', async () => {
    const tab = new Tab(
      new Map([
        ['foyer.match.m1', () => {}],
        ['foyer.match.m2', () => {}],
      ]),
    );
    const { model } = tab;
    const self = (status: Status) => model.apply({ type: 'selfUpdated', payload: { ...SELF, status } }, 0);
    const begun = async (matchId: string) => {
      await tab.ready(matchId);
      await tab.waited();
    };
    self('queued');
    await begun('m1');
    self('queued');
    assert.equal(ownMatch(model), 'm1', 'the seat comes before the status');
    for (const status of ['playing', 'reconnecting', 'playing'] as const) self(status);
    assert.deepEqual([playOffer(model, 0).action, ownMatch(model)], ['return', 'm1']);
    self('online');
    assert.deepEqual([playOffer(model, 0).action, ownMatch(model)], ['queue', undefined]);
    await begun('m2');
    assert.deepEqual([playOffer(model, 0).action, ownMatch(model)], ['return', 'm2']);
  });

  it('U64 a player who gave up is told what it did to their rating, once, and of no other match', async () => {
    const tab = new Tab(new Map());
    tab.model.apply({ type: 'selfUpdated', payload: SELF }, 0);
    const finish = (matchId: string, ratingAfter?: number) => {
      const own = {
        id: SELF.id,
        ...personaOf(SELF),
        place: 2,
        ...(ratingAfter && { ratingBefore: 1_000, ratingAfter }),
      };
      const payload = { matchId, mode: 'connect-four', isRated: true, results: [own] };
      tab.session.handle({ type: 'matchFinished', payload });
    };
    for (const matchId of ['m1', 'm2']) {
      tab.session.expect(matchId);
      await tab.ready(matchId);
      await tab.tell('tableUpdated', { ...table('running'), matchId });
      tab.session.leave();
    }
    finish('m3', 900);
    finish('m2');
    assert.deepEqual(tab.model.toasts.shown(0), []);
    finish('m1', 980);
    finish('m1', 900);
    assert.deepEqual(
      tab.model.toasts.shown(0).map(({ text }) => text),
      ['You gave up: rating 980, −20.'],
    );
  });

  it('W52 a link is followed once, when the list has loaded; a player in a match stays in it', async () => {
    const model = new LobbyModel(0);
    const done: string[] = [];
    const actions = {
      joinCode: async (code: string) => done.push(`code ${code}`) > 0,
      enter: async (matchId: string, action: string) => done.push(`${action} ${matchId}`) > 0,
      watchAgain: (matchId: string) => void done.push(`again ${matchId}`),
    };
    const entry = new LinkEntry(model, '#match/m1');
    entry.actions = actions;
    const row: MatchRow = { matchId: 'm1', mode: 'cycles', state: 'open', players: [], seats: 2, spectators: 0 };
    const heard = (event: Parameters<LinkEntry['handle']>[0]) => {
      model.apply(event, 0);
      entry.handle(event);
    };
    heard({ type: 'linkChanged', link: { kind: 'online' } });
    assert.deepEqual(done, []);
    for (let times = 0; times < 2; times++)
      heard({ type: 'matchesUpdated', payload: { isWhole: true, put: [row], removed: [] } });
    assert.deepEqual(done, ['join m1']);
    entry.hashChanged('#match/unlisted');
    entry.hashChanged('#join/K7PQ4X');
    assert.deepEqual(done.slice(1), ['watch unlisted', 'code K7PQ4X']);
    entry.hashChanged('#replay/m1');
    assert.deepEqual(done.slice(3), ['again m1']);
    model.play.match = { ticket: TICKET } as never;
    for (const hash of ['#match/m1', '#replay/m1']) entry.hashChanged(hash);
    assert.equal(done.length, 4);
  });
});
