import assert from 'node:assert/strict';
import { BrowserBell } from '../../client/alerts/browserBell.ts';
import { Mute } from '../../client/alerts/mute.ts';
import { hoursOf, isQuietAt, keptOf, QUIET_FORM, QUIET_OFF } from '../../client/page/quietHours.ts';
import { NOTICES_FORM, PUSH_FORM } from '../../client/page/settings.ts';
import { KeptChoice } from '../../client/storage/keptChoice.ts';

const NOTHING = { addEventListener() {} };

describe('notifications', () => {
  const before = { window: globalThis.window, Notification: globalThis.Notification, document: globalThis.document };
  afterEach(() => void Object.assign(globalThis, before));

  /** A hidden browser with this permission; `make` runs when a notification is made. */
  function bellIn(
    permission: NotificationPermission,
    make: (() => void) | undefined,
    wanted: 'yes' | 'no' = 'yes',
    quiet = QUIET_OFF,
  ) {
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
    const settings = {
      notices: new KeptChoice(NOTICES_FORM, wanted, storage),
      push: new KeptChoice(PUSH_FORM, 'no', storage),
      quiet: new KeptChoice<string>(QUIET_FORM, quiet, storage),
    };
    return new BrowserBell(new Mute(storage), settings);
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

  it('WP17 in quiet hours the page shows none, by the clock of the browser', () => {
    let made = 0;
    const make = () => {
      made += 1;
    };
    const now = new Date();
    const minute = now.getHours() * 60 + now.getMinutes();
    const hours = (from: number, to: number) =>
      keptOf({ from: (minute + from + 1_440) % 1_440, to: (minute + to) % 1_440 });
    bellIn('granted', make, 'yes', hours(-60, 60)).notify('Match found', 'Come back', 'match');
    assert.equal(made, 0);
    bellIn('granted', make, 'yes', hours(60, 120)).notify('Match found', 'Come back', 'match');
    assert.equal(made, 1);
  });

  it('WP17 hours are read as they were kept, over midnight too, and nothing else is', () => {
    const at = (clock: string) => new Date(`2026-01-15T${clock}:00`);
    const night = keptOf({ from: 1_320, to: 480 });
    assert.deepEqual([night, hoursOf(night), hoursOf(QUIET_OFF)], ['22:00-08:00', { from: 1_320, to: 480 }, undefined]);
    assert.deepEqual(
      ['21:59', '22:00', '00:00', '07:59', '08:00'].map((clock) => isQuietAt(night, at(clock))),
      [false, true, true, true, false],
    );
    assert.deepEqual(
      ['11:59', '12:00', '13:00'].map((clock) => isQuietAt('12:00-13:00', at(clock))),
      [false, true, false],
    );
    assert.equal(isQuietAt(QUIET_OFF, at('03:00')), false);
    assert.deepEqual(['off', '22:00-08:00'].map(QUIET_FORM.read), ['off', '22:00-08:00']);
    assert.deepEqual(
      ['', '24:00-08:00', '22:00', '22:60-08:00', '22:00-08:00 '].map(QUIET_FORM.read),
      Array(5).fill(undefined),
    );
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
