import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import type { Rect } from '../../client/design/canvas.ts';
import { layoutOf } from '../../client/ui/layout/layout.ts';
import { matchPlaces } from '../../client/ui/layout/matchPlaces.ts';
import { tablePlaces } from '../../client/ui/table/tablePlaces.ts';
import { EMOTES, type MatchPushes, type TalkLine } from '../../shared/matchProtocol.ts';
import { eventually } from '../support/eventually.ts';
import { checked } from '../support/property.ts';
import { PHONE, StoryScreen } from '../support/storyScreen.ts';

type Table = MatchPushes['tableUpdated'];
const tableOf = (you: number | null): Table => ({
  matchId: 'm9',
  mode: 'connect-four',
  phase: 'running',
  seats: [
    { id: 'x1', name: '山田太郎', emblem: 300, team: 0, is: 'here' },
    { id: 'me', name: 'Zoë Ångström', emblem: 120, team: 1, is: 'here' },
  ],
  you,
  spectators: 2,
});
const byPlayer = (n: number, words: string): TalkLine => ({
  messageId: `t${n}`,
  text: words,
  atS: 1_790_000_000,
  seat: 0,
});
const byWatcher = (n: number, words: string): TalkLine => ({
  messageId: `w${n}`,
  text: words,
  atS: 1_790_000_000,
  from: { id: 'p4', name: 'NeonDrake42', emblem: 77 },
});
const isInside = (inner: Rect, outer: Rect): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width + 0.01 &&
  inner.y + inner.height <= outer.y + outer.height + 0.01;
