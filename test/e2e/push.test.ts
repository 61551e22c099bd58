/** Notifications outside the page, below a path: the browser's own push service is the only part that is stood in for. */
import assert from 'node:assert/strict';
import type { CDPSession, Browser as Chromium, Page, Worker } from 'playwright-core';
import { freePort } from '../../scripts/services/freePort.ts';
import type { Subscription } from '../../server/domain/push/subscription.ts';
import { asPlayerId } from '../../shared/ids.ts';
import { closeSettings, openSettings } from '../support/account.ts';
import { openBrowser } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { LobbyPage } from '../support/lobbyPage.ts';
import { LobbyServer } from '../support/lobbyServer.ts';
import { type Browser, PushService } from '../support/pushService.ts';

type Shown = { title: string; body: string; tag: string; lang: string };

describe('end to end: notifications outside the page', () => {
  let chromium: Chromium;
  let service: PushService;
  let server: LobbyServer;
  let home: string;
  let lobby: LobbyPage;
  let browser: Browser;
  let page: Page;
  before(async () => {
    chromium = await openBrowser();
  });
  after(() => chromium.close());
  beforeEach(async () => {
    service = await PushService.start();
    const port = await freePort();
    const env = { PORT: String(port), PUBLIC_ADDRESS: `127.0.0.1:${port}/lobby`, LIMITS: 'off' };
    server = await LobbyServer.start(env, { push: service.world });
    home = `http://127.0.0.1:${port}/lobby/`;
    browser = service.browser();
    const context = await chromium.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' });
    await context.grantPermissions(['notifications'], { origin: new URL(home).origin });
    await context.addInitScript(standIn, browser.subscription);
    lobby = await LobbyPage.open(chromium, home, { context });
    page = lobby.page;
    // By itself the driver gives every page the focus.
    const focus = await context.newCDPSession(page);
    await focus.send('Emulation.setFocusEmulationEnabled', { enabled: false });
  });
  afterEach(async () => {
    await lobby?.close();
    await server.stop();
    await service.stop();
  });

  const background = () => page.getByRole('switch', { name: 'In the background' });
  const turn = async (isOn: boolean) => {
    await openSettings(page);
    await background().setChecked(isOn, { force: true });
    await eventually(async () => assert.equal(await background().isChecked(), isOn));
    await eventually(async () =>
      assert.deepEqual([(await kept()).length, (await scopes()).length], isOn ? [1, 1] : [0, 0]),
    );
  };
  const playerId = async () => {
    const { players } = await server.get<{ players: { id: string }[] }>('/api/players');
    return asPlayerId(players[0]?.id ?? assert.fail('nobody is here'));
  };
  const kept = async (): Promise<Subscription[]> => {
    const id = await playerId();
    return (await server.app.store.subscriptions.of([id])).get(id) ?? [];
  };
  const scopes = () =>
    page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope));
  const shown = (): Promise<Shown[]> =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      const notices = (await registration?.getNotifications()) ?? [];
      return notices.map(({ title, body, tag, lang }) => ({ title, body, tag, lang }));
    });
  const closeAll = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      for (const notice of (await registration?.getNotifications()) ?? []) notice.close();
    });
  const hide = (state: 'hidden' | 'visible') =>
    page.evaluate((value) => {
      Object.defineProperty(document, 'visibilityState', { value, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, state);
  /** As the push service would hand it over. */
  const deliver = async (data: string): Promise<void> => {
    const cdp: CDPSession = await page.context().newCDPSession(page);
    const registered = new Promise<string>((resolve) =>
      cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        const own = registrations.find(({ scopeURL, isDeleted }) => scopeURL === home && !isDeleted);
        if (own) resolve(own.registrationId);
      }),
    );
    await cdp.send('ServiceWorker.enable');
    const registrationId = await registered;
    const { origin } = new URL(home);
    await cdp.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data });
    await cdp.detach();
  };
  const worker = async (): Promise<Worker> =>
    eventually(() => page.context().serviceWorkers()[0] ?? assert.fail('no worker runs'));
  /** Another page of the browser has the focus. */
  const lookAway = async (): Promise<Page> => {
    const other = await page.context().newPage();
    await other.goto('about:blank');
    await other.bringToFront();
    return other;
  };

  it('WP13 a press registers the worker and subscribes; another undoes both, here and at the server', async () => {
    assert.deepEqual([await scopes(), await kept()], [[], []]);
    await turn(true);
    await eventually(async () => assert.equal((await kept()).length, 1));
    assert.deepEqual(await scopes(), [home]);
    const { subscription } = browser;
    assert.deepEqual(await kept(), [{ ...subscription, language: 'en', quiet: null }]);
    const { key } = await page.evaluate(async () => window.standIn as { key: string });
    assert.equal(key, await ownKey());
    await turn(false);
    await eventually(async () => assert.deepEqual([await scopes(), await kept()], [[], []]));
    assert.equal(await page.evaluate(() => localStorage.getItem('standIn')), null, 'unsubscribed');
    assert.deepEqual(lobby.errors, []);
  });

  const ownKey = async (): Promise<string> => {
    const { token } = await server.signIn();
    return (await server.get<{ key: string }>('/api/push', token)).key;
  };

  it('WP19 a reload, another language and quiet hours tell the server anew; so does a server with another key', async () => {
    await turn(true);
    await page.getByRole('switch', { name: 'Quiet hours' }).check({ force: true });
    await page.getByRole('combobox', { name: 'Quiet from' }).selectOption('1350');
    const timeZone = await page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
    await eventually(async () => assert.deepEqual((await kept())[0]?.quiet, { from: 1_350, to: 480, timeZone }));
    await page.getByRole('combobox', { name: 'Language' }).selectOption('de');
    await eventually(async () => assert.equal((await kept())[0]?.language, 'de'));
    await server.app.store.subscriptions.end(browser.subscription.endpoint);
    await page.evaluate(() => {
      const known = JSON.parse(localStorage.getItem('standIn') ?? '{}');
      localStorage.setItem('standIn', JSON.stringify({ ...known, key: 'BAAA' }));
    });
    await page.reload();
    await eventually(async () => assert.equal((await kept()).length, 1));
    assert.equal((await page.evaluate(() => window.standIn as { key: string })).key, await ownKey(), 'subscribed anew');
  });

  it('WP14 a found match reaches the hidden page’s browser, in the language of its player', async () => {
    await turn(true);
    await page.getByRole('combobox', { name: 'Language' }).selectOption('de');
    await eventually(async () => assert.equal((await kept())[0]?.language, 'de'));
    await closeSettings(page);
    const bob = await server.join('Bob');
    await page.getByRole('button', { name: 'Schnelles Spiel' }).first().click();
    await hide('hidden');
    await bob.room.request('joinQueue', { mode: 'cycles' });
    const { body } = await eventually(() => service.delivered[0] ?? assert.fail('nothing was pushed'));
    await closeAll();
    const other = await lookAway();
    await deliver(browser.read(body));
    const expected = {
      title: 'Match gefunden: Lichtrenner',
      body: 'Komm zurück und nimm an, bevor jemand anderes deinen Platz bekommt.',
      ...{ tag: 'foyer.match', lang: 'de' },
    };
    await eventually(async () => assert.deepEqual(await shown(), [expected]));
    await deliver(browser.read(body));
    await other.close();
    await hide('visible');
    await eventually(async () => assert.deepEqual(await shown(), [], 'the page shows it now'));
  });

  it('WP14 an invite names its sender, and what cannot be read is still news', async () => {
    await turn(true);
    await page.bringToFront();
    const running = await worker();
    await running.evaluate(notePushes);
    await deliver(JSON.stringify({ kind: 'match', mode: 'cycles', language: 'en' }));
    await eventually(() => running.evaluate(isPushDecided));
    await lookAway();
    await deliver(
      JSON.stringify({
        kind: 'invite',
        inviteId: 'i1',
        invite: 'challenge',
        from: 'ليلى',
        mode: 'connect-four',
        language: 'en',
      }),
    );
    await eventually(async () =>
      assert.deepEqual(await shown(), [
        {
          title: '\u2068ليلى\u2069 challenges you: Connect four',
          body: 'Open the lobby to answer.',
          tag: 'foyer.i1',
          lang: 'en',
        },
      ]),
    );
    await closeAll();
    for (const data of ['no JSON', '7', '{"kind":"other","language":"constructor"}']) {
      await deliver(data);
      await eventually(async () =>
        assert.deepEqual(
          (await shown()).map(({ title, tag }) => [title, tag]),
          [['Foyer', 'foyer.news']],
        ),
      );
      await closeAll();
    }
  });

  it('WP15 a press on a notification leads to the open page, or opens one', async () => {
    await turn(true);
    await lookAway();
    await deliver(JSON.stringify({ kind: 'match', mode: 'cycles', language: 'en' }));
    await eventually(async () => assert.equal((await shown()).length, 1));
    const running = await worker();
    const press = () => running.evaluate(pressNotice);
    assert.deepEqual(await press(), ['focus', home]);
    assert.deepEqual(await shown(), [], 'it goes with the press');
    await page.close();
    assert.deepEqual(await press(), ['open', home]);
  });

  it('WP18 the worker is a file of this server, revalidated, and keeps nothing', async () => {
    const answer = await fetch(`${home}serviceWorker.js`);
    assert.match(answer.headers.get('content-type') ?? '', /^text\/javascript/);
    assert.equal(answer.headers.get('cache-control'), 'no-cache');
    assert.match(answer.headers.get('content-security-policy') ?? '', /default-src 'self'/);
    await turn(true);
    await eventually(async () => assert.equal((await kept()).length, 1));
    await page.reload();
    await lobby.isConnected();
    assert.deepEqual(await page.evaluate(() => caches.keys()), []);
    assert.equal(await page.evaluate(async () => (await indexedDB.databases()).length), 0);
    const fromWorker = await page.evaluate(
      () =>
        performance
          .getEntriesByType('resource')
          .filter((each) => 'workerStart' in each && (each.workerStart as number) > 0).length,
    );
    assert.equal(fromWorker, 0, 'no request went through it');
  });
});

