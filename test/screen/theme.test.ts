import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import type { Page } from 'playwright-core';
import { COLOR, DARK, LIGHT, paintIn, palettesOf, type Scheme } from '../../client/design/tokens.ts';
import { PageTheme, THEMES, type Theme } from '../../client/page/theme.ts';
import { closeSettings, openSettings } from '../support/account.ts';
import { eventually } from '../support/eventually.ts';
import { StoryScreen } from '../support/storyScreen.ts';

const KEY = 'foyer.theme';
const CLIENT = new URL('../../client/', import.meta.url);

/** A page with the system's preference `scheme` and its stored choice; `turn` changes the preference. */
function pageOf(scheme: Scheme, kept: Map<string, string>) {
  const listeners = new Set<() => void>();
  const system = { matches: scheme === 'dark' };
  const contrast = { hasMore: false, listeners: new Set<() => void>() };
  const root: { dataset: DOMStringMap } = { dataset: {} };
  const bars = (['light', 'dark'] as const).map((of) => ({ media: `(prefers-color-scheme: ${of})`, content: '' }));
  const theme = new PageTheme({
    storage: () => ({
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    }),
    systemDark: {
      get matches() {
        return system.matches;
      },
      addEventListener: (_: string, listener: unknown) => void listeners.add(listener as () => void),
    } as MediaQueryList,
    systemMore: {
      get matches() {
        return contrast.hasMore;
      },
      addEventListener: (_: string, listener: unknown) => void contrast.listeners.add(listener as () => void),
    } as MediaQueryList,
    root,
    bars,
  });
  const turn = (to: Scheme): void => {
    system.matches = to === 'dark';
    for (const listener of listeners) listener();
  };
  const more = (hasMore: boolean): void => {
    contrast.hasMore = hasMore;
    for (const listener of contrast.listeners) listener();
  };
  return { theme, root, bars, turn, more };
}

describe('light and dark', () => {
  afterEach(() => paintIn('dark'));

  it('W80 the scheme follows the system until one is chosen; the choice is stored for the next page', () => {
    const kept = new Map<string, string>();
    const { theme, root, bars, turn } = pageOf('light', kept);
    const heard: string[] = [];
    theme.onChange(() => heard.push(COLOR.page));
    theme.start();
    assert.deepEqual([theme.scheme, COLOR.page, root.dataset.theme], ['light', LIGHT.page, 'system']);
    assert.deepEqual(
      bars.map(({ content }) => content),
      [LIGHT.page, DARK.page],
    );
    turn('dark');
    theme.choose('light');
    turn('light');
    turn('dark');
    assert.deepEqual(heard, [DARK.page, LIGHT.page]);
    assert.deepEqual([theme.scheme, root.dataset.theme, kept.get(KEY)], ['light', 'light', 'light']);
    assert.ok(bars.every(({ content }) => content === LIGHT.page));

    const next = pageOf('dark', kept);
    next.theme.start();
    assert.deepEqual([next.theme.chosen, COLOR.page], ['light', LIGHT.page]);
    next.theme.choose('system');
    assert.deepEqual([next.theme.scheme, next.root.dataset.theme], ['dark', 'system']);
  });

  it('SE5 more contrast follows the system until a choice is made, in both schemes', () => {
    const kept = new Map<string, string>();
    const { theme, root, more } = pageOf('light', kept);
    theme.start();
    assert.equal(root.dataset.contrast, 'normal');
    more(true);
    assert.deepEqual([root.dataset.contrast, COLOR.text], ['more', palettesOf(true).light.text]);
    theme.choose('dark');
    assert.equal(COLOR.page, palettesOf(true).dark.page);
    theme.contrast.choose('normal');
    assert.deepEqual([root.dataset.contrast, COLOR.page], ['normal', DARK.page]);
    more(false);
    theme.contrast.choose('more');
    const next = pageOf('dark', kept);
    next.theme.start();
    assert.deepEqual([next.root.dataset.contrast, COLOR.page], ['more', palettesOf(true).dark.page]);
    next.theme.contrast.choose('system');
    assert.equal(next.root.dataset.contrast, 'normal');
  });

  it('W80 an invalid stored scheme is ignored; without storage a choice lasts as long as the page', () => {
    const odd = pageOf('dark', new Map([[KEY, 'pink']]));
    odd.theme.start();
    assert.equal(odd.theme.chosen, 'system');
    const closed = (): never => {
      throw new Error('closed');
    };
    const theme = new PageTheme({
      storage: closed,
      systemDark: { matches: true, addEventListener: () => {} },
      systemMore: { matches: false, addEventListener: () => {} },
      root: { dataset: {} },
      bars: [],
    });
    theme.start();
    theme.choose('light');
    assert.deepEqual([theme.scheme, COLOR.page], ['light', LIGHT.page]);
  });

  it('W80 the page knows the chosen scheme before the first paint', () => {
    const html = readFileSync(new URL('index.html', CLIENT), 'utf8');
    const script = html.indexOf('<script src="/chosenTheme.js"></script>');
    assert.ok(script > 0 && script < html.indexOf('rel="stylesheet"') && script < html.indexOf('type="module"'));
    const code = readFileSync(new URL('public/chosenTheme.js', CLIENT), 'utf8');
    const look = (getItem: (key: string) => string | null, matches = false): DOMStringMap => {
      const dataset: DOMStringMap = {};
      const matchMedia = () => ({ matches });
      runInNewContext(code, { localStorage: { getItem }, document: { documentElement: { dataset } }, matchMedia });
      return dataset;
    };
    const run = (getItem: (key: string) => string | null): string | undefined => look(getItem).theme;
    for (const [kept, wanted] of [
      ['dark', 'dark'],
      ['light', 'light'],
      ['system', undefined],
      ['pink', undefined],
    ] as const) {
      assert.equal(
        run((key) => (key === KEY ? kept : null)),
        wanted,
      );
    }
    const closed = (): never => {
      throw new Error('closed');
    };
    assert.equal(run(closed), undefined);
    const contrast = (kept: string | null, isSystem: boolean) =>
      look((key) => (key === 'foyer.contrast' ? kept : null), isSystem).contrast;
    assert.deepEqual(
      [
        contrast(null, true),
        contrast(null, false),
        contrast('more', false),
        contrast('normal', true),
        contrast('pink', true),
      ],
      ['more', undefined, 'more', undefined, 'more'],
    );
  });
});