const overlaps = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe('the talk at the table', () => {
  const story = StoryScreen.inSuite({ count: 20 });

  async function open(you: number | null = 1, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await story.open({}, options);
    await page.evaluate(
      async ({ table, role }) => {
        const { match } = window.story;
        await match.open('connect-four', role);
        match.push('tableUpdated', table);
        match.push('boardUpdated', { moves: [3, 3], order: [0, 1], turn: 0, leftMs: 60_000 });
      },
      { table: tableOf(you), role: you === null ? ('spectator' as const) : ('player' as const) },
    );
    await page.getByRole('button', { name: /^Column 4/ }).waitFor();
    return page;
  }
  const push = (page: Page, type: string, payload: unknown): Promise<void> =>
    page.evaluate(([each, body]) => window.story.match.push(each as string, body), [type, payload] as const);
  const log = (page: Page): Locator => page.getByRole('log', { name: 'Talk at the table' });
  const field = (page: Page): Locator => page.getByRole('textbox', { name: 'Message to the table' });
  const lastOf = (page: Page): Promise<string | undefined> => page.evaluate(() => window.story.page.at(-1));
  const end = (page: Page): Promise<void> => push(page, 'matchEnded', { places: [2, 1], closesInMs: 60_000 });

  it('W177 no part of a match covers the game or another, and the parts of the talk stay inside it', () => {
    const windows = fc.record({
      width: fc.integer({ min: 310, max: 2560 }),
      height: fc.integer({ min: 360, max: 1600 }),
    });
    const talk = fc.constantFrom('none' as const, 'closed' as const, 'open' as const);
    checked(
      fc.property(windows, talk, fc.boolean(), fc.boolean(), (window, talk, isResult, hasNote) => {
        const { match } = layoutOf(window, 'play', 0, { hasParty: false, profile: 'none', isInMatch: true });
        assert.ok(match);
        const places = matchPlaces(match.area, { isResult, talk });
        // In the lowest windows nothing is left of a game that is over.
        const parts = [places.game, places.story, places.talk].filter(
          (each) => each && each.width > 1 && each.height > 1,
        ) as Rect[];
        for (const [n, part] of parts.entries()) {
          assert.ok(isInside(part, match.area));
          assert.ok(parts.slice(n + 1).every((other) => !overlaps(part, other)));
        }
        assert.ok(talk !== 'open' || places.talk, 'open is shown');
        assert.ok(talk !== 'none' || !places.talk);
        if (!places.talk) return;
        const { tabs, mute, close, log, emotes, field, send } = tablePlaces(places.talk, {
          hasEmotes: true,
          hasNote,
          canClose: places.canOpen,
        });
        const targets = [...tabs, mute, ...(close ? [close] : []), ...emotes, field, send];
        for (const [n, target] of targets.entries()) {
          assert.ok(isInside(target, places.talk) && target.height >= 44, JSON.stringify([target, places.talk]));
          assert.ok(targets.slice(n + 1).every((other) => !overlaps(target, other)));
          assert.ok(log.height === 0 || !overlaps(target, log));
        }
      }),
      500,
    );
  });

  it('W178 an emote is one press, appears for its time, and is told to screen readers', async () => {
    const page = await open();
    for (const name of ['Applause', 'Wow', 'Thinking', 'Phew', 'On fire', 'Thanks', 'Hello', 'Good game']) {
      await page.getByRole('button', { name, exact: true }).click();
      const emote =
        EMOTES[['Applause', 'Wow', 'Thinking', 'Phew', 'On fire', 'Thanks', 'Hello', 'Good game'].indexOf(name)];
      await eventually(async () => assert.equal(await lastOf(page), `emote ${emote}`));
    }
    const told = page.getByRole('status').filter({ hasText: '山田太郎\u2069: Phew' });
    await push(page, 'emoted', { seat: 0, emote: 'phew' });
    await told.waitFor({ state: 'attached' });
    await told.waitFor({ state: 'detached' });
    // The first seat plays the second side.
    await push(page, 'boardUpdated', { moves: [3], order: [1, 0], turn: 0, leftMs: 60_000 });
    const plates = () => page.evaluate(() => [0, 1].map((seat) => window.story.game.plateOf(seat)?.y ?? 0));
    await eventually(async () => {
      const [first = 0, second = 0] = await plates();
      assert.ok(first > second && second > 0, `${first} ${second}`);
    });
  });

  it('W179 a line is said with Enter; typing does not play, and Escape gives the keys back to the game', async () => {
    const page = await open();
    const asked = () => page.evaluate(() => window.story.match.asked.filter(({ type }) => type === 'dropDisc').length);
    await push(page, 'boardUpdated', { moves: [3, 3], order: [1, 0], turn: 1, leftMs: 60_000 });
    await page.keyboard.press('t');
    await page.keyboard.type('see you in column 4');
    assert.equal(await asked(), 0);
    await page.keyboard.press('Enter');
    await eventually(async () => assert.equal(await lastOf(page), 'say see you in column 4'));
    await log(page).getByText('see you in column 4').waitFor({ state: 'attached' });
    assert.equal(await field(page).inputValue(), '');
    await page.keyboard.press('Escape');
    await page.keyboard.press('4');
    await eventually(async () => assert.equal(await asked(), 1));
  });

  it('W180 a refused line says why beside it, and its text is kept', async () => {
    const page = await open();
    await page.evaluate(() => {
      window.story.refusal = 'chat/muted';
    });
    await field(page).fill('hello there');
    await page.keyboard.press('Enter');
    await log(page)
      .getByText(/^You, .*hello there.*Not sent: /)
      .waitFor({ state: 'attached' });
    assert.equal(await field(page).inputValue(), 'hello there');
  });

  it('W181 one press mutes what others say and show at the match, and a second one brings it back', async () => {
    const page = await open();
    await push(page, 'tableSaid', byPlayer(1, 'before'));
    await log(page).getByText('before').waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'Mute the table' }).click();
    await push(page, 'tableSaid', byPlayer(2, 'meanwhile'));
    await push(page, 'emoted', { seat: 0, emote: 'fire' });
    await page.getByRole('button', { name: 'Hear the table again' }).waitFor();
    assert.equal(
      await page
        .getByText(/before|meanwhile|On fire/)
        .filter({ visible: true })
        .count(),
      0,
    );
    assert.ok(await field(page).isDisabled());
    await page.getByRole('button', { name: 'Hear the table again' }).click();
    await log(page).getByText('meanwhile').waitFor({ state: 'attached' });
  });

  it('W182 spectators talk apart: they write to each other alone, and players read them with the result', async () => {
    const watching = await open(null);
    await push(watching, 'tableSaid', byWatcher(1, 'look at column two'));
    await watching
      .getByRole('log', { name: 'Talk of the watchers' })
      .getByText('look at column two')
      .waitFor({ state: 'attached' });
    assert.ok(await watching.getByRole('textbox', { name: 'Message to the watchers' }).isEnabled());
    assert.equal(await watching.getByRole('button', { name: 'Applause' }).count(), 0);
    await watching.getByRole('button', { name: 'Table', exact: true }).click();
    await eventually(async () => assert.ok(await field(watching).isDisabled()));

    const phone = await open(1, PHONE);
    const talk = phone.getByRole('button', { name: /^Talk/ });
    await talk.click();
    await eventually(async () => assert.ok(await field(phone).isVisible()));
    await phone.evaluate(() => history.back());
    await phone.getByRole('button', { name: 'Close the talk' }).waitFor({ state: 'hidden' });
    await phone.getByRole('button', { name: /^Column 4/ }).waitFor();
    await end(phone);
    await push(phone, 'tableSaid', byWatcher(2, 'well played'));
    await phone.getByRole('button', { name: 'Talk, 1 new' }).click();
    await phone.getByRole('button', { name: 'Watchers, 1 new' }).click();
    await phone
      .getByRole('log', { name: 'Talk of the watchers' })
      .getByText('well played')
      .waitFor({ state: 'attached' });
    await phone.getByRole('button', { name: 'Close the talk' }).click();
    await phone.getByRole('button', { name: 'Back to the lobby' }).waitFor();
  });
});
