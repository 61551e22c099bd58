import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { closeSettings, openAccount, openSettings } from '../support/account.ts';
import { axeFindings } from '../support/axe.ts';
import { eventually } from '../support/eventually.ts';
import { framesIn, StoryScreen, stopClock } from '../support/storyScreen.ts';

const WINDOWS = [
  { width: 1440, height: 900 },
  { width: 844, height: 390 },
  { width: 390, height: 844 },
  { width: 310, height: 360 },
];

describe('the settings on the screen', () => {
  const story = StoryScreen.inSuite({ count: 20, state: 'friends' });

  const dialog = (page: Page) => page.getByRole('dialog', { name: 'Settings' });
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
  const hasFocus = (page: Page, name: string) => eventually(async () => assert.equal(await focused(page), name));
  const kept = (page: Page, key: string) => page.evaluate((name) => localStorage.getItem(name), `foyer.${key}`);
  const radio = (page: Page, group: string, name: string) =>
    page.getByRole('radiogroup', { name: group }).getByRole('radio', { name, exact: true });
  const asked = (page: Page, like: RegExp) =>
    page
      .evaluate(() => window.story.asked.map(({ type, input }) => `${type} ${JSON.stringify(input)}`))
      .then((all) => all.filter((each) => like.test(each)));

  it('SE1 the own card, a key and the command bar open it; Escape and Back close it, and the focus returns', async () => {
    const page = await story.open();
    await openAccount(page);
    const opener = page.getByRole('button', { name: 'Settings', exact: true });
    await opener.press('Enter');
    await hasFocus(page, 'Sounds');
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'hidden' });
    await hasFocus(page, 'Settings');
    await page.getByRole('button', { name: 'Visible to: Everyone' }).press('Enter');
    await hasFocus(page, 'Everyone');
    await page.evaluate(() => history.back());
    await dialog(page).waitFor({ state: 'hidden' });
    await hasFocus(page, 'Visible to: Everyone');
    await page.keyboard.press('Escape');
    await page.keyboard.press(',');
    await dialog(page).getByRole('button', { name: 'Close' }).click();
    await dialog(page).waitFor({ state: 'hidden' });
    await page.getByRole('searchbox', { name: 'Search players' }).press(',');
    assert.equal(await dialog(page).isVisible(), false);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('notifications');
    await page.getByRole('option', { name: /^Settings/, selected: true }).waitFor();
    await page.keyboard.press('Enter');
    await dialog(page).waitFor();
    await eventually(async () => assert.deepEqual((await axeFindings(page)).serious, []));
  });

  it('SE1 a match that begins closes it, and nothing opens it over a game', async () => {
    const page = await story.open({ state: 'online' });
    await openSettings(page);
    const player = await page.evaluate(() => window.story.model.roster.at(2)?.id ?? '');
    await page.evaluate((id) => window.story.actions.social.askBlock({ id, name: 'Ada' }), player);
    const question = page.getByRole('alertdialog', { name: /^Block / });
    await question.waitFor();
    await page.evaluate(async () => {
      const { match } = window.story;
      await match.open('connect-four');
      const seat = (id: string, team: number) => ({ id, name: id, team, is: 'here' });
      const seats = [seat('me', 0), seat('p0', 1)];
      match.push('tableUpdated', {
        matchId: 'm9',
        mode: 'connect-four',
        phase: 'running',
        seats,
        you: 0,
        spectators: 0,
      });
    });
    await question.waitFor({ state: 'hidden' });
    await eventually(async () =>
      assert.deepEqual(
        await page.evaluate(() => {
          const { settings, social } = window.story.model;
          return [settings, social.blocking];
        }),
        [undefined, undefined],
      ),
    );
    assert.equal(await dialog(page).isVisible(), false);
    await page.keyboard.press(',');
    assert.equal(await page.evaluate(() => window.story.model.settings), undefined);
  });

  it('SE2 each choice is kept, applies at once, and is followed by another tab of the browser', async () => {
    const context = await story.newContext({ colorScheme: 'dark', locale: 'en-US' });
    const [page, other] = [await story.openIn(context), await story.openIn(context)];
    await openSettings(page);
    await page.getByRole('switch', { name: 'Sounds' }).uncheck({ force: true });
    await page.getByRole('switch', { name: 'Notifications' }).uncheck({ force: true });
    await page.getByRole('switch', { name: 'Read new lines aloud' }).uncheck({ force: true });
    await radio(page, 'Appearance', 'Light').check({ force: true });
    await radio(page, 'Contrast', 'More').check({ force: true });
    await radio(page, 'Motion', 'Reduced').check({ force: true });
    for (const [key, word] of Object.entries({
      ...{ muted: 'yes', notices: 'no', speech: 'no', theme: 'light', contrast: 'more', motion: 'reduced' },
    }))
      assert.equal(await kept(page, key), word, key);
    const look = (of: Page) => of.evaluate(() => ({ ...document.documentElement.dataset }));
    for (const each of [page, other])
      await eventually(async () => assert.deepEqual(await look(each), { theme: 'light', contrast: 'more' }));
    await openSettings(other);
    for (const name of ['Sounds', 'Notifications', 'Read new lines aloud'])
      assert.equal(await other.getByRole('switch', { name }).isChecked(), false, name);
    await other.getByRole('combobox', { name: 'Language' }).selectOption('de');
    await page.getByRole('dialog', { name: 'Einstellungen' }).waitFor();
    await page.reload();
    await page.locator('body[data-ready]').waitFor();
    const spoken = page.getByRole('button', { name: 'Screenreader: neue Zeilen vorlesen' });
    assert.equal(await spoken.getAttribute('aria-pressed'), 'false');
  });

  it('SE3 reduced motion holds though the system wants motion: the dialog appears at once', async () => {
    for (const motion of ['Full', 'Reduced'] as const) {
      const page = await story.openWithClock({ state: 'online' }, { reducedMotion: 'reduce' });
      await openSettings(page);
      await radio(page, 'Motion', motion).check({ force: true });
      await closeSettings(page);
      await stopClock(page);
      await page.clock.runFor(1_200);
      await page.evaluate(() => window.story.actions.openSettings('top'));
      const frames = await framesIn(page, 140);
      if (motion === 'Full') assert.ok(frames >= 4, `${frames} frames`);
      else assert.ok(frames <= 2, `${frames} frames`);
      await page.context().close();
    }
  });

  it('SE4 notifications are permitted in place, and what the browser refuses is explained', async () => {
    const page = await story.open({ notices: 'ask' });
    await openSettings(page);
    await dialog(page).getByRole('button', { name: 'Notifications: Allow' }).click();
    await eventually(async () => assert.ok((await page.evaluate(() => window.story.page)).includes('askToNotify')));
    for (const [notices, why] of [
      ['denied', /^Notifications\. Blocked by this browser/],
      ['unable', /^Notifications\. This browser can’t show any here/],
    ] as const) {
      const refused = await story.open({ notices });
      await openSettings(refused);
      await dialog(refused).getByText(why).waitFor({ state: 'attached' });
      assert.equal(await refused.getByRole('switch', { name: 'Notifications' }).count(), 0);
    }
  });

  it('WP16 what keeps a browser from being reached is said in place, and a failure leaves the switch off', async () => {
    for (const [push, why] of [
      ['denied', /^In the background\. Blocked by this browser/],
      ['unable', /^In the background\. This browser can’t be reached/],
    ] as const) {
      const page = await story.open({ push });
      await openSettings(page);
      await dialog(page).getByText(why).waitFor({ state: 'attached' });
      assert.equal(await page.getByRole('switch', { name: 'In the background' }).count(), 0);
    }
    for (const [pushFails, says] of [
      ['network', 'The browser couldn’t be signed up. Try again in a moment.'],
      ['off', 'This server sends none.'],
      [
        'unable',
        'This browser can’t be reached in the background. On an iPhone or iPad, add the lobby to the home screen first.',
      ],
    ] as const) {
      const page = await story.open({ pushFails });
      await openSettings(page);
      const background = page.getByRole('switch', { name: 'In the background' });
      await background.click({ force: true });
      await eventually(async () =>
        assert.ok(
          (
            await page.evaluate(() => window.story.model.toasts.shown(performance.now()).map(({ text }) => text))
          ).includes(says),
        ),
      );
      await eventually(async () => assert.equal(await background.isChecked(), false));
    }
  });

  it('WP16 a browser that can be reached is turned on and off, also in the plain view', async () => {
    for (const view of ['canvas', 'plain'] as const) {
      const page = await story.open(view === 'plain' ? { plain: 1 } : {});
      if (view === 'canvas') await openSettings(page);
      else await page.locator('summary', { hasText: 'Settings' }).click();
      const background = page.getByRole('switch', { name: 'In the background' });
      for (const isOn of [true, false]) {
        await background.click({ force: true });
        await eventually(async () => assert.equal(await background.isChecked(), isOn, view));
        await eventually(async () =>
          assert.ok((await page.evaluate(() => window.story.page)).includes(`push ${isOn}`)),
        );
      }
    }
  });

  it('WP17 quiet hours open with a usual night, and are chosen to the half hour, also in the plain view', async () => {
    for (const view of ['canvas', 'plain'] as const) {
      const context = await story.newContext({ locale: 'en-GB' });
      const page = await story.openIn(context, view === 'plain' ? { plain: 1 } : {});
      if (view === 'canvas') await openSettings(page);
      else await page.locator('summary', { hasText: 'Settings' }).click();
      const quiet = page.getByRole('switch', { name: 'Quiet hours' });
      assert.equal(await page.getByRole('combobox', { name: 'Quiet from' }).count(), 0);
      await quiet.click({ force: true });
      const [from, to] = [
        page.getByRole('combobox', { name: 'Quiet from' }),
        page.getByRole('combobox', { name: 'Quiet until' }),
      ];
      await from.waitFor({ state: 'attached' });
      const chosen = () =>
        Promise.all(
          [from, to].map((each) => each.evaluate((select) => (select as HTMLSelectElement).selectedOptions[0]?.label)),
        );
      assert.deepEqual(await chosen(), ['22:00', '8:00']);
      assert.equal(await from.locator('option').count(), 48);
      await from.selectOption('1410');
      await to.selectOption('450');
      await eventually(async () => assert.equal(await kept(page, 'quiet'), '23:30-07:30'));
      assert.deepEqual(await chosen(), ['23:30', '7:30']);
      await quiet.click({ force: true });
      await eventually(async () => assert.equal(await kept(page, 'quiet'), 'off'));
      await context.close();
    }
  });

  it('SE6 the choice of who sees the player says what each means, and is sent', async () => {
    const page = await story.open();
    await openSettings(page);
    const group = page.getByRole('radiogroup', { name: 'Who sees you online' });
    const said = await group
      .getByRole('radio')
      .evaluateAll((all) => all.map((each) => each.getAttribute('aria-description')));
    assert.deepEqual(said, [
      'Everyone in the lobby sees your name, status and last activity.',
      'Only your friends see you. For others, you’re not here and not counted.',
      'Nobody sees you and you’re not counted, as if you were offline.',
    ]);
    await dialog(page)
      .getByText(/^Players in your party or your match always know you/)
      .waitFor({ state: 'attached' });
    await group.getByRole('radio', { name: 'Nobody' }).check({ force: true });
    await eventually(async () =>
      assert.equal(await page.evaluate(() => window.story.model.self.shown('visibility')), 'nobody'),
    );
    await page.evaluate(() => {
      const at = performance.now();
      const link = { kind: 'waiting', why: 'network', nextTryAt: at + 9_000 } as const;
      window.story.send({ type: 'linkChanged', link });
    });
    await eventually(async () => assert.ok(await group.getByRole('radio', { name: 'Friends' }).isDisabled()));
  });

  it('SE7 a block is lifted, and made again in the same place', async () => {
    const page = await story.open();
    await openSettings(page);
    const button = (name: string) => dialog(page).getByRole('button', { name: new RegExp(`^${name} .*Rude Rider`) });
    await button('Unblock').press('Enter');
    await button('Block').waitFor();
    await hasFocus(page, 'Block ⁨Rude Rider⁩');
    await page.keyboard.press('Enter');
    const question = page.getByRole('alertdialog', { name: /^Block / });
    await question.getByRole('button', { name: 'Block', exact: true }).press('Enter');
    await button('Unblock').waitFor();
    assert.deepEqual(await asked(page, /block/), ['unblock {"playerId":"f3"}', 'block {"playerId":"f3"}']);
    await button('Unblock').press('Enter');
    await button('Block').waitFor();
    await closeSettings(page);
    await openSettings(page);
    await dialog(page)
      .getByText(/^Nobody\. You can block/)
      .waitFor({ state: 'attached' });
  });

  it('SE11 it fits every window, with targets of 44 px, and what has the focus scrolls into view', async () => {
    for (const viewport of WINDOWS) {
      const page = await story.open({}, { viewport, hasTouch: true });
      await page.evaluate(() => window.story.actions.openSettings('privacy'));
      await hasFocus(page, 'Everyone');
      const box = await dialog(page).getByRole('radio', { name: 'Everyone' }).boundingBox();
      assert.ok(box && box.y >= 0 && box.y + box.height <= viewport.height, JSON.stringify({ viewport, box }));
      const small = await dialog(page)
        .locator('button:not([hidden]), input:not([hidden]), select:not([hidden])')
        .evaluateAll((all) =>
          all
            .map((each) => ({ name: each.getAttribute('aria-label'), box: each.getBoundingClientRect() }))
            .filter(
              ({ box: { left, right, width, height } }) => height < 44 || width < 44 || left < 0 || right > innerWidth,
            )
            .map(({ name, box: { left, right, height } }) => `${name} ${left}…${right} × ${height}`),
        );
      assert.deepEqual(small, [], JSON.stringify(viewport));
      await page.context().close();
    }
  });

  it('SE12 the script comes when it is opened; a failure is said, and the next time tries again', async () => {
    const context = await story.newContext();
    const scripts: string[] = [];
    context.on('request', (request) => scripts.push(request.url()));
    let isAway = true;
    await context.route(/settingsDialog/, (route) => (isAway ? route.abort() : route.continue()));
    const page = await story.openIn(context);
    assert.ok(!scripts.some((script) => script.includes('settingsDialog')));
    await page.evaluate(() => window.story.actions.openSettings('top'));
    await page.getByRole('button', { name: /The settings couldn’t be loaded/ }).waitFor();
    assert.equal(await page.evaluate(() => window.story.model.settings), undefined);
    isAway = false;
    await page.evaluate(() => window.story.actions.openSettings('top'));
    await dialog(page).waitFor();
  });

  it('SE10 the plain view has the same settings, which stay open over another language', async () => {
    const page = await story.open({ plain: 1 }, { locale: 'en-US' });
    await page.getByText('Settings', { exact: true }).click();
    await page.getByRole('switch', { name: 'Sounds' }).uncheck();
    await page.getByRole('combobox', { name: 'Contrast' }).selectOption('more');
    await page.getByRole('radio', { name: 'Nobody' }).check();
    await page
      .getByRole('region', { name: 'Blocked players' })
      .getByRole('button', { name: /^Unblock .*Rude Rider/ })
      .click();
    await page.getByRole('button', { name: /^Block .*Rude Rider/ }).waitFor();
    assert.deepEqual([await kept(page, 'muted'), await kept(page, 'contrast')], ['yes', 'more']);
    assert.equal(await page.evaluate(() => window.story.model.self.shown('visibility')), 'nobody');
    assert.deepEqual(await asked(page, /block/), ['unblock {"playerId":"f3"}']);
    await eventually(async () => assert.deepEqual((await axeFindings(page)).serious, []));
  });
});
