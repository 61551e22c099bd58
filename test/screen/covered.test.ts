import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Page } from 'playwright-core';
import { layoutOf } from '../../client/ui/layout/layout.ts';
import { cardsFor, noticePlaces } from '../../client/ui/layout/noticeLayout.ts';
import { openAccount } from '../support/account.ts';
import { eventually } from '../support/eventually.ts';
import { checked } from '../support/property.ts';
import { PHONE, StoryScreen } from '../support/storyScreen.ts';

describe('what covers parts of the screen', () => {
  const story = StoryScreen.inSuite({ count: 20, rated: 1 });

  /** Controls of other parts under the middle of what lies over them, which could be reached all the same. */
  const reached = (page: Page): Promise<string[]> =>
    page.evaluate(() => {
      const covers = [...document.querySelectorAll('.above > :is(.blocker, .cover)')].map((each) =>
        each.getBoundingClientRect(),
      );
      return [...document.querySelectorAll<HTMLElement>('.part:not(.above) :is(button, select, input)')]
        .filter((each) => each.checkVisibility() && !each.closest('.above, [inert]'))
        .filter((each) => {
          const { left, right, top, bottom } = each.getBoundingClientRect();
          return covers.some((at) => at.left < right && left < at.right && at.top < bottom && top < at.bottom);
        })
        .map((each) => each.getAttribute('aria-label') ?? '');
    });
  const covers = (page: Page): Promise<number> => page.locator('.above > :is(.blocker, .cover):visible').count();

  it('W163 nothing is pressed or focused through what lies over it, and all is back afterwards', async () => {
    for (const options of [{}, { viewport: { width: 1_024, height: 768 } }, PHONE]) {
      const page = await story.open({}, options);
      for (const state of ['invited', 'whispered', 'announced']) {
        await story.go(page, { state });
        assert.ok((await covers(page)) > 0, state);
        assert.deepEqual(await reached(page), [], state);
        // Only an answer of the server ends an invite.
        if (state === 'invited') continue;
        const dismiss = page.getByRole('button', { name: /^Dismiss/ });
        await dismiss.first().press('Enter');
        await dismiss.first().waitFor({ state: 'hidden' });
        await eventually(async () => assert.equal(await page.locator('.part [inert]').count(), 0));
      }
    }
  });

  it('W163 the talk under the own card is not pressed through it, and keeps what has the focus', async () => {
    const page = await story.open({ state: 'online' });
    const tab = page.getByRole('region', { name: 'Talk' }).getByRole('button').first();
    await openAccount(page);
    await eventually(async () => assert.equal(await tab.evaluate((each) => (each as HTMLElement).inert), true));
    const box = await page.getByRole('combobox', { name: 'Your status' }).boundingBox();
    // Beside its controls, on the card itself.
    await page.mouse.click((box?.x ?? 0) + 10, (box?.y ?? 0) - 12);
    assert.equal(await page.locator('header button[aria-expanded=true]').count(), 1);
    await page.keyboard.press('Escape');
    await eventually(async () => assert.equal(await tab.evaluate((each) => (each as HTMLElement).inert), false));
    const play = page.getByRole('radio', { name: /^Connect four/ });
    const narrow = await story.open({}, { viewport: { width: 1_024, height: 768 } });
    const chosen = narrow.getByRole('radio', { name: /^Connect four/ });
    await chosen.focus();
    await narrow.evaluate(() => {
      const from = { id: 'p3', name: 'Cleo', emblem: 0 };
      const payload = { inviteId: 'i9', kind: 'party' as const, from, leftMs: 30_000 };
      window.story.send({ type: 'invited', payload });
    });
    await narrow.getByRole('button', { name: /^Accept: .*Cleo/ }).waitFor();
    assert.ok(await chosen.evaluate((each) => each === document.activeElement));
    assert.ok(await play.isVisible());
  });

  it('W163 a game keeps its controls beside a notice that lies over a corner of them', async () => {
    // So narrow that the talk has no column beside the game.
    const page = await story.open({}, { viewport: { width: 1060, height: 900 } });
    await page.evaluate(() => window.story.match.open('connect-four'));
    const seats = ['me', 'p1'].map((id) => ({ id, name: id, team: 0, is: 'here' as const }));
    const table = { matchId: 'm9', mode: 'connect-four', seats, you: 0, spectators: 0, phase: 'running' };
    const board = { moves: [], order: [0, 1], turn: 0, leftMs: 60_000 };
    await page.evaluate(
      ([told, shown]) => {
        window.story.match.push('tableUpdated', told);
        window.story.match.push('boardUpdated', shown);
        window.story.model.toast('news', 'Hello', performance.now());
      },
      [table, board] as const,
    );
    const middle = page.getByRole('button', { name: /^Column 4/ });
    await middle.waitFor();
    const notice = page.locator('.above > .cover:visible').first();
    await notice.waitFor();
    const [over, under] = [await notice.boundingBox(), await middle.boundingBox()];
    assert.ok(over && under && over.y + over.height > under.y && over.x < under.x + under.width);
    await eventually(async () => assert.ok(await middle.evaluate((each) => each === document.activeElement)));
    assert.equal(await middle.evaluate((each) => each.closest('[inert]') === null), true);
  });

  it('W164 in three columns invites and messages stand over the talk, below the own card, and over nothing else', () => {
    const count = fc.integer({ min: 0, max: 3 });
    const width = fc.integer({ min: 1_200, max: 3_000 });
    const property = fc.property(
      width,
      fc.integer({ min: 700, max: 1_600 }),
      count,
      fc.boolean(),
      (w, h, n, isOpen) => {
        const shown = { hasParty: false, profile: 'none', isInMatch: false, isAccountOpen: isOpen } as const;
        const layout = layoutOf({ width: w, height: h }, 'play', 4, shown);
        const { talk, self } = layout;
        assert.ok(talk);
        const places = noticePlaces(layout, n, Math.max(0, cardsFor(layout, n)));
        for (const { x, y, width: wide } of places) {
          assert.deepEqual([x, wide], [talk.x, talk.width]);
          if (self) assert.ok(y >= self.y + self.height);
        }
        for (const [i, place] of places.entries()) {
          const next = places[i + 1];
          if (next) assert.ok(place.y + place.height < next.y);
        }
      },
    );
    checked(property, 200);
  });

  it('W164 the own card is covered by no invite, in two columns and in a low window too', () => {
    for (const [width, height] of [
      [1_440, 900],
      [1_024, 768],
      [844, 390],
    ] as const) {
      const shown = { hasParty: false, profile: 'none', isInMatch: false, isAccountOpen: true } as const;
      const layout = layoutOf({ width, height }, 'play', 4, shown);
      const { self } = layout;
      assert.ok(self);
      for (const at of noticePlaces(layout, 2, 0)) {
        const isBeside = at.x + at.width <= self.x || at.y >= self.y + self.height;
        assert.ok(isBeside && at.x >= 0 && at.y + at.height <= height, JSON.stringify({ at, self, width }));
      }
    }
  });

  it('W171 the head of a player’s card, where it is closed, is covered by no invite', () => {
    for (const [width, height] of [
      [1_440, 900],
      [1_024, 768],
      [800, 1_100],
    ] as const) {
      const shown = { hasParty: false, profile: 'other', isInMatch: false, isAccountOpen: false } as const;
      const layout = layoutOf({ width, height }, 'play', 4, shown);
      const { profile } = layout;
      assert.ok(profile);
      for (const at of noticePlaces(layout, 2, 1)) {
        const isBeside = at.x >= profile.x + profile.width || at.y >= profile.y + 72;
        assert.ok(isBeside && at.y + at.height <= height, JSON.stringify({ at, profile, width }));
      }
    }
  });
});
