import assert from 'node:assert/strict';
import type { LobbyEvent } from '../../client/net/events.ts';
import { QUIET_FORM, QUIET_OFF } from '../../client/page/quietHours.ts';
import { PUSH_FORM } from '../../client/page/settings.ts';
import { type PushDeps, PushSwitch } from '../../client/push/PushSwitch.ts';
import { startPush } from '../../client/push/startPush.ts';
import { KeptChoice } from '../../client/storage/keptChoice.ts';
import { eventually } from '../support/eventually.ts';

const KEY = Buffer.alloc(65, 4).toString('base64url');
const OTHER_KEY = Buffer.alloc(65, 7).toString('base64url');

/** A browser with a push service, and a page in it. `answer`: of the person who is asked. */
class FakeBrowser {
  permission: NotificationPermission = 'default';
  answer: NotificationPermission = 'granted';
  isServiceThere = true;
  subscribedWith: string | undefined;
  isRegistered = false;
  readonly done: string[] = [];
  readonly listeners: (() => void)[] = [];
  readonly notices: string[] = [];
  visibilityState = 'visible';

  install(): void {
    const browser = this;
    const subscription = () => {
      const key = browser.subscribedWith;
      if (key === undefined) return null;
      return {
        endpoint: 'https://push.test/a',
        options: { applicationServerKey: Uint8Array.from(Buffer.from(key, 'base64url')).buffer },
        toJSON: () => ({ endpoint: 'https://push.test/a', keys: { p256dh: 'p', auth: 'a' } }),
        async unsubscribe() {
          browser.done.push('unsubscribe');
          browser.subscribedWith = undefined;
          return true;
        },
      };
    };
    const registration = {
      pushManager: {
        getSubscription: async () => subscription(),
        async subscribe({ applicationServerKey }: { applicationServerKey: string }) {
          if (!browser.isServiceThere) throw new DOMException('no push service', 'AbortError');
          browser.done.push('subscribe');
          browser.subscribedWith = applicationServerKey;
          return subscription();
        },
      },
      getNotifications: async () =>
        browser.notices.map((tag) => ({ close: () => browser.notices.splice(browser.notices.indexOf(tag), 1) })),
      async unregister() {
        browser.done.push('unregister');
        browser.isRegistered = false;
      },
    };
    const serviceWorker = {
      async register(url: URL) {
        browser.done.push(`register ${url.pathname}`);
        browser.isRegistered = true;
      },
      ready: Promise.resolve(registration),
      getRegistration: async () => (browser.isRegistered ? registration : undefined),
    };
    const Notification = {
      get permission() {
        return browser.permission;
      },
      async requestPermission() {
        browser.done.push('ask');
        browser.permission = browser.answer;
      },
    };
    const document = {
      addEventListener: (_type: string, listener: () => void) => void browser.listeners.push(listener),
      get visibilityState() {
        return browser.visibilityState;
      },
    };
    const all = { Notification, document, isSecureContext: true, location: new URL('https://x.test/lobby/#join/A') };
    Object.assign(globalThis, all, { window: { PushManager: {}, Notification } });
    Object.defineProperty(globalThis, 'navigator', { value: { serviceWorker }, configurable: true });
  }
}

