import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { LANGUAGE_IDS, LANGUAGES, type LanguageId } from '../../client/i18n/languages.ts';
import type { Plural } from '../../client/i18n/text.ts';
import { openSettings } from '../support/account.ts';
import { eventually } from '../support/eventually.ts';
import { DESK, PHONE, StoryScreen } from '../support/storyScreen.ts';

const TABLE = {
  matchId: 'm9',
  mode: 'connect-four',
  phase: 'running',
  seats: [
    { id: 'me', name: 'Zoë', team: 0, is: 'here' },
    { id: 'p0', name: 'Ada', team: 1, is: 'here' },
  ],
  you: 0,
  spectators: 0,
};
/** The states with the least room for text. */
const SCREENS = [
  [DESK, ['party', 'queued-long']],
  [PHONE.viewport, ['online', 'proposed', 'party', 'waiting', 'result', 'asked']],
] as const;

/** Painted lines that end in an ellipsis or leave their canvas. */
type Painted = { cut: string[]; beyond: string[] };

/** Runs in the page and checks every painted line. */
function watchPainting(): void {
  const painted: Painted = { cut: [], beyond: [] };
  Object.assign(window, { painted });
  const { fillText } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.fillText = function (line, x, y) {
    const { a, e } = this.getTransform();
    const width = this.measureText(line).width * Math.abs(a);
    const at = a * x + e;
    const left = this.textAlign === 'center' ? at - width / 2 : this.textAlign === 'right' ? at - width : at;
    if (line.length > 1 && line.endsWith('…')) painted.cut.push(line);
    if (left < -1 || left + width > this.canvas.width + 1) painted.beyond.push(line);
    fillText.call(this, line, x, y);
  };
}
declare global {
  interface Window {
    painted: Painted;
  }
}

describe('languages on the screen', () => {
  const story = StoryScreen.inSuite({ count: 30, rated: 1 });

  const push = (page: Page, type: string, payload: unknown) =>
    page.evaluate(([each, what]) => window.story.match.push(each, what), [type, payload] as const);
  const documentOf = (page: Page) =>
    page.evaluate(() => ({ lang: document.documentElement.lang, dir: document.documentElement.dir }));
  const nodesOf = (page: Page) =>
    page.evaluate(
      () => window.story.game.lobby.children.list.filter((each) => (each as { visible?: boolean }).visible).length,
    );

  it('W83 a new language applies without a reload, on screen and to screen readers, keeps typed text, and persists', async () => {
    const context = await story.newContext({ locale: 'de-AT' });
    await context.clock.install();
    const page = await story.openIn(context);
    assert.deepEqual(await documentOf(page), { lang: 'de-AT', dir: 'ltr' });
    await page.getByRole('searchbox', { name: 'Spieler suchen' }).fill('a');
    await openSettings(page);
    await page.clock.runFor(300);
    const parts = await page.locator('#controls > *').count();
    const nodes = await nodesOf(page);
    const select = page.getByRole('combobox', { name: 'Sprache' });
    await select.focus();
    await select.selectOption('ja');
    await page.getByRole('searchbox', { name: 'プレイヤーを検索' }).waitFor();
    assert.deepEqual(await documentOf(page), { lang: 'ja', dir: 'ltr' });
    assert.equal(await page.getByRole('searchbox').inputValue(), 'a');
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('aria-label')), '言語');
    assert.equal(await page.locator('#controls > *').count(), parts);
    await eventually(async () => assert.equal(await nodesOf(page), nodes));
    await page.reload();
    await openSettings(page);
    await page.getByRole('combobox', { name: '言語' }).waitFor();
    await page.getByRole('combobox', { name: '言語' }).selectOption('en');
    await page.getByRole('searchbox', { name: 'Search players' }).waitFor();
  });

  it('W83 if a language fails to load, the page stays as it is and says so', async () => {
    const context = await story.newContext({ locale: 'en-GB' });
    await context.route(/\/assets\/es-.*\.js$/, (route) => route.abort());
    const page = await story.openIn(context);
    await openSettings(page);
    await page.getByRole('combobox', { name: 'Language' }).selectOption('es');
    await page.getByText('This language couldn’t be loaded.').first().waitFor({ state: 'attached' });
    assert.equal(await page.getByRole('combobox', { name: 'Language' }).inputValue(), 'en');
    assert.deepEqual(await documentOf(page), { lang: 'en-GB', dir: 'ltr' });
  });

  it('W84 Arabic mirrors the page, its controls and the scene, but not a board', async () => {
    const page = await story.openWithClock({}, { locale: 'en-US' });
    const boxes = () =>
      page.evaluate(() =>
        [...document.querySelectorAll('#controls [role=listbox], #controls [role=list], #controls select')]
          .map((each) => each.getBoundingClientRect())
          .filter(({ width }) => width > 0)
          .map(({ left, right }) => [Math.round(left), Math.round(right)]),
      );
    const images = () =>
      page.evaluate(() =>
        window.story.game.lobby.children.list
          .map((each) => each as unknown as { visible: boolean; x: number; displayWidth: number })
          // Smaller ones are chips, which stand where their words end.
          .filter(({ visible, displayWidth }) => visible && displayWidth > 120)
          .map(({ x, displayWidth }) => [Math.round(x), Math.round(x + displayWidth)]),
      );
    const mirrored = (edges: (number | undefined)[][]) =>
      edges.map(([left = 0, right = 0]) => [DESK.width - right, DESK.width - left]);
    await openSettings(page);
    await page.clock.runFor(500);
    const [plain, painted] = [await boxes(), await images()];
    await page.getByRole('combobox', { name: 'Language' }).selectOption('ar');
    await page.getByRole('combobox', { name: 'اللغة' }).waitFor();
    await page.clock.runFor(500);
    assert.deepEqual(await documentOf(page), { lang: 'ar', dir: 'rtl' });
    assert.deepEqual(await boxes(), mirrored(plain));
    const sorted = (edges: (number | undefined)[][]) => edges.map(String).toSorted();
    assert.deepEqual(sorted(await images()), sorted(mirrored(painted)));
    await page.evaluate(() => window.story.match.open('connect-four'));
    await push(page, 'tableUpdated', TABLE);
    await push(page, 'boardUpdated', { moves: [3], order: [1, 0], turn: 0, leftMs: 60_000 });
    const columns = page.getByRole('button', { name: /^العمود/ });
    await columns.first().waitFor();
    const lefts = await columns.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().left));
    assert.equal(lefts.length, 7);
    assert.deepEqual(
      lefts,
      lefts.toSorted((a, b) => a - b),
    );
  });

  for (const id of LANGUAGE_IDS) {
    it(`W86 no text is cut off in ${LANGUAGES[id].name}, on a desktop and on a phone`, async () => {
      const sentences = await wholeSentences(id);
      const look = async ([viewport, states]: (typeof SCREENS)[number]) => {
        const context = await story.newContext({ viewport, locale: id });
        await context.addInitScript(watchPainting);
        await context.clock.install();
        for (const state of states) {
          const page = await story.openIn(context, { state });
          const tabs = state === 'online' || state === 'party' ? await page.locator('nav button:visible').all() : [];
          for (const tab of tabs) {
            await tab.click();
            await page.clock.runFor(150);
          }
          if (state === 'party' || state === 'online') {
            await page.evaluate(
              () => void window.story.actions.records.open({ kind: 'leaderboard', mode: 'connect-four' }),
            );
            await page.clock.runFor(300);
            await page.keyboard.press('Escape');
            await lookAtPeople(page);
          }
          const { cut, beyond } = await page.evaluate(() => window.painted);
          const isPart = (line: string) =>
            sentences.some((each) => each !== line && each.startsWith(line.slice(0, -1)));
          const where = `${state}, ${viewport.width} wide`;
          assert.deepEqual({ clipped: cut.filter(isPart), beyond }, { clipped: [], beyond: [] }, where);
          await page.close();
        }
      };
      await Promise.all(SCREENS.map(look));
    });
  }
});

