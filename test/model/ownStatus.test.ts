import assert from 'node:assert/strict';
import { ownLabel, ownStatus } from '../../client/model/ownStatus.ts';
import { SelfView } from '../../client/model/selfView.ts';
import type { Link } from '../../client/net/events.ts';
import type { Self } from '../../shared/playerRow.ts';
import { STATUSES } from '../../shared/status.ts';

const ME: Self = {
  id: 'me',
  name: 'Zoë',
  status: 'online',
  chosenStatus: 'online',
  visibility: 'everyone',
  lastActive: 0,
  rating: 0,
  emblem: 0,
};
const online: Link = { kind: 'online' };
const selfAs = (status: Self['status']): SelfView => {
  const self = new SelfView();
  self.set({ ...ME, status });
  return self;
};

describe('the player’s own status', () => {
  it('W141 every status that others see is the player’s own', () => {
    for (const status of STATUSES) assert.equal(ownStatus({ link: online, self: selfAs(status) }, 0).status, status);
    assert.equal(ownStatus({ link: online, self: selfAs('queued') }, 0).word, 'Waiting');
  });

  it('W141 a choice shows before its answer, but not over queue and match, and a refused one goes', () => {
    const self = selfAs('online');
    const ticket = self.choose('chosenStatus', 'busy');
    assert.equal(ownStatus({ link: online, self }, 0).status, 'busy');
    self.settle('chosenStatus', ticket, false);
    assert.equal(ownStatus({ link: online, self }, 0).status, 'online');
    const playing = selfAs('playing');
    playing.choose('chosenStatus', 'away');
    assert.equal(ownStatus({ link: online, self: playing }, 0).status, 'playing');
  });

  it('W141 the words say to whom the player is visible, as long as anybody could see them', () => {
    const hidden = new SelfView();
    hidden.set({ ...ME, status: 'queued', visibility: 'nobody' });
    assert.equal(ownLabel({ link: online, self: selfAs('queued') }, 0), 'Waiting');
    assert.equal(ownLabel({ link: online, self: hidden }, 0), 'Waiting · invisible to others');
    const closed: Link = { kind: 'closed', code: 4100, why: 'kicked' };
    assert.equal(ownLabel({ link: closed, self: hidden }, 0), 'Disconnected');
  });

  it('W141 a held session is reconnecting for as long as it is held; without one nobody sees the player', () => {
    const self = selfAs('online');
    const link: Link = { kind: 'reconnecting', attempt: 1, sinceAt: 0, heldUntilAt: 60_000, nextTryAt: 1 };
    assert.equal(ownStatus({ link, self }, 59_999).status, 'reconnecting');
    assert.equal(ownStatus({ link, self }, 60_000).status, undefined);
    const closed: Link = { kind: 'closed', code: 4100, why: 'kicked' };
    assert.deepEqual(ownStatus({ link: closed, self }, 0), { status: undefined, word: 'Disconnected' });
    assert.equal(ownStatus({ link: online, self: new SelfView() }, 0).status, undefined);
  });
});
