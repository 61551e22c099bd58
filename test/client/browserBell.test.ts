import assert from 'node:assert/strict';
import { BrowserBell } from '../../client/alerts/browserBell.ts';
import { Mute } from '../../client/alerts/mute.ts';
import { NOTICES_FORM } from '../../client/page/settings.ts';
import { KeptChoice } from '../../client/storage/keptChoice.ts';

const NOTHING = { addEventListener() {} };

describe('notifications', () => {
  const before = { window: globalThis.window, Notification: globalThis.Notification, document: globalThis.document };
  afterEach(() => void Object.assign(globalThis, before));

  /** A hidden browser with this permission; `make` runs when a notification is made. */
  function bellIn(permission: NotificationPermission, make: (() => void) | undefined, wanted: 'yes' | 'no' = 'yes') {
    class Made {
      static permission = permission;
      constructor() {
        make?.();
      }
      close(): void {}
    }
    const page = make ? { ...NOTHING, Notification: Made } : NOTHING;
    Object.assign(globalThis, { window: page, Notification: Made, document: { visibilityState: 'hidden' } });
    const storage = () => ({ getItem: () => null, setItem() {}, removeItem() {} });
    return new BrowserBell(new Mute(storage), new KeptChoice(NOTICES_FORM, wanted, storage));
  }
  const refuse = () => {
    throw new TypeError('Illegal constructor. Use ServiceWorkerRegistration.showNotification() instead.');
  };

  it('W61 notifications are offered if the browser supports them and the player has not yet answered', () => {
    assert.equal(bellIn('default', () => {}).canAskToNotify(), true);
    for (const permission of ['granted', 'denied'] as const)
      assert.equal(bellIn(permission, () => {}).canAskToNotify(), false);
    assert.equal(bellIn('default', undefined).canAskToNotify(), false);
  });

  it('W61 a phone whose constructor throws gets no offer, and a permission already granted causes no error', () => {
    assert.equal(bellIn('default', refuse).canAskToNotify(), false);
    bellIn('granted', refuse).notify('Match found', 'Come back', 'match')();
  });

  it('W61 the page tries the constructor once, not at every check', () => {
    let made = 0;
    const bell = bellIn('default', () => {
      made += 1;
    });
    for (let i = 0; i < 5; i++) assert.equal(bell.canAskToNotify(), true);
    assert.equal(made, 1);
  });

  it('SE4 notifications that the player turned off are neither shown nor offered, and say why they cannot be had', () => {
    let made = 0;
    const make = () => {
      made += 1;
    };
    bellIn('granted', make).notify('Match found', 'Come back', 'match')();
    assert.equal(made, 1);
    bellIn('granted', make, 'no').notify('Match found', 'Come back', 'match')();
    assert.equal(made, 1);
    assert.equal(bellIn('default', make, 'no').canAskToNotify(), false);
    assert.deepEqual(
      (['default', 'denied', 'granted'] as const).map((permission) => bellIn(permission, () => {}).noticeState),
      ['ask', 'denied', 'granted'],
    );
    assert.deepEqual(
      [bellIn('default', undefined).noticeState, bellIn('default', refuse).noticeState],
      ['unable', 'unable'],
    );
  });
});
