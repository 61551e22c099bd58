import assert from 'node:assert/strict';
import { BrowserBell } from '../../client/alerts/browserBell.ts';
import { Mute } from '../../client/alerts/mute.ts';

const NOTHING = { addEventListener() {} };

describe('notifications', () => {
  const before = { window: globalThis.window, Notification: globalThis.Notification, document: globalThis.document };
  afterEach(() => void Object.assign(globalThis, before));

  /** A hidden browser with this permission; `make` runs when a notification is made. */
  function bellIn(permission: NotificationPermission, make: (() => void) | undefined): BrowserBell {
    class Made {
      static permission = permission;
      constructor() {
        make?.();
      }
      close(): void {}
    }
    const page = make ? { ...NOTHING, Notification: Made } : NOTHING;
    Object.assign(globalThis, { window: page, Notification: Made, document: { visibilityState: 'hidden' } });
    return new BrowserBell(new Mute(() => ({ getItem: () => null, setItem() {}, removeItem() {} })));
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
    bellIn('granted', refuse).notify('Match found', 'Come back')();
  });

  it('W61 the page tries the constructor once, not at every check', () => {
    let made = 0;
    const bell = bellIn('default', () => {
      made += 1;
    });
    for (let i = 0; i < 5; i++) assert.equal(bell.canAskToNotify(), true);
    assert.equal(made, 1);
  });
});