describe('light and dark in a browser', () => {
  const story = StoryScreen.inSuite({ count: 40 });

  const open = (colorScheme: Scheme): Promise<Page> => story.open({}, { colorScheme });

  /** As `#rrggbb`, from Phaser's canvas. */
  const pixel = (page: Page, x: number, y: number): Promise<string> =>
    page.evaluate(
      ([left, top]) => {
        const g = document.querySelector<HTMLCanvasElement>('#stage canvas')?.getContext('2d');
        const [r, green, b] = g?.getImageData(left, top, 1, 1).data ?? [];
        return `#${[r, green, b].map((part) => part?.toString(16).padStart(2, '0')).join('')}`;
      },
      [x, y] as const,
    );
  /** Checks the page's background and the roster's panel. */
  const seen = async (page: Page, palette: typeof DARK | typeof LIGHT): Promise<void> => {
    await eventually(async () => {
      assert.equal(await pixel(page, 4, 896), palette.page);
      assert.equal(await pixel(page, 300, 66), palette.panel);
    });
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), rgb(palette.page));
  };
  const rgb = (color: string): string =>
    `rgb(${[1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16)).join(', ')})`;
  const choose = async (page: Page, theme: Theme) => {
    await openSettings(page);
    await page
      .getByRole('radiogroup', { name: 'Appearance' })
      .locator(`input >> nth=${THEMES.indexOf(theme)}`)
      .check({ force: true });
    await closeSettings(page);
  };

  it('W80 the page follows the system’s light or dark scheme, and its changes', async () => {
    const page = await open('light');
    await seen(page, LIGHT);
    await page.emulateMedia({ colorScheme: 'dark' });
    await seen(page, DARK);
    await seen(await open('dark'), DARK);
  });

  it('W81 a choice repaints everything without a reload, and survives one', async () => {
    const page = await open('dark');
    await page.evaluate(() => Object.assign(window, { isSamePage: true }));
    await seen(page, DARK);
    await choose(page, 'light');
    await seen(page, LIGHT);
    assert.ok(await page.evaluate(() => 'isSamePage' in window));
    await page.emulateMedia({ colorScheme: 'light' });
    await choose(page, 'dark');
    await seen(page, DARK);
    await page.reload();
    await page.locator('body[data-ready]').waitFor();
    await seen(page, DARK);
    await openSettings(page);
    assert.ok(await page.getByRole('radio', { name: 'Dark' }).isChecked());
  });

  it('W81 in a match the frame follows the scheme, and the arena of light-cycles stays dark', async () => {
    const page = await open('dark');
    await page.evaluate(() => window.story.cycles.open({ seats: 2, seat: 0, seed: 3 }));
    // A point between two lines of the floor.
    const floor = () => pixel(page, 724, 524);
    const isFloor = async (): Promise<void> => assert.match(await floor(), /^#1[0-9a-f]1[0-9a-f]3[0-9a-f]$/);
    await eventually(isFloor);
    await page.emulateMedia({ colorScheme: 'light' });
    await eventually(async () => assert.equal(await pixel(page, 4, 896), LIGHT.page));
    await isFloor();
  });
});
