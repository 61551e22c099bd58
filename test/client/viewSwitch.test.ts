import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LobbyModel } from '../../client/model/lobbyModel.ts';
import { type PageFacts, pageView } from '../../client/model/views/pageView.ts';
import { PLAIN_HASH } from '../../client/page/plainLink.ts';
import { ViewSwitch } from '../../client/plain/viewSwitch.ts';
import { FakeTime, settled } from '../support/fakeTime.ts';

type Parts = ConstructorParameters<typeof ViewSwitch>[0];

/** The parts of the page as the switch sees them; Phaser, the plain view and their scripts are stand-ins. */
class Page {
  readonly time = new FakeTime();
  readonly model = new LobbyModel(0);
  readonly stage = Object.assign(new EventTarget(), { hidden: false });
  readonly game = { isShown: true };
  readonly fullHost = {};
  readonly plainHost = {};
  readonly switch: ViewSwitch;
  plainViews = 0;
  games = 0;
  explained: string | undefined;
  /** Which host the session has. */
  readonly session: { host: object | undefined } = { host: undefined };
  problem: () => string | undefined = () => undefined;
  isFirstPaintOpen = true;
  isPlainChosen = false;
  reloads = 0;
  /** What Back would close. */
  layers: readonly object[] = [];
  #leave = () => {};
  #onPlain = () => {};
  #onFirstFrame = () => {};
  readonly #scene = Promise.withResolvers<never>();
  readonly #plain = Promise.withResolvers<never>();

  constructor(hash = '') {
    const page = this;
    const parts = {
      commands: { records: {}, request: async () => ({ ok: true }), retryNow() {} },
      model: this.model,
      stage: this.stage,
      controls: { hidden: false },
      now: () => this.time.now,
      language: { onChange() {} },
      choices: {
        get isPlain() {
          return page.isPlainChosen;
        },
        onPlain: (listener: () => void) => {
          this.#onPlain = listener;
        },
        showPlain: (isPlain: boolean) => this.choosePlain(isPlain),
      },
      page: { session: this.session },
      back: {
        update: (layers: readonly object[]) => {
          this.layers = layers;
        },
      },
      scene: () => this.#scene.promise,
      plain: () => this.#plain.promise,
      firstPaint: {
        close: () => {
          this.isFirstPaintOpen = false;
        },
        showFailure() {},
      },
      explain: (sentence: string | undefined) => {
        this.explained = sentence;
      },
      onActions() {},
      reload: () => {
        this.reloads += 1;
      },
      clearAddress() {},
      timers: this.time.timers,
    };
    this.switch = new ViewSwitch(parts as unknown as Parts, hash);
  }

  choosePlain(isPlain: boolean): void {
    this.isPlainChosen = isPlain;
    this.#onPlain();
  }

  leavePlain(): void {
    if (this.plainViews > 0) this.#leave();
  }

  /** By default of a game that has no words. */
  play(isInMatch: boolean, mode = 'unspoken'): void {
    this.model.commit(() => {
      const match = { ticket: { mode } } as unknown as typeof this.model.play.match;
      this.model.play.match = isInMatch ? match : undefined;
    });
  }

  loadScene(): void {
    const openLobby = async ({ onFirstFrame }: { onFirstFrame: () => void }) => {
      this.games += 1;
      this.#onFirstFrame = onFirstFrame;
      return { game: this.game, actions: {}, host: this.fullHost };
    };
    this.#scene.resolve({ openLobby } as never);
  }

  failScene(): void {
    this.#scene.reject(new Error('not loaded'));
  }

  loadPlain(): void {
    const page = this;
    class PlainView {
      readonly host = page.plainHost;
      constructor({ leave, problem }: { leave: () => void; problem: () => string | undefined }) {
        page.plainViews += 1;
        // As it does when it shows what is read.
        page.model.commit(() => {});
        page.problem = problem;
        page.#leave = leave;
      }
      updateProblem() {}
      close() {
        page.plainViews -= 1;
        page.model.commit(() => {});
      }
    }
    this.#plain.resolve({ PlainView } as never);
  }