describe('the switch of push messages', () => {
  const names = ['Notification', 'document', 'isSecureContext', 'location', 'window', 'navigator'] as const;
  const before = new Map(names.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]));
  afterEach(() => {
    for (const [name, descriptor] of before) {
      Reflect.deleteProperty(globalThis, name);
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
    }
  });

  function page(wanted: 'yes' | 'no' = 'no') {
    const browser = new FakeBrowser();
    browser.install();
    const storage = () => ({ getItem: () => null, setItem() {}, removeItem() {} });
    const told: [route: string, body: unknown][] = [];
    const server = { key: KEY as string | null, isAway: false };
    const languageChanged: (() => void)[] = [];
    const language = { id: 'de' as const, onChange: (listener: () => void) => void languageChanged.push(listener) };
    const deps: PushDeps = {
      wanted: new KeptChoice(PUSH_FORM, wanted, storage),
      quiet: new KeptChoice<string>(QUIET_FORM, QUIET_OFF, storage),
      language,
      tell: (async (route: string, body?: object) => {
        if (server.isAway) return { ok: false, refusal: 'network' };
        if (body) told.push([route, body]);
        return { ok: true, ...(body ? {} : { key: server.key }) };
      }) as PushDeps['tell'],
    };
    return { browser, deps, told, server, languageChanged, push: new PushSwitch(deps) };
  }
  const subscription = { endpoint: 'https://push.test/a', p256dh: 'p', auth: 'a', language: 'de', quiet: null };

  it('WP13 the browser asks by the press alone, and everything else follows; switched off, nothing is left', async () => {
    const { browser, deps, told, push } = page();
    assert.equal(push.state, 'off');
    await push.renew();
    assert.deepEqual(browser.done, [], 'nothing by itself');
    const turning = push.turn(true);
    assert.deepEqual([push.state, browser.done], ['on', ['ask']], 'in the press itself');
    assert.deepEqual(await push.turn(false), { ok: true }, 'one press at a time');
    assert.deepEqual(await turning, { ok: true });
    assert.deepEqual(browser.done, ['ask', 'register /lobby/serviceWorker.js', 'subscribe']);
    assert.deepEqual([push.state, deps.wanted.chosen, browser.subscribedWith], ['on', 'yes', KEY]);
    assert.deepEqual(told, [['push', subscription]]);
    assert.deepEqual(await push.turn(false), { ok: true });
    assert.deepEqual([push.state, deps.wanted.chosen], ['off', 'no']);
    assert.deepEqual(browser.done.slice(3), ['unsubscribe', 'unregister']);
    assert.deepEqual(told[1], ['endPush', { endpoint: 'https://push.test/a' }]);
  });

  it('WP16 a refused permission, a server without a key, no push service and no network leave it off, and say why', async () => {
    const refused = page();
    refused.browser.answer = 'denied';
    assert.deepEqual(await refused.push.turn(true), { ok: false, why: 'denied' });
    assert.equal(refused.push.state, 'denied');
    const without = page();
    without.server.key = null;
    assert.deepEqual(await without.push.turn(true), { ok: false, why: 'off' });
    const unable = page();
    unable.browser.isServiceThere = false;
    assert.deepEqual(await unable.push.turn(true), { ok: false, why: 'unable' });
    const away = page();
    away.server.isAway = true;
    assert.deepEqual(await away.push.turn(true), { ok: false, why: 'network' });
    for (const { push, deps } of [without, unable, away])
      assert.deepEqual([push.state, deps.wanted.chosen], ['off', 'no']);
    Object.assign(globalThis, { isSecureContext: false });
    assert.equal(away.push.state, 'unable');
  });

  it('WP19 a change of language or quiet hours is told; a subscription of another key is made anew', async () => {
    const { browser, deps, told, push, languageChanged } = page('yes');
    browser.permission = 'granted';
    browser.isRegistered = true;
    browser.subscribedWith = OTHER_KEY;
    await push.renew();
    assert.deepEqual(browser.done.slice(1), ['unsubscribe', 'subscribe']);
    assert.equal(browser.subscribedWith, KEY);
    deps.quiet.choose('22:00-08:00');
    await eventually(() => told.length === 2);
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    assert.deepEqual(told[1], ['push', { ...subscription, quiet: { from: 1_320, to: 480, timeZone } }]);
    for (const changed of languageChanged) changed();
    await eventually(() => told.length === 3);
    assert.equal(browser.done.filter((each) => each === 'subscribe').length, 1, 'the subscription stays');
  });

  it('WP19 a server that sends no more is noticed, and the subscription ended', async () => {
    const { browser, server, push } = page('yes');
    browser.permission = 'granted';
    browser.isRegistered = true;
    browser.subscribedWith = KEY;
    server.key = null;
    await push.renew();
    assert.deepEqual([browser.subscribedWith, browser.isRegistered], [undefined, false]);
  });

  it('WP14 what was notified goes when the page is shown again', async () => {
    const { browser } = page('yes');
    browser.permission = 'granted';
    browser.isRegistered = true;
    browser.notices.push('foyer.match', 'foyer.i1');
    browser.visibilityState = 'hidden';
    for (const listener of browser.listeners) listener();
    assert.equal(browser.notices.length, 2);
    browser.visibilityState = 'visible';
    for (const listener of browser.listeners) listener();
    await eventually(() => browser.notices.length === 0);
  });

  it('WP19 a page starts it once the server is reached, and only where it is wanted', async () => {
    for (const [wanted, subscribed] of [
      ['no', 0],
      ['yes', 1],
    ] as const) {
      const { browser, deps, told } = page(wanted);
      browser.permission = 'granted';
      const listeners = new Set<(event: LobbyEvent) => void>();
      const client = {
        subscribe(listener: (event: LobbyEvent) => void) {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
      };
      startPush(client, deps);
      const online = { type: 'linkChanged', link: { kind: 'online' } } as LobbyEvent;
      for (const listener of [...listeners]) listener({ type: 'linkChanged', link: { kind: 'connecting' } } as never);
      assert.equal(listeners.size, 1);
      for (const listener of [...listeners]) listener(online);
      assert.equal(listeners.size, 0);
      if (subscribed > 0) await eventually(() => told.length === 1);
      assert.equal(deps.made !== undefined, wanted === 'yes');
    }
  });
});
