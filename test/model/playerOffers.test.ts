import assert from 'node:assert/strict';
import { LobbyModel } from '../../client/model/lobbyModel.ts';
import type { ListedRow } from '../../client/model/rosterRows.ts';
import { menuOffers, offersFor } from '../../client/model/views/playerOffers.ts';
import type { FriendRow, Tie } from '../../shared/socialProtocol.ts';
import { row } from './rows.ts';

const match = (state: 'open' | 'playing', seats: number, ...ids: string[]) => ({
  matchId: 'm1',
  mode: 'cycles',
  state,
  players: ids.map((id) => ({ id, name: id, emblem: 0 })),
  seats,
  spectators: 0,
});

describe('actions for a player', () => {
  let model: LobbyModel;
  beforeEach(() => {
    model = new LobbyModel(0);
    model.apply({ type: 'linkChanged', link: { kind: 'online' } }, 0);
    model.apply({ type: 'rosterReset', rows: [row('Me'), row('Ada'), row('Bob')] }, 0);
    model.roster.setSelf('me');
  });
  const actions = (id: string): string =>
    offersFor(model, model.roster.row(id) as ListedRow)
      .map(({ action }) => action)
      .join(' ');
  const playing = (...list: ReturnType<typeof match>[]) =>
    model.apply({ type: 'matchesUpdated', payload: { isWhole: true, put: list, removed: [] } }, 0);

  it('U37 a match with a free seat is joined, others are watched, your own is returned to', () => {
    assert.equal(actions('ada'), 'challenge invite whisper befriend block report');
    playing(match('open', 2, 'ada'));
    assert.equal(actions('ada'), 'join invite whisper befriend block report');
    playing(match('open', 2, 'ada', 'bob'));
    assert.equal(actions('ada'), 'watch invite whisper befriend block report');
    playing(match('playing', 4, 'ada'));
    assert.equal(actions('ada'), 'watch invite whisper befriend block report');
    playing(match('playing', 2, 'ada', 'me'));
    assert.equal(actions('ada'), 'rejoin invite whisper befriend block report');
  });

  it('U37 what is said of an action begins with or contains what is seen of it', () => {
    const open = [match('open', 2, 'ada'), match('playing', 4, 'ada'), match('playing', 2, 'ada', 'me')];
    for (const list of [[], ...open.map((each) => [each])]) {
      playing(...list);
      for (const { label, name } of offersFor(model, model.roster.row('ada') as ListedRow))
        assert.ok(name.toLowerCase().includes(label.toLowerCase()), `${label}: ${name}`);
    }
  });

  it('U37 nothing is offered for yourself or a player who left; an offline friend cannot be played with', () => {
    assert.equal(actions('me'), '');
    model.roster.setFriends([{ ...row('Old'), status: null }]);
    assert.equal(actions('old'), 'befriend block report');
    model.roster.hold(true);
    model.apply({ type: 'rosterChanged', added: [], updated: [], removed: ['ada'] }, 0);
    assert.equal(actions('ada'), '');
    const menu = menuOffers(model, model.roster.row('ada') as ListedRow);
    assert.deepEqual(
      menu.map(({ action }) => action),
      ['history', 'profile'],
    );
  });

  it('U37 a request can be accepted; friends and pending requests are not asked again; a blocked player cannot be messaged', () => {
    const tied = (tie: Tie) => {
      const put: FriendRow[] = [
        { id: 'ada', name: 'Ada', tie, status: null, lastActiveAtS: null, shard: null, rating: 0, emblem: 0 },
      ];
      model.apply({ type: 'friendsUpdated', payload: { isWhole: true, put, removed: [] } }, 0);
      return actions('ada');
    };
    const labelOf = () =>
      offersFor(model, model.roster.row('ada') as ListedRow).find(({ action }) => action === 'befriend')?.label;
    assert.equal(labelOf(), 'Add friend');
    assert.equal(tied('asking'), 'challenge invite whisper befriend block report');
    assert.equal(labelOf(), 'Accept as friend');
    assert.equal(tied('asked'), 'challenge invite whisper block report');
    assert.equal(tied('friend'), 'challenge invite whisper block report');
    assert.equal(tied('blocked'), 'challenge invite unblock report');
  });

  it('U37 friends are listed in their group, including those who are elsewhere or offline', () => {
    const put = [
      { id: 'ada', name: 'Ada', tie: 'friend', status: 'online', lastActiveAtS: 9, shard: 's', rating: 0 },
      { id: 'eve', name: 'Eve', tie: 'friend', status: 'busy', lastActiveAtS: 9, shard: 't', rating: 0 },
      { id: 'old', name: 'Old', tie: 'friend', status: null, lastActiveAtS: null, shard: null, rating: 0, emblem: 0 },
      { id: 'who', name: 'Who', tie: 'asking', status: null, lastActiveAtS: null, shard: null, rating: 0, emblem: 0 },
    ] as FriendRow[];
    model.apply({ type: 'friendsUpdated', payload: { isWhole: true, put, removed: [] } }, 0);
    const friends = model.roster.sections.find(({ place }) => place === 'friends');
    assert.equal(friends?.count, 3);
    assert.deepEqual(
      model.roster.slice(0, 9).map(({ id }) => id),
      ['me', 'ada', 'eve', 'old', 'bob'],
    );
    model.apply({ type: 'friendsUpdated', payload: { isWhole: false, put: [], removed: ['ada', 'eve'] } }, 0);
    assert.deepEqual(
      model.roster.slice(0, 9).map(({ id }) => id),
      ['me', 'old', 'ada', 'bob'],
    );
  });

  it('U37 an unavailable action says why', () => {
    model.apply({ type: 'linkChanged', link: { kind: 'waiting', why: 'network', nextTryAt: 9 } }, 0);
    const whys = menuOffers(model, model.roster.row('ada') as ListedRow).map(({ action, why }) => [
      action,
      why !== undefined,
    ]);
    assert.deepEqual(whys, [
      ['challenge', true],
      ['invite', true],
      ['history', false],
      ['profile', false],
      ['whisper', true],
      ['befriend', true],
      ['block', true],
      ['report', true],
    ]);
  });
});