  /** Phaser draws, if it runs and there is something to draw on. */
  frame(): void {
    if (this.games > 0 && this.game.isShown) this.#onFirstFrame();
  }

  lose(): void {
    this.stage.dispatchEvent(new Event('webglcontextlost'));
  }

  restore(): void {
    this.stage.dispatchEvent(new Event('webglcontextrestored'));
  }

  get isRunning(): boolean {
    return this.games > 0 && this.game.isShown;
  }
}

const STEPS: Record<string, (page: Page) => unknown> = {
  'the scene is loaded': (page) => page.loadScene(),
  'the plain view is loaded': (page) => page.loadPlain(),
  'a frame is drawn': (page) => page.frame(),
  'a match begins': (page) => page.play(true),
  'the match is called off': (page) => page.play(false),
  'the graphics are lost': (page) => page.lose(),
  'the graphics are restored': (page) => page.restore(),
  '3 s pass': (page) => page.time.pass(3_000),
  'the plain view is chosen': (page) => page.choosePlain(true),
  'the plain view is left': (page) => page.leavePlain(),
  'the link is followed': (page) => page.switch.hashChanged(PLAIN_HASH),
};

async function take(page: Page, step: string): Promise<void> {
  await STEPS[step]?.(page);
  await settled();
}

/** What must hold at every moment. */
function check(page: Page, at: string): void {
  assert.ok(page.plainViews <= 1, `${at}: ${page.plainViews} plain views`);
  assert.ok(page.games <= 1, `${at}: ${page.games} games`);
  assert.equal(page.isRunning, page.games > 0 && !page.stage.hidden, `${at}: Phaser runs unseen, or is seen asleep`);
  const isSomethingSeen = page.isFirstPaintOpen || page.plainViews > 0 || page.isRunning;
  assert.ok(isSomethingSeen, `${at}: nothing is shown`);
}

/** Everything has been loaded and drawn: exactly one view is left. */
async function settle(page: Page, at: string): Promise<void> {
  for (const step of ['the scene is loaded', 'the plain view is loaded', 'a frame is drawn', '3 s pass']) {
    await take(page, step);
    check(page, `${at}, then ${step}`);
  }
  assert.equal(page.plainViews === 1, !page.isRunning, `${at}: ${page.plainViews} plain, running: ${page.isRunning}`);
  assert.equal(page.isFirstPaintOpen, false, at);
}

function permutations<T>(all: readonly T[]): T[][] {
  if (all.length === 0) return [[]];
  return all.flatMap((one, i) => permutations(all.toSpliced(i, 1)).map((rest) => [one, ...rest]));
}

