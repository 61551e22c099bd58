import assert from 'node:assert/strict';
import type { RosterRow } from '../../shared/playerRow.ts';
import type { Status } from '../../shared/status.ts';
import { eventually } from '../support/eventually.ts';
import { StoryScreen } from '../support/storyScreen.ts';

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);
const numbersIn = (words: readonly string[]): number[] => words.map((each) => Number(/\d+/.exec(each)?.[0] ?? 0));

describe('how many players there are', () => {
  const story = StoryScreen.inSuite({ count: 59, rated: 1 });

  it('W136 the header, the filters and the groups count the same players, whatever their statuses', async () => {
    const page = await story.open();
    await page.evaluate(() => {
      const { model, send } = window.story;
      const rows = Array.from({ length: 30 }, (_, i) => model.roster.row(`p${i}`) as RosterRow);
      const updated = rows.map((row, i): RosterRow => {
        const status: Status = i < 12 ? 'playing' : i < 17 ? 'queued' : 'busy';
        return { ...row, status };
      });
      send({ type: 'rosterChanged', added: [], updated, removed: [] });
      // Friends elsewhere and offline are in the list, and in no number.
      const away = { tie: 'friend', rating: 0, emblem: 0, lastActiveAtS: 0, status: null, shard: null } as const;
      const put = [
        { ...away, id: 'elsewhere', name: 'Old friend' },
        { ...(rows[3] as RosterRow), ...away, status: 'playing', shard: 's' } as const,
      ];
      send({ type: 'friendsUpdated', payload: { isWhole: true, put, removed: [] } });
    });
    const header = page.getByText(/^\d+ here\b/);
    const labelsOf = (role: 'button' | 'group', name: RegExp) =>
      page.getByRole(role, { name }).evaluateAll((all) => all.map((each) => each.getAttribute('aria-label') ?? ''));
    await eventually(async () => {
      const online = Number(((await header.first().textContent()) ?? '').split(' ')[0]);
      const chips = await labelsOf('button', /^[A-Z][a-z]+: \d+ players?$/);
      assert.ok(chips.includes('Playing: 12 players') && chips.includes('Waiting: 5 players'), chips.join());
      assert.deepEqual([online, sumOf(numbersIn(chips))], [60, 60]);
      const sections = await page.evaluate(() => window.story.model.roster.sections.map(({ here }) => here));
      assert.equal(sumOf(sections), 60);
    });
    // Screen readers hear the groups in view; each is scrolled to.
    const heard = new Map<string, number>();
    const list = page.getByRole('listbox').first();
    await eventually(async () => {
      const isAtTop = await list.evaluate((element) => {
        const isDown = element.scrollTop + element.clientHeight >= element.scrollHeight - 1;
        element.scrollTop = isDown ? 0 : element.scrollTop + element.clientHeight / 2;
        return isDown;
      });
      // Each way down begins anew: the first may have met groups from before the change.
      if (isAtTop) heard.clear();
      for (const label of await labelsOf('group', /, \d+ players?$/)) {
        heard.set(label.split(',')[0] as string, numbersIn([label])[0] ?? 0);
      }
      // You stand above the groups.
      assert.equal(1 + sumOf([...heard.values()]), 60, JSON.stringify([...heard]));
      assert.equal(heard.get('Friends'), 1);
    });
  });

  for (const locale of ['en', 'ar'])
    it(`W145 a row's action is pressed at its end, and the rest of the row opens the card (${locale})`, async () => {
      const page = await story.openWithClock({}, { locale, reducedMotion: 'reduce' });
      await page.clock.runFor(1_000);
      const list = page.getByRole('listbox').first();
      const { id, y, height } = await page.evaluate(() => {
        // In a match, and met lately.
        const id = 'p2';
        const found = document.querySelector<HTMLElement>(`[id="player-${id}"]`)?.getBoundingClientRect();
        return { id, y: found?.y ?? 0, height: found?.height ?? 0 };
      });
      const box = await list.boundingBox();
      assert.ok(box && height > 0);
      const atEnd = locale === 'en' ? box.x + box.width - 40 : box.x + 40;
      const asked = () => page.evaluate(() => window.story.asked.map(({ type }) => type));
      await page.mouse.move(atEnd, y + height - 12);
      await page.clock.runFor(200);
      await page.mouse.click(atEnd, y + height - 12);
      await eventually(async () => assert.deepEqual(await asked(), ['watchMatch']));
      assert.equal(await page.evaluate(() => window.story.model.selected?.id), undefined, 'no card');
      await page.mouse.click(box.x + box.width / 2, y + 12);
      await eventually(async () => assert.equal(await page.evaluate(() => window.story.model.selected?.id), id));
      assert.deepEqual(await asked(), ['watchMatch']);
    });
});
