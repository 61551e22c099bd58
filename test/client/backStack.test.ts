import assert from 'node:assert/strict';
import { BackStack, type Layer } from '../../client/page/BackStack.ts';

/** A browser's history of one page, after another site. Moves land when told to, as they do in a browser. */
class Browser {
  entries: { state: unknown; hash: string }[];
  at: number;
  stack: BackStack | undefined;
  #due: (() => void)[] = [];

  constructor(entries: { state: unknown; hash: string }[] = [{ state: null, hash: '' }], at = entries.length - 1) {
    this.entries = entries;
    this.at = at;
  }

  get here() {
    const entry = this.entries[this.at];
    if (!entry) throw new Error('the site was left');
    return entry;
  }

  readonly history = {
    browser: this as Browser,
    get state(): unknown {
      return this.browser.here.state;
    },
    pushState: (state: unknown): void => {
      this.entries = [...this.entries.slice(0, this.at + 1), { state, hash: this.here.hash }];
      this.at += 1;
    },
    replaceState: (state: unknown, _: string, url?: string | URL | null): void => {
      this.entries[this.at] = { state, hash: String(url).startsWith('#') ? String(url) : '' };
    },
    go: (by = 0): void => {
      this.#due.push(() => {
        this.at += by;
      });
    },
  };

  readonly location = {
    browser: this as Browser,
    pathname: '/lobby',
    search: '',
    get hash(): string {
      return this.browser.here.hash;
    },
  };

  load(): BackStack {
    this.stack = new BackStack(this.history, this.location);
    this.settle();
    return this.stack;
  }

  settle(): void {
    for (let due = this.#due.shift(); due; due = this.#due.shift()) {
      due();
      this.stack?.moved();
    }
  }

  press(by: number): void {
    this.history.go(by);
    this.settle();
  }

  follow(hash: string): void {
    this.entries = [...this.entries.slice(0, this.at + 1), { state: null, hash }];
    this.at += 1;
    this.stack?.moved();
    this.settle();
  }
}

const layer = (name: string, stays = false): Layer & { name: string; isOpen: boolean; asked: number } => ({
  name,
  isOpen: false,
  asked: 0,
  back() {
    this.asked += 1;
    if (!stays) this.isOpen = false;
  },
});

function open(names: readonly string[], staying: readonly string[] = []) {
  const browser = new Browser();
  const stack = browser.load();
  const layers = names.map((name) => layer(name, staying.includes(name)));
  const show = (...shown: string[]): void => {
    for (const each of layers) each.isOpen = shown.includes(each.name);
    stack.update(layers);
    browser.settle();
  };
  const shown = (): string => layers.flatMap(({ name, isOpen }) => (isOpen ? [name] : [])).join(' ');
  return { browser, stack, layers, show, shown };
}

describe('entries in the browser’s history', () => {
  it('W120 Back closes the topmost layer only, and leaves the site once none is open', () => {
    const { browser, show, shown } = open(['card', 'people', 'report']);
    show('card');
    show('card', 'people');
    show('card', 'people', 'report');
    assert.equal(browser.at, 3);
    browser.press(-1);
    assert.equal(shown(), 'card people');
    browser.press(-1);
    assert.equal(shown(), 'card');
    browser.press(-1);
    assert.deepEqual([shown(), browser.at], ['', 0]);
    assert.throws(() => browser.press(-1), /left/);
  });

  it('W120 a jump over several entries closes as many layers', () => {
    const { browser, show, shown } = open(['card', 'people', 'report']);
    show('card', 'people', 'report');
    browser.press(-2);
    assert.deepEqual([shown(), browser.at], ['card', 1]);
  });

  it('W121 a layer that closes by itself takes its entry along, whichever it was', () => {
    const { browser, show } = open(['card', 'people', 'report']);
    show('card', 'people', 'report');
    show('card', 'report');
    assert.equal(browser.at, 2);
    show();
    assert.equal(browser.at, 0);
    show('people');
    assert.deepEqual([browser.at, browser.entries.length], [1, 2]);
  });

  it('W121 what opens while an entry is being taken away gets its own', () => {
    const { browser, stack, layers, show, shown } = open(['card', 'people']);
    show('people');
    const [card, people] = layers;
    assert.ok(card && people);
    people.isOpen = false;
    stack.update(layers);
    card.isOpen = true;
    stack.update(layers);
    browser.settle();
    assert.deepEqual([shown(), browser.at], ['card', 1]);
  });

  it('W121 after a reload the entries of layers that are not open any more are taken away', () => {
    const { browser, show } = open(['card', 'people']);
    show('card', 'people');
    browser.load();
    assert.equal(browser.at, 0);
  });

  it('W121 Forward opens nothing', () => {
    const { browser, show, shown } = open(['people']);
    show('people');
    browser.press(-1);
    browser.press(1);
    assert.deepEqual([shown(), browser.at], ['', 0]);
  });

  it('W122 a layer that Back does not close keeps its entry, and no new one is made', () => {
    const { browser, layers, show } = open(['match', 'people'], ['match']);
    show('match');
    const entry = browser.here;
    for (const times of [1, 2, 3]) {
      browser.press(-1);
      assert.deepEqual([layers[0]?.asked, browser.at], [times, 1]);
      assert.equal(browser.here, entry);
    }
    show('match', 'people');
    browser.press(-2);
    assert.deepEqual([layers[0]?.asked, browser.at, layers[1]?.isOpen], [4, 1, false]);
  });

  it('W123 the address is the page’s at every entry: a match that is over leaves no link behind', () => {
    const { browser, stack, show } = open(['match', 'people'], ['match']);
    stack.showHash('#match/m1');
    show('match', 'people');
    assert.equal(browser.here.hash, '#match/m1');
    browser.press(-1);
    assert.equal(browser.here.hash, '#match/m1');
    stack.showHash('');
    show();
    assert.deepEqual([browser.here.hash, browser.at], ['', 0]);
    browser.press(1);
    assert.deepEqual([browser.here.hash, browser.at], ['', 0]);
  });

  it('W123 a link followed on the page is a new ground, on which open layers get entries', () => {
    const { browser, show, shown } = open(['people']);
    show('people');
    browser.follow('#join/ABCDEF');
    assert.deepEqual([shown(), browser.here.hash, browser.at], ['people', '#join/ABCDEF', 3]);
    browser.press(-1);
    assert.deepEqual([shown(), browser.here.hash], ['', '#join/ABCDEF']);
  });

  it('W123 only an address that a link or a hand has set is followed, and not one that is rewritten at a known entry', () => {
    const { browser, stack, show } = open(['match'], ['match']);
    const followed: string[] = [];
    stack.onLink = (hash) => void followed.push(hash);
    show('match');
    stack.showHash('#match/m1');
    // The entry below still has the lobby's address, so the browser tells of a change.
    browser.press(-1);
    stack.hashChanged();
    assert.equal(browser.here.hash, '#match/m1');
    stack.showHash('');
    show();
    stack.hashChanged();
    assert.deepEqual(followed, []);
    browser.follow('#join/ABCDEF');
    stack.hashChanged();
    stack.hashChanged();
    assert.deepEqual(followed, ['#join/ABCDEF']);
  });

  it('W121 a state that is not ours, or is spoilt, counts as none', () => {
    for (const state of [null, 7, 'x', {}, { height: -1 }, { height: 1.5 }, { height: '1' }, { height: 1e9 }]) {
      const browser = new Browser([{ state, hash: '#plain' }]);
      browser.load();
      assert.deepEqual([browser.at, browser.here], [0, { state: { height: 0 }, hash: '#plain' }]);
    }
  });
});