declare global {
  interface Window {
    standIn: unknown;
  }
}

/** In the page: PushManager as with a push service, whose subscription is the given one. It outlives reloads. */
function standIn(given: { endpoint: string; p256dh: string; auth: string }): void {
  const KEPT = 'standIn';
  const base64url = (text: string) =>
    Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
  const read = () => {
    const { key } = JSON.parse(localStorage.getItem(KEPT) ?? '{}') as { key?: string };
    if (key === undefined) return null;
    window.standIn = { key };
    return {
      endpoint: given.endpoint,
      options: { applicationServerKey: base64url(key).buffer },
      toJSON: () => ({ endpoint: given.endpoint, keys: { p256dh: given.p256dh, auth: given.auth } }),
      unsubscribe: async () => {
        localStorage.removeItem(KEPT);
        return true;
      },
    };
  };
  Object.assign(PushManager.prototype, {
    getSubscription: async () => read(),
    subscribe: async ({
      applicationServerKey: key,
      userVisibleOnly,
    }: {
      applicationServerKey: string;
      userVisibleOnly: boolean;
    }) => {
      if (!userVisibleOnly) throw new Error('refused');
      localStorage.setItem(KEPT, JSON.stringify({ key }));
      return read();
    },
  });
}

type WorkerScope = {
  clients: { matchAll(): Promise<unknown> };
  addEventListener: Window['addEventListener'];
  isPushed?: true;
};

