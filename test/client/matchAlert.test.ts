import assert from 'node:assert/strict';
import { MatchAlert, RING_AGAIN_MS } from '../../client/alerts/matchAlert.ts';
import { LobbyModel } from '../../client/model/lobbyModel.ts';
import { answered } from '../../client/model/play/playState.ts';
import type { LobbyEvent } from '../../client/net/events.ts';
import { keepTitle, titleOf } from '../../client/page/title.ts';
import type { PlayPushes } from '../../shared/playProtocol.ts';
import type { Status } from '../../shared/status.ts';
import { FakeTime } from '../support/fakeTime.ts';

const proposed = (...ready: string[]): { type: 'matchProposed'; payload: PlayPushes['matchProposed'] } => ({
  type: 'matchProposed',
  payload: {
    proposalId: 'p1',
    matchId: 'm1',
    mode: 'cycles',
    isRated: true,
    leftMs: 20_000,
    players: ['ada', 'bob'].map((id) => ({ id, name: id, emblem: 0, isReady: ready.includes(id) })),
  },
});

const CANCELLED: PlayPushes['matchCancelled'] = {
  matchId: 'm1',
  reason: 'timedOut',
  isYourFault: false,
  penaltyMs: 0,
  isQueuedAgain: true,
};

describe('sound, vibration and notifications', () => {
  const rung: string[] = [];
  let time: FakeTime;
  let model: LobbyModel;
  let alert: MatchAlert;
  beforeEach(() => {
    rung.length = 0;
    time = new FakeTime();
    const { setTimeout, clearTimeout } = time.timers;
    model = new LobbyModel(time.now);
    model.roster.setSelf('ada');
    model.play.searchIn = 'here';
    alert = new MatchAlert({
      bell: {
        found: () => rung.push('found'),
        invited: () => rung.push('invited'),
        vibrate: () => rung.push('vibrate'),
        notify: (title) => {
          rung.push(title);
          return () => rung.push('taken back');
        },
      },
      model,
      now: () => time.now,
      setTimeout: (callback, ms) => setTimeout(callback, ms) as number,
      clearTimeout,
    });
    hears({ type: 'linkChanged', link: { kind: 'online' } });
  });
  const hears = (event: LobbyEvent) => {
    model.apply(event, time.now);
    alert.handle(event);
  };
  const searchIn = (where: LobbyModel['play']['searchIn']) =>
    model.commit(() => {
      model.play.searchIn = where;
    });
  const RUNG = ['found', 'vibrate', 'Match found: Light-cycles'];

  it('SE9 an invite sounds and is notified with its sender, until it is over', () => {
    const invited = (inviteId: string) =>
      hears({
        type: 'invited',
        payload: { inviteId, kind: 'party', from: { id: 'bob', name: 'Bob', emblem: 0 }, leftMs: 30_000 },
      });
    invited('i1');
    assert.deepEqual(
      rung.splice(0).map((each) => each.replace(/[\u2068\u2069]/g, '')),
      ['invited', 'Bob invites you to their party'],
    );
    invited('i2');
    rung.length = 0;
    hears({ type: 'inviteEnded', payload: { inviteId: 'i1' } } as never);
    assert.deepEqual(rung.splice(0), ['taken back']);
    hears({ type: 'linkChanged', link: { kind: 'online' } });
    assert.deepEqual(rung, []);
  });

  it('W50 a found match rings, vibrates and notifies once, and rings again until it is answered', async () => {
    hears(proposed());
    hears(proposed('bob'));
    assert.deepEqual(rung, RUNG);
    await time.pass(RING_AGAIN_MS + 1);
    assert.deepEqual(rung.slice(3), ['found', 'vibrate']);
    model.commit(() => {
      model.play.state = answered(model.play.state, 'p1', 'accepted');
    });
    await time.pass(30_000);
    assert.deepEqual(rung.slice(5), ['taken back']);
  });

  it('W50 an answer in another tab, a seat, and the end of the ready check stop the ringing too', async () => {
    for (const end of [
      proposed('ada'),
      { type: 'matchCancelled', payload: CANCELLED },
      { type: 'matchReady', payload: {} as never },
      { type: 'queueUpdated', payload: { why: 'declined' } },
    ] as const) {
      rung.length = 0;
      hears(proposed());
      hears(end);
      await time.pass(30_000);
      assert.deepEqual(rung, [...RUNG, 'taken back']);
    }
  });

  it('W50 if the server never reports the end, the ringing stops when the time to answer is over', async () => {
    hears(proposed());
    await time.pass(19_999);
    assert.deepEqual(rung.slice(3), Array(3).fill(['found', 'vibrate']).flat());
    await time.pass(1);
    assert.equal(rung.at(-1), 'taken back');
    assert.equal(time.pending, 0);
  });

  it('W50 a lost link, a kick and a takeover by another tab stop the ringing; returning to the same check rings again', async () => {
    const lost = { attempt: 1, sinceAt: time.now, heldUntilAt: time.now + 60_000, nextTryAt: time.now };
    for (const link of [
      { kind: 'reconnecting', ...lost },
      { kind: 'waiting', why: 'server/draining', nextTryAt: time.now + 1_000 },
      { kind: 'closed', code: 4102, why: 'kicked' },
      { kind: 'closed', code: 4101, why: 'replaced' },
    ] as const) {
      hears({ type: 'linkChanged', link: { kind: 'online' } });
      rung.length = 0;
      hears(proposed());
      hears({ type: 'linkChanged', link });
      await time.pass(8_000);
      assert.deepEqual(rung, [...RUNG, 'taken back'], JSON.stringify(link));
    }
    rung.length = 0;
    hears({ type: 'linkChanged', link: { kind: 'online' } });
    hears(proposed());
    assert.deepEqual(rung, RUNG);
  });

  it('W50 after a resume, a check that the server no longer names stays silent', async () => {
    hears(proposed());
    const lost = { attempt: 1, sinceAt: time.now, heldUntilAt: time.now + 60_000, nextTryAt: time.now };
    hears({ type: 'linkChanged', link: { kind: 'reconnecting', ...lost } });
    rung.length = 0;
    hears({ type: 'linkChanged', link: { kind: 'online' } });
    hears({ type: 'partyUpdated', payload: {} });
    await time.pass(30_000);
    assert.deepEqual(rung, []);
  });

  it('W62 of several tabs, only the one that now has the search rings', async () => {
    for (const elsewhere of ['elsewhere', undefined] as const) {
      rung.length = 0;
      searchIn(elsewhere);
      hears(proposed());
      await time.pass(7_000);
      assert.deepEqual(rung, []);
      searchIn('here');
      assert.deepEqual(rung, RUNG);
      searchIn(elsewhere);
      await time.pass(7_000);
      assert.deepEqual(rung, [...RUNG, 'taken back']);
    }
  });

  it('W50 an invite rings once', async () => {
    const payload = {
      inviteId: 'i1',
      kind: 'party',
      from: { id: 'b', name: 'Bo', emblem: 0 },
      leftMs: 30_000,
    } as const;
    hears({ type: 'invited', payload });
    await time.pass(30_000);
    assert.equal(rung.filter((each) => each === 'invited').length, 1);
  });
});

