import assert from 'node:assert/strict';
import { Mute } from '../../client/alerts/mute.ts';
import { INPUT_EVERY_MS, listenToPage, type PageListener } from '../../client/page/page.ts';
import { browserSession } from '../../client/page/sessionStore.ts';
import { isSoftware } from '../../client/scenes/renderer.ts';

function stub() {
  const told: string[] = [];
  const view = new EventTarget();
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  let now = 0;
  const names = [
    'inputSeen',
    'pressed',
    'pageHidden',
    'pageVisible',
    'pageRestored',
    'networkOnline',
    'networkOffline',
    'leaveNow',
  ] as const;
  const listener = Object.fromEntries(names.map((name) => [name, () => told.push(name)])) as unknown as PageListener;
  listenToPage(listener, () => now, page as unknown as Document, view as unknown as Window);
  return {
    told,
    view,
    page,
    pass: (ms: number) => {
      now += ms;
    },
  };
}

describe('the page', () => {
  it('W11 the page reports every kind of input, at most once a second, and each press', () => {
    const { told, view, pass } = stub();
    for (const type of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart']) {
      view.dispatchEvent(new Event(type));
      view.dispatchEvent(new Event(type));
      pass(INPUT_EVERY_MS);
    }
    assert.deepEqual(
      told.filter((each) => each === 'inputSeen'),
      Array(5).fill('inputSeen'),
    );
    assert.equal(told.filter((each) => each === 'pressed').length, 4, 'each press, and no move');
  });

  it('W12 the page reports hiding and showing, network changes, leaving, and a return from the cache', () => {
    const { told, view, page } = stub();
    page.visibilityState = 'hidden';
    page.dispatchEvent(new Event('visibilitychange'));
    page.visibilityState = 'visible';
    page.dispatchEvent(new Event('visibilitychange'));
    for (const type of ['offline', 'online', 'pagehide']) view.dispatchEvent(new Event(type));
    view.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: false }));
    view.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
    assert.deepEqual(told, [
      'pageHidden',
      'pageVisible',
      'networkOffline',
      'networkOnline',
      'leaveNow',
      'pageRestored',
    ]);
  });

  it('W13 the session is kept in the browser, or only by the page if storage is unavailable or corrupt', () => {
    const session = { user: { id: 'a', name: 'Ada' }, token: 't', expiresAtS: 1 };
    const items = new Map<string, string>();
    const storage = {
      getItem: (key: string) => items.get(key) ?? null,
      setItem: (key: string, value: string) => items.set(key, value),
    };
    browserSession(() => storage as unknown as Storage).save(session);
    assert.deepEqual(browserSession(() => storage as unknown as Storage).load(), session);
    const closed = {
      getItem: () => {
        throw new Error('closed');
      },
      setItem: () => {
        throw new Error('closed');
      },
    };
    const store = browserSession(() => closed as unknown as Storage);
    assert.equal(store.load(), undefined);
    store.save(session);
    assert.deepEqual(store.load(), session);
    for (const key of items.keys()) items.set(key, '{');
    assert.equal(browserSession(() => storage as unknown as Storage).load(), undefined);
  });

  it('W58 the mute setting is stored, shared with other tabs, and lasts as long as the page without storage', () => {
    const items = new Map<string, string>();
    const store = {
      getItem: (key: string) => items.get(key) ?? null,
      setItem: (key: string, value: string) => void items.set(key, value),
      removeItem: (key: string) => void items.delete(key),
    };
    const [mute, other] = [new Mute(() => store), new Mute(() => store)];
    assert.deepEqual([mute.isOn, other.isOn], [false, false]);
    mute.toggle();
    other.readAgain();
    assert.deepEqual([mute.isOn, other.isOn, new Mute(() => store).isOn], [true, true, true]);
    mute.toggle();
    assert.deepEqual([mute.isOn, new Mute(() => store).isOn], [false, false]);
    const closed = new Mute(() => {
      throw new Error('closed');
    });
    closed.toggle();
    closed.readAgain();
    assert.equal(closed.isOn, true);
  });

  it('W14 software renderers are recognised by name and get the Canvas renderer', () => {
    const software = [
      'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)',
      'llvmpipe (LLVM 15.0.6, 256 bits)',
      'ANGLE (Microsoft, Microsoft Basic Render Driver Direct3D11 vs_5_0 ps_5_0)',
    ];
    const hardware = ['ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 Direct3D11)', 'Apple GPU', 'Mali-G78', 'Adreno (TM) 650'];
    assert.deepEqual([...software, ...hardware].map(isSoftware), [true, true, true, false, false, false, false]);
  });
});
