import assert from 'node:assert/strict';
import { badRows, type GivenRow, type TruePlayer } from '../../bench/fanout/truth.ts';

const player = (name: string, is: TruePlayer['is'] = 'in', status = 'online'): TruePlayer => ({
  id: `id of ${name}`,
  name,
  status,
  shard: '',
  is,
});
const row = ({ id, name, status }: TruePlayer): GivenRow => ({ id, name, status });
const everybody = [player('A'), player('B', 'in', 'busy'), player('C', 'out'), player('D', 'lost')];
const [a, b, c, d] = everybody.map(row) as [GivenRow, GivenRow, GivenRow, GivenRow];

describe('the check of the lists', () => {
  it('K11 the correct list passes in any order', () => {
    assert.deepEqual(badRows([b, a], everybody), []);
  });

  it('K11 each wrong row is named', () => {
    const given = [a, a, { ...b, status: 'online' }, c, { id: 'x', name: 'X', status: 'online' }];
    assert.deepEqual(badRows(given, everybody), [
      'A is listed twice',
      'B is online, not busy',
      'C has left and is still listed',
      'X is no player of the run',
    ]);
    assert.deepEqual(badRows([{ ...a, id: 'other' }], everybody), ['A has the id other, not id of A', 'B is missing']);
  });

  it('K9 a lost player may be listed or not', () => {
    assert.deepEqual(badRows([a, b, d], everybody), []);
    assert.deepEqual(badRows([a, b, { ...d, status: 'reconnecting' }], everybody), []);
  });
});