/** In the worker, as the next. */
function notePushes(): void {
  const scope = globalThis as never as WorkerScope;
  scope.addEventListener('push', () => {
    scope.isPushed = true;
  });
}

/** The worker's own question for pages was asked before this one. */
async function isPushDecided(): Promise<boolean> {
  const scope = globalThis as never as WorkerScope;
  if (!scope.isPushed) return false;
  await scope.clients.matchAll();
  return true;
}

/** In the worker: presses the notification that is shown, else a new one, and returns what came of it. */
async function pressNotice(): Promise<string[]> {
  const scope = globalThis as never as {
    registration: { getNotifications(): Promise<Notification[]>; showNotification(title: string): Promise<void> };
    clients: { openWindow(url: string): Promise<null> };
    WindowClient: { prototype: { focus(): unknown } };
    NotificationEvent: new (type: string, init: object) => Event;
    dispatchEvent(event: Event): void;
  };
  if ((await scope.registration.getNotifications()).length === 0) await scope.registration.showNotification('news');
  const [notification] = await scope.registration.getNotifications();
  return new Promise((resolve) => {
    scope.clients.openWindow = async (url) => {
      resolve(['open', url]);
      return null;
    };
    scope.WindowClient.prototype.focus = async function (this: { url: string }) {
      resolve(['focus', this.url]);
    };
    scope.dispatchEvent(new scope.NotificationEvent('notificationclick', { notification }));
  });
}
