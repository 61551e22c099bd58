import assert from 'node:assert/strict';
import { LobbyModel } from '../../client/model/lobbyModel.ts';
import { PageAddress } from '../../client/page/PageAddress.ts';

describe('the address of the page', () => {
  it('RL19 it leads to the open replay, then to the match, or nowhere', () => {
    const model = new LobbyModel(0);
    const shown: string[] = [];
    const address = new PageAddress({ showHash: (hash) => shown.push(hash) }, model);
    const watch = (matchId?: string) =>
      model.commit(() => {
        model.replay = matchId === undefined ? undefined : { matchId };
      });
    watch('m1');
    watch('m1');
    watch('m2');
    watch();
    assert.deepEqual(shown.splice(0), ['#replay/m1', '#replay/m2', '']);
    address.show({ kind: 'match', matchId: 'm3' });
    watch('m2');
    // The result of the match is put away meanwhile.
    address.show(undefined);
    watch();
    assert.deepEqual(shown, ['#match/m3', '#replay/m2', '#replay/m2', '']);
  });
});
