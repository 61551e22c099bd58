import assert from 'node:assert/strict';
import { LobbyModel } from '../../client/model/lobbyModel.ts';
import { menuOffers, offersFor } from '../../client/model/play/playerOffers.ts';
import type { ListedRow } from '../../client/model/rosterRows.ts';
import { row } from './rows.ts';

const match = (state: 'open' | 'playing', seats: number, ...ids: string[]) => ({
  matchId: 'm1',
  mode: 'cycles',
  state,
  players: ids.map((id) => ({ id, name: id })),
  seats,
  spectators: 0,
});

describe('what can be done with a player', () => {
  let model: LobbyModel;
  beforeEach(() => {
    model = new LobbyModel(0);
    model.apply({ type: 'linkChanged', link: { kind: 'online' } }, 0);
    model.apply({ type: 'rosterReset', rows: [row('Me'), row('Ada'), row('Bob')] }, 0);
    model.roster.setSelf('me');
  });
  const deeds = (id: string): string =>
    offersFor(model, model.roster.row(id) as ListedRow)
      .map(({ deed }) => deed)
      .join(' ');
  const playing = (...list: ReturnType<typeof match>[]) =>
    model.apply({ type: 'matchesUpdated', payload: { isWhole: true, put: list, removed: [] } }, 0);

  it('U37 a match with a free seat is joined, others are watched, one’s own is returned to', () => {
    assert.equal(deeds('ada'), 'challenge invite block');
    playing(match('open', 2, 'ada'));
    assert.equal(deeds('ada'), 'join invite block');
    playing(match('open', 2, 'ada', 'bob'));
    assert.equal(deeds('ada'), 'watch invite block');
    playing(match('playing', 4, 'ada'));
    assert.equal(deeds('ada'), 'watch invite block');
    playing(match('playing', 2, 'ada', 'me'));
    assert.equal(deeds('ada'), 'rejoin invite block');
  });

  it('U37 nothing is offered with oneself and with who has left; a friend who is offline cannot be played with', () => {
    assert.equal(deeds('me'), '');
    model.roster.setFriends([{ ...row('Old'), status: null }]);
    assert.equal(deeds('old'), 'block');
    model.roster.hold(true);
    model.apply({ type: 'rosterChanged', added: [], updated: [], removed: ['ada'] }, 0);
    assert.equal(deeds('ada'), '');
    const menu = menuOffers(model, model.roster.row('ada') as ListedRow);
    assert.deepEqual(
      menu.map(({ deed }) => deed),
      ['history', 'profile'],
    );
  });

  it('U37 what can not be done now says why', () => {
    model.apply({ type: 'linkChanged', link: { kind: 'waiting', why: 'network', nextTryAt: 9 } }, 0);
    const whys = menuOffers(model, model.roster.row('ada') as ListedRow).map(({ deed, why }) => [
      deed,
      why !== undefined,
    ]);
    assert.deepEqual(whys, [
      ['challenge', true],
      ['invite', true],
      ['history', false],
      ['profile', false],
      ['block', true],
    ]);
  });
});
