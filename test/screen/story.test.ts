import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { SIZE } from '../../client/design/tokens.ts';
import type { LobbyEvent } from '../../client/net/events.ts';
import { openAccount } from '../support/account.ts';
import { openHeadlessShell } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { differingShare } from '../support/imageDifference.ts';
import { stretchOf, turnoverOf } from '../support/storyFigures.ts';
import { framesIn, openPlayers, PHONE, StoryScreen, stopClock, whileTimePasses } from '../support/storyScreen.ts';
import { BUDGETS } from './budgets.ts';

/** Depths: the rows of lists, and anything above the lobby. */
const ROWS = 11;
const ABOVE_THE_LOBBY = 43;
/** About forty tries. */
const LOOKED_FOR_MS = 400;

describe('the scene in a browser', () => {
  const story = StoryScreen.inSuite();

  const listOf = (page: Page): Locator => page.getByRole('listbox', { name: 'Players in the lobby' });
  const optionsOf = (page: Page): Locator => listOf(page).getByRole('option');
  const send = (page: Page, event: LobbyEvent): Promise<void> =>
    page.evaluate((each) => window.story.send(each), event);

  /** The explanation of the text beside the count. */
  const isBubbleSeen = async (on: Page): Promise<boolean> => {
    await on.clock.runFor(200);
    return on.evaluate(() => {
      const shown = window.story.game.scene.getScenes()[0]?.children.list ?? [];
      return shown.some((each) => 'depth' in each && each.depth === 39 && 'visible' in each && each.visible === true);
    });
  };

  it('W15 10,000 players with 100 changes a second draw at most 11 frames in 5 s', async () => {
    const page = await story.openWithClock({ count: 10_000, changes: 100 });
    await stopClock(page);
    await page.clock.runFor(1_000);
    // Most stretches of 5 s contain a visible change, so it tries until one has none.
    await eventually(async () => {
      const { changes, frames, seen } = await whileTimePasses(page, stretchOf(page, 5_000));
      assert.ok(changes >= 300, `${changes} changes`);
      // Only the counts are drawn, twice a second.
      assert.ok(frames > 0 && frames <= BUDGETS.framesIn5s && seen === 0, `${frames} frames, ${seen} rows seen`);
    }, LOOKED_FOR_MS);
  });

  it('W97 the row under the pointer keeps its player, though 100 of 100 players change every second', async () => {
    const page = await story.openWithClock({ count: 100, changes: 100 });
    const turnoverIn = (ms: number): Promise<number> => whileTimePasses(page, turnoverOf(page, ms, 10));
    assert.ok((await turnoverIn(3_000)) > 0, 'nobody moves where nobody looks');
    const list = await listOf(page).boundingBox();
    assert.ok(list);
    await page.mouse.move(list.x + 60, list.y + 60);
    await page.mouse.move(list.x + 64, list.y + 100);
    await eventually(async () => assert.ok(await page.evaluate(() => window.story.model.roster.isHeld)));
    assert.equal(await turnoverIn(5_000), 0);
    const waiting = await page.evaluate(() => window.story.model.roster.updates);
    assert.ok(waiting > 0, 'nobody wanted to move');
  });

  it('W16 a press goes to the player under the pointer, even if the list changes before the release', async () => {
    const page = await story.openWithClock({ count: 30 });
    const { id, name } = await page.evaluate(() => {
      const { model } = window.story;
      model.commit(() => model.roster.sortBy('rank'));
      return { id: model.roster.at(3)?.id, name: model.roster.at(3)?.name };
    });
    await page.clock.runFor(600);
    const box = await page.locator(`[id="player-${id}"]`).boundingBox();
    assert.ok(box);
    await page.mouse.move(200, box.y + 12);
    await page.mouse.down();
    const first = {
      id: 'first',
      name: '  AAA',
      status: 'online',
      lastActive: 0,
      rating: 9_000,
      ratings: '9000',
      emblem: 0,
    } as const;
    await send(page, { type: 'rosterChanged', added: [first], updated: [], removed: [] });
    await page.evaluate(() => window.story.model.roster.refresh());
    await page.clock.runFor(300);
    await page.mouse.up();
    await page.getByRole('heading', { name: name ?? '?' }).waitFor({ state: 'attached' });
    assert.equal(
      await page.evaluate(() => window.story.model.roster.positionOf(window.story.model.selected?.id ?? '')),
      4,
    );
  });

  it('W17 the list is one tab stop, walked by keys, and every row tells its position', async () => {
    const page = await story.open({ count: 200 });
    const list = listOf(page);
    await page.getByRole('button', { name: /^Reconnecting/ }).focus();
    await page.keyboard.press('Tab');
    // The selection of the sort order may come first.
    if (!(await list.evaluate((element) => element === document.activeElement))) await page.keyboard.press('Tab');
    assert.ok(await list.evaluate((element) => element === document.activeElement));
    /** Position and set size of the active option, read together. */
    const active = () =>
      list.evaluate((element) => {
        const option = document.getElementById(element.getAttribute('aria-activedescendant') ?? '');
        return `${option?.getAttribute('aria-posinset')} of ${option?.getAttribute('aria-setsize')}`;
      });
    await eventually(async () => assert.equal(await active(), '1 of 201'));
    const box = await list.boundingBox();
    const rows = Math.floor(((box?.height ?? 0) - SIZE.header) / SIZE.row);
    assert.ok(rows > 10);
    for (const [key, place] of [
      ['ArrowDown', 2],
      ['ArrowDown', 3],
      ['ArrowUp', 2],
      ['End', 201],
      ['PageUp', 201 - rows],
      ['Home', 1],
    ] as const) {
      await page.keyboard.press(key);
      await eventually(async () => assert.equal(await active(), `${place} of 201`, key));
    }
    assert.ok((await optionsOf(page).count()) <= rows + 4);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await eventually(async () => assert.equal(await optionsOf(page).nth(1).getAttribute('aria-selected'), 'true'));
    await page.getByRole('button', { name: 'Close' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Close' }).waitFor({ state: 'hidden' });
    assert.ok(await list.evaluate((element) => element === document.activeElement));
  });

  it('W5 a filter narrows the list, and a second press shows everyone again', async () => {
    const page = await story.open({ count: 60 });
    const chip = page.getByRole('button', { name: /^Away: \d+ players/ });
    await chip.click();
    await eventually(async () =>
      assert.ok((await optionsOf(page).allTextContents()).every((text) => text.includes('Away'))),
    );
    assert.equal(await chip.getAttribute('aria-pressed'), 'true');
    await chip.click();
    await eventually(async () =>
      assert.ok((await optionsOf(page).allTextContents()).some((text) => text.includes('Free'))),
    );
  });

  it('U5 the list holds still under the pointer, and a pill lets the updates in', async () => {
    const page = await story.open({ count: 5 });
    await page.mouse.move(200, 300);
    await page.mouse.move(210, 310);
    const before = await optionsOf(page).allTextContents();
    const added = ['Aaa', 'Bbb'].map(
      (name) => ({ id: name, name, status: 'online', lastActive: 0, rating: 0, emblem: 0 }) as const,
    );
    await send(page, { type: 'rosterChanged', added, updated: [], removed: ['p0'] });
    const pill = page.getByRole('button', { name: 'Show 3 updates to the list' });
    await pill.waitFor();
    await eventually(async () => {
      const held = await optionsOf(page).allTextContents();
      assert.equal(held.length, before.length);
      assert.ok(held.some((text) => text.endsWith(', left')));
    });
    await pill.click();
    await eventually(async () => assert.equal(await optionsOf(page).count(), 7));
    await pill.waitFor({ state: 'hidden' });
  });

  it('U22 any input ends the idle warning', async () => {
    const page = await story.open({ count: 10 });
    const stay = page.getByRole('button', { name: 'I’m here' });
    for (const input of [() => page.keyboard.press('Shift'), () => page.mouse.click(5, 5)]) {
      await send(page, { type: 'idleWarned', payload: { kickAtS: 0, inMs: 50_000 } });
      await stay.waitFor();
      await input();
      await stay.waitFor({ state: 'hidden' });
    }
  });

  it('W18 a dialog takes the focus, makes the rest inert, and returns the focus', async () => {
    const page = await story.open({ count: 10 });
    const account = page.getByRole('button', { name: /^Your account/ });
    await account.focus();
    await send(page, { type: 'idleWarned', payload: { kickAtS: 0, inMs: 50_000 } });
    const stay = page.getByRole('button', { name: 'I’m here' });
    await stay.waitFor();
    assert.ok(await stay.evaluate((element) => element === document.activeElement));
    assert.ok(await account.evaluate((element) => element.closest('[inert]') !== null));
    await page.keyboard.press('Shift');
    await stay.waitFor({ state: 'hidden' });
    assert.ok(await account.evaluate((element) => element === document.activeElement));
    await send(page, { type: 'linkChanged', link: { kind: 'closed', code: 4100, why: 'idle' } });
    const rejoin = page.getByRole('button', { name: 'Rejoin' });
    await rejoin.waitFor();
    for (let i = 0; i < 4; i++) {
      await page.keyboard.press('Tab');
      assert.ok(await page.evaluate(() => document.activeElement?.closest('[inert]') === null));
    }
    await rejoin.press('Enter');
    await rejoin.waitFor({ state: 'hidden' });
  });

  it('W22 a lost connection and an idle warning are alerts; counts are announced politely', async () => {
    const page = await story.open({ count: 10 });
    await page.getByRole('status').filter({ hasText: '11 here' }).waitFor({ state: 'attached' });
    const at = await page.evaluate(() => performance.now());
    const link = { kind: 'reconnecting', attempt: 1, sinceAt: at, heldUntilAt: at + 60_000, nextTryAt: at } as const;
    await send(page, { type: 'linkChanged', link });
    await page.getByRole('alert').filter({ hasText: 'Connection lost. Reconnecting.' }).waitFor({ state: 'attached' });
    await send(page, { type: 'linkChanged', link: { kind: 'online' } });
    await page.getByRole('alert').filter({ hasText: 'Connected again.' }).waitFor({ state: 'attached' });
    await send(page, { type: 'idleWarned', payload: { kickAtS: 0, inMs: 50_000 } });
    await page.getByRole('alert').filter({ hasText: 'Are you still there?' }).waitFor({ state: 'attached' });
  });

  it('W22 the reason for a failed join is an alert, and so is every way of being back', async () => {
    const page = await story.open({ count: 10 });
    const says = (words: string) => page.getByRole('alert').filter({ hasText: words }).waitFor({ state: 'attached' });
    const at = await page.evaluate(() => performance.now());
    const nextTryAt = at + 60_000;
    await send(page, { type: 'linkChanged', link: { kind: 'waiting', why: 'server/draining', nextTryAt } });
    await says('The lobby is restarting. Retrying automatically.');
    await send(page, { type: 'linkChanged', link: { kind: 'waiting', why: 'network', nextTryAt } });
    await says('The lobby can’t be reached. Retrying automatically.');
    await send(page, { type: 'linkChanged', link: { kind: 'connecting', attempt: 3, sinceAt: at } });
    await send(page, { type: 'linkChanged', link: { kind: 'online' } });
    await says('Connected again.');
  });

  it('W63 a restart shows a banner over the header; the list stays readable, and disabled actions say why', async () => {
    for (const options of [{}, PHONE]) {
      const page = await story.open({ count: 30, state: 'moved' }, options);
      await openPlayers(page);
      await page
        .getByText(/^The lobby is restarting\. Trying again/)
        .first()
        .waitFor({ state: 'attached' });
      assert.equal(await page.getByRole('alertdialog').count(), 0);
      const [retry, list] = [
        await page.getByRole('button', { name: 'Retry now' }).boundingBox(),
        await listOf(page).boundingBox(),
      ];
      assert.ok(retry && list && retry.y + retry.height <= list.y, JSON.stringify({ retry, list }));
      assert.ok((await optionsOf(page).count()) > 5);
      const you = page.getByRole('navigation').getByRole('button', { name: 'You', exact: true });
      if (await you.isVisible()) await you.click();
      else await openAccount(page);
      const edit = page.getByRole('button', { name: 'Edit name' });
      await edit.waitFor();
      assert.ok(await edit.isDisabled());
      assert.equal(await edit.getAttribute('title'), 'Available once you’re connected');
    }
  });

  it('W33 the wait for a turn is announced at once and only once, while the banner counts down to it', async () => {
    const page = await story.open({ count: 10, state: 'busy' });
    const alert = page.getByRole('alert');
    await alert.filter({ hasText: 'Your turn in 12 seconds' }).waitFor({ state: 'attached' });
    const banner = page.getByText(/Your turn in (9|10) seconds/);
    await banner.waitFor({ state: 'attached' });
    assert.match((await alert.textContent()) ?? '', /12 seconds/);
    assert.equal(await page.getByRole('button', { name: 'Retry now' }).isVisible(), false);
  });

  it('W30 live or batched shows beside the count, explained to mouse, keyboard and touch', async () => {
    const page = await story.openWithClock({ count: 10, patch: 500 });
    const pace = page.getByRole('button', { name: 'List updates: batched · every 0.5 s' });
    await pace.waitFor();
    const id = (await pace.getAttribute('aria-describedby')) ?? '';
    assert.match((await page.locator(`#${id}`).textContent()) ?? '', /^Batched: .* 0\.5 seconds apart/);
    assert.equal(await isBubbleSeen(page), false);
    await pace.hover();
    assert.equal(await isBubbleSeen(page), true);
    await page.mouse.move(700, 400);
    assert.equal(await isBubbleSeen(page), false);
    // After the two skip links.
    for (let i = 0; i < 3; i++) await page.keyboard.press('Tab');
    assert.ok(await pace.evaluate((element) => element === document.activeElement));
    assert.equal(await isBubbleSeen(page), true);
    await page.keyboard.press('Escape');
    assert.equal(await isBubbleSeen(page), false);
    await send(page, { type: 'paceChanged', patchMs: 200 });
    await page.getByRole('button', { name: 'List updates: live' }).waitFor();

    // On a phone it gives way (W32).
    const tablet = await story.openWithClock({ count: 10 }, { ...PHONE, viewport: { width: 820, height: 1_180 } });
    const live = tablet.getByRole('button', { name: 'List updates: live' });
    await live.tap();
    assert.equal(await isBubbleSeen(tablet), true);
    await tablet.touchscreen.tap(195, 500);
    assert.equal(await isBubbleSeen(tablet), false);
    const size = (await live.boundingBox()) ?? { width: 0, height: 0 };
    assert.ok(size.width >= 44 && size.height >= 44, JSON.stringify(size));
  });

  it('W36 the note about missing players is explained to mouse, keyboard and touch, announced once, and removed afterwards', async () => {
    const sentence = 'Some players are missing right now';
    const page = await story.openWithClock({ count: 10 });
    const note = page.getByRole('button', { name: sentence });
    const said = page.getByRole('status').filter({ hasText: sentence });
    await page.getByRole('button', { name: 'List updates: live' }).waitFor();
    assert.equal(await said.count(), 0);
    await send(page, { type: 'partialChanged', isPartial: true });
    await note.waitFor();
    await said.waitFor({ state: 'attached' });
    const id = (await note.getAttribute('aria-describedby')) ?? '';
    assert.match((await page.locator(`#${id}`).textContent()) ?? '', /missing from the list and the count/);
    // Screen readers read a live region each time its text is set, even to the same text.
    await said.evaluate((element) => {
      const counted = Object.assign(window, { sets: 0 });
      new MutationObserver(() => {
        counted.sets += 1;
      }).observe(element, { childList: true, characterData: true, subtree: true });
    });
    for (let i = 0; i < 5; i++) {
      await send(page, { type: 'onlineChanged', online: 20 + i });
      await page.clock.runFor(250);
    }
    assert.equal(await page.evaluate(() => (window as unknown as { sets: number }).sets), 0);
    assert.equal(await isBubbleSeen(page), false);
    await note.hover();
    assert.equal(await isBubbleSeen(page), true);
    await page.mouse.move(700, 400);
    for (let i = 0; i < 3; i++) await page.keyboard.press('Tab');
    assert.ok(await note.evaluate((element) => element === document.activeElement));
    assert.equal(await isBubbleSeen(page), true);
    await send(page, { type: 'partialChanged', isPartial: false });
    await page.getByRole('button', { name: 'List updates: live' }).waitFor();
    assert.equal(await said.count(), 0);

    const phone = await story.openWithClock({ count: 10, state: 'partial' }, PHONE);
    await phone.getByRole('button', { name: sentence }).tap();
    assert.equal(await isBubbleSeen(phone), true);
  });

  it('W31 a new patch interval repaints the header and nothing else', async () => {
    // No picture moves meanwhile.
    const page = await story.openWithClock({ count: 40 }, { reducedMotion: 'reduce' });
    await stopClock(page);
    await page.clock.runFor(1_500);
    await page.evaluate(() => {
      const { game } = window.story;
      const names: string[] = [];
      Object.assign(window, { painted: names });
      for (const name of game.textures.getTextureKeys()) {
        const texture = game.textures.get(name) as unknown as { refresh?(): void };
        const refresh = texture.refresh?.bind(texture);
        if (!refresh) continue;
        texture.refresh = () => {
          names.push(name);
          refresh();
        };
      }
    });
    for (const patchMs of [500, 700, 500]) {
      await send(page, { type: 'paceChanged', patchMs });
      await page.clock.runFor(100);
    }
    const painted = await page.evaluate(() => (window as unknown as { painted: string[] }).painted);
    assert.equal(painted.length, 3, painted.join());
    assert.equal(new Set(painted).size, 1);
  });

  it('W23 on a phone the lobby and your own card are two tabs, and a player’s card is a sheet', async () => {
    const page = await story.open({ count: 20 }, PHONE);
    const status = page.getByRole('combobox', { name: 'Your status' });
    await openPlayers(page);
    assert.equal(await status.isVisible(), false);
    await page.getByRole('button', { name: 'You', exact: true }).tap();
    await status.waitFor();
    assert.equal(await listOf(page).isVisible(), false);
    await page.getByRole('button', { name: 'Players', exact: true }).tap();
    await optionsOf(page).nth(2).tap();
    const close = page.getByRole('button', { name: 'Close' });
    await close.waitFor();
    await close.tap();
    await close.waitFor({ state: 'hidden' });
  });

  it('W170 a phone opens on Play, from the first paint on', async () => {
    const shell = await story.openWithClock({ count: 20, state: 'shell' }, PHONE);
    await shell.clock.runFor(300);
    assert.equal(await shell.locator('#shell li').count(), 0);
    const page = await story.open({ count: 20 }, PHONE);
    await page.getByRole('button', { name: /^Quick Play/ }).waitFor();
    assert.equal(await listOf(page).isVisible(), false);
    await openPlayers(page);
    assert.equal(await page.getByRole('button', { name: /^Quick Play/ }).isVisible(), false);
  });

  it('W24 every control has a name, unique within its part', async () => {
    for (const options of [{}, PHONE]) {
      const page = await story.open({ count: 20 }, options);
      const parts = await page.evaluate(() =>
        [...document.querySelectorAll('#controls > *')].map((part) =>
          [...part.querySelectorAll<HTMLElement>('button, input, select, [role=listbox]')]
            .filter((element) => element.checkVisibility())
            .map((element) => `${element.localName} ${element.getAttribute('aria-label') ?? ''}`),
        ),
      );
      assert.ok(parts.flat().length >= 8);
      for (const part of parts) {
        assert.deepEqual(
          part.filter((name) => /^\w+ $/.test(name)),
          [],
        );
        assert.equal(new Set(part).size, part.length, part.join());
      }
    }
  });

  /** Counts from now on the steps in which something at a depth of `from` to `to` fades: it is half visible, and changes. */
  const countFades = (page: Page, from: number, to: number): Promise<void> =>
    page.evaluate(
      (depth) => {
        const { game } = window.story;
        const counted = Object.assign(window, { fades: 0 });
        let before = new Map<unknown, unknown>();
        game.events.on('poststep', () => {
          const shown = (game.scene.getScenes()[0]?.children.list ?? []) as unknown as Record<string, unknown>[];
          const halves = new Map<unknown, unknown>();
          for (const each of shown) {
            const { visible, depth: at, alpha } = each;
            const isHalf = visible === true && Number(alpha) > 0 && Number(alpha) < 1;
            if (isHalf && Number(at) >= depth.from && Number(at) <= depth.to) halves.set(each, alpha);
          }
          // At the foot of the list a row is half visible all the time.
          if ([...halves].some(([each, alpha]) => before.has(each) && before.get(each) !== alpha)) counted.fades += 1;
          before = halves;
        });
      },
      { from, to },
    );
  /** Counted steps since the last call. */
  const fades = (page: Page): Promise<number> =>
    page.evaluate(() => {
      const counted = window as unknown as { fades: number };
      const before = counted.fades;
      counted.fades = 0;
      return before;
    });

  /** Frames drawn while the list changes, and how many of them fade a row. */
  const changeOf = async (page: Page, what: { added: number; removed: number }) => {
    await page.clock.runFor(1_200);
    await fades(page);
    await page.evaluate(({ added, removed }) => {
      const { model, send } = window.story;
      const status = 'online' as const;
      const rows = Array.from({ length: added }, (_, i) => {
        return { id: `new${i}`, name: `  Aaa ${i}`, status, lastActive: 0, rating: 0, emblem: 0 };
      });
      const gone = model.roster.slice(1, removed).map(({ id }) => id);
      send({ type: 'rosterChanged', added: rows, updated: [], removed: gone });
    }, what);
    return { frames: await framesIn(page, 500), fades: await fades(page) };
  };

  it('W25 a new player fades in and a leaving one fades out; reduced motion makes both instant', async () => {
    for (const reducedMotion of ['no-preference', 'reduce'] as const) {
      const page = await story.openWithClock({ count: 5 }, { reducedMotion });
      await stopClock(page);
      await countFades(page, ROWS, ROWS);
      for (const what of [
        { added: 1, removed: 0 },
        { added: 0, removed: 1 },
      ]) {
        const seen = await changeOf(page, what);
        const said = JSON.stringify({ ...seen, what });
        if (reducedMotion === 'reduce') assert.ok(seen.frames <= 3 && seen.fades === 0, said);
        else assert.ok(seen.frames >= 3 && seen.fades >= 1, said);
      }
    }
  });

  it('W110 a dialog and a toast fade in and out, then drawing stops; reduced motion makes both instant', async () => {
    for (const reducedMotion of ['no-preference', 'reduce'] as const) {
      const page = await story.openWithClock({ count: 5, state: 'connecting' }, { reducedMotion });
      await stopClock(page);
      await page.clock.runFor(800);
      await countFades(page, ABOVE_THE_LOBBY, Number.MAX_VALUE);
      /** Frames in which something above the lobby fades, and frames drawn after the fade should be over. */
      const watched = async (open: boolean) => {
        await page.evaluate((isOpen) => {
          const { model, send } = window.story;
          const why = 'kicked' as const;
          if (isOpen) send({ type: 'linkChanged', link: { kind: 'closed', code: 4102, why } });
          else send({ type: 'linkChanged', link: { kind: 'connecting', attempt: 1, sinceAt: performance.now() } });
          model.toasts.add('news', isOpen ? 'One' : 'Two', performance.now());
        }, open);
        await page.clock.runFor(600);
        return { fades: await fades(page), frames: await framesIn(page, 700) };
      };
      for (const isOpen of [true, false]) {
        const seen = await watched(isOpen);
        const said = JSON.stringify({ reducedMotion, isOpen, ...seen });
        if (reducedMotion === 'reduce') assert.equal(seen.fades, 0, said);
        else assert.ok(seen.fades >= 1, said);
        assert.ok(seen.frames <= 3, said);
      }
    }
  });

  it('W104 in a storm nothing fades, and a total of joins and leaves shows until it is over', async () => {
    const page = await story.openWithClock({ count: 20 });
    await countFades(page, ROWS, ROWS);
    assert.equal((await changeOf(page, { added: 37, removed: 12 })).fades, 0);
    const sum = page.getByText(/^\u2068\+37\u2069 joined, \u2068−12\u2069 left$/);
    await sum.waitFor({ state: 'attached' });
    await send(page, {
      type: 'rosterChanged',
      added: [{ id: 'one', name: 'One', status: 'online', lastActive: 0, rating: 0, emblem: 0 }],
      updated: [],
      removed: [],
    });
    await page.getByText(/^\u2068\+38\u2069 joined, /).waitFor({ state: 'attached' });
    await page.getByText(/\u2069 joined, /).waitFor({ state: 'detached', timeout: 10_000 });
  });

  it('W103 pointer and keyboard choose the sort order, and a reload keeps it', async () => {
    const page = await story.open({ count: 30, rated: 1 });
    const sort = page.getByRole('combobox', { name: 'Sort players by' });
    assert.equal(await sort.inputValue(), 'relevance');
    await sort.selectOption('rank');
    const names = () => page.evaluate(() => window.story.model.roster.slice(1, 20).map(({ name }) => name));
    const byRank = await names();
    await sort.focus();
    await page.keyboard.press('ArrowDown');
    await eventually(async () => assert.notDeepEqual(await names(), byRank));
    assert.equal(await page.evaluate(() => window.story.model.roster.sort), 'name');
    await sort.selectOption('active');
    const active = () =>
      page.evaluate(() => window.story.model.roster.slice(1, 12).map(({ lastActive }) => lastActive));
    await eventually(async () =>
      assert.deepEqual(
        await active(),
        (await active()).toSorted((a, b) => b - a),
      ),
    );
    await page.reload();
    await page.locator('body[data-ready]').waitFor();
    assert.equal(await sort.inputValue(), 'active');
  });

  it('W26 while the link is down the actions are disabled with a reason, and the list stays', async () => {
    const page = await story.open({ count: 20, state: 'reconnecting' });
    const status = page.getByRole('combobox', { name: 'Your status' });
    await page.getByRole('button', { name: 'Retry now' }).waitFor();
    await openAccount(page);
    assert.equal(await status.isDisabled(), true);
    assert.equal(await status.getAttribute('title'), 'Available once you’re connected');
    assert.ok((await optionsOf(page).count()) > 10);
    await page.getByRole('button', { name: 'Retry now' }).click();
    // A press beside the card closes it, with the next frame.
    await page.locator('header button[aria-expanded=false]').waitFor();
    await openAccount(page);
    await eventually(async () => assert.equal(await status.isDisabled(), false));
    assert.equal(await status.getAttribute('title'), null);
  });

  it('W162 a refused name stays in its field, which says why; where the field is gone, a toast does', async () => {
    const page = await story.open({ count: 5, state: 'refusing' });
    await openAccount(page);
    await page.getByRole('button', { name: 'Edit name' }).click();
    const field = page.getByRole('textbox', { name: 'Your name' });
    await field.fill('Ab');
    await eventually(async () => assert.ok(await page.getByRole('button', { name: 'Save' }).isDisabled()));
    await field.fill('Somebody');
    await eventually(async () => assert.ok(await page.getByRole('button', { name: 'Save' }).isEnabled()));
    await page.keyboard.press('Enter');
    await page.getByText('Somebody', { exact: true }).waitFor({ state: 'attached' });
    const why = page.getByRole('alert').filter({ hasText: 'That name is taken.' });
    await why.waitFor({ state: 'attached' });
    assert.equal(await field.inputValue(), 'Somebody');
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
    await eventually(async () => assert.ok(await field.evaluate((each) => each === document.activeElement)));
    await page.getByText('Zoë Ångström', { exact: true }).first().waitFor({ state: 'attached' });
    const toast = page.getByRole('button', { name: /Your name wasn’t changed: that name is taken/ });
    assert.equal(await toast.isVisible(), false);
    await field.fill('Someone');
    await eventually(async () => assert.equal(await field.getAttribute('aria-invalid'), null));
    assert.equal(await why.count(), 0);
    await page.keyboard.press('Enter');
    await field.waitFor({ state: 'hidden' });
    await page.keyboard.press('Escape');
    await toast.waitFor();
    await page.getByRole('status').filter({ hasText: 'that name is taken' }).waitFor({ state: 'attached' });
    await toast.click();
    await toast.waitFor({ state: 'hidden' });
  });

  it('W35 Enter saves the field’s current text, even if the screen still shows the previous text', async () => {
    const page = await story.open({ count: 5 });
    await openAccount(page);
    await page.getByRole('button', { name: 'Edit name' }).click();
    const field = page.getByRole('textbox', { name: 'Your name' });
    await field.fill('C');
    await eventually(async () => assert.ok(await page.getByRole('button', { name: 'Save' }).isDisabled()));
    // In one call, so no update comes between the last letter and Enter.
    await field.evaluate((input: HTMLInputElement) => {
      input.value = 'Countess';
      input.dispatchEvent(new Event('input', { bubbles: true }));
      input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    });
    await field.waitFor({ state: 'hidden' });
    await page.getByText('Countess', { exact: true }).first().waitFor({ state: 'attached' });
  });

  it('W27 an empty list says why, and offers a way out', async () => {
    const page = await story.open({ count: 3 });
    await page.getByRole('searchbox', { name: 'Search players' }).fill('nobody here');
    await page.getByText('No player called', { exact: false }).waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'Show everyone' }).click();
    await eventually(async () => assert.equal(await optionsOf(page).count(), 4));
    const alone = await story.open({ count: 0 });
    await alone.getByText('You’re the first one here', { exact: false }).waitFor({ state: 'attached' });
    await alone.getByRole('button', { name: 'Copy link' }).waitFor();
  });

  it('W60 the lobby’s link is copied, or a message says that copying failed', async () => {
    const context = await story.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
    for (const isSecure of [true, false]) {
      const page = await context.newPage();
      if (!isSecure)
        await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
      await page.goto(story.url({ count: 0 }));
      await page.getByRole('button', { name: 'Copy link' }).click();
      const words = isSecure ? 'Lobby link copied.' : 'Couldn’t copy it.';
      await page.getByRole('button', { name: words }).waitFor();
      if (isSecure) assert.equal(await page.evaluate(() => navigator.clipboard.readText()), page.url());
    }
  });

  it('W28 WebGL renders the same as Canvas', async () => {
    /** Pretends that the software renderer is a graphics card. */
    const asHardware = () => {
      const original = WebGLRenderingContext.prototype.getParameter;
      WebGLRenderingContext.prototype.getParameter = function (name) {
        return name === 0x9246 ? 'A graphics card' : original.call(this, name);
      };
    };
    await using capable = await openHeadlessShell('webgl');
    const [canvas, webgl] = await Promise.all(
      (['CanvasRenderer', 'WebGLRenderer'] as const).map(async (kind) => {
        const context = await capable.newContext({ viewport: { width: 1000, height: 700 } });
        if (kind === 'WebGLRenderer') await context.addInitScript(asHardware);
        const page = await story.openIn(context, { count: 40, rated: 1 });
        assert.equal(await page.evaluate(() => window.story.game.renderer.type === 2), kind === 'WebGLRenderer');
        await page.evaluate(() => document.querySelector('[role=listbox]')?.scrollTo(0, 75));
        return page;
      }),
    );
    assert.ok(canvas && webgl);
    const judge = await story.open({ count: 0 });
    await eventually(async () => {
      const share = await differingShare(judge, await canvas.screenshot(), await webgl.screenshot());
      assert.ok(share < 0.002, `${(share * 100).toFixed(2)} % of the pixels differ`);
    });
  });

  it('W19 the rows of the first paint match the scene’s to the pixel', async () => {
    const [shell, scene] = await Promise.all(
      ['shell', 'online'].map(async (state) => {
        const page = await story.openWithClock({ count: 40, state }, { deviceScaleFactor: 2 });
        await page.clock.runFor(300);
        return page.screenshot({ clip: { x: 20, y: 0, width: 320, height: 860 } });
      }),
    );
    assert.ok(shell && scene);
    const share = await differingShare(await story.open({ count: 0 }), shell, scene);
    // Without the scroll bar, which the scene adds. Anti-aliasing differs slightly, more so on white.
    assert.ok(share < 0.002, `${(share * 100).toFixed(2)} % of the pixels differ`);
  });
});