describe('the title', () => {
  it('W141 the title says what others see of the player, and that nobody does', () => {
    const model = new LobbyModel(0);
    model.apply({ type: 'onlineChanged', online: 12 }, 0);
    model.apply({ type: 'linkChanged', link: { kind: 'online' } }, 0);
    const chosen = { chosenStatus: 'online', visibility: 'everyone', lastActive: 0, rating: 0, emblem: 0 } as const;
    const titleAs = (status: Status) => {
      model.apply({ type: 'selfUpdated', payload: { id: 'ada', name: 'Ada', status, ...chosen } }, 0);
      return titleOf(model, 0);
    };
    assert.equal(titleAs('away'), 'Away · Foyer');
    assert.equal(titleAs('playing'), 'Playing · Foyer');
    assert.equal(titleAs('online'), 'Foyer · 12 here');
    model.apply({ type: 'linkChanged', link: { kind: 'closed', code: 4100, why: 'kicked' } }, 0);
    assert.equal(titleOf(model, 0), 'Disconnected · Foyer');
  });

  it('W51 the title shows the time in the queue, and alternates with the question while a match waits for an answer', () => {
    const model = new LobbyModel(0);
    model.roster.setSelf('ada');
    model.apply({ type: 'onlineChanged', online: 12 }, 0);
    assert.equal(titleOf(model, 0), 'Foyer · 12 here');
    const queue = {
      ticketId: 't1',
      mode: 'cycles',
      waitedMs: 61_000,
      playersInQueue: 1,
      window: null,
      waitRangeMs: null,
      canPlayBots: true,
    };
    model.apply({ type: 'queueUpdated', payload: { queue } }, 0);
    assert.equal(titleOf(model, 4_000), '1:05 in queue · Foyer');
    model.apply(proposed(), 4_000);
    assert.deepEqual(
      [4_000, 5_000, 6_000].map((now) => titleOf(model, now)),
      ['Match found! · Foyer', '1:06 in queue · Foyer', 'Match found! · Foyer'],
    );
    model.apply(proposed('ada'), 6_000);
    assert.equal(titleOf(model, 8_000), '1:09 in queue · Foyer');
  });

  it('W51 a new match or warning always shows the question first', () => {
    for (const at of [4_000, 5_000, 5_700]) {
      const model = new LobbyModel(0);
      model.roster.setSelf('ada');
      model.apply({ type: 'idleWarned', payload: { kickAtS: 0, inMs: 60_000 } }, at);
      assert.equal(titleOf(model, at), 'Still there? · Foyer');
      model.apply(proposed(), at);
      assert.equal(titleOf(model, at), 'Match found! · Foyer');
    }
  });

  it('W51 title and icon change with the event itself, because timers in a long-hidden tab run once a minute', () => {
    const model = new LobbyModel(0);
    model.roster.setSelf('ada');
    const page = { title: '', icon: { href: 'calm' }, asking: 'asking' };
    let isTimed = false;
    const every = (() => {
      isTimed = true;
    }) as unknown as typeof setInterval;
    keepTitle(model, () => 61_000, page, every);
    assert.ok(isTimed);
    assert.deepEqual([page.title, page.icon.href], ['Foyer', 'calm']);
    model.apply(proposed(), 61_000);
    assert.deepEqual([page.title, page.icon.href], ['Match found! · Foyer', 'asking']);
    model.apply({ type: 'matchCancelled', payload: CANCELLED }, 61_000);
    assert.deepEqual([page.title, page.icon.href], ['Foyer', 'calm']);
  });
});
