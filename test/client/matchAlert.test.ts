import assert from 'node:assert/strict';
import { MatchAlert, RING_AGAIN_MS } from '../../client/alerts/matchAlert.ts';
import { LobbyModel } from '../../client/model/lobbyModel.ts';
import { titleOf } from '../../client/title.ts';
import type { PlayPushes } from '../../shared/playProtocol.ts';
import { FakeTime } from '../support/fakeTime.ts';

const proposed = (...ready: string[]): { type: 'matchProposed'; payload: PlayPushes['matchProposed'] } => ({
  type: 'matchProposed',
  payload: {
    proposalId: 'p1',
    matchId: 'm1',
    mode: 'cycles',
    leftMs: 20_000,
    players: ['ada', 'bob'].map((id) => ({ id, name: id, isReady: ready.includes(id) })),
  },
});

describe('what rings', () => {
  const rung: string[] = [];
  let time: FakeTime;
  let alert: MatchAlert;
  beforeEach(() => {
    rung.length = 0;
    time = new FakeTime();
    const { setTimeout, clearTimeout } = time.timers;
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
      setTimeout: (callback, ms) => setTimeout(callback, ms) as number,
      clearTimeout,
    });
  });

  it('W50 a match that is found rings, vibrates and notifies once, and rings again until it is answered', async () => {
    alert.heard(proposed(), 'ada');
    alert.heard(proposed('bob'), 'ada');
    assert.deepEqual(rung, ['found', 'vibrate', 'Match found: Light-cycles']);
    await time.pass(RING_AGAIN_MS + 1);
    assert.deepEqual(rung.slice(3), ['found', 'vibrate']);
    alert.quiet();
    await time.pass(30_000);
    assert.deepEqual(rung.slice(5), ['taken back']);
  });

  it('W50 an answer in another tab, the seat and the end of the ready check are quiet too', async () => {
    for (const end of [
      proposed('ada'),
      { type: 'matchCancelled', payload: {} as never },
      { type: 'matchReady', payload: {} as never },
      { type: 'queueUpdated', payload: { why: 'declined' } },
    ] as const) {
      rung.length = 0;
      const { payload } = proposed();
      alert.heard({ type: 'matchProposed', payload: { ...payload, proposalId: JSON.stringify(end) } }, 'ada');
      alert.heard(end, 'ada');
      await time.pass(30_000);
      assert.deepEqual(rung, ['found', 'vibrate', 'Match found: Light-cycles', 'taken back']);
    }
  });

  it('W50 an invite sounds once', async () => {
    alert.heard(
      { type: 'invited', payload: { inviteId: 'i1', kind: 'party', from: { id: 'b', name: 'Bo' }, leftMs: 30_000 } },
      'ada',
    );
    await time.pass(30_000);
    assert.deepEqual(rung, ['invited']);
  });
});

describe('the title', () => {
  it('W51 it says how long one has been queued, and asks in turn while a match waits for an answer', () => {
    const model = new LobbyModel(0);
    model.roster.setSelf('ada');
    model.apply({ type: 'onlineChanged', online: 12 }, 0);
    assert.equal(titleOf(model, 0), 'Foyer · 12 online');
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
});
