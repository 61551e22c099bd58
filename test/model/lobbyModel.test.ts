import assert from 'node:assert/strict';
import { LobbyModel } from '../../client/model/lobbyModel.ts';
import { activeText, agoOf, ServerClock } from '../../client/model/relativeTime.ts';
import { Toasts } from '../../client/model/toasts.ts';
import { titleOf } from '../../client/page/title.ts';
import type { Bootstrap } from '../../shared/protocol.ts';
import { change, namesOf, row } from './rows.ts';

const bootstrap: Bootstrap = {
  online: 2,
  nowS: 5_000,
  matches: [],
  modes: [],
  players: [
    { id: 'ada', name: 'Ada', status: 'online', lastActiveAtS: 4_900, shard: 's', rating: 0, emblem: 0 },
    { id: 'bob', name: 'Bob', status: 'away', lastActiveAtS: 4_000, shard: 's', rating: 1200, emblem: 0 },
  ],
};

describe('the lobby built from its events', () => {
  it('U20 the HTTP bootstrap shows until the socket’s roster arrives, which adopts its rows by id', () => {
    const model = new LobbyModel(0);
    model.adopt(bootstrap, 0);
    assert.deepEqual([model.online, namesOf(model.roster)], [2, ['Ada', 'Bob']]);
    const ada = model.roster.row('ada');
    model.apply({ type: 'rosterReset', rows: [row('Bob', 'away'), row('Ada'), row('Me')] }, 10);
    assert.equal(model.roster.row('ada'), ada);
    assert.deepEqual(namesOf(model.roster), ['Ada', 'Me', 'Bob']);
  });

  it('U20 a late bootstrap changes nothing', () => {
    const model = new LobbyModel(0);
    model.apply({ type: 'rosterReset', rows: [row('Eve')] }, 0);
    model.apply({ type: 'onlineChanged', online: 1 }, 0);
    model.adopt(bootstrap, 10);
    assert.deepEqual([model.online, namesOf(model.roster)], [1, ['Eve']]);
  });

  it('U21 times follow the server’s clock: now, minutes, hours, days', () => {
    const clock = new ServerClock();
    assert.equal(clock.nowS(0), undefined);
    clock.set(100_000, 1_000);
    assert.equal(clock.nowS(1_999), 100_000);
    assert.equal(clock.nowS(61_000), 100_060);
    const said = (agoS: number) => activeText(100_000 - agoS, 100_000);
    assert.deepEqual(
      [said(0), said(59), said(60), said(125), said(3_600), said(90_000), said(-30)],
      [
        'active now',
        'active now',
        'last active 1 min ago',
        'last active 2 min ago',
        'last active 1 hr ago',
        'last active 1 day ago',
        'active now',
      ],
    );
    assert.deepEqual([agoOf(0, 100), agoOf(5, undefined)], ['', '']);
  });

  it('U22 the idle warning counts down to the kick, in the title too, and ends with the server’s message or the link', () => {
    const model = new LobbyModel(0);
    model.apply({ type: 'onlineChanged', online: 3 }, 0);
    model.apply({ type: 'idleWarned', payload: { kickAtS: 0, inMs: 60_000 } }, 10_000);
    assert.deepEqual(
      [10_000, 10_001, 69_001, 99_000].map((at) => model.idle.secondsLeft(at)),
      [60, 60, 1, 0],
    );
    assert.equal(titleOf(model, 10_000), 'Still there? · Foyer');
    assert.equal(titleOf(model, 11_000), 'Foyer · 3 here');
    model.apply({ type: 'idleCancelled', payload: {} }, 20_000);
    assert.equal(model.idle.secondsLeft(20_000), undefined);
    model.apply({ type: 'idleWarned', payload: { kickAtS: 0, inMs: 60_000 } }, 30_000);
    model.apply({ type: 'linkChanged', link: { kind: 'closed', code: 4100, why: 'idle' } }, 90_000);
    assert.equal(model.idle.secondsLeft(90_000), undefined);
  });

  it('U23 at most three toasts show, the oldest goes first; equal text shows once; each expires in its time', () => {
    const toasts = new Toasts();
    for (const text of ['a', 'b', 'c', 'd', 'b']) toasts.add('refused', text, 1_000);
    assert.deepEqual(
      toasts.shown(1_000).map(({ text }) => text),
      ['c', 'd', 'b'],
    );
    toasts.dismiss(toasts.shown(1_000)[1]?.id ?? 0);
    toasts.add('announced', 'e', 2_000);
    assert.deepEqual(
      toasts.shown(6_999).map(({ text }) => text),
      ['c', 'b', 'e'],
    );
    assert.deepEqual(
      toasts.shown(7_000).map(({ text }) => text),
      ['e'],
    );
    assert.deepEqual(toasts.shown(17_000), []);
  });

  it('U25 the selected player is followed, and keeps their last state after leaving', () => {
    const model = new LobbyModel(0);
    model.apply({ type: 'rosterReset', rows: [row('Ada'), row('Bob')] }, 0);
    model.select('ada');
    model.apply({ type: 'rosterChanged', ...change({ updated: [row('Ada', 'busy')] }) }, 0);
    assert.equal(model.selected?.status, 'busy');
    model.apply({ type: 'rosterChanged', ...change({ removed: ['ada'] }) }, 0);
    assert.deepEqual([model.selected?.name, model.roster.isGone('ada')], ['Ada', true]);
    model.select('nobody');
    assert.equal(model.selected, undefined);
  });

  it('U26 an announcement shows as a toast', () => {
    const model = new LobbyModel(0);
    model.apply({ type: 'announced', payload: { text: 'Restart at 18:00.' } }, 0);
    assert.deepEqual(
      model.toasts.shown(0).map(({ text }) => text),
      ['Announcement: Restart at 18:00.'],
    );
  });

  it('U56 a commit is reported once with its nested commits, even if it fails; an ended subscription gets nothing', () => {
    const model = new LobbyModel(0);
    const seen: (number | undefined)[] = [];
    const unsubscribe = model.subscribe(() => seen.push(model.online));
    model.apply({ type: 'onlineChanged', online: 1 }, 0);
    model.commit(() => {
      model.apply({ type: 'onlineChanged', online: 2 }, 0);
      model.select(undefined);
    });
    assert.throws(() =>
      model.commit(() => {
        model.online = 3;
        throw new Error('a bug');
      }),
    );
    model.hold(false);
    assert.deepEqual(seen, [1, 2, 3], 'holding what is not held changes nothing');
    unsubscribe();
    model.apply({ type: 'onlineChanged', online: 4 }, 0);
    assert.equal(seen.length, 3);
  });
});
