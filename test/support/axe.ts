/** What axe finds on a page: only what keeps somebody out. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export type Findings = { serious: string[]; passed: number };

/**
 * `serious`: rule, impact and element of what is serious or critical. `passed`: rules that had something to judge.
 * `isCovered`: something that waits for an answer lies over a part of the page, and so over some targets.
 */
export async function axeFindings(page: Page, isCovered = false): Promise<Findings> {
  // Evaluated and not added as a tag: the page's own policy forbids foreign scripts.
  await page.evaluate(SOURCE);
  // Targets of at least 24 px are asked for by WCAG 2.2; axe leaves that out unless told.
  const rules = JSON.stringify({ 'target-size': { enabled: !isCovered } });
  const { violations, passes }: AxeResults = await page.evaluate(`axe.run({ rules: ${rules} })`);
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, impact, nodes }) => nodes.map(({ html }) => `${id} (${impact}): ${html.slice(0, 160)}`));
  return { serious, passed: passes.length };
}
