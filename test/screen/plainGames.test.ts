import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { GAMES } from '../../client/games/list.ts';
import { SPOKEN } from '../../client/games/spokenList.ts';
import type { BoardUpdated } from '../../shared/games/connect-four/board.ts';
import { axeFindings } from '../support/axe.ts';
import { eventually } from '../support/eventually.ts';
import { PHONE, StoryScreen } from '../support/storyScreen.ts';

const WITHIN_MS = 20_000;

describe('the games in the plain view', () => {
  const story = StoryScreen.inSuite({ count: 10, plain: 1 });

  const open = async (query: Record<string, string> = {}, options = {}): Promise<Page> => {
    const page = await story.open(query, options);
    page.setDefaultTimeout(WITHIN_MS);
    return page;
  };
  const isSound = async (page: Page, what: string): Promise<void> =>
    assert.deepEqual((await axeFindings(page)).serious, [], what);
  const isFocused = (selector: Locator) =>
    eventually(async () => assert.ok(await selector.evaluate((element) => element === document.activeElement)));
  const moves = (page: Page) => page.evaluate(() => window.story.match.asked.filter(({ type }) => type === 'dropDisc'));
  const pushBoard = (page: Page, board: BoardUpdated) =>
    page.evaluate((payload) => window.story.match.push('boardUpdated', payload), board);
  const openBoard = async (page: Page): Promise<void> => {
    await page.evaluate(async () => {
      const { match } = window.story;
      await match.open('connect-four');
      const seats = [
        { id: 'me', name: 'Zoë', team: 0, is: 'here' },
        { id: 'p0', name: 'Ada', team: 1, is: 'here' },
      ];
      const table = { matchId: 'm9', mode: 'connect-four', phase: 'running', seats, you: 0, spectators: 1 };
      match.push('tableUpdated', table);
    });
    await pushBoard(page, { moves: [3, 3], order: [0, 1], turn: 0, leftMs: 60_000 });
  };

  it('PV6 connect four is read in a table, played by a key or button for each column, and each move is told', async () => {
    for (const options of [{}, PHONE]) {
      const page = await open({}, options);
      await openBoard(page);
      const game = page.getByRole('region', { name: 'Board' });
      const column = (n: number) => game.getByRole('button', { name: new RegExp(`^Column ${n}, `) });
      await isFocused(column(4));
      assert.equal(await column(4).getAttribute('aria-label'), 'Column 4, two discs');
      const cells = game.getByRole('row', { name: /^Row 2/ }).getByRole('cell');
      assert.deepEqual(await cells.allTextContents(), ['empty', 'empty', 'empty', 'Ada', 'empty', 'empty', 'empty']);
      await game.getByRole('status').filter({ hasText: 'Your turn.' }).waitFor();
      await isSound(page, 'connect four');
      await page.keyboard.press('ArrowLeft');
      await isFocused(column(3));
      await page.keyboard.press('7');
      await eventually(async () => assert.deepEqual((await moves(page)).at(-1)?.input, { column: 6 }));
      await pushBoard(page, { moves: [3, 3, 6], order: [0, 1], turn: 1, leftMs: 60_000 });
      await game
        .getByRole('status')
        .filter({ hasText: 'You\u2069: column 7, row 1. \u2068Ada\u2069’s turn.' })
        .waitFor();
      assert.equal(await column(3).getAttribute('aria-disabled'), 'true');
      await page.keyboard.press('1');
      await pushBoard(page, { moves: [3, 3, 6, 0], order: [0, 1], turn: 0, leftMs: 60_000 });
      await game.getByRole('status').filter({ hasText: 'Ada\u2069: column 1, row 1. Your turn.' }).waitFor();
      assert.equal((await moves(page)).length, 1, 'out of turn nothing is sent');
      await column(1).click();
      await eventually(async () => assert.deepEqual((await moves(page)).at(-1)?.input, { column: 0 }));
    }
  });

  it('PV7 light-cycles are steered by arrow keys and buttons, tell distances on demand, and tell what happens', async () => {
    const page = await open();
    await page.evaluate(() => window.story.cycles.open({ seats: 3, seat: 0 }));
    const game = page.getByRole('application', { name: 'Light-cycles' });
    await isFocused(game);
    await page.evaluate(() => window.story.cycles.run(62));
    await game
      .getByRole('status')
      .filter({ hasText: /^Round 1 of 5$/ })
      .waitFor();
    await isSound(page, 'light-cycles');
    await page.keyboard.press('ArrowUp');
    const told = game.getByText(/^Ahead \d+, left \d+, right \d+\.?$/);
    await told.waitFor();
    const before = await told.textContent();
    const steers = () =>
      page.evaluate(() =>
        window.story.match.asked.filter(({ type, input }) => type === 'steer' && (input as { turn: number }).turn < 4),
      );
    await page.keyboard.press('ArrowLeft');
    await page.evaluate(() => window.story.cycles.run(4));
    await eventually(async () => {
      await page.keyboard.press('ArrowUp');
      assert.notEqual((await told.textContent())?.replace('.', ''), before?.replace('.', ''));
    });
    await game.getByRole('button', { name: 'Turn right' }).click();
    await eventually(async () => assert.ok((await steers()).length > 0));
    await page.evaluate(() => window.story.cycles.run(300));
    await game
      .getByRole('status')
      .filter({ hasText: /crashed|round/ })
      .waitFor();
    await game.getByRole('listitem').filter({ hasText: /out$/ }).first().waitFor();
  });

  it('PV9 a private match shows its seats and code, and can be left', async () => {
    const page = await open({ state: 'waiting' });
    const match = page.getByRole('region', { name: 'Players in this match' });
    await match.getByText('Invite code K 7 P Q 4 X').waitFor();
    await match.getByRole('listitem').filter({ hasText: 'Free seat' }).first().waitFor();
    await isSound(page, 'a table');
    await match.getByRole('button', { name: 'Start now' }).press('Enter');
    await eventually(async () => assert.ok((await page.evaluate(() => window.story.page)).includes('startMatch')));
    await match.getByRole('button', { name: 'Leave the match' }).press('Enter');
    await eventually(async () => assert.ok((await page.evaluate(() => window.story.page)).includes('leaveMatch')));
  });

  it('PV9 a running match is given up after a question, which Escape takes back', async () => {
    const page = await open();
    await openBoard(page);
    const leave = page.getByRole('button', { name: 'Leave the match' });
    await leave.press('Enter');
    const question = page.getByRole('alertdialog', { name: 'Give up this match?' });
    await isFocused(question.getByRole('button', { name: 'Keep playing' }));
    await isSound(page, 'giving up');
    await page.keyboard.press('Escape');
    await isFocused(leave);
    await leave.press('Enter');
    await question.getByRole('button', { name: 'Give up' }).press('Enter');
    await eventually(async () => assert.ok((await page.evaluate(() => window.story.page)).includes('leaveMatch')));
  });

  it('PV13 at a match one talks, shows emotes and mutes the others in words; spectators’ lines stand apart', async () => {
    const page = await open();
    await openBoard(page);
    const push = (type: string, payload: unknown) =>
      page.evaluate(([each, body]) => window.story.match.push(each as string, body), [type, payload] as const);
    const match = page.getByRole('region', { name: 'Players in this match' });
    const log = match.getByRole('log', { name: 'Talk at the table' });
    const line = { messageId: 't1', text: 'good luck', atS: 1_790_000_000, seat: 1 };
    await push('tableSaid', line);
    await log.getByText('good luck').waitFor();
    await isSound(page, 'talk at a match');
    await match.getByRole('button', { name: 'Applause' }).press('Enter');
    await eventually(async () => assert.ok((await page.evaluate(() => window.story.page)).includes('emote clap')));
    await push('emoted', { seat: 1, emote: 'fire' });
    await match.getByRole('status').filter({ hasText: 'Ada\u2069: On fire' }).waitFor();
    await match.getByRole('textbox', { name: 'Message to the table' }).fill('you too, column 4');
    await page.keyboard.press('Enter');
    await eventually(async () =>
      assert.ok((await page.evaluate(() => window.story.page)).includes('say you too, column 4')),
    );
    assert.deepEqual(await moves(page), []);
    const watchers = match.getByRole('log', { name: 'Talk of the watchers' });
    assert.equal(await watchers.isVisible(), false);
    const from = { id: 'p4', name: 'NeonDrake42', emblem: 77 };
    await push('tableSaid', { messageId: 'w1', text: 'what a game', atS: 1_790_000_001, from });
    await watchers.getByText('what a game').waitFor();
    await match.getByRole('button', { name: 'Mute the table' }).press('Enter');
    await log.getByText('good luck').waitFor({ state: 'detached' });
    await match.getByRole('button', { name: 'Hear the table again' }).press('Enter');
    await log.getByText('good luck').waitFor();
  });

  it('PV9 the result says places and ratings, what the others want, and asks for a rematch', async () => {
    const page = await open({ state: 'result' });
    const result = page.getByRole('region', { name: 'Result' });
    const again = result.getByRole('button', { name: 'Rematch' });
    await isFocused(again);
    await result.getByRole('status').filter({ hasText: 'You won!' }).waitFor();
    const rows = result.getByRole('list', { name: 'Result' }).getByRole('listitem');
    assert.match((await rows.first().textContent()) ?? '', /^1\. .*Zoë.*rating 1,201, \+17$/);
    await isSound(page, 'a result');
    await page.keyboard.press('Enter');
    await result.getByRole('button', { name: 'Waiting for the others…' }).waitFor();
    assert.deepEqual((await page.evaluate(() => window.story.asked)).at(-1)?.type, 'rematch');
    await page.evaluate(() =>
      window.story.send({
        type: 'rematchUpdated',
        payload: { matchId: 'm9', asked: ['me'], refused: ['p0'], isOutOfTime: false },
      } as never),
    );
    await result.getByRole('status').filter({ hasText: 'No rematch. Left:' }).waitFor();
  });

  it('PV10 a replay is read step by step and from its moments; at its end the focus returns', async () => {
    const page = await open({ state: 'result' });
    const watch = page.getByRole('button', { name: 'Watch again' });
    await watch.press('Enter');
    const replay = page.getByRole('region', { name: 'Replay: Connect four' });
    await isFocused(replay.getByRole('button', { name: 'Play', exact: true }));
    const lines = replay.getByRole('list', { name: 'What there is to see' });
    await page.keyboard.press('ArrowRight');
    await replay.getByRole('status').filter({ hasText: 'column 4, row 1' }).waitFor();
    await lines.getByText('Move 1 of 16', { exact: false }).waitFor();
    await isSound(page, 'a replay');
    await page.keyboard.press('End');
    await replay.getByRole('status').filter({ hasText: 'Four in a row' }).waitFor();
    await replay.getByRole('list', { name: 'Moments' }).getByRole('button').first().press('Enter');
    await replay.getByRole('button', { name: 'Play', exact: true }).waitFor();
    await replay.getByRole('button', { name: 'Play', exact: true }).press('Enter');
    await replay.getByRole('button', { name: 'From the start' }).waitFor();
    await page.keyboard.press('Escape');
    await replay.waitFor({ state: 'hidden' });
    await isFocused(watch);
  });

  it('PV11 every game that has a scene can be played in words', () => {
    assert.deepEqual(Object.keys(SPOKEN).sort(), Object.keys(GAMES).sort());
  });
});
