import assert from 'node:assert/strict';
import { MessageAlert, SOUND_EVERY_MS } from '../../client/alerts/messageAlert.ts';
import { LobbyModel } from '../../client/model/lobbyModel.ts';

describe('the sound of messages', () => {
  it('OP12 an incoming message sounds once, and at most one sounds in two seconds', () => {
    const model = new LobbyModel(0);
    let now = 0;
    let sounds = 0;
    const said = () => {
      sounds += 1;
    };
    const comes = (rings: number) =>
      model.commit(() => {
        model.social.rings = rings;
      });
    comes(3);
    new MessageAlert({ messageArrived: said }, model, () => now);
    comes(3);
    assert.equal(sounds, 0);
    comes(4);
    comes(4);
    assert.equal(sounds, 1);
    now = SOUND_EVERY_MS - 1;
    comes(6);
    now = SOUND_EVERY_MS;
    comes(6);
    assert.equal(sounds, 1);
    comes(7);
    assert.equal(sounds, 2);
  });
});
