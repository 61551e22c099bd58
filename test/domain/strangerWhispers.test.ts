import assert from 'node:assert/strict';
import { FROM_STRANGERS, StrangerWhispers } from '../../server/domain/social/strangerWhispers.ts';

describe('whispers of strangers', () => {
  it('CH8 so many reach a player at once from all strangers together, then so many a minute; others are not counted', () => {
    const whispers = new StrangerWhispers();
    for (let n = 0; n < FROM_STRANGERS.burst; n++) {
      assert.ok(whispers.isOpen('ada', 0));
      whispers.sent(`stranger ${n}`, 'ada', true, 0);
      whispers.sent('friend', 'ada', false, 0);
    }
    assert.equal(whispers.isOpen('ada', 0), false);
    assert.ok(whispers.isOpen('bob', 0), 'another receiver');
    const oneMs = 60_000 / FROM_STRANGERS.perMinute;
    assert.equal(whispers.isOpen('ada', oneMs - 1), false);
    assert.ok(whispers.isOpen('ada', oneMs));
    whispers.sent('stranger', 'ada', true, oneMs);
    assert.equal(whispers.isOpen('ada', oneMs), false);
  });

  it('CH8 a player who wrote first is answered for an hour', () => {
    const whispers = new StrangerWhispers();
    assert.equal(whispers.hasWritten('ada', 'bob', 0), false);
    whispers.sent('ada', 'bob', true, 0);
    assert.deepEqual(
      [whispers.hasWritten('ada', 'bob', 3_599_999), whispers.hasWritten('bob', 'ada', 1)],
      [true, false],
    );
    assert.equal(whispers.hasWritten('ada', 'bob', 3_600_000), false);
  });
});
