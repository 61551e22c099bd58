import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { openAccount } from '../support/account.ts';
import { eventually } from '../support/eventually.ts';
import { projectFiles } from '../support/sources.ts';
import { type StoryQuery, StoryScreen } from '../support/storyScreen.ts';

type Row = {
  query?: StoryQuery;
  /** Brings the field onto the screen. */
  open?: (page: Page) => Promise<unknown>;
  field: string | RegExp;
  /** How a real Enter is seen to have acted; none where Enter does nothing. */
  acted?: (page: Page) => Promise<unknown>;
  text: string;
};

const asked = (page: Page): Promise<string[]> => page.evaluate(() => window.story.asked.map(({ type }) => type));
const asks = (type: string) => (page: Page) => eventually(async () => assert.deepEqual(await asked(page), [type]));
const name = (page: Page) => page.evaluate(() => window.story.model.self.shown('name'));
const isNamed = (page: Page) => eventually(async () => assert.equal(await name(page), 'にほんご'));

/** Every field in which one writes, by the file that makes it. */
const FIELDS: Record<string, Row> = {
  'client/ui/roster/rosterPanel.ts': { field: 'Search players', text: 'やま' },
  'client/ui/cards/nameField.ts': {
    open: async (page) => {
      await openAccount(page);
      await page.getByRole('button', { name: 'Edit name' }).click();
    },
    field: 'Your name',
    text: 'にほんご',
    acted: isNamed,
  },
  'client/ui/play/codeField.ts': {
    open: (page) => page.getByRole('button', { name: 'Enter an invite code' }).click(),
    field: 'Invite code',
    text: 'K7PQ4X',
    acted: asks('joinMatch'),
  },
  'client/ui/people/composer.ts': {
    open: (page) => page.evaluate(() => window.story.actions.social.openChat({ id: 'p0', name: 'Ada' })),
    field: /^Message to .*NeonGolem|^Message to .*Ada/,
    text: 'こんにちは',
    acted: asks('sendChat'),
  },
  'client/ui/dialogs/reportDialog.ts': {
    open: async (page) => {
      await page.evaluate(() => window.story.actions.social.askReport({ id: 'p0', name: 'Ada' }));
      await page.getByRole('dialog').getByRole('radio').first().check({ force: true });
    },
    field: /words|more/i,
    text: 'ばか',
    acted: asks('report'),
  },
  'client/ui/command/commandBar.ts': {
    query: {},
    open: (page) => page.keyboard.press('Control+k'),
    field: /^Find a player/,
    text: 'connect',
    acted: asks('joinQueue'),
  },
  'client/plain/plainYou.ts': { query: { plain: 1 }, field: 'Your name', text: 'にほんご', acted: isNamed },
  'client/plain/plainTable.ts': {
    query: { plain: 1 },
    field: /^Invite code$/,
    text: 'K7PQ4X',
    acted: asks('joinMatch'),
  },
  'client/plain/plainTalk.ts': {
    query: { plain: 1 },
    field: 'Message to the lobby',
    text: 'こんにちは',
    acted: asks('sendChat'),
  },
  'client/plain/match/plainTableTalk.ts': {
    query: { plain: 1 },
    open: (page) =>
      page.evaluate(async () => {
        const { match } = window.story;
        await match.open('connect-four');
        const seats = ['me', 'p0'].map((id) => ({ id, name: id, team: 0, is: 'here' }));
        const table = { matchId: 'm9', mode: 'connect-four', phase: 'running', seats, you: 0, spectators: 0 };
        match.push('tableUpdated', table);
      }),
    field: 'Message to the table',
    text: 'こんにちは',
    acted: (page) =>
      eventually(async () => assert.ok((await page.evaluate(() => window.story.page)).includes('say こんにちは'))),
  },
  'client/plain/plainReport.ts': {
    query: { plain: 1 },
    open: async (page) => {
      await page.evaluate(() => window.story.actions.social.askReport({ id: 'p0', name: 'Ada' }));
      await page.getByRole('dialog').getByRole('radio').first().check();
    },
    field: 'More details (optional)',
    text: 'ばか',
    acted: asks('report'),
  },
  'client/plain/plainRoster.ts': { query: { plain: 1 }, field: 'Search players', text: 'やま' },
};

/** Where it is made for them, as are radio buttons, switches and sliders. */
const OTHERS = [
  'client/a11y/overlay.ts',
  'client/plain/plainReplay.ts',
  'client/plain/plainReport.ts',
  'client/plain/plainSettings.ts',
  'client/ui/replay/replayScreen.ts',
];

/** Chrome, Firefox; Safari; and older ones of both. */
const ENDS = [
  { keyCode: 229, isComposing: true },
  { keyCode: 229, isComposing: false },
  { keyCode: 13, isComposing: true },
];

describe('input methods', () => {
  const story = StoryScreen.inSuite({ count: 12 });

  it('W124 the table names every text field of the client', () => {
    const makers = projectFiles().filter(({ path, text }) => {
      const calls = [...text.matchAll(/(?<!function )makeField\([^;]*;/g)].map(([call]) => call);
      return path.startsWith('client/') && calls.some((call) => !call.includes("'select'"));
    });
    assert.deepEqual(makers.map(({ path }) => path).toSorted(), Object.keys(FIELDS).toSorted());
    const inputs = projectFiles().filter(
      ({ path, text }) => path.startsWith('client/') && /\bmake\('input'|createElement\('input'/.test(text),
    );
    assert.deepEqual(
      inputs.map(({ path }) => path),
      OTHERS,
    );
    const entry = projectFiles().find(({ path }) => path === 'client/enterLobby.ts');
    assert.match(entry?.text ?? '', /^ {2}keepFromComposing\(window\);$/m);
  });

  for (const [file, { query, open, field, acted, text }] of Object.entries(FIELDS)) {
    it(`W124 the Enter and the Escape of a composition do nothing in the field of ${file}`, async () => {
      const page = await story.open(query);
      await open?.(page);
      const input = page.getByRole(/Search/.test(String(field)) && !query ? 'searchbox' : 'textbox', { name: field });
      const found = query ? page.getByLabel(field) : input;
      await found.fill(text);
      const before = await name(page);
      for (const key of ['Enter', 'Escape', '/']) {
        for (const end of ENDS) {
          await found.evaluate(
            (element, init) => {
              const event = new KeyboardEvent('keydown', { ...init, bubbles: true, cancelable: true });
              element.dispatchEvent(event);
            },
            { key, ...end },
          );
        }
      }
      assert.ok(await found.isVisible());
      assert.equal(await found.inputValue(), text);
      assert.deepEqual([await asked(page), await name(page)], [[], before]);
      await found.press('Enter');
      await acted?.(page);
    });
  }
});