/** Messages and friends, empty and filled, and the report dialog. */
async function lookAtPeople(page: Page): Promise<void> {
  const ties = (['asking', 'friend', 'asked', 'blocked'] as const).map((tie, i) => {
    const row = { id: `f${i}`, name: `Ada ${i}`, tie, shard: null, rating: 0, emblem: 0 };
    return { ...row, status: null, lastActiveAtS: Math.floor(Date.now() / 1_000) - 600 };
  });
  const looks = ['messages', 'friends', 'full', 'removing', 'chat', 'lobby', 'report'] as const;
  for (const look of looks) {
    await page.evaluate(
      ([what, put]) => {
        const { actions, model, send } = window.story;
        if (what === 'messages' || what === 'friends') actions.social.show(what);
        if (what === 'full') send({ type: 'friendsUpdated', payload: { isWhole: true, put: [...put], removed: [] } });
        if (what === 'chat') actions.social.openChat({ id: 'f3', name: 'Ada 3' });
        if (what === 'lobby') {
          // To a partly hidden player a text explains why they may not speak.
          const { known } = model.self;
          if (known) model.self.set({ ...known, visibility: 'friends' });
          actions.social.openKey('shard');
        }
        if (what === 'report') actions.social.askReport({ id: 'f1', name: 'Ada 1' });
      },
      [look, ties] as const,
    );
    if (look === 'removing') await page.locator('[role=dialog] .list button:visible').nth(3).press('Enter');
    await page.clock.runFor(150);
  }
}

/** Sentences without placeholders, painted as they stand. */
async function wholeSentences(id: LanguageId): Promise<string[]> {
  const entries = Object.values(await LANGUAGES[id].load()) as (string | Plural)[];
  return entries.filter((entry) => typeof entry === 'string' && !entry.includes('{')) as string[];
}
