import assert from 'node:assert/strict';
import { SOUND_EVERY_MS, WordAlert } from '../../client/alerts/wordAlert.ts';

describe('the sound of words', () => {
  it('OP12 what comes sounds once, and at most once in two seconds', () => {
    const social = { rings: 3 };
    let now = 0;
    let sounds = 0;
    const said = () => {
      sounds += 1;
    };
    const alert = new WordAlert({ said }, social, () => now);
    alert.look();
    assert.equal(sounds, 0);
    social.rings = 4;
    alert.look();
    alert.look();
    assert.equal(sounds, 1);
    social.rings = 6;
    now = SOUND_EVERY_MS - 1;
    alert.look();
    now = SOUND_EVERY_MS;
    alert.look();
    assert.equal(sounds, 1);
    social.rings = 7;
    alert.look();
    assert.equal(sounds, 2);
  });
});