describe('the switch of views', () => {
  it('W134 a match that is called off while Phaser loads leaves one plain view, and Phaser asleep', async () => {
    const page = new Page(PLAIN_HASH);
    for (const step of [
      'the plain view is loaded',
      'a match begins',
      'the match is called off',
      'the scene is loaded',
    ]) {
      await take(page, step);
      check(page, step);
    }
    assert.equal(page.plainViews, 1);
    assert.equal(page.isRunning, false);
    page.play(true);
    assert.equal(page.isRunning, true);
    page.frame();
    assert.equal(page.plainViews, 0);
  });

  it('W134 every order of loading, calling off, losing and restoring ends in the same view', async () => {
    const steps = [
      'the scene is loaded',
      'a frame is drawn',
      'the match is called off',
      'the graphics are lost',
      'the graphics are restored',
      'the plain view is loaded',
    ];
    for (const hash of ['', PLAIN_HASH]) {
      for (const order of permutations(steps)) {
        const page = new Page(hash);
        page.play(true);
        for (const step of order) {
          await take(page, step);
          check(page, `${hash} ${order.slice(0, order.indexOf(step) + 1)}`);
        }
        await settle(page, `${hash} ${order}`);
        const isGone = order.indexOf('the graphics are lost') > order.indexOf('the graphics are restored');
        assert.equal(page.plainViews, hash === PLAIN_HASH || isGone ? 1 : 0, `${hash} ${order}`);
        assert.equal(page.problem() !== undefined && page.plainViews === 1, isGone, `${order}`);
      }
    }
  });

  it('W134 whatever happens in whatever order, at most one view is open, and Phaser runs only while it is seen', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        fc.array(fc.constantFrom(...Object.keys(STEPS)), { maxLength: 14 }),
        async (isLinked, steps) => {
          const page = new Page(isLinked ? PLAIN_HASH : '');
          for (const [i, step] of steps.entries()) {
            await take(page, step);
            check(page, `${steps.slice(0, i + 1)}`);
          }
          await settle(page, `${steps}`);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('W133 lost graphics are explained at once; after 3 s the plain view stands in, even for a match, until they are back', async () => {
    const page = new Page();
    await settle(page, 'start');
    page.play(true);
    page.layers = [{}];
    page.lose();
    assert.match(page.explained ?? '', /^The graphics stopped/);
    await page.time.pass(2_900);
    assert.deepEqual([page.plainViews, page.layers.length], [0, 1]);
    await page.time.pass(200);
    assert.deepEqual([page.plainViews, page.layers.length], [1, 0]);
    assert.equal(page.isRunning, false);
    assert.equal(page.explained, undefined);
    assert.match(page.problem() ?? '', /plain list/);
    page.leavePlain();
    assert.equal(page.reloads, 1);
    page.restore();
    assert.equal(page.plainViews, 0);
    assert.equal(page.isRunning, true);
    page.lose();
    await page.time.pass(1_000);
    page.restore();
    assert.equal(page.explained, undefined);
    await page.time.pass(5_000);
    assert.equal(page.plainViews, 0);
  });

  it('W134 a scene that cannot be loaded leaves the plain view, in a match too', async () => {
    const page = new Page();
    const failed = new Promise((resolve) => process.once('unhandledRejection', resolve));
    page.failScene();
    page.loadPlain();
    assert.match(String(await failed), /not loaded/);
    page.play(true);
    check(page, 'failed');
    assert.equal(page.plainViews, 1);
    page.leavePlain();
    assert.equal(page.reloads, 1);
  });

  it('W109 a match with a game in words stays in the plain view, and only the view that is shown has it', async () => {
    const page = new Page(PLAIN_HASH);
    await take(page, 'the plain view is loaded');
    assert.equal(page.session.host, page.plainHost);
    page.play(true, 'connect-four');
    await settled();
    assert.deepEqual([page.plainViews, page.games], [1, 0]);
    page.leavePlain();
    await take(page, 'the scene is loaded');
    page.frame();
    assert.deepEqual([page.plainViews, page.session.host], [0, page.fullHost]);
    page.choosePlain(true);
    assert.deepEqual([page.plainViews, page.session.host], [1, page.plainHost]);
    page.play(true);
    assert.deepEqual([page.plainViews, page.session.host], [0, page.fullHost]);
  });

  it('W134 the view follows from choice, match, loading and graphics', () => {
    const rows: [Partial<PageFacts>, string][] = [
      [{}, 'full'],
      [{ isPlainWanted: true }, 'plain'],
      [{ isPlainWanted: true, isFullNeeded: true }, 'full'],
      [{ isPlainWanted: true, isFullNeeded: true, full: 'loading' }, 'full kept'],
      [{ isPlainWanted: true, isFullNeeded: true, full: 'failed' }, 'plain notLoaded'],
      [{ full: 'failed', graphics: 'gone' }, 'plain notLoaded'],
      [{ graphics: 'lost' }, 'full waiting'],
      [{ graphics: 'lost', isPlainWanted: true }, 'plain'],
      [{ graphics: 'gone' }, 'plain graphicsGone'],
      [{ graphics: 'gone', isFullNeeded: true }, 'plain graphicsGone'],
    ];
    for (const [facts, wanted] of rows) {
      const usual: PageFacts = { isPlainWanted: false, isFullNeeded: false, full: 'drawn', graphics: 'working' };
      const { isFull, plain, problem, isWaiting } = pageView({ ...usual, ...facts });
      assert.equal(plain === 'open', !isFull);
      const words = [isFull ? 'full' : 'plain', plain === 'kept' && 'kept', problem, isWaiting && 'waiting'];
      assert.equal(words.filter(Boolean).join(' '), wanted);
    }
  });
});
