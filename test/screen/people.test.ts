import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import type { LobbyEvent } from '../../client/net/events.ts';
import { openSettings } from '../support/account.ts';
import { eventually } from '../support/eventually.ts';
import { StoryScreen } from '../support/storyScreen.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

describe('other people on the screen', () => {
  const story = StoryScreen.inSuite({ count: 20 });

  const button = (within: Page | Locator, name: string | RegExp) => within.getByRole('button', { name, exact: true });
  const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Messages and friends' });
  const hasFocus = (target: Locator) =>
    eventually(async () => assert.ok(await target.evaluate((element) => element === document.activeElement)));
  const asks = (page: Page, ...wanted: string[]) =>
    eventually(async () => {
      const asked = await page.evaluate(() => window.story.asked);
      assert.deepEqual(
        asked.slice(-wanted.length).map(({ type, input }) => `${type} ${JSON.stringify(input)}`),
        wanted,
      );
    });
  const send = (page: Page, event: LobbyEvent) => page.evaluate((each) => window.story.send(each), event);
  let words = 0;
  const word = (page: Page, text: string, from = { id: 'p0', name: 'Ada', emblem: 0 }) => {
    words += 1;
    const payload = { messageId: `t${words}`, channel: 'direct', from, to: 'me', text, atS: 1_700_000_000 } as const;
    return send(page, { type: 'chatReceived', payload });
  };
  const talk = (page: Page, to = 'p0') =>
    page.evaluate((id) => {
      const { model, actions } = window.story;
      actions.social.openChat({ id, name: model.roster.row(id)?.name ?? id });
    }, to);
  const log = (page: Page) =>
    dialogOf(page)
      .getByRole('log')
      .locator('p')
      .evaluateAll((items) => items.map(({ textContent }) => (textContent ?? '').replace(/[\u2068\u2069]/g, '')));

  it('OP20 the button counts what is new; the dialog takes the focus, makes the rest inert, and returns the focus', async () => {
    const page = await story.open({ state: 'talking' });
    const opener = button(page, 'Messages and friends, 7 new');
    await opener.press('Enter');
    const dialog = dialogOf(page);
    const messages = button(dialog, 'Messages, 6 new');
    await hasFocus(messages);
    assert.ok(
      await page.getByRole('searchbox', { includeHidden: true }).evaluate((field) => field.closest('[inert]') !== null),
    );
    await button(dialog, /^NeonGolem.*Give me two minutes/).press('Enter');
    await hasFocus(dialogOf(page).getByRole('textbox', { name: /^Message to/ }));
    await button(dialog, 'Messages, 2 new').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await hasFocus(button(page, 'Messages and friends, 3 new'));
  });

  it('OP20 on a phone it is a sheet with the list or the conversation; back returns the focus', async () => {
    const page = await story.open({ state: 'talking' }, PHONE);
    await button(page, 'Messages and friends, 7 new').tap();
    const dialog = dialogOf(page);
    const row = button(dialog, /^NeonGolem/);
    await row.tap();
    await dialogOf(page).getByRole('log').waitFor();
    assert.equal(await row.isVisible(), false);
    assert.equal(await button(dialog, 'Friends, 1 new').isVisible(), false);
    await button(dialog, 'Back to the list').tap();
    await hasFocus(button(dialog, /^NeonGolem/));
    assert.equal(await dialogOf(page).getByRole('log').isVisible(), false);
  });

  it('OP21 the log shows sender, time and text; Enter sends once and clears the field', async () => {
    const page = await story.open({});
    await word(page, 'well played');
    await talk(page);
    const field = dialogOf(page).getByRole('textbox', { name: /^Message to/ });
    await hasFocus(field);
    await field.pressSequentially('thank you');
    await page.keyboard.press('Enter');
    await asks(page, 'sendChat {"channel":"direct","to":"p0","text":"thank you"}');
    await eventually(async () => {
      const [first, second, ...more] = await log(page);
      assert.match(first ?? '', /^NeonGolem5274, .+: well played$/, 'by the name they have now');
      assert.match(second ?? '', /^You, .+: thank you$/);
      assert.deepEqual(more, []);
    });
    assert.equal(await field.inputValue(), '');
    await page.keyboard.press('Enter');
    assert.equal((await page.evaluate(() => window.story.asked)).length, 1);
    await field.fill('x'.repeat(301));
    await page.getByText('1 too many').waitFor({ state: 'attached' });
    assert.ok(await button(dialogOf(page), 'Send').isDisabled());
  });

  it('OP5 a refused message says why, and its text returns to the field', async () => {
    const page = await story.open({ refuse: 'chat/muted' });
    await talk(page);
    const field = dialogOf(page).getByRole('textbox', { name: /^Message to/ });
    await field.fill('hello');
    await page.keyboard.press('Enter');
    await eventually(async () => assert.match((await log(page))[0] ?? '', /hello\. Not sent: a moderator muted you/));
    assert.equal(await field.inputValue(), 'hello');
  });

  it('OP22 a new message scrolls into view unless older ones are being read', async () => {
    const page = await story.open({});
    for (let i = 0; i < 75; i++) await word(page, `word ${i}`);
    await talk(page);
    const at = () =>
      dialogOf(page)
        .getByRole('log')
        .evaluate((each) => [each.scrollTop, each.scrollHeight - each.clientHeight]);
    const isAtEnd = () =>
      eventually(async () => {
        const [top, end] = await at();
        assert.ok(end !== undefined && end > 500 && Math.abs((top ?? 0) - end) < 2);
      });
    await isAtEnd();
    await word(page, 'one more');
    await eventually(async () => assert.match((await log(page)).at(-1) ?? '', /one more/));
    await isAtEnd();
    await dialogOf(page).getByRole('log').focus();
    await page.keyboard.press('Home');
    await eventually(async () => assert.equal((await at())[0], 0));
    await word(page, 'and one more');
    await eventually(async () => assert.match((await log(page)).at(-1) ?? '', /and one more/));
    assert.equal((await at())[0], 0);
  });

  it('OP23 a message shows an announced card that opens its conversation and can be dismissed', async () => {
    const page = await story.open({});
    await word(page, 'well played');
    await page.locator('[aria-live=polite]').filter({ hasText: 'well played' }).waitFor({ state: 'attached' });
    await button(page, /^Reply to .*Ada/).press('Enter');
    await hasFocus(dialogOf(page).getByRole('textbox', { name: /^Message to/ }));
    await word(page, 'again');
    await page.keyboard.press('Escape');
    assert.equal(await button(page, /^Reply to/).isVisible(), false);
    await word(page, 'hi', { id: 'p1', name: 'Bo', emblem: 0 });
    await button(page, /^Dismiss .*Bo/).press('Enter');
    await button(page, /^Reply to/).waitFor({ state: 'hidden' });
    await button(page, 'Messages and friends, 1 new').waitFor();
  });

  it('OP23 a friend request shows an announced card that the keyboard can answer', async () => {
    const page = await story.open({ state: 'asked' });
    await page
      .locator('[aria-live=polite]')
      .filter({ hasText: 'wants to be your friend' })
      .waitFor({ state: 'attached' });
    await button(page, /^Accept: .*wants to be your friend/).press('Enter');
    await asks(page, 'addFriend {"playerId":"p2"}');
    await page.getByRole('status').filter({ hasText: 'is now your friend' }).waitFor({ state: 'attached' });
    await button(page, /^Accept: /).waitFor({ state: 'hidden' });
  });

  it('OP24 friend requests are answered or withdrawn, blocks lifted, and a friendship ended after a confirmation', async () => {
    const page = await story.open({ state: 'friends' });
    await page.evaluate(() => window.story.actions.social.show('friends'));
    const dialog = dialogOf(page);
    await dialog.getByText('Choose “Add friend”').waitFor({ state: 'attached' });
    await button(dialog, /^Withdraw your friend request to .*NeonDrake42/).press('Enter');
    await asks(page, 'removeFriend {"playerId":"p3"}');
    await button(dialog, /^Unblock .*Rude Rider/).press('Enter');
    await asks(page, 'unblock {"playerId":"f3"}');
    await button(dialog, /^Decline: .*ליאור/).press('Enter');
    await asks(page, 'removeFriend {"playerId":"p2"}');
    await button(dialog, /^Remove .*Ñandú.* from your friends/).press('Enter');
    await button(dialog, /^Keep .*Ñandú/).press('Enter');
    await button(dialog, /^Keep .*Ñandú/).waitFor({ state: 'hidden' });
    await button(dialog, /^Remove .*Ñandú/).press('Enter');
    await button(dialog, /^Keep .*Ñandú/).waitFor();
    await button(dialog, /^Remove .*Ñandú/).press('Enter');
    await asks(page, 'removeFriend {"playerId":"f1"}');
    await button(dialog, /^Remove .*Ñandú/).waitFor({ state: 'hidden' });
    assert.ok(await dialog.evaluate((each) => each.contains(document.activeElement)));
    await button(dialog, /^Message .*Ada/).press('Enter');
    await hasFocus(dialogOf(page).getByRole('textbox', { name: /^Message to/ }));
  });

  it('OP11 while the pointer is over the list its lines stay put, and new ones wait', async () => {
    const page = await story.openWithClock({ state: 'talking' });
    await page.evaluate(() => window.story.actions.social.show('messages'));
    const dialog = dialogOf(page);
    const names = () =>
      dialog
        .getByRole('group', { name: 'Messages', exact: true })
        .getByRole('button')
        .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')?.split(' · ')[0]));
    const box = await button(dialog, / · gg$/).boundingBox();
    assert.ok(box);
    const before = await names();
    await page.mouse.move(box.x + 20, box.y + 20);
    await page.clock.runFor(100);
    await word(page, 'me first', { id: 'p3', name: 'Ñandú', emblem: 0 });
    await word(page, 'new here', { id: 'p9', name: 'New', emblem: 0 });
    await button(dialog, /me first/).waitFor();
    assert.deepEqual(await names(), before);
    await page.mouse.move(5, 5);
    await eventually(async () => assert.equal((await names()).length, before.length + 1));
  });

  it('OP25 a player is reported for a reason, with or without a comment, and the focus returns', async () => {
    const page = await story.open({ state: 'talking' });
    await talk(page);
    const opener = button(dialogOf(page), /^Report /);
    await opener.press('Enter');
    const dialog = page.getByRole('dialog', { name: /^Report/ });
    await hasFocus(dialog.getByRole('radio', { name: 'Their name' }));
    assert.ok(await button(dialog, 'Send report').isDisabled());
    await page.keyboard.press('ArrowDown');
    await hasFocus(dialog.getByRole('radio', { name: 'What they say' }));
    await dialog.getByRole('textbox').fill(' rude ');
    await page.keyboard.press('Enter');
    await asks(page, 'report {"playerId":"p0","reason":"chat","text":"rude"}');
    await dialog.waitFor({ state: 'hidden' });
    await hasFocus(opener);
    await page.getByRole('status').filter({ hasText: 'Thank you.' }).waitFor({ state: 'attached' });
    await opener.press('Enter');
    await hasFocus(dialog.getByRole('radio', { name: 'Their name' }));
    assert.equal(await dialog.getByRole('radio', { checked: true }).count(), 0);
    await page.keyboard.press('Escape');
    await hasFocus(opener);
  });

  it('OP26 a player visible to friends only, without any friends, is told that nobody sees them', async () => {
    const painted = (page: Page) => page.evaluate(() => (window as unknown as { lines: string[] }).lines.join(' '));
    const context = await story.newContext();
    await context.addInitScript(() => {
      const lines: string[] = [];
      Object.assign(window, { lines });
      const { fillText } = CanvasRenderingContext2D.prototype;
      CanvasRenderingContext2D.prototype.fillText = function (line, x, y) {
        lines.push(line);
        fillText.call(this, line, x, y);
      };
    });
    for (const [state, wanted] of [
      ['online', /You have no friends yet/],
      ['friends', /Only your friends see you\./],
    ] as const) {
      const page = await story.openIn(context, { state });
      await openSettings(page);
      await page.getByRole('radio', { name: 'Friends', exact: true }).check({ force: true });
      await eventually(async () => assert.match(await painted(page), wanted));
      await page.close();
    }
  });

  it('OP13 OP14 the lobby has its own conversation: readable, writable, and closed to hidden players', async () => {
    const page = await story.open({ state: 'talking' });
    const counted = await button(page, /^Messages and friends, \d+ new$/).getAttribute('aria-label');
    const said = {
      messageId: 's1',
      channel: 'shard',
      from: { id: 'p5', name: 'Solar', emblem: 0 },
      to: 'shard-1',
    } as const;
    await send(page, { type: 'chatReceived', payload: { ...said, text: 'anyone?', atS: 1_700_000_000 } });
    await page.evaluate(() => window.story.actions.social.show('messages'));
    const dialog = dialogOf(page);
    // The panel beside the list shows it, so it is read.
    await button(dialog, /^Lobby · .*Solar.*: .*anyone\?/).press('Enter');
    await eventually(async () => assert.match((await log(page)).join('\n'), /^.+, .+: anyone\?$/m));
    const field = dialog.getByRole('textbox', { name: 'Message to the lobby' });
    await field.fill('me');
    await page.keyboard.press('Enter');
    await asks(page, 'sendChat {"channel":"shard","text":"me"}');
    await page.keyboard.press('Escape');
    assert.equal(await button(page, /^Messages and friends, \d+ new$/).getAttribute('aria-label'), counted);
    await page.evaluate(() => {
      const { model, actions } = window.story;
      const { known } = model.self;
      if (known) model.self.set({ ...known, visibility: 'friends' });
      actions.social.openKey('shard');
    });
    await eventually(async () => assert.ok(await field.isDisabled()));
    assert.match((await button(dialog, 'Send').getAttribute('title')) ?? '', /^To chat here, be visible to everyone/);
  });

  it('OP27 a blocked player cannot be messaged until the block is lifted', async () => {
    const page = await story.open({ state: 'friends' });
    await talk(page);
    const dialog = dialogOf(page);
    const field = dialogOf(page).getByRole('textbox', { name: /^Message to/ });
    await button(dialog, /^Block /).press('Enter');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Block', exact: true }).press('Enter');
    await asks(page, 'block {"playerId":"p0"}');
    await eventually(async () => assert.ok(await field.isDisabled()));
    assert.match((await button(dialog, 'Send').getAttribute('title')) ?? '', /You’ve blocked/);
    await button(dialog, /^Unblock /)
      .first()
      .press('Enter');
    await asks(page, 'unblock {"playerId":"p0"}');
    await eventually(async () => assert.ok(await field.isEnabled()));
  });
});
