import assert from 'node:assert/strict';
import { MUTE_FORM } from '../../client/alerts/mute.ts';
import { LANGUAGE_FORM } from '../../client/i18n/language.ts';
import { LIST_FORM } from '../../client/page/listChoices.ts';
import { MATCH_FORM } from '../../client/page/matchStore.ts';
import { QUIET_FORM } from '../../client/page/quietHours.ts';
import { SEARCH_FORM } from '../../client/page/searchTab.ts';
import { browserSession, SESSION_FORM } from '../../client/page/sessionStore.ts';
import { MOTION_FORM, NOTICES_FORM, PUSH_FORM, SPEECH_FORM } from '../../client/page/settings.ts';
import { CONTRAST_FORM, THEME_FORM } from '../../client/page/theme.ts';
import { type ItemForm, KeptItem } from '../../client/storage/keptItem.ts';
import { eventually } from '../support/eventually.ts';
import { FollowedClient } from '../support/lobbyClients.ts';
import { LobbyServer } from '../support/lobbyServer.ts';
import { projectFiles, withoutComments } from '../support/sources.ts';

const SIGNED_IN = { user: { id: 'ada', name: 'Ada' }, token: 'a.b-c_d', expiresAtS: 4_000_000_000 };
const MATCH = { matchId: 'm1', mode: 'cycles', role: 'player', resumeKey: 'm1:key' } as const;

type Row = {
  form: ItemForm<never>;
  good: unknown;
  /** Texts that have the right type somewhere, but not everywhere. */
  bad: readonly string[];
  /** Of the texts that are bad everywhere else, those that are good here. */
  alsoGood: readonly string[];
};
const row = <Value>(
  form: ItemForm<Value>,
  good: Value,
  bad: readonly string[],
  alsoGood: readonly string[] = [],
): Row => ({
  form: form as unknown as ItemForm<never>,
  good,
  bad,
  alsoGood,
});
const changed = (object: object, change: object): string => JSON.stringify({ ...object, ...change });

/** Everything that the client stores. */
const STORED: readonly Row[] = [
  row(SESSION_FORM, SIGNED_IN, [
    changed(SIGNED_IN, { token: 'a\nb' }),
    changed(SIGNED_IN, { token: 'a b' }),
    changed(SIGNED_IN, { token: 'é' }),
    changed(SIGNED_IN, { token: '' }),
    changed(SIGNED_IN, { token: 'x'.repeat(3_000) }),
    changed(SIGNED_IN, { token: null }),
    changed(SIGNED_IN, { expiresAtS: null }),
    changed(SIGNED_IN, { expiresAtS: '9' }),
    changed(SIGNED_IN, { user: null }),
    changed(SIGNED_IN, { user: { id: 1, name: 'Ada' } }),
    changed(SIGNED_IN, { user: { id: 'ada' } }),
  ]),
  row(MATCH_FORM, MATCH, [
    changed(MATCH, { resumeKey: 'm1' }),
    changed(MATCH, { resumeKey: '../../api:key' }),
    changed(MATCH, { resumeKey: 'm1:a:b' }),
    changed(MATCH, { matchId: 7 }),
    changed(MATCH, { mode: null }),
    changed(MATCH, { role: 'referee' }),
  ]),
  row(LIST_FORM, { sort: 'name', closed: ['away'], isPlain: true }, [], ['[]']),
  row(THEME_FORM, 'light', ['"light"', 'LIGHT', 'blue', 'constructor']),
  row(CONTRAST_FORM, 'more', ['"more"', 'MORE', 'constructor']),
  row(MOTION_FORM, 'reduced', ['true', 'none']),
  row(NOTICES_FORM, 'no', ['true', 'NO']),
  row(PUSH_FORM, 'yes', ['true', 'YES']),
  row(QUIET_FORM, '22:00-08:00', ['24:00-08:00', '22:00', '22:60-08:00', '22:00-08:00 ', '2:00-8:00']),
  row(SPEECH_FORM, 'no', ['true', 'NO']),
  row(LANGUAGE_FORM, 'de', ['"de"', 'xx', 'constructor', '__proto__']),
  row(MUTE_FORM, 'yes', ['true', 'YES']),
  row(SEARCH_FORM, 'ticket_1-a', ['a b', 'a/b', 'é'], ['null', '7']),
];
const EVERYWHERE = ['', 'null', '7', '"x y"', '[]', '{', '{"', '\u0000', 'a\nb', 'x'.repeat(20_000)];

