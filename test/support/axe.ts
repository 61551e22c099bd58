/** Runs axe on a page and reports only what locks users out. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export type Findings = { serious: string[]; passed: number };

/**
 * `serious`: rule, impact and element of each serious or critical finding. `passed`: rules that applied.
 */
export async function axeFindings(page: Page): Promise<Findings> {
  // Evaluated, because the page's own policy forbids a foreign script tag.
  await page.evaluate(SOURCE);
  // WCAG 2.2 requires targets of 24 px; axe checks that only on request.
  const rules = JSON.stringify({ 'target-size': { enabled: true } });
  const { violations, passes }: AxeResults = await page.evaluate(`axe.run({ rules: ${rules} })`);
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, impact, nodes }) => nodes.map(({ html }) => `${id} (${impact}): ${html.slice(0, 160)}`));
  return { serious, passed: passes.length };
}
