/** Measures what the screen does and costs, on a story page that changes by itself. */
import type { Page } from 'playwright-core';

export type Stretch = {
  /** Drawn frames; other steps only checked for changes. */
  frames: number;
  /** Changes of the model. */
  changes: number;
  /** Changed rows among the first of the list. */
  seen: number;
  /** Ms of each step, including those that draw. */
  steps: number[];
};

/** Slightly more than a window of 900 px shows. */
const SEEN_ROWS = 20;

/** `scrollBy`: px a frame; the list starts over at its end. */
export function stretchOf(page: Page, ms: number, scrollBy = 0): Promise<Stretch> {
  return page.evaluate(
    async (asked) => {
      const { game, model, steps } = window.story;
      const list = document.querySelector('[role=listbox]') as HTMLElement;
      const scroll = (): void => {
        const isAtEnd = list.scrollTop + list.clientHeight >= list.scrollHeight - 1;
        list.scrollTop = isAtEnd ? 0 : list.scrollTop + asked.scrollBy;
      };
      const looks = () => model.roster.slice(0, asked.rows).map((row) => JSON.stringify(row));
      if (asked.scrollBy > 0) game.events.on('poststep', scroll);
      steps.length = 0;
      game.drawn.frames = 0;
      const from = looks();
      let changes = 0;
      const unsubscribe = model.subscribe(() => {
        changes += 1;
      });
      // Real time: or the page's own clock, where it has one.
      await new Promise((resolve) => setTimeout(resolve, asked.ms));
      game.events.off('poststep', scroll);
      unsubscribe();
      return {
        frames: game.drawn.frames,
        changes,
        seen: looks().filter((look, i) => look !== from[i]).length,
        steps: [...steps],
      };
    },
    { ms, scrollBy, rows: SEEN_ROWS },
  );
}

/** How often a different player appeared in one of the first `rows` rows, checked each frame. */
export function turnoverOf(page: Page, ms: number, rows: number): Promise<number> {
  return page.evaluate(
    async (asked) => {
      const { roster } = window.story.model;
      const ids = (): string[] => roster.slice(0, asked.rows).map(({ id }) => id);
      const until = performance.now() + asked.ms;
      let before = ids();
      let turnover = 0;
      while (performance.now() < until) {
        await new Promise(requestAnimationFrame);
        const now = ids();
        turnover += now.filter((id, i) => id !== before[i]).length;
        before = now;
      }
      return turnover;
    },
    { ms, rows },
  );
}

/** Types letter by letter; a letter's search ends when its rows are drawn. Marked as `search` (marks.ts). */
export function searchFor(page: Page, words: readonly string[]): Promise<void> {
  return page.evaluate(async (typed) => {
    const { game } = window.story;
    const input = document.querySelector('input[type=search]') as HTMLInputElement;
    for (const word of typed) {
      for (let end = 0; end <= word.length; end++) {
        input.value = word.slice(0, end);
        performance.mark('search-from');
        input.dispatchEvent(new Event('input'));
        game.step(performance.now(), 0);
        performance.mark('search-to');
        await new Promise(requestAnimationFrame);
      }
    }
  }, words);
}

/** Marks each step from now on as `step` (marks.ts). */
export function markSteps(page: Page): Promise<void> {
  return page.evaluate(() => {
    const { loop } = window.story.game;
    const step = loop.callback;
    loop.callback = (time: number, delta: number) => {
      performance.mark('step-from');
      step(time, delta);
      performance.mark('step-to');
      performance.clearMarks();
    };
  });
}

/** Heap bytes in use after a collection. */
export async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}