const stored = (text: string | undefined) => {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (key: string) => items.get(key) ?? text ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
};

describe('what the browser stored', () => {
  for (const { form, good, bad, alsoGood } of STORED) {
    it(`L44 ${form.key} gives back what was written, and nothing for what was not`, () => {
      const storage = stored(undefined);
      const item = new KeptItem(form, () => storage);
      item.write(good as never);
      assert.deepEqual(item.read(), good);
      item.write(undefined);
      assert.equal(item.read(), undefined);
      const read = (text: string) => new KeptItem(form, () => stored(text)).read();
      for (const text of [...EVERYWHERE, ...bad].filter((each) => !alsoGood.includes(each)))
        assert.equal(read(text), undefined, text.slice(0, 200));
      for (const text of alsoGood) assert.notEqual(read(text), undefined, text);
    });
  }

  it('L44 of the choices for the list those are used that are understood', () => {
    const read = (text: string) => new KeptItem(LIST_FORM, () => stored(text)).read();
    assert.deepEqual(read('{"sort":"x","closed":["y","away"],"isPlain":3}'), {
      sort: 'relevance',
      closed: ['away'],
      isPlain: false,
    });
    assert.deepEqual(read('{"closed":7}'), { sort: 'relevance', closed: [], isPlain: false });
  });

  it('L44 a match’s invite code is forgotten if it cannot be one, not its seat', () => {
    const read = (text: string) => new KeptItem(MATCH_FORM, () => stored(text)).read();
    assert.deepEqual(read(changed(MATCH, { code: 'ABCDEF' })), { ...MATCH, code: 'ABCDEF' });
    assert.deepEqual(read(changed(MATCH, { code: '<b>' })), MATCH);
  });

  it('L44 every item of the client is in this table, and nothing else reads the storage', () => {
    const code = projectFiles()
      .filter(({ path }) => path.startsWith('client/') && path.endsWith('.ts'))
      .map(({ path, text }) => ({ path, text: withoutComments(text) }));
    const keys = code.flatMap(({ text }) => [...text.matchAll(/Form\(\s*'([\w.]+)'/g)].map(([, key]) => key));
    assert.deepEqual(keys.toSorted(), STORED.map(({ form }) => form.key).toSorted());
    const readers = code.filter(({ text }) => /\bgetItem\(|(local|session)Storage[.[]/.test(text));
    assert.deepEqual(
      readers.map(({ path }) => path),
      ['client/storage/keptItem.ts'],
    );
  });
});

describe('a browser with a spoilt session', () => {
  let server: LobbyServer;
  before(async () => {
    server = await LobbyServer.start();
  });
  after(() => server.stop());

  for (const [says, text] of [
    ['null', 'null'],
    ['a line break in its token', changed(SIGNED_IN, { token: 'a\nb' })],
    ['20 KB', changed(SIGNED_IN, { token: 'x'.repeat(20_000) })],
    ['a token of another server', JSON.stringify(SIGNED_IN)],
  ] as const) {
    it(`L44 that holds ${says} enters as a new guest, whose session replaces it`, async () => {
      const storage = stored(text);
      const browser = new FollowedClient(server.url, { session: browserSession(() => storage) });
      browser.client.start();
      await eventually(() => browser.count('welcomed') === 1);
      const kept = browserSession(() => storage).load();
      assert.ok(kept && kept.user.id !== 'ada');
      await browser.client.leave();
    });
  }

  it('L44 a store of another program is checked in the same way', async () => {
    const store = { load: () => ({ ...SIGNED_IN, token: 'a\nb' }), save() {} };
    const bot = new FollowedClient(server.url, { session: store });
    bot.client.start();
    await eventually(() => bot.count('welcomed') === 1);
    await bot.client.leave();
  });
});
