import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import type { LobbyEvent } from '../../client/net/events.ts';
import { eventually } from '../support/eventually.ts';
import { differingShare } from '../support/imageDifference.ts';
import { PHONE, StoryScreen, stopClock } from '../support/storyScreen.ts';

const STATES = [
  'queued-long',
  'proposed',
  'accepted',
  'cancelled',
  'party',
  'invited',
  'waiting',
  'running',
  'result',
  'watched',
];

describe('playing on the screen', () => {
  const story = StoryScreen.inSuite({ count: 20 });

  const button = (page: Page, name: string | RegExp): Locator => page.getByRole('button', { name, exact: true });
  const send = (page: Page, event: LobbyEvent): Promise<void> =>
    page.evaluate((each) => window.story.send(each), event);
  const asked = (page: Page) =>
    page.evaluate(() => window.story.asked.map(({ type, input }) => `${type} ${JSON.stringify(input)}`));
  const asks = (page: Page, ...wanted: string[]) =>
    eventually(async () => assert.deepEqual((await asked(page)).slice(-wanted.length), wanted));
  const hasFocus = (target: Locator): Promise<unknown> =>
    eventually(async () => assert.ok(await target.evaluate((element) => element === document.activeElement)));

  it('W41 one button finds a match in the chosen mode, then cancels the search and shows the time', async () => {
    const page = await story.open({});
    await button(page, 'Quick Play').click();
    await asks(page, 'joinQueue {"mode":"cycles"}');
    await page.getByRole('radio', { name: /^Light-cycles duel, 2 players, Ranked/ }).check({ force: true });
    await button(page, 'Play ranked').click();
    await asks(page, 'joinQueue {"mode":"cycles-duel"}');
    const queued = await story.open({ state: 'queued', notify: 1 });
    await queued.getByText('12 players in queue · usually 0:09 to 0:34').waitFor({ state: 'attached' });
    assert.ok(await queued.getByRole('radio', { name: /^Connect four/ }).isDisabled());
    await button(queued, 'Play with bots').click();
    await asks(queued, 'playBots {"strength":"medium"}');
    await button(queued, 'Notify me when a match is found').click();
    await button(queued, 'Cancel the search').click();
    await asks(queued, 'leaveQueue {}');
    assert.ok((await queued.evaluate(() => window.story.page)).includes('askToNotify'));
  });

  it('PP1 the chosen game heads the panel with its rule', async () => {
    const page = await story.open({});
    await page.getByText(/^Light-cycles Don’t touch a wall\. You leave one behind you/).waitFor({ state: 'attached' });
    await page.getByRole('radio', { name: /^Connect four/ }).check({ force: true });
    await page.getByText(/^Connect four Four in a row wins\./).waitFor({ state: 'attached' });
  });

  it('PP2 a bot, a code and one’s own match are one press away, on a desktop and on a phone', async () => {
    const page = await story.open({});
    await page.getByRole('radio', { name: /^Connect four/ }).check({ force: true });
    // Connect four has no bots: the bot plays the game that has.
    await button(page, 'Play a bot: Light-cycles').click();
    await asks(page, 'joinQueue {"mode":"cycles"}', 'playBots {"strength":"medium"}');
    await button(page, 'Create a public match that anyone can join').click();
    await asks(page, 'createMatch {"mode":"cycles","isPrivate":false}');
    await button(page, 'Enter an invite code').click();
    await hasFocus(page.getByRole('textbox', { name: 'Invite code' }));
    await button(page, 'Back').click();
    await hasFocus(button(page, 'Enter an invite code'));
    const phone = await story.open({}, PHONE);
    await phone.getByRole('navigation').getByRole('button', { name: 'Play', exact: true }).click();
    await phone.getByRole('combobox', { name: 'More games' }).selectOption({ label: 'Light-cycles duel' });
    await button(phone, 'Play ranked').waitFor();
    await button(phone, 'Open a match of your own').click();
    await button(phone, 'Create a private match with an invite code').click();
    await asks(phone, 'createMatch {"mode":"cycles-duel","isPrivate":true}');
  });

  it('PP3 the picture moves four frames a second at most, and not at all with reduced motion or in another view', async () => {
    const frames = async (page: Page) => {
      await page.clock.runFor(2_500);
      const before = await page.evaluate(() => window.story.game.drawn.frames);
      await page.clock.runFor(4_000);
      return (await page.evaluate(() => window.story.game.drawn.frames)) - before;
    };
    const moving = await frames(await story.openWithClock({}));
    assert.ok(moving >= 7 && moving <= 16, `${moving} frames`);
    const context = await story.newContext({ reducedMotion: 'reduce' });
    await context.clock.install();
    const still = await frames(await story.openIn(context, {}));
    assert.ok(still <= 5, `${still} frames`);
  });

  it('W62 a search in another tab shows here, and can be moved here or cancelled, on a desktop and on a phone', async () => {
    for (const options of [{}, PHONE]) {
      const page = await story.open({ state: 'queued-long', notify: 1 }, options);
      const tab = page.getByRole('navigation').getByRole('button', { name: 'Play', exact: true });
      if (await tab.isVisible()) await tab.click();
      await button(page, 'Play with bots').waitFor();
      await page.evaluate(() => {
        const { model } = window.story;
        model.commit(() => {
          model.play.searchIn = 'elsewhere';
        });
      });
      await page.getByText(/You’re searching in another tab.*That tab will tell you/).waitFor({ state: 'attached' });
      assert.equal(await button(page, 'Play with bots').count(), 0);
      await button(page, 'Bring the search to this tab').click();
      await eventually(async () =>
        assert.ok((await page.evaluate(() => window.story.page)).includes('search takeOver')),
      );
      await button(page, 'Cancel the search').click();
      await asks(page, 'leaveQueue {}');
    }
  });

  it('W41 after a long wait a text offers bots; on a phone the tab shows the time', async () => {
    const page = await story.open({ state: 'queued-long' }, PHONE);
    await page.getByRole('navigation').getByRole('button', { name: 'Play', exact: true }).tap();
    await page.getByText(/You can play with bots instead/).waitFor({ state: 'attached' });
    await button(page, 'Play with bots').tap();
    await asks(page, 'playBots {"strength":"medium"}');
    await page.getByRole('combobox', { name: 'Bot difficulty' }).selectOption('Hard');
    await button(page, 'Play with bots').tap();
    await asks(page, 'playBots {"strength":"hard"}');
  });

  it('W42 a ready check is announced, focuses Accept, makes the rest inert, and closes once answered', async () => {
    const page = await story.open({});
    const account = button(page, /^Your account/);
    await account.focus();
    const players = ['me', 'p1'].map((id) => ({ id, name: id, emblem: 0, isReady: false }));
    const payload = { proposalId: 'p7', matchId: 'm7', mode: 'cycles', isRated: true, leftMs: 20_000, players };
    await send(page, { type: 'matchProposed', payload });
    const accept = button(page, 'Accept');
    await hasFocus(accept);
    assert.ok(await account.evaluate((element) => element.closest('[inert]') !== null));
    await page.getByRole('alert').filter({ hasText: 'Match found' }).waitFor({ state: 'attached' });
    await page
      .getByRole('status')
      .filter({ hasText: 'me: not ready yet, p1: not ready yet' })
      .waitFor({ state: 'attached' });
    for (let i = 0; i < 3; i++) {
      await page.keyboard.press('Tab');
      assert.ok(await page.evaluate(() => document.activeElement?.closest('[inert]') === null));
    }
    await accept.press('Enter');
    await asks(page, 'acceptMatch {"proposalId":"p7"}');
    await page.getByText(/You’re in. Waiting for 1 more player/).waitFor({ state: 'attached' });
    await accept.waitFor({ state: 'hidden' });
    const cancelled = {
      matchId: 'm7',
      reason: 'declined',
      isYourFault: false,
      penaltyMs: 0,
      isQueuedAgain: true,
    } as const;
    await send(page, { type: 'matchCancelled', payload: cancelled });
    await hasFocus(account);
    await page.getByRole('button', { name: /Someone declined. You’re back in the queue/ }).waitFor();
  });

  it('W42 Decline works too; a refused answer can be given again', async () => {
    const page = await story.open({ state: 'proposed', refuse: 'play/away' });
    await button(page, 'Decline').click();
    await asks(page, 'declineMatch {"proposalId":"p1"}');
    await page
      .getByRole('button', { name: /Decline: matchmaking isn’t available right now/ })
      .waitFor({ state: 'attached' });
    await button(page, 'Decline').waitFor();
  });

  it('W43 a penalty shows beside the button, which says why it is disabled', async () => {
    const page = await story.open({});
    await send(page, { type: 'queueUpdated', payload: { queue: queueOf(1) } });
    await button(page, 'Cancel the search').waitFor();
    const payload = {
      matchId: 'm9',
      reason: 'timedOut',
      isYourFault: true,
      penaltyMs: 300_000,
      isQueuedAgain: false,
    } as const;
    await send(page, { type: 'matchCancelled', payload });
    await send(page, { type: 'queueUpdated', payload: { why: 'timedOut' } });
    const play = button(page, 'Quick Play');
    await eventually(async () => assert.match((await play.getAttribute('title')) ?? '', /queue again in 4:5\d/));
    assert.ok(await play.isDisabled());
    await page.getByRole('status').filter({ hasText: 'You didn’t accept in time.' }).waitFor({ state: 'attached' });
    await button(page, 'Got it').click();
    await button(page, 'Got it').waitFor({ state: 'hidden' });
  });

  it('W43 on a phone an error comes to the front', async () => {
    const page = await story.openWithClock({}, PHONE);
    await send(page, { type: 'queueUpdated', payload: { queue: queueOf(1) } });
    await page.clock.runFor(200);
    const payload = {
      matchId: 'm9',
      reason: 'failed',
      isYourFault: false,
      penaltyMs: 0,
      isQueuedAgain: false,
    } as const;
    await send(page, { type: 'matchCancelled', payload });
    await send(page, { type: 'queueUpdated', payload: { why: 'left' } });
    await button(page, 'Got it').waitFor();
  });

  it('W44 a match is joined or watched from the list; rows under the pointer stay put', async () => {
    const page = await story.open({});
    await button(page, 'Sit down: Connect four, \u2068山田太郎\u2069').click();
    await asks(page, 'joinMatch {"matchId":"m2"}');
    await button(page, /^Watch: Light-cycles duel/).click();
    await asks(page, 'watchMatch {"matchId":"m4"}');
    const join = button(page, 'Sit down: Light-cycles, \u2068Ada Lovelace\u2069');
    await join.hover();
    const before = await join.boundingBox();
    const row = { matchId: 'm0', mode: 'cycles', state: 'open', players: [], seats: 2, spectators: 0 } as const;
    const put = [{ ...row, players: [{ id: 'x', name: 'New', emblem: 0 }] }];
    await send(page, { type: 'matchesUpdated', payload: { isWhole: false, put, removed: ['m1'] } });
    const over = button(page, 'Over: Light-cycles, \u2068Ada Lovelace\u2069');
    await over.waitFor();
    assert.ok(await over.isDisabled());
    assert.deepEqual(await over.boundingBox(), before);
    await page.mouse.move(200, 500);
    await over.waitFor({ state: 'detached' });
    await button(page, /^Open seats/).click();
    await eventually(async () => assert.equal(await page.getByRole('button', { name: /^Watch:/ }).count(), 0));
  });

  it('TL1 a tile says all of its match in one line', async () => {
    const page = await story.open({});
    const tiles = page.getByRole('list', { name: 'Open matches' }).getByRole('listitem');
    await tiles
      .filter({ hasText: /^Light-cycles duel, .*Astra.* 1, .*IronKoala.* 2, round 4, 12 watching$/ })
      .waitFor({ state: 'attached' });
  });

  it('TL3 Watch shows on hover and focus, and a running match has no seat; on a phone the most watched is large', async () => {
    const page = await story.open({});
    const duel = button(page, /^Watch: Light-cycles duel/);
    const box = (await duel.boundingBox()) ?? assert.fail('no tile');
    const pixels = async () => (await page.screenshot({ clip: box })).toString('base64');
    const atRest = await pixels();
    await duel.hover();
    await eventually(async () => assert.notEqual(await pixels(), atRest));
    await page.mouse.move(5, 5);
    await eventually(async () => assert.equal(await pixels(), atRest));
    await page.keyboard.press('Shift');
    await duel.focus();
    await eventually(async () => assert.notEqual(await pixels(), atRest));
    // A match with bots has four seats taken, and only its watchers may come.
    await button(page, /^Watch: Light-cycles, .*NeonDrake42/).waitFor();
    const phone = await story.open({}, PHONE);
    await phone.getByRole('navigation').getByRole('button', { name: 'Matches' }).click();
    const large = (await button(phone, /^Watch: Light-cycles duel/).boundingBox()) ?? assert.fail('no tile');
    assert.ok(large.width > 350 && large.y < 200, 'the most watched comes first, and large');
    const small = (await button(phone, /^Sit down: Connect four/).boundingBox()) ?? assert.fail('no tile');
    assert.ok(small.width < 200 && small.height >= 44);
  });

  it('TL6 pictures change together once a second, and painted in parts they look as painted whole', async () => {
    const page = await story.openWithClock({});
    const duel = button(page, /^Watch: Light-cycles duel/);
    const box = (await duel.boundingBox()) ?? assert.fail('no tile');
    const pixels = () => page.screenshot({ clip: box });
    await page.clock.runFor(2_000);
    const before = await pixels();
    const move = (x: number, y: number) =>
      page.evaluate(([column, row]) => window.story.ride('m4', column as number, row as number), [x, y]);
    await move(18, 12);
    await page.clock.runFor(100);
    await move(18, 8);
    await page.clock.runFor(1_100);
    const after = await pixels();
    assert.ok((await differingShare(page, before, after)) > 0);
    await page.evaluate(() => window.story.repaint());
    await page.clock.runFor(100);
    assert.equal(await differingShare(page, await pixels(), after), 0);
  });

  it('TL7 the list can show open seats or friends’ matches, and an empty one says which it is', async () => {
    const page = await story.open({});
    await button(page, 'Friends').click();
    await page.getByText('None of your friends is in a match').waitFor({ state: 'attached' });
    const friend = {
      id: 'p6',
      name: 'Astra',
      tie: 'friend',
      status: 'playing',
      shard: null,
      rating: 0,
      emblem: 4,
      lastActiveAtS: 0,
    } as const;
    await send(page, { type: 'friendsUpdated', payload: { isWhole: true, put: [friend], removed: [] } });
    await button(page, 'Friends 1').waitFor();
    await button(page, /^Watch: Light-cycles duel/).waitFor();
    assert.equal(await page.getByRole('list', { name: 'Open matches' }).getByRole('listitem').count(), 1);
  });

  it('W44 a long list of matches scrolls, and only its visible part is drawn', async () => {
    const page = await story.open({});
    const put = Array.from({ length: 40 }, (_, i) => ({
      matchId: `x${i}`,
      mode: 'connect-four',
      state: 'open' as const,
      players: [{ id: `y${i}`, name: `Host ${i}`, emblem: i }],
      seats: 2,
      spectators: 0,
    }));
    await send(page, { type: 'matchesUpdated', payload: { isWhole: true, put, removed: [] } });
    const last = button(page, 'Sit down: Connect four, \u2068Host 39\u2069');
    await last.click();
    await asks(page, 'joinMatch {"matchId":"x39"}');
    const drawn = await page.evaluate(() => {
      const list = document.querySelector('[role=list]')?.getBoundingClientRect();
      const shown = window.story.game.scene.getScenes()[0]?.children.list ?? [];
      const rows = shown.filter((each) => 'depth' in each && each.depth === 11 && 'visible' in each && each.visible);
      return { rows: rows.length, fit: 3 * Math.ceil((list?.height ?? 0) / 200) };
    });
    assert.ok(drawn.rows <= drawn.fit + 30, JSON.stringify(drawn));
  });

  it('W45 the party lists its members; its leader promotes and removes, other members cannot start a search', async () => {
    const page = await story.open({ state: 'party' });
    await button(page, 'Zoë Ångström, you · leader').waitFor();
    await button(page, /, not here right now$/).waitFor();
    await button(page, 'Ada Lovelace').click();
    await button(page, 'Make leader').click();
    await asks(page, 'promote {"playerId":"p0"}');
    await button(page, 'Leave party').click();
    await asks(page, 'leaveParty {}');
    const member = await story.open({ state: 'party-member' });
    const play = button(member, 'Quick Play');
    assert.ok(await play.isDisabled());
    assert.equal(await play.getAttribute('title'), 'Only the party leader can start the search.');
  });

  it('W46 invites are announced at once and answered by buttons that name them; the oldest comes first', async () => {
    const page = await story.open({});
    await send(page, {
      type: 'invited',
      payload: { inviteId: 'i1', kind: 'party', from: { id: 'p1', name: 'Bo', emblem: 0 }, leftMs: 30_000 },
    });
    await page.locator('[aria-live=assertive]').filter({ hasText: 'Bo' }).waitFor({ state: 'attached' });
    await send(page, {
      type: 'invited',
      payload: {
        inviteId: 'i2',
        kind: 'challenge',
        from: { id: 'p2', name: 'Cy', emblem: 0 },
        mode: 'cycles',
        leftMs: 1_500,
      },
    });
    await button(page, /^Decline: .*Cy.* challenges you: Light-cycles/).waitFor();
    await button(page, /^Accept: .*Bo.* invites you to their party/).click();
    await asks(page, 'answerInvite {"inviteId":"i1","accept":true}');
    await button(page, /^Decline: .*Cy/).waitFor({ state: 'hidden' });
  });

  it('W105 the match list can show one game only, and says so if it has no matches', async () => {
    const page = await story.open({});
    const rows = page.getByRole('list', { name: 'Open matches' }).getByRole('listitem');
    await eventually(async () => assert.equal(await rows.count(), 6));
    const game = page.getByRole('combobox', { name: 'Game' });
    await game.selectOption({ label: 'Connect four' });
    await eventually(async () => assert.equal(await rows.count(), 2));
    assert.match((await rows.first().textContent()) ?? '', /^Connect four, /);
    await page.evaluate(() => {
      const removed = [...(window.story.model.play.state.matches?.values() ?? [])]
        .filter(({ mode }) => mode === 'connect-four')
        .map(({ matchId }) => matchId);
      window.story.send({ type: 'matchesUpdated', payload: { isWhole: false, put: [], removed } });
    });
    await page.getByText('No open Connect four matches').waitFor({ state: 'attached' });
    await game.selectOption({ label: 'All games' });
    await eventually(async () => assert.equal(await rows.count(), 4));
  });

  it('W47 a player’s card offers a challenge, an invite, a menu, and watching during a match; your own card offers nothing', async () => {
    const page = await story.open({ state: 'party' });
    const select = (id: string) => page.evaluate((each) => window.story.model.select(each), id);
    const name = await page.evaluate(() => window.story.model.roster.row('p3')?.name ?? '');
    await select('p3');
    await button(page, `Challenge ${name} to Light-cycles`).click();
    await asks(page, 'challenge {"playerId":"p3","mode":"cycles"}');
    await button(page, 'Invite to party').click();
    await asks(page, 'inviteToParty {"playerId":"p3"}');
    // Other actions are in a menu, and closing it returns the focus.
    const more = button(page, `More about ${name}`);
    await more.press('Enter');
    await page.getByRole('menuitem', { name: `Block ${name}` }).waitFor();
    await page.keyboard.press('Escape');
    await eventually(async () => assert.ok(await more.evaluate((each) => each === document.activeElement)));
    // This player is playing, and a member of the party led from here.
    await select('p0');
    await button(page, 'Make leader').click();
    await button(page, 'Remove from party').click();
    await asks(page, 'promote {"playerId":"p0"}', 'removeFromParty {"playerId":"p0"}');
    const watched = await page.evaluate(() => window.story.model.roster.row('p4')?.name ?? '');
    await select('p4');
    await button(page, `Watch ${watched}’s match`).click();
    await asks(page, 'watchMatch {"matchId":"m3"}');
    await select('me');
    await page.getByRole('group', { name: /^Actions for/ }).waitFor({ state: 'hidden' });
  });

  it('W48 an open match shows seats and code, and a press leaves it; a running one asks first', async () => {
    const page = await story.open({ state: 'waiting' });
    await page.getByText(/Starts with 2 more players/).waitFor({ state: 'attached' });
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await button(page, 'Copy code').click();
    await eventually(async () => assert.equal(await page.evaluate(() => navigator.clipboard.readText()), 'K7PQ4X'));
    await button(page, 'Copy link').click();
    await eventually(async () =>
      assert.match(await page.evaluate(() => navigator.clipboard.readText()), /\/join\/K7PQ4X$/),
    );
    await button(page, 'Start now').click();
    assert.deepEqual((await page.evaluate(() => window.story.page)).at(-1), 'startMatch');
    await button(page, 'Leave the match').click();
    await button(page, 'Quick Play').waitFor();
    const lonely = await story.open({ state: 'waiting-public' });
    await button(lonely, 'Copy link').waitFor();
    assert.equal(await button(lonely, 'Start now').isVisible(), false);
    const running = await story.open({ state: 'running' });
    const leave = button(running, 'Leave the match');
    await leave.click();
    await hasFocus(button(running, 'Keep playing'));
    await running.keyboard.press('Escape');
    await hasFocus(leave);
    await leave.click();
    await button(running, 'Give up').click();
    assert.deepEqual((await running.evaluate(() => window.story.page)).at(-1), 'leaveMatch');
  });

  it('W126 the code of a private match is there letter by letter, and only while it is of use', async () => {
    const page = await story.open({ state: 'waiting' });
    await page.getByText('Invite code K 7 P Q 4 X', { exact: true }).waitFor({ state: 'attached' });
    const everyone = await story.open({ state: 'waiting-public' });
    await button(everyone, 'Copy link').waitFor();
    assert.equal(await everyone.getByText(/^Invite code ./).count(), 0);
  });

  it('W49 a result is announced, takes the focus, and offers a rematch, the queue and the lobby', async () => {
    const page = await story.open({ state: 'result' });
    await page.getByRole('status').filter({ hasText: 'You won!' }).waitFor({ state: 'attached' });
    await page.getByText(/rating 1,201, \+17/).waitFor({ state: 'attached' });
    const again = button(page, 'Rematch');
    await hasFocus(again);
    await again.click();
    await asks(page, 'rematch {"matchId":"m9"}');
    assert.ok(await button(page, 'Waiting for the others…').isDisabled());
    const unrated = await story.open({ state: 'result-bots' });
    await unrated.evaluate(() => {
      const painted: string[] = [];
      Object.assign(window, { painted });
      const { fillText } = CanvasRenderingContext2D.prototype;
      CanvasRenderingContext2D.prototype.fillText = function (line, x, y) {
        painted.push(line);
        fillText.call(this, line, x, y);
      };
    });
    const refused = { matchId: 'm9', asked: [], refused: ['gone'], isOutOfTime: false };
    await send(unrated, { type: 'rematchUpdated', payload: refused });
    await eventually(async () => {
      const painted = await unrated.evaluate(() => (window as unknown as { painted: string[] }).painted);
      assert.match(painted.join('\n'), /^No rematch\. Left: .* · This match doesn’t change ratings\.$/m);
    });
    await button(page, 'Queue again').click();
    await asks(page, 'joinQueue {"mode":"cycles-duel"}');
    const watched = await story.open({ state: 'watched' });
    await watched.getByRole('status').filter({ hasText: '山田太郎\u2069 won' }).waitFor({ state: 'attached' });
    assert.equal(await button(watched, 'Rematch').isVisible(), false);
    assert.equal(await button(watched, 'Queue again').isVisible(), false);
    await button(watched, 'Back to the lobby').click();
    await button(watched, 'Quick Play').waitFor();
  });

  it('W70 the end of a game has the screen for a moment before its result stands beside it, and a player who may not queue sees why', async () => {
    const page = await story.openWithClock({});
    const cancelled = {
      matchId: 'm1',
      reason: 'declined',
      isYourFault: true,
      penaltyMs: 300_000,
      isQueuedAgain: false,
    } as const;
    await send(page, { type: 'matchCancelled', payload: cancelled });
    await page.evaluate(() => window.story.match.open('connect-four'));
    await stopClock(page);
    const push = (type: string, payload: object) =>
      page.evaluate(([each, what]) => window.story.match.push(each, what), [type, payload] as const);
    const seat = (id: string) => ({ id, name: id, team: 0, is: 'here' as const });
    const table = { matchId: 'm9', mode: 'connect-four', seats: [seat('me'), seat('p1')], you: 0, spectators: 0 };
    await push('tableUpdated', { ...table, phase: 'running' });
    await page.clock.runFor(300);
    await push('matchEnded', { places: [1, 2], closesInMs: 30_000 });
    await push('tableUpdated', { ...table, phase: 'over' });
    await page.clock.runFor(1_200);
    assert.equal(await button(page, 'Rematch').isVisible(), false);
    await page.clock.runFor(2_800);
    assert.equal(await button(page, 'Rematch').isVisible(), true);
    await hasFocus(button(page, 'Rematch'));
    const queue = button(page, 'Queue again');
    assert.ok(await queue.isDisabled());
    assert.match((await queue.getAttribute('title')) ?? '', /queue again in 4:5\d/);
  });

  it('W71 a tab shows its own view, whatever card was open before; toasts cover no tab', async () => {
    for (const viewport of [PHONE.viewport, { width: 844, height: 390 }]) {
      const page = await story.open({ state: 'party' }, { ...PHONE, viewport });
      await page.evaluate(() => window.story.model.select('p3'));
      await button(page, 'Invite to party').tap();
      await page.getByRole('button', { name: /^Dismiss: Invite sent/ }).waitFor();
      const tabs = page.getByRole('navigation').getByRole('button');
      await tabs.filter({ visible: true }).last().tap();
      await button(page, 'Invite to party').waitFor({ state: 'hidden' });
      await page.getByRole('region', { name: viewport.width < 720 ? 'You' : 'Talk' }).waitFor();
    }
  });

  it('W71 in a low window the copy notice shows over the bar and covers nothing of the table', async () => {
    const page = await story.open({ state: 'waiting' }, { ...PHONE, viewport: { width: 844, height: 390 } });
    await page.context().grantPermissions(['clipboard-write']);
    await button(page, 'Copy code').tap();
    const toast = page.getByRole('button', { name: /^Dismiss: Invite code copied/ });
    await toast.waitFor();
    const [said, link, leave] = await Promise.all(
      [toast, button(page, 'Copy link'), button(page, 'Leave the match')].map((each) => each.boundingBox()),
    );
    assert.ok(said && link && leave && said.y + said.height < link.y && said.x + said.width < leave.x);
    assert.ok(link.y + link.height <= 390 && link.height >= 44);
  });

  it('W54 a refusal names the request and the reason; an invalid code is not sent', async () => {
    const page = await story.open({ refuse: 'queue/penalised' });
    await button(page, 'Quick Play').click();
    await page.getByRole('button', { name: /Quick Play: you or someone in your party missed a match/ }).waitFor();
    await button(page, 'Enter an invite code').click();
    const field = page.getByRole('textbox', { name: 'Invite code' });
    await hasFocus(field);
    await field.fill('nope');
    await field.press('Enter');
    await page.getByRole('button', { name: /six letters and digits/ }).waitFor();
    await field.fill('k7-pq 4x');
    await field.press('Enter');
    await asks(page, 'joinQueue {"mode":"cycles"}', 'joinMatch {"code":"K7PQ4X"}');
  });

  it('W24 in every state of playing each control has a name, unique within its part', async () => {
    for (const [options, states] of [
      [{}, STATES],
      [PHONE, ['proposed', 'party', 'invited', 'result']],
    ] as const) {
      const page = await story.openWithClock({}, options);
      for (const state of states) {
        await story.go(page, { state });
        await page.clock.runFor(100);
        const parts = await page.evaluate(() =>
          [...document.querySelectorAll('#controls > *')].map((part) =>
            [...part.querySelectorAll<HTMLElement>('button, input, select, [role=listbox]')]
              .filter((element) => element.checkVisibility())
              .map((element) => `${element.localName} ${element.getAttribute('aria-label') ?? ''}`),
          ),
        );
        for (const part of parts) {
          assert.deepEqual(
            part.filter((name) => /^\w+ $/.test(name)),
            [],
            state,
          );
          assert.equal(new Set(part).size, part.length, `${state}: ${part.join()}`);
        }
      }
    }
  });
});

const queueOf = (playersInQueue: number) => ({
  ticketId: 't1',
  mode: 'cycles',
  waitedMs: 0,
  playersInQueue,
  window: null,
  waitRangeMs: null,
  canPlayBots: true,
});
