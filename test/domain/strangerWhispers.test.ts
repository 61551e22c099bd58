import assert from 'node:assert/strict';
import { FROM_ONE, FROM_STRANGERS, StrangerWhispers } from '../../server/domain/social/strangerWhispers.ts';

describe('whispers of strangers', () => {
  it('CH8 so many reach a player at once from all strangers together, then so many a minute; others are not counted', () => {
    const whispers = new StrangerWhispers();
    const isOpen = (to: string, now: number) => whispers.isOpen('newcomer', to, now);
    for (let n = 0; n < FROM_STRANGERS.burst; n++) {
      assert.ok(isOpen('ada', 0));
      whispers.sent(`stranger ${n}`, 'ada', true, 0);
      whispers.sent('friend', 'ada', false, 0);
    }
    assert.equal(isOpen('ada', 0), false);
    assert.ok(isOpen('bob', 0), 'another receiver');
    const oneMs = 60_000 / FROM_STRANGERS.perMinute;
    assert.equal(isOpen('ada', oneMs - 1), false);
    assert.ok(isOpen('ada', oneMs));
    whispers.sent('stranger', 'ada', true, oneMs);
    assert.equal(isOpen('ada', oneMs), false);
  });

  it('CH8 one stranger has half of it, so that nobody alone keeps the others away', () => {
    const whispers = new StrangerWhispers();
    assert.equal(FROM_ONE.burst, FROM_STRANGERS.burst / 2);
    for (let n = 0; n < FROM_ONE.burst; n++) {
      assert.ok(whispers.isOpen('spammer', 'ada', 0));
      whispers.sent('spammer', 'ada', true, 0);
    }
    assert.equal(whispers.isOpen('spammer', 'ada', 0), false);
    for (let minute = 1; minute < 9; minute++) {
      const now = minute * 60_000;
      for (let n = 0; n < FROM_ONE.burst; n++) whispers.sent('spammer', 'ada', true, now);
      assert.equal(whispers.isOpen('spammer', 'ada', now), false);
      assert.ok(whispers.isOpen('newcomer', 'ada', now));
      assert.ok(whispers.isOpen('spammer', 'bob', now));
    }
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
