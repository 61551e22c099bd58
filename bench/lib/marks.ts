/** CPU time of a page's main thread between two marks; other work on the machine does not count. */
import type { Page } from 'playwright-core';

/** An event of a Chromium trace: `ts` is clock time, `tts` the thread's CPU time, both in µs. */
type TraceEvent = { name: string; ts: number; tts?: number };

/** Ms of CPU between each pair of marks `NAME-from` and `NAME-to` during `work`. */
export async function cpuBetween(page: Page, name: string, work: () => Promise<unknown>): Promise<number[]> {
  const browser = page.context().browser();
  if (!browser) throw new Error('the page has no browser');
  await browser.startTracing(page, { categories: ['blink.user_timing'] });
  await work();
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  return betweenMarks(trace.traceEvents, name);
}

export function betweenMarks(events: readonly TraceEvent[], name: string): number[] {
  const marks = events.filter((event) => event.name === `${name}-from` || event.name === `${name}-to`);
  let from: number | undefined;
  const times: number[] = [];
  for (const { name: mark, tts } of marks.toSorted((a, b) => a.ts - b.ts)) {
    if (mark.endsWith('-from')) from = tts;
    else if (from !== undefined && tts !== undefined) times.push((tts - from) / 1_000);
  }
  return times;
}
