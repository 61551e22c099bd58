import assert from 'node:assert/strict';
import { LobbyModel } from '../../client/model/lobbyModel.ts';
import { STORM_RESTS_MS, Storm } from '../../client/model/storm.ts';
import { row } from './rows.ts';

describe('storms of joins and leaves', () => {
  it('U35 ten changes in a second are no storm; one more starts it, counted from the first', () => {
    const storm = new Storm();
    storm.happened(6, 0, 0);
    storm.happened(0, 4, 900);
    assert.equal(storm.count(900), undefined);
    storm.happened(0, 1, 950);
    assert.deepEqual(storm.count(950), { joined: 6, left: 5 });
    storm.happened(30, 2, 1_400);
    assert.deepEqual(storm.count(1_400), { joined: 36, left: 7 });
  });

  it('U35 a few later changes are added to the sum; it ends after a while, and the next storm starts anew', () => {
    const storm = new Storm();
    storm.happened(20, 0, 0);
    storm.happened(1, 0, 2_000);
    assert.deepEqual(storm.count(2_000), { joined: 21, left: 0 });
    assert.deepEqual(storm.count(STORM_RESTS_MS - 1), { joined: 21, left: 0 });
    assert.equal(storm.count(STORM_RESTS_MS), undefined);
    storm.happened(1, 0, 9_000);
    assert.equal(storm.count(9_000), undefined);
    storm.happened(0, 12, 9_500);
    assert.deepEqual(storm.count(9_500), { joined: 1, left: 12 });
  });

  it('U35 a roster sent anew, or players who change, cause no storm', () => {
    const model = new LobbyModel(0);
    const rows = Array.from({ length: 40 }, (_, i) => row(`P${i}`));
    model.apply({ type: 'rosterReset', rows }, 0);
    const updated = rows.map((each) => ({ ...each, status: 'away' as const }));
    model.apply({ type: 'rosterChanged', added: [], updated, removed: [] }, 10);
    assert.equal(model.storm.count(10), undefined);
    model.apply({ type: 'rosterChanged', added: [], updated: [], removed: rows.slice(0, 20).map(({ id }) => id) }, 20);
    assert.deepEqual(model.storm.count(20), { joined: 0, left: 20 });
  });
});
