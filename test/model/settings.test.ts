import assert from 'node:assert/strict';
import { isStill, moveAs } from '../../client/design/motion.ts';
import { LobbyModel } from '../../client/model/lobbyModel.ts';
import { followTabs, keepSpeech, pageSettings } from '../../client/page/settings.ts';

/** One browser's storage, and the tabs that hear of each other's changes. */
function browser() {
  const items = new Map<string, string>();
  const heard: (() => void)[] = [];
  const storage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
  const tab = () => {
    const settings = pageSettings(() => storage);
    const view = { addEventListener: (_: string, listener: unknown) => heard.push(listener as () => void) };
    followTabs(view as unknown as Window, Object.values(settings));
    return settings;
  };
  return { items, tab, tell: () => void heard.map((each) => each()) };
}

describe('settings of the page', () => {
  const before = globalThis.matchMedia;
  afterEach(() => {
    moveAs('system');
    globalThis.matchMedia = before;
  });

  it('SE2 a choice is kept for the next page and followed in other tabs, each told once', () => {
    const { tab, tell, items } = browser();
    const [here, there] = [tab(), tab()];
    let changes = 0;
    there.notices.onChange(() => {
      changes += 1;
    });
    here.notices.choose('no');
    here.notices.choose('no');
    assert.deepEqual([items.get('foyer.notices'), there.notices.chosen], ['no', 'yes']);
    tell();
    tell();
    assert.deepEqual([there.notices.chosen, changes, tab().notices.chosen], ['no', 1, 'no']);
    items.set('foyer.notices', 'perhaps');
    tell();
    assert.equal(there.notices.chosen, 'no');
  });

  it('SE2 with closed storage a choice lasts as long as the page', () => {
    const settings = pageSettings(() => {
      throw new Error('closed');
    });
    settings.motion.choose('reduced');
    settings.motion.readAgain();
    assert.equal(settings.motion.chosen, 'reduced');
  });

  it('SE3 motion follows the system until it is chosen, and a kept choice holds from the start', () => {
    let isReduced = true;
    globalThis.matchMedia = (() => ({
      get matches() {
        return isReduced;
      },
    })) as unknown as typeof matchMedia;
    const { tab } = browser();
    const { motion } = tab();
    assert.equal(isStill(), true);
    isReduced = false;
    assert.equal(isStill(), false);
    motion.choose('reduced');
    assert.equal(isStill(), true);
    isReduced = true;
    motion.choose('full');
    assert.equal(isStill(), false);
    moveAs('system');
    tab();
    assert.equal(isStill(), false);
  });

  it('SE8 whether new lines are read out is kept, wherever it was chosen, for all tabs', () => {
    const { tab, tell, items } = browser();
    const [here, there] = [tab(), tab()];
    const [model, other] = [new LobbyModel(0), new LobbyModel(0)];
    keepSpeech(model, here);
    keepSpeech(other, there);
    assert.deepEqual([model.social.isSpoken, items.size], [true, 0]);
    model.commit(() => {
      model.social.isSpoken = false;
    });
    tell();
    assert.deepEqual([items.get('foyer.speech'), other.social.isSpoken], ['no', false]);
    const next = new LobbyModel(0);
    keepSpeech(next, tab());
    assert.equal(next.social.isSpoken, false);
  });
});
