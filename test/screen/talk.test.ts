import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { LobbyEvent } from '../../client/net/events.ts';
import { axeFindings } from '../support/axe.ts';
import { eventually } from '../support/eventually.ts';
import { PHONE, StoryScreen } from '../support/storyScreen.ts';

describe('talk beside the lobby', () => {
  const story = StoryScreen.inSuite({ count: 20 });

  const panel = (page: Page) => page.getByRole('region', { name: 'Talk' });
  const tab = (page: Page, name: string | RegExp) => panel(page).getByRole('button', { name });
  const field = (page: Page) => panel(page).getByRole('textbox');
  const clean = (words: string | null) => (words ?? '').replace(/[\u2068\u2069]/g, '');
  const lines = (page: Page) =>
    panel(page)
      .getByRole('log')
      .locator('p')
      .evaluateAll((items) => items.map(({ textContent }) => (textContent ?? '').replace(/[\u2068\u2069]/g, '')));
  const send = (page: Page, event: LobbyEvent) => page.evaluate((each) => window.story.send(each), event);
  let count = 0;
  const say = (page: Page, text: string, more: object = {}) => {
    count += 1;
    const payload = {
      ...{ messageId: `s${count}`, channel: 'shard', from: { id: 'gone', name: 'Gone Guy', emblem: 5 }, to: 's', text },
      atS: Math.floor(Date.now() / 1000),
      ...more,
    } as const;
    return send(page, { type: 'chatReceived', payload } as LobbyEvent);
  };
  const whisper = (page: Page, text: string) =>
    say(page, text, { channel: 'direct', to: 'me', from: { id: 'p0', name: 'Ada', emblem: 7 } });
  const asked = (page: Page) => page.evaluate(() => window.story.asked.map(({ type, input }) => ({ type, input })));

  it('OP32 the lobby’s talk is there at once, with what happens; what is shown is read, the rest is counted', async () => {
    const page = await story.open({ state: 'lively' });
    await eventually(async () => {
      const all = (await lines(page)).join('\n');
      assert.match(all, /hola a todos/);
      assert.match(all, /beat .+ in 14 s/);
      assert.match(all, /has won 7 in a row/);
      assert.match(all, /Ñandú came in/);
    });
    await tab(page, 'Lobby').waitFor();
    await tab(page, 'Whispers, 1 new').click();
    await panel(page)
      .getByRole('button', { name: /Your table or mine/ })
      .click();
    await eventually(async () => assert.match((await lines(page)).join(), /Your table or mine/));
    await tab(page, /^Whispers$/).waitFor();
    await say(page, 'while you whisper');
    await tab(page, 'Lobby, 1 new').click();
    await eventually(async () => assert.match((await lines(page)).join(), /while you whisper/));
    await tab(page, /^Lobby$/).waitFor();
  });

  it('OP32 in a narrow window it is a tab that counts messages', async () => {
    const page = await story.open({}, PHONE);
    await whisper(page, 'psst');
    assert.equal(await panel(page).isVisible(), false);
    await page.getByRole('button', { name: 'Talk, 1 new' }).tap();
    await tab(page, 'Whispers, 1 new').tap();
    await panel(page).getByRole('button', { name: /psst/ }).tap();
    await page.getByRole('button', { name: 'Talk', exact: true }).waitFor();
    await panel(page).getByRole('button', { name: 'Back to the list' }).tap();
    await field(page).waitFor({ state: 'hidden' });
  });

  it('OP33 t leads to the field and sends; arrows go through the lines to a menu with report and block', async () => {
    const page = await story.open({});
    await say(page, 'first');
    await say(page, 'second');
    await page.keyboard.press('t');
    await eventually(async () => assert.ok(await field(page).evaluate((each) => each === document.activeElement)));
    await page.keyboard.type('hello table');
    await page.keyboard.press('Enter');
    await eventually(async () =>
      assert.deepEqual(
        (await asked(page)).find(({ type }) => type === 'sendChat'),
        { type: 'sendChat', input: { channel: 'shard', text: 'hello table' } },
      ),
    );
    await panel(page).getByRole('log').focus();
    for (const key of ['ArrowUp', 'ArrowUp', 'Home']) await page.keyboard.press(key);
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
    await eventually(async () => assert.match(clean(await focused()), /^Gone Guy, .+: first$/));
    await page.keyboard.press('Enter');
    const report = page.getByRole('menuitem', { name: /Report/ });
    await report.waitFor();
    await page.getByRole('menuitem', { name: /Block/ }).waitFor();
    await report.press('Enter');
    await page.getByRole('dialog', { name: /Gone Guy/ }).waitFor();
    await page.keyboard.press('Escape');
  });

  it('OP34 what was said while one played is set apart with its number', async () => {
    const page = await story.open({ state: 'lively' });
    await page.evaluate(() => {
      const { model, actions } = window.story;
      const [third] = [...(model.social.conversations.get('shard')?.messages ?? [])].slice(2);
      actions.social.missed({ why: 'playing', fromS: third?.atS ?? 0, toS: Math.floor(Date.now() / 1000) });
    });
    await eventually(async () => {
      const all = await lines(page);
      const at = all.findIndex((line) => /^While you were playing · \d+ lines$/.test(line));
      const missed = Number(/\d+/.exec(all[at] ?? '')?.[0]);
      const own = all.slice(at + 1).filter((line) => line.startsWith('You')).length;
      assert.ok(at > 0);
      assert.equal(missed, all.length - at - 1 - own);
    });
  });

  it('OP35 new lines are announced unless that is turned off; slow mode is counted down', async () => {
    const page = await story.open({ slow: 30_000 });
    await say(page, 'one');
    const log = panel(page).getByRole('log');
    await say(page, 'two');
    await eventually(async () => assert.equal(await log.getAttribute('aria-live'), 'polite'));
    await tab(page, /read new lines/).click();
    await eventually(async () => assert.equal(await log.getAttribute('aria-live'), 'off'));
    await field(page).fill('slow');
    await page.keyboard.press('Enter');
    await eventually(async () => {
      const title = await panel(page).getByRole('button', { name: 'Send' }).getAttribute('title');
      assert.match(title ?? '', /^Slow mode: (2\d|30) seconds$/);
    });
  });

  it('OP36 during a match the bar says how many messages wait, and opens nothing', async () => {
    const page = await story.open({ state: 'running' });
    const opener = page.getByRole('button', { name: /^Messages and friends/ });
    assert.equal(await opener.count(), 0);
    await whisper(page, 'psst');
    await page.getByRole('status').filter({ hasText: 'Messages and friends, 1 new' }).waitFor({ state: 'attached' });
    assert.equal(await opener.count(), 0);
  });

  it('OP32 axe finds nothing serious, dark and light, also right to left', async () => {
    for (const lang of ['en', 'ar']) {
      const page = await story.open({ state: 'lively', lang });
      assert.deepEqual((await axeFindings(page)).serious, []);
    }
  });
});
