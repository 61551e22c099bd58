import assert from 'node:assert/strict';
import { wishOf } from '../../client/model/play/resultView.ts';

describe('who wants a rematch', () => {
  it('W154 a face says who has asked, who is awaited and who has left', () => {
    const rematch = { matchId: 'm1', asked: ['bo'], refused: ['cy'], isOutOfTime: false };
    assert.deepEqual(
      ['ada', 'bo', 'cy', 'dan'].map((id) => wishOf(id, rematch, true, 'ada')),
      ['asked', 'asked', 'left', 'awaited'],
    );
    assert.equal(wishOf('ada', undefined, false, 'ada'), 'awaited');
  });
});
